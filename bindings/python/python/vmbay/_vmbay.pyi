"""The native module. Its classes are those of `vmbay`."""
# Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.

from . import AsyncConsumer as AsyncConsumer
from . import AsyncConsumers as AsyncConsumers
from . import AsyncEvents as AsyncEvents
from . import AsyncGuest as AsyncGuest
from . import AsyncHosts as AsyncHosts
from . import AsyncImages as AsyncImages
from . import AsyncJobs as AsyncJobs
from . import AsyncLease as AsyncLease
from . import AsyncLeases as AsyncLeases
from . import AsyncMachines as AsyncMachines
from . import AsyncOperation as AsyncOperation
from . import AsyncOperations as AsyncOperations
from . import AsyncOrganizations as AsyncOrganizations
from . import AsyncProjects as AsyncProjects
from . import AsyncSchedules as AsyncSchedules
from . import AsyncStoragePools as AsyncStoragePools
from . import AsyncStream as AsyncStream
from . import AsyncVmbay as AsyncVmbay
from . import AsyncVolumes as AsyncVolumes
from . import Call as Call
from . import Capabilities as Capabilities
from . import Consumer as Consumer
from . import ConsumerLag as ConsumerLag
from . import ConsumerRecord as ConsumerRecord
from . import Consumers as Consumers
from . import Diagnosis as Diagnosis
from . import DiskSpec as DiskSpec
from . import Drift as Drift
from . import DriftReport as DriftReport
from . import Event as Event
from . import EventPage as EventPage
from . import Events as Events
from . import ExecCommand as ExecCommand
from . import ExecOutput as ExecOutput
from . import Failure as Failure
from . import Finding as Finding
from . import Gap as Gap
from . import Guest as Guest
from . import Health as Health
from . import HealthCheck as HealthCheck
from . import Host as Host
from . import HostInfo as HostInfo
from . import Hosts as Hosts
from . import Image as Image
from . import Images as Images
from . import JobProgress as JobProgress
from . import JobRecord as JobRecord
from . import JobRun as JobRun
from . import JobStats as JobStats
from . import Jobs as Jobs
from . import Latency as Latency
from . import Lease as Lease
from . import Leases as Leases
from . import Machine as Machine
from . import MachineHardware as MachineHardware
from . import MachineSpec as MachineSpec
from . import MachineStats as MachineStats
from . import MachineStatus as MachineStatus
from . import Machines as Machines
from . import NicSpec as NicSpec
from . import Operation as Operation
from . import OperationRecord as OperationRecord
from . import Operations as Operations
from . import Organization as Organization
from . import Organizations as Organizations
from . import PoolSpace as PoolSpace
from . import PoolUse as PoolUse
from . import Progress as Progress
from . import Project as Project
from . import Projects as Projects
from . import Resource as Resource
from . import Schedule as Schedule
from . import ScheduleRun as ScheduleRun
from . import Schedules as Schedules
from . import StoragePool as StoragePool
from . import StoragePools as StoragePools
from . import Stream as Stream
from . import Telemetry as Telemetry
from . import UnreachableHost as UnreachableHost
from . import Vmbay as Vmbay
from . import Volume as Volume
from . import VolumeRef as VolumeRef
from . import VolumeSpec as VolumeSpec
from . import VolumeStatus as VolumeStatus
from . import Volumes as Volumes
from ._host import SimulatedHost as SimulatedHost
from ._host import VirtualClock as VirtualClock

def connect(database: str, options: dict[str, object]) -> Vmbay: ...
def connect_async(database: str, options: dict[str, object]) -> Call[AsyncVmbay]: ...
def simulate(options: dict[str, object]) -> tuple[Vmbay, AsyncVmbay, SimulatedHost, VirtualClock]: ...
def flush() -> None: ...
def end() -> None: ...
def forked() -> None: ...
