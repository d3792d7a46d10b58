//! Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.

#![allow(clippy::all, clippy::pedantic, unused_mut, missing_docs)]

use std::sync::Arc;
use futures::stream::{StreamExt as _, TryStreamExt as _};
use pyo3::{prelude::*, types::{PyDict, PyString}};
use vmbay_bindings_common::Held;
use crate::{
    convert::{
        Incoming, Outgoing, WordClass, argument, field, kind, only, required, restored,
        shown,
    },
    engine::Engine, error::types, operation::{AsyncOperation, Operation},
    own::Own, stream::{AsyncStream, Stream},
};
impl Outgoing for vmbay::id::ConsumerId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::ConsumerId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::EventId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::EventId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::HostId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::HostId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::ImageId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::ImageId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::InstallationId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::InstallationId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::InstanceId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::InstanceId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::JobId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::JobId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::JobLimitId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::JobLimitId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::JobWorkerId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::JobWorkerId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::MachineId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::MachineId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::NamedLeaseId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::NamedLeaseId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::NicId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::NicId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::OperationId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::OperationId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::OrganizationId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::OrganizationId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::ProjectId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::ProjectId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::ScheduleId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::ScheduleId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::ScheduleRunId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::ScheduleRunId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::SettingId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::SettingId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::StoragePoolId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::StoragePoolId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::UserId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::UserId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::id::VolumeId {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        vmbay::uuid::Uuid::from(self).into_py(py)
    }
}
impl Incoming for vmbay::id::VolumeId {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        vmbay::uuid::Uuid::from_py(value).map(Self::from)
    }
}
impl Outgoing for vmbay::fleet::AdminState {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("AdminState");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::fleet::AdminState {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::fleet::ConnectionState {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("ConnectionState");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::fleet::ConnectionState {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::compute::DesiredPower {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("DesiredPower");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::compute::DesiredPower {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::hypervisor::DiskKind {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("DiskKind");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::hypervisor::DiskKind {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::compute::DisplayStatus {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("DisplayStatus");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::compute::DisplayStatus {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::fleet::DriftKind {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("DriftKind");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::fleet::DriftKind {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::error::ErrorCode {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("ErrorCode");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::error::ErrorCode {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::compute::GuestPhase {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("GuestPhase");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::compute::GuestPhase {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::observe::HealthStatus {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("HealthStatus");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::observe::HealthStatus {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::disk::ImageKind {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("ImageKind");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::disk::ImageKind {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::disk::ImageState {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("ImageState");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::disk::ImageState {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::job::JobState {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("JobState");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::job::JobState {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::compute::MachinePhase {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("MachinePhase");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::compute::MachinePhase {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::operation::OperationState {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("OperationState");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::operation::OperationState {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::disk::PoolKind {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("PoolKind");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::disk::PoolKind {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::hypervisor::PowerReason {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("PowerReason");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::hypervisor::PowerReason {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::hypervisor::PowerState {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("PowerState");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::hypervisor::PowerState {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::schedule::ScheduleState {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("ScheduleState");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::schedule::ScheduleState {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::hypervisor::Severity {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("Severity");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::hypervisor::Severity {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::compute::Verb {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("Verb");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::compute::Verb {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::hypervisor::VolumeFormat {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("VolumeFormat");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::hypervisor::VolumeFormat {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::disk::VolumeState {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: WordClass = WordClass::new("VolumeState");
        CLASS.word(py, self as usize)
    }
}
impl Incoming for vmbay::disk::VolumeState {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        crate::convert::of_word(value)
    }
}
impl Outgoing for vmbay::access::Actor {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::System => {
                let fields = PyDict::new(py);
                types(py)?.getattr("ActorSystem")?.call((), Some(&fields))
            }
            Self::User(user) => {
                let fields = PyDict::new(py);
                fields.set_item("user", user.into_py(py)?)?;
                types(py)?.getattr("ActorUser")?.call((), Some(&fields))
            }
        }
    }
}
impl Incoming for vmbay::access::Actor {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if kind(value, "ActorSystem")? {
            return Ok(Self::System);
        }
        if kind(value, "ActorUser")? {
            return Ok(Self::User(required(value, "user")?));
        }
        Err(crate::convert::wrong(value, concat!("a ", "Actor")))
    }
}
impl Outgoing for vmbay::schedule::Begun {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::Job(job) => {
                let fields = PyDict::new(py);
                fields.set_item("job", job.into_py(py)?)?;
                types(py)?.getattr("BegunJob")?.call((), Some(&fields))
            }
            Self::Operation(operation) => {
                let fields = PyDict::new(py);
                fields.set_item("operation", operation.into_py(py)?)?;
                types(py)?.getattr("BegunOperation")?.call((), Some(&fields))
            }
        }
    }
}
impl Incoming for vmbay::schedule::Begun {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if kind(value, "BegunJob")? {
            return Ok(Self::Job(required(value, "job")?));
        }
        if kind(value, "BegunOperation")? {
            return Ok(Self::Operation(required(value, "operation")?));
        }
        Err(crate::convert::wrong(value, concat!("a ", "Begun")))
    }
}
impl Outgoing for vmbay::hypervisor::BootSpec {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::Disk => {
                let fields = PyDict::new(py);
                types(py)?.getattr("BootSpecDisk")?.call((), Some(&fields))
            }
            Self::Kernel { kernel, initrd, command_line } => {
                let fields = PyDict::new(py);
                fields.set_item("kernel", kernel.into_py(py)?)?;
                fields.set_item("initrd", initrd.into_py(py)?)?;
                fields.set_item("command_line", command_line.into_py(py)?)?;
                types(py)?.getattr("BootSpecKernel")?.call((), Some(&fields))
            }
        }
    }
}
impl Incoming for vmbay::hypervisor::BootSpec {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if kind(value, "BootSpecDisk")? {
            return Ok(Self::Disk);
        }
        if kind(value, "BootSpecKernel")? {
            return Ok(Self::Kernel {
                kernel: required(value, "kernel")?,
                initrd: required(value, "initrd")?,
                command_line: required(value, "command_line")?,
            });
        }
        Err(crate::convert::wrong(value, concat!("a ", "BootSpec")))
    }
}
impl Outgoing for vmbay::event::EventItem {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::Event(value) => (*value).into_py(py),
            Self::Gap(value) => value.into_py(py),
        }
    }
}
impl Incoming for vmbay::event::EventItem {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(found) = <vmbay::event::Event>::from_py(value) {
            return Ok(Self::Event(Box::new(found)));
        }
        if let Ok(found) = <vmbay::event::Gap>::from_py(value) {
            return Ok(Self::Gap(found));
        }
        Err(crate::convert::wrong(value, concat!("a ", "EventItem")))
    }
}
impl Outgoing for vmbay::hypervisor::ExecEvent {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::Stdout(value) => {
                let fields = PyDict::new(py);
                fields.set_item("value", value.into_py(py)?)?;
                types(py)?.getattr("ExecEventStdout")?.call((), Some(&fields))
            }
            Self::Stderr(value) => {
                let fields = PyDict::new(py);
                fields.set_item("value", value.into_py(py)?)?;
                types(py)?.getattr("ExecEventStderr")?.call((), Some(&fields))
            }
            Self::Exited { exit_code, signal } => {
                let fields = PyDict::new(py);
                fields.set_item("exit_code", exit_code.into_py(py)?)?;
                fields.set_item("signal", signal.into_py(py)?)?;
                types(py)?.getattr("ExecEventExited")?.call((), Some(&fields))
            }
        }
    }
}
impl Incoming for vmbay::hypervisor::ExecEvent {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if kind(value, "ExecEventStdout")? {
            return Ok(Self::Stdout(required(value, "value")?));
        }
        if kind(value, "ExecEventStderr")? {
            return Ok(Self::Stderr(required(value, "value")?));
        }
        if kind(value, "ExecEventExited")? {
            return Ok(Self::Exited {
                exit_code: required(value, "exit_code")?,
                signal: required(value, "signal")?,
            });
        }
        Err(crate::convert::wrong(value, concat!("a ", "ExecEvent")))
    }
}
impl Outgoing for vmbay::disk::ImageSource {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::Disk { path } => {
                let fields = PyDict::new(py);
                fields.set_item("path", path.into_py(py)?)?;
                types(py)?.getattr("ImageSourceDisk")?.call((), Some(&fields))
            }
            Self::Iso { path } => {
                let fields = PyDict::new(py);
                fields.set_item("path", path.into_py(py)?)?;
                types(py)?.getattr("ImageSourceIso")?.call((), Some(&fields))
            }
            Self::Kernel { kernel, initrd } => {
                let fields = PyDict::new(py);
                fields.set_item("kernel", kernel.into_py(py)?)?;
                fields.set_item("initrd", initrd.into_py(py)?)?;
                types(py)?.getattr("ImageSourceKernel")?.call((), Some(&fields))
            }
        }
    }
}
impl Incoming for vmbay::disk::ImageSource {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if kind(value, "ImageSourceDisk")? {
            return Ok(Self::Disk {
                path: required(value, "path")?,
            });
        }
        if kind(value, "ImageSourceIso")? {
            return Ok(Self::Iso {
                path: required(value, "path")?,
            });
        }
        if kind(value, "ImageSourceKernel")? {
            return Ok(Self::Kernel {
                kernel: required(value, "kernel")?,
                initrd: required(value, "initrd")?,
            });
        }
        Err(crate::convert::wrong(value, concat!("a ", "ImageSource")))
    }
}
impl Outgoing for vmbay::schedule::Misfire {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::Skip => {
                let fields = PyDict::new(py);
                types(py)?.getattr("MisfireSkip")?.call((), Some(&fields))
            }
            Self::RunOnce => {
                let fields = PyDict::new(py);
                types(py)?.getattr("MisfireRunOnce")?.call((), Some(&fields))
            }
            Self::CatchUp { runs } => {
                let fields = PyDict::new(py);
                fields.set_item("runs", runs.into_py(py)?)?;
                types(py)?.getattr("MisfireCatchUp")?.call((), Some(&fields))
            }
        }
    }
}
impl Incoming for vmbay::schedule::Misfire {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if kind(value, "MisfireSkip")? {
            return Ok(Self::Skip);
        }
        if kind(value, "MisfireRunOnce")? {
            return Ok(Self::RunOnce);
        }
        if kind(value, "MisfireCatchUp")? {
            return Ok(Self::CatchUp {
                runs: required(value, "runs")?,
            });
        }
        Err(crate::convert::wrong(value, concat!("a ", "Misfire")))
    }
}
impl Outgoing for vmbay::compute::NicCreate {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::User => {
                let fields = PyDict::new(py);
                types(py)?.getattr("NicCreateUser")?.call((), Some(&fields))
            }
            Self::Network(value) => {
                let fields = PyDict::new(py);
                fields.set_item("value", value.into_py(py)?)?;
                types(py)?.getattr("NicCreateNetwork")?.call((), Some(&fields))
            }
        }
    }
}
impl Incoming for vmbay::compute::NicCreate {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if kind(value, "NicCreateUser")? {
            return Ok(Self::User);
        }
        if kind(value, "NicCreateNetwork")? {
            return Ok(Self::Network(required(value, "value")?));
        }
        Err(crate::convert::wrong(value, concat!("a ", "NicCreate")))
    }
}
impl Outgoing for vmbay::hypervisor::NicSource {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::User => {
                let fields = PyDict::new(py);
                types(py)?.getattr("NicSourceUser")?.call((), Some(&fields))
            }
            Self::Network(value) => {
                let fields = PyDict::new(py);
                fields.set_item("value", value.into_py(py)?)?;
                types(py)?.getattr("NicSourceNetwork")?.call((), Some(&fields))
            }
        }
    }
}
impl Incoming for vmbay::hypervisor::NicSource {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if kind(value, "NicSourceUser")? {
            return Ok(Self::User);
        }
        if kind(value, "NicSourceNetwork")? {
            return Ok(Self::Network(required(value, "value")?));
        }
        Err(crate::convert::wrong(value, concat!("a ", "NicSource")))
    }
}
impl Outgoing for vmbay::access::Scope {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::All => {
                let fields = PyDict::new(py);
                types(py)?.getattr("ScopeAll")?.call((), Some(&fields))
            }
            Self::Organization(organization) => {
                let fields = PyDict::new(py);
                fields.set_item("organization", organization.into_py(py)?)?;
                types(py)?.getattr("ScopeOrganization")?.call((), Some(&fields))
            }
            Self::Project(organization, project) => {
                let fields = PyDict::new(py);
                fields.set_item("organization", organization.into_py(py)?)?;
                fields.set_item("project", project.into_py(py)?)?;
                types(py)?.getattr("ScopeProject")?.call((), Some(&fields))
            }
        }
    }
}
impl Incoming for vmbay::access::Scope {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if kind(value, "ScopeAll")? {
            return Ok(Self::All);
        }
        if kind(value, "ScopeOrganization")? {
            return Ok(Self::Organization(required(value, "organization")?));
        }
        if kind(value, "ScopeProject")? {
            return Ok(
                Self::Project(
                    required(value, "organization")?,
                    required(value, "project")?,
                ),
            );
        }
        Err(crate::convert::wrong(value, concat!("a ", "Scope")))
    }
}
impl Outgoing for vmbay::schedule::Target {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::Job { kind, payload } => {
                let fields = PyDict::new(py);
                fields.set_item("kind", kind.into_py(py)?)?;
                fields.set_item("payload", payload.into_py(py)?)?;
                types(py)?.getattr("TargetJob")?.call((), Some(&fields))
            }
            Self::Operation { kind, input } => {
                let fields = PyDict::new(py);
                fields.set_item("kind", kind.into_py(py)?)?;
                fields.set_item("input", input.into_py(py)?)?;
                types(py)?.getattr("TargetOperation")?.call((), Some(&fields))
            }
            Self::Machine { machine_id, verb } => {
                let fields = PyDict::new(py);
                fields.set_item("machine_id", machine_id.into_py(py)?)?;
                fields.set_item("verb", verb.into_py(py)?)?;
                types(py)?.getattr("TargetMachine")?.call((), Some(&fields))
            }
        }
    }
}
impl Incoming for vmbay::schedule::Target {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if kind(value, "TargetJob")? {
            return Ok(Self::Job {
                kind: required(value, "kind")?,
                payload: required(value, "payload")?,
            });
        }
        if kind(value, "TargetOperation")? {
            return Ok(Self::Operation {
                kind: required(value, "kind")?,
                input: required(value, "input")?,
            });
        }
        if kind(value, "TargetMachine")? {
            return Ok(Self::Machine {
                machine_id: required(value, "machine_id")?,
                verb: required(value, "verb")?,
            });
        }
        Err(crate::convert::wrong(value, concat!("a ", "Target")))
    }
}
impl Outgoing for vmbay::schedule::Timing {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::Cron { pattern, zone } => {
                let fields = PyDict::new(py);
                fields.set_item("pattern", pattern.into_py(py)?)?;
                fields.set_item("zone", zone.into_py(py)?)?;
                types(py)?.getattr("TimingCron")?.call((), Some(&fields))
            }
            Self::Every { interval_ms, from } => {
                let fields = PyDict::new(py);
                fields.set_item("interval_ms", interval_ms.into_py(py)?)?;
                fields.set_item("from_", from.into_py(py)?)?;
                types(py)?.getattr("TimingEvery")?.call((), Some(&fields))
            }
            Self::Once { at } => {
                let fields = PyDict::new(py);
                fields.set_item("at", at.into_py(py)?)?;
                types(py)?.getattr("TimingOnce")?.call((), Some(&fields))
            }
        }
    }
}
impl Incoming for vmbay::schedule::Timing {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if kind(value, "TimingCron")? {
            return Ok(Self::Cron {
                pattern: required(value, "pattern")?,
                zone: required(value, "zone")?,
            });
        }
        if kind(value, "TimingEvery")? {
            return Ok(Self::Every {
                interval_ms: required(value, "interval_ms")?,
                from: required(value, "from_")?,
            });
        }
        if kind(value, "TimingOnce")? {
            return Ok(Self::Once {
                at: required(value, "at")?,
            });
        }
        Err(crate::convert::wrong(value, concat!("a ", "Timing")))
    }
}
/**What this hypervisor can do here and now. Conformance tests choose their cases by it, and it must be honest: a method
without its ability answers `unsupported`.*/
#[pyclass(frozen, eq, module = "vmbay", name = "Capabilities")]
#[derive(PartialEq)]
pub(crate) struct Capabilities(vmbay::hypervisor::Capabilities);
impl Capabilities {
    const FIELDS: [&'static str; 11usize] = [
        "reset",
        "pause",
        "save",
        "volumes",
        "guest_agent",
        "console_log",
        "events",
        "stats",
        "user_network",
        "named_network",
        "guests",
    ];
}
impl Outgoing for vmbay::hypervisor::Capabilities {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Capabilities(self))?.into_any())
    }
}
#[pymethods]
impl Capabilities {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::Capabilities>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 11usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Capabilities", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///Reset without a shutdown.
    #[getter]
    fn reset<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.reset.clone().into_py(py)
    }
    ///Pause and resume.
    #[getter]
    fn pause<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.pause.clone().into_py(py)
    }
    ///Save memory to disk and restore it.
    #[getter]
    fn save<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.save.clone().into_py(py)
    }
    ///Volumes: create, clone, resize, upload, delete, list.
    #[getter]
    fn volumes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.volumes.clone().into_py(py)
    }
    ///A guest agent: ping, exec, files.
    #[getter]
    fn guest_agent<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.guest_agent.clone().into_py(py)
    }
    ///A log of the serial console.
    #[getter]
    fn console_log<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.console_log.clone().into_py(py)
    }
    ///Hints when something changes.
    #[getter]
    fn events<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.events.clone().into_py(py)
    }
    ///Statistics of machines.
    #[getter]
    fn stats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.stats.clone().into_py(py)
    }
    ///Network cards on user-mode networking.
    #[getter]
    fn user_network<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.user_network.clone().into_py(py)
    }
    ///Network cards on named networks.
    #[getter]
    fn named_network<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.named_network.clone().into_py(py)
    }
    ///Guests really run, so that a guest may shut itself down when asked.
    #[getter]
    fn guests<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.guests.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::Capabilities {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Capabilities>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "reset",
                "pause",
                "save",
                "volumes",
                "guest_agent",
                "console_log",
                "events",
                "stats",
                "user_network",
                "named_network",
                "guests",
            ],
        )?;
        Ok(Self {
            reset: required(value, "reset")?,
            pause: required(value, "pause")?,
            save: required(value, "save")?,
            volumes: required(value, "volumes")?,
            guest_agent: required(value, "guest_agent")?,
            console_log: required(value, "console_log")?,
            events: required(value, "events")?,
            stats: required(value, "stats")?,
            user_network: required(value, "user_network")?,
            named_network: required(value, "named_network")?,
            guests: required(value, "guests")?,
        })
    }
}
///How far a consumer is behind.
#[pyclass(frozen, eq, module = "vmbay", name = "ConsumerLag")]
#[derive(PartialEq)]
pub(crate) struct ConsumerLag(vmbay::event::ConsumerLag);
impl ConsumerLag {
    const FIELDS: [&'static str; 4usize] = ["consumer", "behind", "oldest_at", "gap"];
}
impl Outgoing for vmbay::event::ConsumerLag {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, ConsumerLag(self))?.into_any())
    }
}
#[pymethods]
impl ConsumerLag {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::event::ConsumerLag>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 4usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "ConsumerLag", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///The consumer.
    #[getter]
    fn consumer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.consumer.clone().into_py(py)
    }
    ///At most this many events wait for it.
    #[getter]
    fn behind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.behind.clone().into_py(py)
    }
    /**When the oldest of them happened. [Pruning](Events::prune) what is older than a later time takes events from this
consumer.*/
    #[getter]
    fn oldest_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.oldest_at.clone().into_py(py)
    }
    ///What retention took from it already.
    #[getter]
    fn gap<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.gap.clone().into_py(py)
    }
}
impl Incoming for vmbay::event::ConsumerLag {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<ConsumerLag>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["consumer", "behind", "oldest_at", "gap"])?;
        Ok(Self {
            consumer: required(value, "consumer")?,
            behind: required(value, "behind")?,
            oldest_at: field::<Option<_>>(value, "oldest_at")?.flatten(),
            gap: field::<Option<_>>(value, "gap")?.flatten(),
        })
    }
}
impl Incoming for vmbay::event::ConsumerOptions {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["start", "limit", "lease"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "start")? {
            made.start = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        if let Some(set) = field(value, "lease")? {
            made.lease = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::event::ConsumerQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["after", "limit"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
///A named consumer, as it is stored.
#[pyclass(frozen, eq, module = "vmbay", name = "ConsumerRecord")]
#[derive(PartialEq)]
pub(crate) struct ConsumerRecord(vmbay::event::ConsumerRecord);
impl ConsumerRecord {
    const FIELDS: [&'static str; 6usize] = [
        "id",
        "version",
        "name",
        "position",
        "moved_at",
        "created_at",
    ];
}
impl Outgoing for vmbay::event::ConsumerRecord {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, ConsumerRecord(self))?.into_any())
    }
}
#[pymethods]
impl ConsumerRecord {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::event::ConsumerRecord>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 6usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "ConsumerRecord", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its version: each move of its place adds one.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///Its name, unique in the database.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///Its place: everything up to it was handled.
    #[getter]
    fn position<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.position.clone().into_py(py)
    }
    ///When its place moved last.
    #[getter]
    fn moved_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.moved_at.clone().into_py(py)
    }
    ///When it was first opened.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.created_at.clone().into_py(py)
    }
}
impl Incoming for vmbay::event::ConsumerRecord {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<ConsumerRecord>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["id", "version", "name", "position", "moved_at", "created_at"])?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            name: required(value, "name")?,
            position: required(value, "position")?,
            moved_at: required(value, "moved_at")?,
            created_at: required(value, "created_at")?,
        })
    }
}
impl Incoming for vmbay::access::Context {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["actor", "scope", "request_id", "deadline"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "actor")? {
            made.actor = set;
        }
        if let Some(set) = field(value, "scope")? {
            made.scope = set;
        }
        if let Some(set) = field(value, "request_id")? {
            made.request_id = set;
        }
        if let Some(set) = field(value, "deadline")? {
            made.deadline = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::compute::DeleteOptions {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["force"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "force")? {
            made.force = set;
        }
        Ok(made)
    }
}
///Something that is not as it should be.
#[pyclass(frozen, eq, module = "vmbay", name = "Diagnosis")]
#[derive(PartialEq)]
pub(crate) struct Diagnosis(vmbay::observe::Diagnosis);
impl Diagnosis {
    const FIELDS: [&'static str; 2usize] = ["host", "finding"];
}
impl Outgoing for vmbay::observe::Diagnosis {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Diagnosis(self))?.into_any())
    }
}
#[pymethods]
impl Diagnosis {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::observe::Diagnosis>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 2usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Diagnosis", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///The host it concerns, by name; none when it concerns the database or this process.
    #[getter]
    fn host<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.host.clone().into_py(py)
    }
    ///What is the matter, and what mends it.
    #[getter]
    fn finding<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.finding.clone().into_py(py)
    }
}
impl Incoming for vmbay::observe::Diagnosis {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Diagnosis>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["host", "finding"])?;
        Ok(Self {
            host: field::<Option<_>>(value, "host")?.flatten(),
            finding: required(value, "finding")?,
        })
    }
}
impl Incoming for vmbay::compute::DiskCreate {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["size_bytes"])?;
        Ok(Self {
            size_bytes: required(value, "size_bytes")?,
        })
    }
}
///A disk of a machine.
#[pyclass(frozen, eq, module = "vmbay", name = "DiskSpec")]
#[derive(PartialEq)]
pub(crate) struct DiskSpec(vmbay::hypervisor::DiskSpec);
impl DiskSpec {
    const FIELDS: [&'static str; 2usize] = ["volume", "kind"];
}
impl Outgoing for vmbay::hypervisor::DiskSpec {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, DiskSpec(self))?.into_any())
    }
}
#[pymethods]
impl DiskSpec {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::DiskSpec>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 2usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "DiskSpec", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///What it shows.
    #[getter]
    fn volume<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.volume.clone().into_py(py)
    }
    ///How it appears.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.kind.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::DiskSpec {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<DiskSpec>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["volume", "kind"])?;
        Ok(Self {
            volume: required(value, "volume")?,
            kind: required(value, "kind")?,
        })
    }
}
///One difference between the database and a host.
#[pyclass(frozen, eq, module = "vmbay", name = "Drift")]
#[derive(PartialEq)]
pub(crate) struct Drift(vmbay::fleet::Drift);
impl Drift {
    const FIELDS: [&'static str; 6usize] = [
        "kind",
        "host_id",
        "id",
        "problem",
        "mended",
        "failure",
    ];
}
impl Outgoing for vmbay::fleet::Drift {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Drift(self))?.into_any())
    }
}
#[pymethods]
impl Drift {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::fleet::Drift>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 6usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Drift", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///What differs.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.kind.clone().into_py(py)
    }
    ///The host.
    #[getter]
    fn host_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.host_id.clone().into_py(py)
    }
    ///The machine, volume or pool.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///What is the matter, for people.
    #[getter]
    fn problem<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.problem).into_any())
    }
    ///Whether it was mended.
    #[getter]
    fn mended<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.mended.clone().into_py(py)
    }
    ///Why it could not be mended, when that was tried.
    #[getter]
    fn failure<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.failure.clone().into_py(py)
    }
}
impl Incoming for vmbay::fleet::Drift {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Drift>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["kind", "host_id", "id", "problem", "mended", "failure"])?;
        Ok(Self {
            kind: required(value, "kind")?,
            host_id: required(value, "host_id")?,
            id: required(value, "id")?,
            problem: required(value, "problem")?,
            mended: required(value, "mended")?,
            failure: field::<Option<_>>(value, "failure")?.flatten(),
        })
    }
}
///What differs between the database and the hosts.
#[pyclass(frozen, eq, module = "vmbay", name = "DriftReport")]
#[derive(PartialEq)]
pub(crate) struct DriftReport(vmbay::fleet::DriftReport);
impl DriftReport {
    const FIELDS: [&'static str; 2usize] = ["drifts", "unreachable"];
}
impl Outgoing for vmbay::fleet::DriftReport {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, DriftReport(self))?.into_any())
    }
}
#[pymethods]
impl DriftReport {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::fleet::DriftReport>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 2usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "DriftReport", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///Each difference.
    #[getter]
    fn drifts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.drifts.clone().into_py(py)
    }
    ///Hosts that could not be looked at, and why.
    #[getter]
    fn unreachable<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.unreachable.clone().into_py(py)
    }
    ///Whether every host could be looked at and nothing differs any more.
    #[getter]
    fn is_clean<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.is_clean().into_py(py)
    }
}
impl Incoming for vmbay::fleet::DriftReport {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<DriftReport>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["drifts", "unreachable"])?;
        Ok(Self {
            drifts: required(value, "drifts")?,
            unreachable: required(value, "unreachable")?,
        })
    }
}
///One thing that happened to one entity.
#[pyclass(frozen, eq, module = "vmbay", name = "Event")]
#[derive(PartialEq)]
pub(crate) struct Event(vmbay::event::Event);
impl Event {
    const FIELDS: [&'static str; 14usize] = [
        "id",
        "version",
        "sequence",
        "topic",
        "entity_kind",
        "entity_id",
        "organization_id",
        "project_id",
        "actor",
        "operation_id",
        "request_id",
        "payload",
        "payload_version",
        "at",
    ];
}
impl Outgoing for vmbay::event::Event {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Event(self))?.into_any())
    }
}
#[pymethods]
impl Event {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::event::Event>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 14usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Event", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Always 1: an event never changes.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///Its place in the order of commits, from 1; 0 until it is committed, when the storage adapter assigns it.
    #[getter]
    fn sequence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.sequence.clone().into_py(py)
    }
    ///What happened: `machine.created`, `machine.power_changed` …
    #[getter]
    fn topic<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.topic).into_any())
    }
    ///The kind of the entity it happened to.
    #[getter]
    fn entity_kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.entity_kind).into_any())
    }
    ///The entity it happened to.
    #[getter]
    fn entity_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.entity_id.clone().into_py(py)
    }
    ///The organization it belongs to; none when it is global.
    #[getter]
    fn organization_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.organization_id.clone().into_py(py)
    }
    ///The project it belongs to.
    #[getter]
    fn project_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.project_id.clone().into_py(py)
    }
    ///Who caused it, as [`Actor`](crate::access::Actor) writes itself.
    #[getter]
    fn actor<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.actor).into_any())
    }
    ///The operation that caused it.
    #[getter]
    fn operation_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.operation_id.clone().into_py(py)
    }
    ///The request that caused it.
    #[getter]
    fn request_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.request_id.clone().into_py(py)
    }
    ///What there is to know, without secrets.
    #[getter]
    fn payload<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.payload.clone().into_py(py)
    }
    ///The version of the payload's shape.
    #[getter]
    fn payload_version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.payload_version.clone().into_py(py)
    }
    ///When it happened.
    #[getter]
    fn at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.at.clone().into_py(py)
    }
    ///The place just after this event.
    #[getter]
    fn token<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.token().into_py(py)
    }
}
impl Incoming for vmbay::event::Event {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Event>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "id",
                "version",
                "sequence",
                "topic",
                "entity_kind",
                "entity_id",
                "organization_id",
                "project_id",
                "actor",
                "operation_id",
                "request_id",
                "payload",
                "payload_version",
                "at",
            ],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            sequence: required(value, "sequence")?,
            topic: required(value, "topic")?,
            entity_kind: required(value, "entity_kind")?,
            entity_id: required(value, "entity_id")?,
            organization_id: field::<Option<_>>(value, "organization_id")?.flatten(),
            project_id: field::<Option<_>>(value, "project_id")?.flatten(),
            actor: required(value, "actor")?,
            operation_id: field::<Option<_>>(value, "operation_id")?.flatten(),
            request_id: field::<Option<_>>(value, "request_id")?.flatten(),
            payload: required(value, "payload")?,
            payload_version: required(value, "payload_version")?,
            at: required(value, "at")?,
        })
    }
}
///One page of events, oldest first.
#[pyclass(frozen, eq, module = "vmbay", name = "EventPage")]
#[derive(PartialEq)]
pub(crate) struct EventPage(vmbay::event::EventPage);
impl EventPage {
    const FIELDS: [&'static str; 3usize] = ["gap", "events", "token"];
}
impl Outgoing for vmbay::event::EventPage {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, EventPage(self))?.into_any())
    }
}
#[pymethods]
impl EventPage {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::event::EventPage>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 3usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "EventPage", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __len__(&self) -> usize {
        self.0.events.len()
    }
    fn _repr_html_<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        types(py)?.call_method1("table", (self.0.events.clone().into_py(py)?,))
    }
    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.events.clone().into_py(py)?.try_iter().map(Bound::into_any)
    }
    ///What was pruned before the first of them, if anything was.
    #[getter]
    fn gap<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.gap.clone().into_py(py)
    }
    ///The events.
    #[getter]
    fn events<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.events.clone().into_py(py)
    }
    ///Where to go on.
    #[getter]
    fn token<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.token.clone().into_py(py)
    }
}
impl Incoming for vmbay::event::EventPage {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<EventPage>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["gap", "events", "token"])?;
        Ok(Self {
            gap: field::<Option<_>>(value, "gap")?.flatten(),
            events: required(value, "events")?,
            token: required(value, "token")?,
        })
    }
}
impl Incoming for vmbay::event::EventQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["after", "topic", "entity_id", "limit"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "topic")? {
            made.topic = set;
        }
        if let Some(set) = field(value, "entity_id")? {
            made.entity_id = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
///A command to run in a guest: a program and its arguments, never a shell line.
#[pyclass(frozen, eq, module = "vmbay", name = "ExecCommand")]
#[derive(PartialEq)]
pub(crate) struct ExecCommand(vmbay::hypervisor::ExecCommand);
impl ExecCommand {
    const FIELDS: [&'static str; 4usize] = ["argv", "env", "stdin", "timeout"];
}
impl Outgoing for vmbay::hypervisor::ExecCommand {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, ExecCommand(self))?.into_any())
    }
}
#[pymethods]
impl ExecCommand {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::ExecCommand>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 4usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "ExecCommand", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///The program, then its arguments; passed as data.
    #[getter]
    fn argv<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.argv.clone().into_py(py)
    }
    ///Its environment, as `NAME=value`; the agent's own when empty.
    #[getter]
    fn env<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.env.clone().into_py(py)
    }
    ///What it reads from its standard input; at most 16 MiB.
    #[getter]
    fn stdin<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.stdin.clone().into_py(py)
    }
    ///How long it may take; 60 seconds unless told otherwise.
    #[getter]
    fn timeout<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.timeout.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::ExecCommand {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<ExecCommand>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["argv", "env", "stdin", "timeout"])?;
        Ok(Self {
            argv: required(value, "argv")?,
            env: required(value, "env")?,
            stdin: field::<Option<_>>(value, "stdin")?.flatten(),
            timeout: required(value, "timeout")?,
        })
    }
}
///What a command left behind.
#[pyclass(frozen, eq, module = "vmbay", name = "ExecOutput")]
#[derive(PartialEq)]
pub(crate) struct ExecOutput(vmbay::hypervisor::ExecOutput);
impl ExecOutput {
    const FIELDS: [&'static str; 4usize] = ["exit_code", "signal", "stdout", "stderr"];
}
impl Outgoing for vmbay::hypervisor::ExecOutput {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, ExecOutput(self))?.into_any())
    }
}
#[pymethods]
impl ExecOutput {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::ExecOutput>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 4usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "ExecOutput", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///Its exit code; none when a signal ended it.
    #[getter]
    fn exit_code<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.exit_code.clone().into_py(py)
    }
    ///The signal that ended it.
    #[getter]
    fn signal<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.signal.clone().into_py(py)
    }
    ///What it wrote to its standard output.
    #[getter]
    fn stdout<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.stdout.clone().into_py(py)
    }
    ///What it wrote to its standard error.
    #[getter]
    fn stderr<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.stderr.clone().into_py(py)
    }
    ///Whether it exited with code 0.
    #[getter]
    fn success<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.success().into_py(py)
    }
    ///Its standard output as text, with what is not UTF-8 replaced.
    #[getter]
    fn stdout_text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.stdout_text().to_string().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::ExecOutput {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<ExecOutput>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["exit_code", "signal", "stdout", "stderr"])?;
        Ok(Self {
            exit_code: field::<Option<_>>(value, "exit_code")?.flatten(),
            signal: field::<Option<_>>(value, "signal")?.flatten(),
            stdout: required(value, "stdout")?,
            stderr: required(value, "stderr")?,
        })
    }
}
///Why an operation failed, as it is stored with the operation and read back by any process.
#[pyclass(frozen, eq, module = "vmbay", name = "Failure")]
#[derive(PartialEq)]
pub(crate) struct Failure(vmbay::error::Failure);
impl Failure {
    const FIELDS: [&'static str; 5usize] = [
        "code",
        "reason",
        "message",
        "resource",
        "retryable",
    ];
}
impl Outgoing for vmbay::error::Failure {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Failure(self))?.into_any())
    }
}
#[pymethods]
impl Failure {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::error::Failure>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 5usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Failure", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///The stable code of the error that ended the work.
    #[getter]
    fn code<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.code.clone().into_py(py)
    }
    ///Its finer reason.
    #[getter]
    fn reason<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.reason).into_any())
    }
    ///Its message.
    #[getter]
    fn message<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.message).into_any())
    }
    ///What it was about.
    #[getter]
    fn resource<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.resource.clone().into_py(py)
    }
    ///Whether the same request may succeed later.
    #[getter]
    fn retryable<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.retryable.clone().into_py(py)
    }
}
impl Incoming for vmbay::error::Failure {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Failure>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["code", "reason", "message", "resource", "retryable"])?;
        Ok(Self {
            code: required(value, "code")?,
            reason: required(value, "reason")?,
            message: required(value, "message")?,
            resource: field::<Option<_>>(value, "resource")?.flatten(),
            retryable: required(value, "retryable")?,
        })
    }
}
///Something a host lacks, and what mends it.
#[pyclass(frozen, eq, module = "vmbay", name = "Finding")]
#[derive(PartialEq)]
pub(crate) struct Finding(vmbay::hypervisor::Finding);
impl Finding {
    const FIELDS: [&'static str; 4usize] = ["code", "severity", "problem", "mend"];
}
impl Outgoing for vmbay::hypervisor::Finding {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Finding(self))?.into_any())
    }
}
#[pymethods]
impl Finding {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::Finding>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 4usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Finding", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///A stable name: `qemu_missing`, `kvm_unusable` …
    #[getter]
    fn code<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.code).into_any())
    }
    ///How much it matters.
    #[getter]
    fn severity<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.severity.clone().into_py(py)
    }
    ///What is the matter, for people.
    #[getter]
    fn problem<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.problem).into_any())
    }
    ///The package or setting that mends it.
    #[getter]
    fn mend<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.mend).into_any())
    }
}
impl Incoming for vmbay::hypervisor::Finding {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Finding>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["code", "severity", "problem", "mend"])?;
        Ok(Self {
            code: required(value, "code")?,
            severity: required(value, "severity")?,
            problem: required(value, "problem")?,
            mend: required(value, "mend")?,
        })
    }
}
///Events that are gone: they were pruned before the consumer came to read them.
#[pyclass(frozen, eq, module = "vmbay", name = "Gap")]
#[derive(PartialEq)]
pub(crate) struct Gap(vmbay::event::Gap);
impl Gap {
    const FIELDS: [&'static str; 2usize] = ["after", "until"];
}
impl Outgoing for vmbay::event::Gap {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Gap(self))?.into_any())
    }
}
#[pymethods]
impl Gap {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::event::Gap>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 2usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Gap", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///The place after which events are missing.
    #[getter]
    fn after<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.after.clone().into_py(py)
    }
    ///The last missing one.
    #[getter]
    fn until<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.until.clone().into_py(py)
    }
    ///The place just after what is missing: where whoever read of it goes on.
    #[getter]
    fn token<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.token().into_py(py)
    }
}
impl Incoming for vmbay::event::Gap {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Gap>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["after", "until"])?;
        Ok(Self {
            after: required(value, "after")?,
            until: required(value, "until")?,
        })
    }
}
///How the library does.
#[pyclass(frozen, eq, module = "vmbay", name = "Health")]
#[derive(PartialEq)]
pub(crate) struct Health(vmbay::observe::Health);
impl Health {
    const FIELDS: [&'static str; 4usize] = ["status", "live", "checks", "at"];
}
impl Outgoing for vmbay::observe::Health {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Health(self))?.into_any())
    }
}
#[pymethods]
impl Health {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::observe::Health>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 4usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Health", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    /**How it does as a whole: down when the database, its schema or every hypervisor is; degraded when anything else is
not well.*/
    #[getter]
    fn status<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.status.clone().into_py(py)
    }
    ///Whether it is open: what a liveness probe asks. A process that is not live is of no use until it opens it again.
    #[getter]
    fn live<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.live.clone().into_py(py)
    }
    ///Each thing that was looked at.
    #[getter]
    fn checks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.checks.clone().into_py(py)
    }
    ///When.
    #[getter]
    fn at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.at.clone().into_py(py)
    }
    ///Whether work may be sent here: what a readiness probe asks.
    #[getter]
    fn is_ready<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.is_ready().into_py(py)
    }
}
impl Incoming for vmbay::observe::Health {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Health>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["status", "live", "checks", "at"])?;
        Ok(Self {
            status: required(value, "status")?,
            live: required(value, "live")?,
            checks: required(value, "checks")?,
            at: required(value, "at")?,
        })
    }
}
///One thing that was looked at.
#[pyclass(frozen, eq, module = "vmbay", name = "HealthCheck")]
#[derive(PartialEq)]
pub(crate) struct HealthCheck(vmbay::observe::HealthCheck);
impl HealthCheck {
    const FIELDS: [&'static str; 4usize] = ["name", "status", "message", "latency_us"];
}
impl Outgoing for vmbay::observe::HealthCheck {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, HealthCheck(self))?.into_any())
    }
}
#[pymethods]
impl HealthCheck {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::observe::HealthCheck>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 4usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "HealthCheck", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    /**What: `database`, `migrations`, `backlog`, `jobs`, `events`, `consumers`, `pool` (where the adapter has one),
`hypervisor:<host>`, `disk:<host>`, `drift:<host>`.*/
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///How it does.
    #[getter]
    fn status<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.status.clone().into_py(py)
    }
    ///What was found, for people.
    #[getter]
    fn message<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.message).into_any())
    }
    ///How long the look took, in microseconds.
    #[getter]
    fn latency_us<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.latency_us.clone().into_py(py)
    }
}
impl Incoming for vmbay::observe::HealthCheck {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<HealthCheck>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["name", "status", "message", "latency_us"])?;
        Ok(Self {
            name: required(value, "name")?,
            status: required(value, "status")?,
            message: required(value, "message")?,
            latency_us: required(value, "latency_us")?,
        })
    }
}
impl Incoming for vmbay::observe::HealthOptions {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["deadline", "backlog_age", "free_percent", "drift"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "deadline")? {
            made.deadline = set;
        }
        if let Some(set) = field(value, "backlog_age")? {
            made.backlog_age = set;
        }
        if let Some(set) = field(value, "free_percent")? {
            made.free_percent = set;
        }
        if let Some(set) = field(value, "drift")? {
            made.drift = set;
        }
        Ok(made)
    }
}
///A hypervisor on a host, registered under a name.
#[pyclass(frozen, eq, module = "vmbay", name = "Host")]
#[derive(PartialEq)]
pub(crate) struct Host(vmbay::fleet::Host);
impl Host {
    const FIELDS: [&'static str; 16usize] = [
        "id",
        "version",
        "name",
        "adapter",
        "uri",
        "hostname",
        "hypervisor_version",
        "cpus",
        "memory_mib",
        "accelerated",
        "labels",
        "admin_state",
        "connection_state",
        "seen_at",
        "epoch",
        "created_at",
    ];
}
impl Outgoing for vmbay::fleet::Host {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Host(self))?.into_any())
    }
}
#[pymethods]
impl Host {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::fleet::Host>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 16usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Host", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its version.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///The name it was registered under, unique.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///Its adapter: `libvirt`, `simulated`.
    #[getter]
    fn adapter<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.adapter).into_any())
    }
    ///Where it is, without secrets.
    #[getter]
    fn uri<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.uri).into_any())
    }
    ///Its own name, once seen.
    #[getter]
    fn hostname<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.hostname.clone().into_py(py)
    }
    ///The adapter's and the hypervisor's versions, once seen.
    #[getter]
    fn hypervisor_version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.hypervisor_version.clone().into_py(py)
    }
    ///Its processors, once seen.
    #[getter]
    fn cpus<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.cpus.clone().into_py(py)
    }
    ///Its memory in MiB, once seen.
    #[getter]
    fn memory_mib<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.memory_mib.clone().into_py(py)
    }
    ///Whether its guests run on hardware virtualization, once seen.
    #[getter]
    fn accelerated<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.accelerated.clone().into_py(py)
    }
    ///Labels, for choosing.
    #[getter]
    fn labels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.labels.clone().into_py(py)
    }
    ///What people decided about it.
    #[getter]
    fn admin_state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.admin_state.clone().into_py(py)
    }
    ///What was last seen of its connection.
    #[getter]
    fn connection_state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.connection_state.clone().into_py(py)
    }
    ///When that was last seen.
    #[getter]
    fn seen_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.seen_at.clone().into_py(py)
    }
    ///Grows by one each time a process begins to observe it, so that each observation tells whose it was.
    #[getter]
    fn epoch<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.epoch.clone().into_py(py)
    }
    ///When it was registered.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.created_at.clone().into_py(py)
    }
}
impl Incoming for vmbay::fleet::Host {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Host>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "id",
                "version",
                "name",
                "adapter",
                "uri",
                "hostname",
                "hypervisor_version",
                "cpus",
                "memory_mib",
                "accelerated",
                "labels",
                "admin_state",
                "connection_state",
                "seen_at",
                "epoch",
                "created_at",
            ],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            name: required(value, "name")?,
            adapter: required(value, "adapter")?,
            uri: required(value, "uri")?,
            hostname: field::<Option<_>>(value, "hostname")?.flatten(),
            hypervisor_version: field::<Option<_>>(value, "hypervisor_version")?
                .flatten(),
            cpus: field::<Option<_>>(value, "cpus")?.flatten(),
            memory_mib: field::<Option<_>>(value, "memory_mib")?.flatten(),
            accelerated: field::<Option<_>>(value, "accelerated")?.flatten(),
            labels: required(value, "labels")?,
            admin_state: required(value, "admin_state")?,
            connection_state: required(value, "connection_state")?,
            seen_at: field::<Option<_>>(value, "seen_at")?.flatten(),
            epoch: required(value, "epoch")?,
            created_at: required(value, "created_at")?,
        })
    }
}
///What the host behind a hypervisor is.
#[pyclass(frozen, eq, module = "vmbay", name = "HostInfo")]
#[derive(PartialEq)]
pub(crate) struct HostInfo(vmbay::hypervisor::HostInfo);
impl HostInfo {
    const FIELDS: [&'static str; 6usize] = [
        "hostname",
        "version",
        "cpus",
        "memory_mib",
        "accelerated",
        "default_pool",
    ];
}
impl Outgoing for vmbay::hypervisor::HostInfo {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, HostInfo(self))?.into_any())
    }
}
#[pymethods]
impl HostInfo {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::HostInfo>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 6usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "HostInfo", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///Its name.
    #[getter]
    fn hostname<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.hostname).into_any())
    }
    ///The adapter and the versions behind it, for people: `libvirt 9.0.0, QEMU 7.2.22`.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.version).into_any())
    }
    ///Processors.
    #[getter]
    fn cpus<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.cpus.clone().into_py(py)
    }
    ///Memory in MiB.
    #[getter]
    fn memory_mib<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.memory_mib.clone().into_py(py)
    }
    ///Whether guests run on hardware virtualization (or would: as found by a probe); otherwise they are emulated.
    #[getter]
    fn accelerated<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.accelerated.clone().into_py(py)
    }
    ///The directory for volumes unless the caller names another; none where volumes cannot be kept.
    #[getter]
    fn default_pool<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.default_pool.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::HostInfo {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<HostInfo>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &["hostname", "version", "cpus", "memory_mib", "accelerated", "default_pool"],
        )?;
        Ok(Self {
            hostname: required(value, "hostname")?,
            version: required(value, "version")?,
            cpus: required(value, "cpus")?,
            memory_mib: required(value, "memory_mib")?,
            accelerated: required(value, "accelerated")?,
            default_pool: field::<Option<_>>(value, "default_pool")?.flatten(),
        })
    }
}
impl Incoming for vmbay::fleet::HostQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["admin_state", "connection_state", "labels", "after", "limit"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "admin_state")? {
            made.admin_state = set;
        }
        if let Some(set) = field(value, "connection_state")? {
            made.connection_state = set;
        }
        if let Some(set) = field(value, "labels")? {
            made.labels = set;
        }
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::fleet::HostUpdate {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["labels", "admin_state", "expected_version"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "labels")? {
            made.labels = set;
        }
        if let Some(set) = field(value, "admin_state")? {
            made.admin_state = set;
        }
        if let Some(set) = field(value, "expected_version")? {
            made.expected_version = set;
        }
        Ok(made)
    }
}
///A base that machines are made from.
#[pyclass(frozen, eq, module = "vmbay", name = "Image")]
#[derive(PartialEq)]
pub(crate) struct Image(vmbay::disk::Image);
impl Image {
    const FIELDS: [&'static str; 19usize] = [
        "id",
        "version",
        "organization_id",
        "project_id",
        "name",
        "description",
        "kind",
        "state",
        "lock_operation_id",
        "pool_id",
        "volume_id",
        "initrd_volume_id",
        "sha256",
        "initrd_sha256",
        "size_bytes",
        "virtual_size_bytes",
        "command_line",
        "labels",
        "created_at",
    ];
}
impl Outgoing for vmbay::disk::Image {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Image(self))?.into_any())
    }
}
#[pymethods]
impl Image {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::disk::Image>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 19usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Image", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its version.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///The organization it belongs to.
    #[getter]
    fn organization_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.organization_id.clone().into_py(py)
    }
    ///The project it belongs to.
    #[getter]
    fn project_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.project_id.clone().into_py(py)
    }
    ///Its name, unique in the project.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///What people should know.
    #[getter]
    fn description<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.description).into_any())
    }
    ///What it is.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.kind.clone().into_py(py)
    }
    ///Where it stands.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.state.clone().into_py(py)
    }
    ///The operation that holds it.
    #[getter]
    fn lock_operation_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.lock_operation_id.clone().into_py(py)
    }
    ///The pool its files are in.
    #[getter]
    fn pool_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.pool_id.clone().into_py(py)
    }
    ///The file of a disk or ISO, or the kernel.
    #[getter]
    fn volume_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.volume_id.clone().into_py(py)
    }
    ///The initial RAM disk of a kernel.
    #[getter]
    fn initrd_volume_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.initrd_volume_id.clone().into_py(py)
    }
    ///The sha256 of the main file as imported, in hex; none until it is ready.
    #[getter]
    fn sha256<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.sha256.clone().into_py(py)
    }
    ///The sha256 of the initial RAM disk as imported, in hex.
    #[getter]
    fn initrd_sha256<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.initrd_sha256.clone().into_py(py)
    }
    ///The size of the files as imported, in bytes.
    #[getter]
    fn size_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.size_bytes.clone().into_py(py)
    }
    ///The size a guest sees of a disk, in bytes.
    #[getter]
    fn virtual_size_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.virtual_size_bytes.clone().into_py(py)
    }
    ///The kernel's command line unless a machine brings its own.
    #[getter]
    fn command_line<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.command_line.clone().into_py(py)
    }
    ///Labels, for choosing.
    #[getter]
    fn labels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.labels.clone().into_py(py)
    }
    ///When it was asked for.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.created_at.clone().into_py(py)
    }
}
impl Incoming for vmbay::disk::Image {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Image>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "id",
                "version",
                "organization_id",
                "project_id",
                "name",
                "description",
                "kind",
                "state",
                "lock_operation_id",
                "pool_id",
                "volume_id",
                "initrd_volume_id",
                "sha256",
                "initrd_sha256",
                "size_bytes",
                "virtual_size_bytes",
                "command_line",
                "labels",
                "created_at",
            ],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            organization_id: required(value, "organization_id")?,
            project_id: required(value, "project_id")?,
            name: required(value, "name")?,
            description: required(value, "description")?,
            kind: required(value, "kind")?,
            state: required(value, "state")?,
            lock_operation_id: field::<Option<_>>(value, "lock_operation_id")?.flatten(),
            pool_id: required(value, "pool_id")?,
            volume_id: required(value, "volume_id")?,
            initrd_volume_id: field::<Option<_>>(value, "initrd_volume_id")?.flatten(),
            sha256: field::<Option<_>>(value, "sha256")?.flatten(),
            initrd_sha256: field::<Option<_>>(value, "initrd_sha256")?.flatten(),
            size_bytes: required(value, "size_bytes")?,
            virtual_size_bytes: field::<Option<_>>(value, "virtual_size_bytes")?
                .flatten(),
            command_line: field::<Option<_>>(value, "command_line")?.flatten(),
            labels: required(value, "labels")?,
            created_at: required(value, "created_at")?,
        })
    }
}
impl Incoming for vmbay::disk::ImageQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(
            value,
            &["project", "kind", "state", "name_prefix", "labels", "after", "limit"],
        )?;
        let mut made = Self::default();
        if let Some(set) = field(value, "project")? {
            made.project_id = set;
        }
        if let Some(set) = field(value, "kind")? {
            made.kind = set;
        }
        if let Some(set) = field(value, "state")? {
            made.state = set;
        }
        if let Some(set) = field(value, "name_prefix")? {
            made.name_prefix = set;
        }
        if let Some(set) = field(value, "labels")? {
            made.labels = set;
        }
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::disk::ImageUpdate {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["description", "labels", "command_line", "expected_version"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "description")? {
            made.description = set;
        }
        if let Some(set) = field(value, "labels")? {
            made.labels = set;
        }
        if let Some(set) = field(value, "command_line")? {
            made.command_line = set;
        }
        if let Some(set) = field(value, "expected_version")? {
            made.expected_version = set;
        }
        Ok(made)
    }
}
///How far a job has come, as its handler says.
#[pyclass(frozen, eq, module = "vmbay", name = "JobProgress")]
#[derive(PartialEq)]
pub(crate) struct JobProgress(vmbay::job::JobProgress);
impl JobProgress {
    const FIELDS: [&'static str; 2usize] = ["fraction", "message"];
}
impl Outgoing for vmbay::job::JobProgress {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, JobProgress(self))?.into_any())
    }
}
#[pymethods]
impl JobProgress {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::job::JobProgress>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 2usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "JobProgress", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///The share done, 0.0 to 1.0.
    #[getter]
    fn fraction<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.fraction.clone().into_py(py)
    }
    ///A sentence for people.
    #[getter]
    fn message<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.message).into_any())
    }
}
impl Incoming for vmbay::job::JobProgress {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<JobProgress>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["fraction", "message"])?;
        Ok(Self {
            fraction: required(value, "fraction")?,
            message: required(value, "message")?,
        })
    }
}
impl Incoming for vmbay::job::JobQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["state", "kind", "after", "limit"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "state")? {
            made.state = set;
        }
        if let Some(set) = field(value, "kind")? {
            made.kind = set;
        }
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
///A job, as it is stored.
#[pyclass(frozen, eq, module = "vmbay", name = "JobRecord")]
#[derive(PartialEq)]
pub(crate) struct JobRecord(vmbay::job::JobRecord);
impl JobRecord {
    const FIELDS: [&'static str; 19usize] = [
        "id",
        "version",
        "organization_id",
        "project_id",
        "kind",
        "payload",
        "state",
        "priority",
        "place",
        "run_after",
        "attempts",
        "dedupe_key",
        "limit_key",
        "owner",
        "cancel_requested",
        "progress",
        "last_error",
        "actor",
        "created_at",
    ];
}
impl Outgoing for vmbay::job::JobRecord {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, JobRecord(self))?.into_any())
    }
}
#[pymethods]
impl JobRecord {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::job::JobRecord>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 19usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "JobRecord", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    /**Its version: every claim and every change adds one. It is the fence too: a worker acknowledges only the version
that it claimed or wrote itself.*/
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///The organization it works for.
    #[getter]
    fn organization_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.organization_id.clone().into_py(py)
    }
    ///The project it works for.
    #[getter]
    fn project_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.project_id.clone().into_py(py)
    }
    ///What it does, as the application named it: `mail.send`.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.kind).into_any())
    }
    ///What its handler is given.
    #[getter]
    fn payload<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.payload.clone().into_py(py)
    }
    ///Where it stands.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.state.clone().into_py(py)
    }
    ///0 to 9: each step is a head start of an hour over the jobs of its kind.
    #[getter]
    fn priority<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.priority.clone().into_py(py)
    }
    ///Its place in the line of its kind, lowest first: when it could begin at the earliest, less its head start.
    #[getter]
    fn place<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.place.clone().into_py(py)
    }
    ///Not before this time; none when it can begin at once.
    #[getter]
    fn run_after<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.run_after.clone().into_py(py)
    }
    ///How many attempts failed.
    #[getter]
    fn attempts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.attempts.clone().into_py(py)
    }
    ///Among the organization's jobs of one kind that are queued or running, no two have the same.
    #[getter]
    fn dedupe_key<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.dedupe_key.clone().into_py(py)
    }
    ///What its kind may limit it by: the customer, the mail server …
    #[getter]
    fn limit_key<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.limit_key.clone().into_py(py)
    }
    ///The worker that holds it.
    #[getter]
    fn owner<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.owner.clone().into_py(py)
    }
    ///Whether somebody asked for it to be cancelled while it ran.
    #[getter]
    fn cancel_requested<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.cancel_requested.clone().into_py(py)
    }
    ///How far it has come, where its handler says so.
    #[getter]
    fn progress<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.progress.clone().into_py(py)
    }
    ///Why its last attempt failed.
    #[getter]
    fn last_error<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.last_error.clone().into_py(py)
    }
    ///Who asked for it, as [`Actor`](crate::access::Actor) writes itself.
    #[getter]
    fn actor<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.actor).into_any())
    }
    ///When it was asked for.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.created_at.clone().into_py(py)
    }
}
impl Incoming for vmbay::job::JobRecord {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<JobRecord>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "id",
                "version",
                "organization_id",
                "project_id",
                "kind",
                "payload",
                "state",
                "priority",
                "place",
                "run_after",
                "attempts",
                "dedupe_key",
                "limit_key",
                "owner",
                "cancel_requested",
                "progress",
                "last_error",
                "actor",
                "created_at",
            ],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            organization_id: required(value, "organization_id")?,
            project_id: field::<Option<_>>(value, "project_id")?.flatten(),
            kind: required(value, "kind")?,
            payload: required(value, "payload")?,
            state: required(value, "state")?,
            priority: required(value, "priority")?,
            place: required(value, "place")?,
            run_after: field::<Option<_>>(value, "run_after")?.flatten(),
            attempts: required(value, "attempts")?,
            dedupe_key: field::<Option<_>>(value, "dedupe_key")?.flatten(),
            limit_key: field::<Option<_>>(value, "limit_key")?.flatten(),
            owner: field::<Option<_>>(value, "owner")?.flatten(),
            cancel_requested: required(value, "cancel_requested")?,
            progress: field::<Option<_>>(value, "progress")?.flatten(),
            last_error: field::<Option<_>>(value, "last_error")?.flatten(),
            actor: required(value, "actor")?,
            created_at: required(value, "created_at")?,
        })
    }
}
///How the jobs of one kind do.
#[pyclass(frozen, eq, module = "vmbay", name = "JobStats")]
#[derive(PartialEq)]
pub(crate) struct JobStats(vmbay::job::JobStats);
impl JobStats {
    const FIELDS: [&'static str; 5usize] = [
        "kind",
        "queued",
        "running",
        "dead",
        "oldest_age",
    ];
}
impl Outgoing for vmbay::job::JobStats {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, JobStats(self))?.into_any())
    }
}
#[pymethods]
impl JobStats {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::job::JobStats>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 5usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "JobStats", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///The kind.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.kind).into_any())
    }
    ///How many wait, for their turn or their time.
    #[getter]
    fn queued<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.queued.clone().into_py(py)
    }
    ///How many are being done.
    #[getter]
    fn running<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.running.clone().into_py(py)
    }
    ///How many are dead letters.
    #[getter]
    fn dead<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.dead.clone().into_py(py)
    }
    ///How long the first in the line has been able to begin; none when nothing can.
    #[getter]
    fn oldest_age<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.oldest_age.clone().into_py(py)
    }
}
impl Incoming for vmbay::job::JobStats {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<JobStats>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["kind", "queued", "running", "dead", "oldest_age"])?;
        Ok(Self {
            kind: required(value, "kind")?,
            queued: required(value, "queued")?,
            running: required(value, "running")?,
            dead: required(value, "dead")?,
            oldest_age: field::<Option<_>>(value, "oldest_age")?.flatten(),
        })
    }
}
///What calls of one name took.
#[pyclass(frozen, eq, module = "vmbay", name = "Latency")]
#[derive(PartialEq)]
pub(crate) struct Latency(vmbay::observe::Latency);
impl Latency {
    const FIELDS: [&'static str; 8usize] = [
        "name",
        "count",
        "failures",
        "total_us",
        "p50_us",
        "p90_us",
        "p99_us",
        "max_us",
    ];
}
impl Outgoing for vmbay::observe::Latency {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Latency(self))?.into_any())
    }
}
#[pymethods]
impl Latency {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::observe::Latency>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 8usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Latency", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///What was called: a verb and a table, such as `select machines`, or a kind of operation, such as `machine.start`.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///How many calls.
    #[getter]
    fn count<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.count.clone().into_py(py)
    }
    ///How many of them failed.
    #[getter]
    fn failures<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.failures.clone().into_py(py)
    }
    ///What they took in all, in microseconds.
    #[getter]
    fn total_us<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.total_us.clone().into_py(py)
    }
    ///Half of them took no longer than this, in microseconds. This and what follows is right within 1 %.
    #[getter]
    fn p50_us<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.p50_us.clone().into_py(py)
    }
    ///Nine of ten took no longer than this, in microseconds.
    #[getter]
    fn p90_us<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.p90_us.clone().into_py(py)
    }
    ///99 of 100 took no longer than this, in microseconds.
    #[getter]
    fn p99_us<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.p99_us.clone().into_py(py)
    }
    ///The longest, in microseconds.
    #[getter]
    fn max_us<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.max_us.clone().into_py(py)
    }
}
impl Incoming for vmbay::observe::Latency {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Latency>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "name",
                "count",
                "failures",
                "total_us",
                "p50_us",
                "p90_us",
                "p99_us",
                "max_us",
            ],
        )?;
        Ok(Self {
            name: required(value, "name")?,
            count: required(value, "count")?,
            failures: required(value, "failures")?,
            total_us: required(value, "total_us")?,
            p50_us: required(value, "p50_us")?,
            p90_us: required(value, "p90_us")?,
            p99_us: required(value, "p99_us")?,
            max_us: required(value, "max_us")?,
        })
    }
}
///A machine.
#[pyclass(frozen, eq, module = "vmbay", name = "Machine")]
#[derive(PartialEq)]
pub(crate) struct Machine(vmbay::compute::Machine);
impl Machine {
    const FIELDS: [&'static str; 23usize] = [
        "id",
        "version",
        "organization_id",
        "project_id",
        "name",
        "description",
        "labels",
        "metadata",
        "host_id",
        "image_id",
        "desired",
        "applied",
        "desired_power",
        "power_state",
        "power_reason",
        "has_saved_state",
        "power_observed_at",
        "power_epoch",
        "power_sequence",
        "phase",
        "lock_operation_id",
        "guest_phase",
        "created_at",
    ];
}
impl Outgoing for vmbay::compute::Machine {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Machine(self))?.into_any())
    }
}
#[pymethods]
impl Machine {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::compute::Machine>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 23usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Machine", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id; the hypervisor knows it by the same.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its version.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///The organization it belongs to.
    #[getter]
    fn organization_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.organization_id.clone().into_py(py)
    }
    ///The project it belongs to.
    #[getter]
    fn project_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.project_id.clone().into_py(py)
    }
    ///Its name, unique in the project.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///What people should know.
    #[getter]
    fn description<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.description).into_any())
    }
    ///Labels, for choosing.
    #[getter]
    fn labels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.labels.clone().into_py(py)
    }
    ///The application's own notes, kept as they are.
    #[getter]
    fn metadata<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.metadata.clone().into_py(py)
    }
    ///The host it is on.
    #[getter]
    fn host_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.host_id.clone().into_py(py)
    }
    ///The image it was made from, which cannot be deleted before it.
    #[getter]
    fn image_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.image_id.clone().into_py(py)
    }
    ///What it is to be made of.
    #[getter]
    fn desired<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.desired.clone().into_py(py)
    }
    ///What it was last defined with.
    #[getter]
    fn applied<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.applied.clone().into_py(py)
    }
    ///What the API last asked of its power.
    #[getter]
    fn desired_power<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.desired_power.clone().into_py(py)
    }
    ///What was last seen of its power; written by the observer alone.
    #[getter]
    fn power_state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.power_state.clone().into_py(py)
    }
    ///Why, as far as the hypervisor tells.
    #[getter]
    fn power_reason<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.power_reason.clone().into_py(py)
    }
    ///Whether its memory is saved, so that the next start is a restore.
    #[getter]
    fn has_saved_state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.has_saved_state.clone().into_py(py)
    }
    ///When its power was last seen to change.
    #[getter]
    fn power_observed_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.power_observed_at.clone().into_py(py)
    }
    ///The host's epoch of the process that saw it.
    #[getter]
    fn power_epoch<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.power_epoch.clone().into_py(py)
    }
    ///The place of that look among those of this process; what was seen of an older version of the machine is dropped.
    #[getter]
    fn power_sequence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.power_sequence.clone().into_py(py)
    }
    ///Where its existence stands; written by operations alone.
    #[getter]
    fn phase<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.phase.clone().into_py(py)
    }
    ///The one operation that holds it.
    #[getter]
    fn lock_operation_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.lock_operation_id.clone().into_py(py)
    }
    ///How far its guest has come; written by the guest observer alone.
    #[getter]
    fn guest_phase<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.guest_phase.clone().into_py(py)
    }
    ///When it was asked for.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.created_at.clone().into_py(py)
    }
    ///Its one status for people.
    #[getter]
    fn display_status<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.display_status().into_py(py)
    }
    /**Whether the next start makes it something else than it is now: what it is to be made of differs from what it was
last defined with.*/
    #[getter]
    fn pending_restart<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.pending_restart().into_py(py)
    }
}
impl Incoming for vmbay::compute::Machine {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Machine>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "id",
                "version",
                "organization_id",
                "project_id",
                "name",
                "description",
                "labels",
                "metadata",
                "host_id",
                "image_id",
                "desired",
                "applied",
                "desired_power",
                "power_state",
                "power_reason",
                "has_saved_state",
                "power_observed_at",
                "power_epoch",
                "power_sequence",
                "phase",
                "lock_operation_id",
                "guest_phase",
                "created_at",
            ],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            organization_id: required(value, "organization_id")?,
            project_id: required(value, "project_id")?,
            name: required(value, "name")?,
            description: required(value, "description")?,
            labels: required(value, "labels")?,
            metadata: required(value, "metadata")?,
            host_id: required(value, "host_id")?,
            image_id: field::<Option<_>>(value, "image_id")?.flatten(),
            desired: required(value, "desired")?,
            applied: field::<Option<_>>(value, "applied")?.flatten(),
            desired_power: required(value, "desired_power")?,
            power_state: required(value, "power_state")?,
            power_reason: required(value, "power_reason")?,
            has_saved_state: required(value, "has_saved_state")?,
            power_observed_at: field::<Option<_>>(value, "power_observed_at")?.flatten(),
            power_epoch: required(value, "power_epoch")?,
            power_sequence: required(value, "power_sequence")?,
            phase: required(value, "phase")?,
            lock_operation_id: field::<Option<_>>(value, "lock_operation_id")?.flatten(),
            guest_phase: required(value, "guest_phase")?,
            created_at: required(value, "created_at")?,
        })
    }
}
impl Incoming for vmbay::compute::MachineCreate {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(
            value,
            &[
                "name",
                "project",
                "host",
                "image",
                "vcpus",
                "memory_mib",
                "command_line",
                "root_size_bytes",
                "disks",
                "volumes",
                "nics",
                "description",
                "labels",
                "metadata",
                "idempotency_key",
            ],
        )?;
        let mut made = Self::new(required::<String>(value, "name")?);
        if let Some(set) = field(value, "project")? {
            made.project_id = set;
        }
        if let Some(set) = field(value, "host")? {
            made.host_id = set;
        }
        if let Some(set) = field(value, "image")? {
            made.image_id = set;
        }
        if let Some(set) = field(value, "vcpus")? {
            made.vcpus = set;
        }
        if let Some(set) = field(value, "memory_mib")? {
            made.memory_mib = set;
        }
        if let Some(set) = field(value, "command_line")? {
            made.command_line = set;
        }
        if let Some(set) = field(value, "root_size_bytes")? {
            made.root_size_bytes = set;
        }
        if let Some(set) = field(value, "disks")? {
            made.disks = set;
        }
        if let Some(set) = field(value, "volumes")? {
            made.volumes = set;
        }
        if let Some(set) = field(value, "nics")? {
            made.nics = set;
        }
        if let Some(set) = field(value, "description")? {
            made.description = set;
        }
        if let Some(set) = field(value, "labels")? {
            made.labels = set;
        }
        if let Some(set) = field(value, "metadata")? {
            made.metadata = set;
        }
        if let Some(set) = field(value, "idempotency_key")? {
            made.idempotency_key = set;
        }
        Ok(made)
    }
}
///What a machine is made of, apart from its disks and network cards.
#[pyclass(frozen, eq, module = "vmbay", name = "MachineHardware")]
#[derive(PartialEq)]
pub(crate) struct MachineHardware(vmbay::compute::MachineHardware);
impl MachineHardware {
    const FIELDS: [&'static str; 3usize] = ["vcpus", "memory_mib", "command_line"];
}
impl Outgoing for vmbay::compute::MachineHardware {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, MachineHardware(self))?.into_any())
    }
}
#[pymethods]
impl MachineHardware {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::compute::MachineHardware>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 3usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "MachineHardware", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///Virtual processors, 1 to 255.
    #[getter]
    fn vcpus<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.vcpus.clone().into_py(py)
    }
    ///Memory in MiB.
    #[getter]
    fn memory_mib<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.memory_mib.clone().into_py(py)
    }
    ///The kernel's command line, for a machine that boots a kernel directly.
    #[getter]
    fn command_line<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.command_line.clone().into_py(py)
    }
}
impl Incoming for vmbay::compute::MachineHardware {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<MachineHardware>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["vcpus", "memory_mib", "command_line"])?;
        Ok(Self {
            vcpus: required(value, "vcpus")?,
            memory_mib: required(value, "memory_mib")?,
            command_line: field::<Option<_>>(value, "command_line")?.flatten(),
        })
    }
}
impl Incoming for vmbay::compute::MachineQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(
            value,
            &[
                "project",
                "host",
                "image",
                "phase",
                "power_state",
                "name_prefix",
                "labels",
                "after",
                "limit",
            ],
        )?;
        let mut made = Self::default();
        if let Some(set) = field(value, "project")? {
            made.project_id = set;
        }
        if let Some(set) = field(value, "host")? {
            made.host_id = set;
        }
        if let Some(set) = field(value, "image")? {
            made.image_id = set;
        }
        if let Some(set) = field(value, "phase")? {
            made.phase = set;
        }
        if let Some(set) = field(value, "power_state")? {
            made.power_state = set;
        }
        if let Some(set) = field(value, "name_prefix")? {
            made.name_prefix = set;
        }
        if let Some(set) = field(value, "labels")? {
            made.labels = set;
        }
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::compute::MachineReconfigure {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["vcpus", "memory_mib", "command_line", "expected_version"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "vcpus")? {
            made.vcpus = set;
        }
        if let Some(set) = field(value, "memory_mib")? {
            made.memory_mib = set;
        }
        if let Some(set) = field(value, "command_line")? {
            made.command_line = set;
        }
        if let Some(set) = field(value, "expected_version")? {
            made.expected_version = set;
        }
        Ok(made)
    }
}
///A machine as a hypervisor is to define it.
#[pyclass(frozen, eq, module = "vmbay", name = "MachineSpec")]
#[derive(PartialEq)]
pub(crate) struct MachineSpec(vmbay::hypervisor::MachineSpec);
impl MachineSpec {
    const FIELDS: [&'static str; 8usize] = [
        "id",
        "owner",
        "name",
        "vcpus",
        "memory_mib",
        "boot",
        "disks",
        "nics",
    ];
}
impl Outgoing for vmbay::hypervisor::MachineSpec {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, MachineSpec(self))?.into_any())
    }
}
#[pymethods]
impl MachineSpec {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::MachineSpec>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 8usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "MachineSpec", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Our id: everything on the hypervisor is found by it, and the hypervisor's own id of the machine equals it.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///The database it belongs to.
    #[getter]
    fn owner<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.owner.clone().into_py(py)
    }
    ///A name for people who look at the hypervisor; not unique there, the adapter makes it so.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///Virtual processors, 1 to 255.
    #[getter]
    fn vcpus<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.vcpus.clone().into_py(py)
    }
    ///Memory in MiB, 16 at least.
    #[getter]
    fn memory_mib<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.memory_mib.clone().into_py(py)
    }
    ///Where the guest's first code comes from.
    #[getter]
    fn boot<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.boot.clone().into_py(py)
    }
    ///Its disks, in order.
    #[getter]
    fn disks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.disks.clone().into_py(py)
    }
    ///Its network cards, in order.
    #[getter]
    fn nics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.nics.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::MachineSpec {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<MachineSpec>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &["id", "owner", "name", "vcpus", "memory_mib", "boot", "disks", "nics"],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            owner: required(value, "owner")?,
            name: required(value, "name")?,
            vcpus: required(value, "vcpus")?,
            memory_mib: required(value, "memory_mib")?,
            boot: required(value, "boot")?,
            disks: required(value, "disks")?,
            nics: required(value, "nics")?,
        })
    }
}
///What one machine uses: counters since it started, gauges as of now; none where the hypervisor does not know.
#[pyclass(frozen, eq, module = "vmbay", name = "MachineStats")]
#[derive(PartialEq)]
pub(crate) struct MachineStats(vmbay::hypervisor::MachineStats);
impl MachineStats {
    const FIELDS: [&'static str; 8usize] = [
        "id",
        "cpu_time_ns",
        "vcpus",
        "memory_mib",
        "disk_read_bytes",
        "disk_write_bytes",
        "net_rx_bytes",
        "net_tx_bytes",
    ];
}
impl Outgoing for vmbay::hypervisor::MachineStats {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, MachineStats(self))?.into_any())
    }
}
#[pymethods]
impl MachineStats {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::MachineStats>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 8usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "MachineStats", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Which machine.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Processor time used, in nanoseconds.
    #[getter]
    fn cpu_time_ns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.cpu_time_ns.clone().into_py(py)
    }
    ///Virtual processors in use.
    #[getter]
    fn vcpus<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.vcpus.clone().into_py(py)
    }
    ///Memory the guest may use, in MiB.
    #[getter]
    fn memory_mib<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.memory_mib.clone().into_py(py)
    }
    ///Bytes read from all disks.
    #[getter]
    fn disk_read_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.disk_read_bytes.clone().into_py(py)
    }
    ///Bytes written to all disks.
    #[getter]
    fn disk_write_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.disk_write_bytes.clone().into_py(py)
    }
    ///Bytes received on all network cards.
    #[getter]
    fn net_rx_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.net_rx_bytes.clone().into_py(py)
    }
    ///Bytes sent on all network cards.
    #[getter]
    fn net_tx_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.net_tx_bytes.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::MachineStats {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<MachineStats>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "id",
                "cpu_time_ns",
                "vcpus",
                "memory_mib",
                "disk_read_bytes",
                "disk_write_bytes",
                "net_rx_bytes",
                "net_tx_bytes",
            ],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            cpu_time_ns: field::<Option<_>>(value, "cpu_time_ns")?.flatten(),
            vcpus: field::<Option<_>>(value, "vcpus")?.flatten(),
            memory_mib: field::<Option<_>>(value, "memory_mib")?.flatten(),
            disk_read_bytes: field::<Option<_>>(value, "disk_read_bytes")?.flatten(),
            disk_write_bytes: field::<Option<_>>(value, "disk_write_bytes")?.flatten(),
            net_rx_bytes: field::<Option<_>>(value, "net_rx_bytes")?.flatten(),
            net_tx_bytes: field::<Option<_>>(value, "net_tx_bytes")?.flatten(),
        })
    }
}
///A machine as a look at the hypervisor found it.
#[pyclass(frozen, eq, module = "vmbay", name = "MachineStatus")]
#[derive(PartialEq)]
pub(crate) struct MachineStatus(vmbay::hypervisor::MachineStatus);
impl MachineStatus {
    const FIELDS: [&'static str; 6usize] = [
        "id",
        "owner",
        "power",
        "reason",
        "has_saved_state",
        "agent_connected",
    ];
}
impl Outgoing for vmbay::hypervisor::MachineStatus {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, MachineStatus(self))?.into_any())
    }
}
#[pymethods]
impl MachineStatus {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::MachineStatus>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 6usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "MachineStatus", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Which machine.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///The database it says it belongs to.
    #[getter]
    fn owner<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.owner.clone().into_py(py)
    }
    ///Its power.
    #[getter]
    fn power<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.power.clone().into_py(py)
    }
    ///Why.
    #[getter]
    fn reason<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.reason.clone().into_py(py)
    }
    ///Whether its memory is saved, so that the next start is a restore.
    #[getter]
    fn has_saved_state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.has_saved_state.clone().into_py(py)
    }
    ///Whether the guest agent is connected, where the hypervisor knows.
    #[getter]
    fn agent_connected<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.agent_connected.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::MachineStatus {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<MachineStatus>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &["id", "owner", "power", "reason", "has_saved_state", "agent_connected"],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            owner: required(value, "owner")?,
            power: required(value, "power")?,
            reason: required(value, "reason")?,
            has_saved_state: required(value, "has_saved_state")?,
            agent_connected: field::<Option<_>>(value, "agent_connected")?.flatten(),
        })
    }
}
impl Incoming for vmbay::compute::MachineUpdate {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["description", "labels", "metadata", "expected_version"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "description")? {
            made.description = set;
        }
        if let Some(set) = field(value, "labels")? {
            made.labels = set;
        }
        if let Some(set) = field(value, "metadata")? {
            made.metadata = set;
        }
        if let Some(set) = field(value, "expected_version")? {
            made.expected_version = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::compute::ManyOptions {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["concurrency"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "concurrency")? {
            made.concurrency = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::job::NewJob {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(
            value,
            &[
                "kind",
                "payload",
                "project",
                "priority",
                "delay",
                "dedupe_key",
                "limit_key",
            ],
        )?;
        let mut made = Self::new(
                required::<String>(value, "kind")?,
                &required::<serde_json::Value>(value, "payload")?,
            )
            .map_err(|error| crate::error::raise(value.py(), &error))?;
        if let Some(set) = field(value, "project")? {
            made.project_id = set;
        }
        if let Some(set) = field(value, "priority")? {
            made.priority = set;
        }
        if let Some(set) = field(value, "delay")? {
            made.delay = set;
        }
        if let Some(set) = field(value, "dedupe_key")? {
            made.dedupe_key = set;
        }
        if let Some(set) = field(value, "limit_key")? {
            made.limit_key = set;
        }
        Ok(made)
    }
}
///A network card of a machine.
#[pyclass(frozen, eq, module = "vmbay", name = "NicSpec")]
#[derive(PartialEq)]
pub(crate) struct NicSpec(vmbay::hypervisor::NicSpec);
impl NicSpec {
    const FIELDS: [&'static str; 3usize] = ["id", "mac", "source"];
}
impl Outgoing for vmbay::hypervisor::NicSpec {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, NicSpec(self))?.into_any())
    }
}
#[pymethods]
impl NicSpec {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::NicSpec>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 3usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "NicSpec", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Our id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its hardware address, as `52:54:00:xx:xx:xx`.
    #[getter]
    fn mac<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.mac).into_any())
    }
    ///What it is plugged into.
    #[getter]
    fn source<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.source.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::NicSpec {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<NicSpec>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["id", "mac", "source"])?;
        Ok(Self {
            id: required(value, "id")?,
            mac: required(value, "mac")?,
            source: required(value, "source")?,
        })
    }
}
impl Incoming for vmbay::operation::OperationBegin {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["input", "idempotency_key", "delay", "time_limit"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "input")? {
            made.input = set;
        }
        if let Some(set) = field(value, "idempotency_key")? {
            made.idempotency_key = set;
        }
        if let Some(set) = field(value, "delay")? {
            made.delay = set;
        }
        if let Some(set) = field(value, "time_limit")? {
            made.time_limit = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::operation::OperationQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["state", "kind", "target_id", "after", "limit"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "state")? {
            made.state = set;
        }
        if let Some(set) = field(value, "kind")? {
            made.kind = set;
        }
        if let Some(set) = field(value, "target_id")? {
            made.target_id = set;
        }
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
///A durable unit of work.
#[pyclass(frozen, eq, module = "vmbay", name = "OperationRecord")]
#[derive(PartialEq)]
pub(crate) struct OperationRecord(vmbay::operation::OperationRecord);
impl OperationRecord {
    const FIELDS: [&'static str; 28usize] = [
        "id",
        "version",
        "organization_id",
        "project_id",
        "kind",
        "state",
        "target_kind",
        "target_id",
        "host_id",
        "input",
        "output",
        "failure",
        "idempotency_key",
        "input_digest",
        "step",
        "progress",
        "attempts",
        "run_after",
        "deadline",
        "cancel_requested",
        "owner",
        "lease_until",
        "actor",
        "request_id",
        "created_at",
        "started_at",
        "finished_at",
        "lease_ms",
    ];
}
impl Outgoing for vmbay::operation::OperationRecord {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, OperationRecord(self))?.into_any())
    }
}
#[pymethods]
impl OperationRecord {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::operation::OperationRecord>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 28usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "OperationRecord", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    /**Its version: every change of its runner or of a canceller adds one. It is the fence too: a runner commits only on
the version that it claimed or wrote itself, so one that lost its lease can change nothing.*/
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///The organization it works for; none for the installation's own.
    #[getter]
    fn organization_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.organization_id.clone().into_py(py)
    }
    ///The project it works for.
    #[getter]
    fn project_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.project_id.clone().into_py(py)
    }
    ///What it does: `machine.start`, `image.import`, or a kind the application registered.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.kind).into_any())
    }
    ///Where it stands.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.state.clone().into_py(py)
    }
    ///The kind of the entity it works on.
    #[getter]
    fn target_kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.target_kind.clone().into_py(py)
    }
    ///The entity it works on.
    #[getter]
    fn target_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.target_id.clone().into_py(py)
    }
    ///The host it needs; only a process that has that host takes it up.
    #[getter]
    fn host_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.host_id.clone().into_py(py)
    }
    ///What it was asked to do, as JSON.
    #[getter]
    fn input<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.input.clone().into_py(py)
    }
    ///What it gave back, once it succeeded.
    #[getter]
    fn output<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.output.clone().into_py(py)
    }
    ///Why it failed.
    #[getter]
    fn failure<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.failure.clone().into_py(py)
    }
    ///The caller's key by which a repeated request is told from a new one.
    #[getter]
    fn idempotency_key<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.idempotency_key.clone().into_py(py)
    }
    ///The digest of the input, compared when the key comes again.
    #[getter]
    fn input_digest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.input_digest).into_any())
    }
    ///The step at work, counted from 0; while compensating, the step to undo next.
    #[getter]
    fn step<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.step.clone().into_py(py)
    }
    ///How far it has come.
    #[getter]
    fn progress<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.progress.clone().into_py(py)
    }
    ///How often the present step was tried.
    #[getter]
    fn attempts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.attempts.clone().into_py(py)
    }
    /**Not before this time, which the process that asked told by its clock and a runner compares with its own. What
their clocks differ by is haste or delay, and nothing else.*/
    #[getter]
    fn run_after<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.run_after.clone().into_py(py)
    }
    ///Fails when it has not finished by then. Told and compared as [`run_after`](Self::run_after) is.
    #[getter]
    fn deadline<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.deadline.clone().into_py(py)
    }
    ///Whether somebody asked for it to be cancelled.
    #[getter]
    fn cancel_requested<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.cancel_requested.clone().into_py(py)
    }
    ///The runner that holds it.
    #[getter]
    fn owner<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.owner.clone().into_py(py)
    }
    ///Until when the runner holds it unless it renews, by its own clock: no other compares that with its own.
    #[getter]
    fn lease_until<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.lease_until.clone().into_py(py)
    }
    ///Who asked for it, as [`Actor`](crate::access::Actor) writes itself.
    #[getter]
    fn actor<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.actor).into_any())
    }
    ///The request that asked for it.
    #[getter]
    fn request_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.request_id.clone().into_py(py)
    }
    ///When it was asked for.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.created_at.clone().into_py(py)
    }
    ///When a runner first took it up.
    #[getter]
    fn started_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.started_at.clone().into_py(py)
    }
    ///When it ended.
    #[getter]
    fn finished_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.finished_at.clone().into_py(py)
    }
    ///How long its version stands still before another runner takes it over, in milliseconds.
    #[getter]
    fn lease_ms<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.lease_ms.clone().into_py(py)
    }
    ///How long it took from the first runner to its end.
    #[getter]
    fn duration<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.duration().into_py(py)
    }
}
impl Incoming for vmbay::operation::OperationRecord {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<OperationRecord>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "id",
                "version",
                "organization_id",
                "project_id",
                "kind",
                "state",
                "target_kind",
                "target_id",
                "host_id",
                "input",
                "output",
                "failure",
                "idempotency_key",
                "input_digest",
                "step",
                "progress",
                "attempts",
                "run_after",
                "deadline",
                "cancel_requested",
                "owner",
                "lease_until",
                "actor",
                "request_id",
                "created_at",
                "started_at",
                "finished_at",
                "lease_ms",
            ],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            organization_id: field::<Option<_>>(value, "organization_id")?.flatten(),
            project_id: field::<Option<_>>(value, "project_id")?.flatten(),
            kind: required(value, "kind")?,
            state: required(value, "state")?,
            target_kind: field::<Option<_>>(value, "target_kind")?.flatten(),
            target_id: field::<Option<_>>(value, "target_id")?.flatten(),
            host_id: field::<Option<_>>(value, "host_id")?.flatten(),
            input: required(value, "input")?,
            output: field::<Option<_>>(value, "output")?.flatten(),
            failure: field::<Option<_>>(value, "failure")?.flatten(),
            idempotency_key: field::<Option<_>>(value, "idempotency_key")?.flatten(),
            input_digest: required(value, "input_digest")?,
            step: required(value, "step")?,
            progress: required(value, "progress")?,
            attempts: required(value, "attempts")?,
            run_after: required(value, "run_after")?,
            deadline: field::<Option<_>>(value, "deadline")?.flatten(),
            cancel_requested: required(value, "cancel_requested")?,
            owner: field::<Option<_>>(value, "owner")?.flatten(),
            lease_until: field::<Option<_>>(value, "lease_until")?.flatten(),
            actor: required(value, "actor")?,
            request_id: field::<Option<_>>(value, "request_id")?.flatten(),
            created_at: required(value, "created_at")?,
            started_at: field::<Option<_>>(value, "started_at")?.flatten(),
            finished_at: field::<Option<_>>(value, "finished_at")?.flatten(),
            lease_ms: field::<Option<_>>(value, "lease_ms")?.flatten(),
        })
    }
}
///A tenant: it owns projects and everything in them.
#[pyclass(frozen, eq, module = "vmbay", name = "Organization")]
#[derive(PartialEq)]
pub(crate) struct Organization(vmbay::access::Organization);
impl Organization {
    const FIELDS: [&'static str; 5usize] = [
        "id",
        "version",
        "name",
        "suspended",
        "created_at",
    ];
}
impl Outgoing for vmbay::access::Organization {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Organization(self))?.into_any())
    }
}
#[pymethods]
impl Organization {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::access::Organization>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 5usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Organization", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its version.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///Its name, unique.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///Whether it is suspended: nothing of it starts any more.
    #[getter]
    fn suspended<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.suspended.clone().into_py(py)
    }
    ///When it was created.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.created_at.clone().into_py(py)
    }
}
impl Incoming for vmbay::access::Organization {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Organization>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["id", "version", "name", "suspended", "created_at"])?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            name: required(value, "name")?,
            suspended: required(value, "suspended")?,
            created_at: required(value, "created_at")?,
        })
    }
}
impl Incoming for vmbay::access::OrganizationQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["name_prefix", "suspended", "after", "limit"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "name_prefix")? {
            made.name_prefix = set;
        }
        if let Some(set) = field(value, "suspended")? {
            made.suspended = set;
        }
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
///Space in a pool, in bytes.
#[pyclass(frozen, eq, module = "vmbay", name = "PoolSpace")]
#[derive(PartialEq)]
pub(crate) struct PoolSpace(vmbay::hypervisor::PoolSpace);
impl PoolSpace {
    const FIELDS: [&'static str; 2usize] = ["capacity_bytes", "available_bytes"];
}
impl Outgoing for vmbay::hypervisor::PoolSpace {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, PoolSpace(self))?.into_any())
    }
}
#[pymethods]
impl PoolSpace {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::PoolSpace>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 2usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "PoolSpace", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///In all.
    #[getter]
    fn capacity_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.capacity_bytes.clone().into_py(py)
    }
    ///Free.
    #[getter]
    fn available_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.available_bytes.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::PoolSpace {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<PoolSpace>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["capacity_bytes", "available_bytes"])?;
        Ok(Self {
            capacity_bytes: required(value, "capacity_bytes")?,
            available_bytes: required(value, "available_bytes")?,
        })
    }
}
///How busy a bounded set of connections is.
#[pyclass(frozen, eq, module = "vmbay", name = "PoolUse")]
#[derive(PartialEq)]
pub(crate) struct PoolUse(vmbay::storage::PoolUse);
impl PoolUse {
    const FIELDS: [&'static str; 3usize] = ["limit", "busy", "waiting"];
}
impl Outgoing for vmbay::storage::PoolUse {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, PoolUse(self))?.into_any())
    }
}
#[pymethods]
impl PoolUse {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::storage::PoolUse>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 3usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "PoolUse", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///The most connections there may be.
    #[getter]
    fn limit<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.limit.clone().into_py(py)
    }
    ///How many are at work.
    #[getter]
    fn busy<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.busy.clone().into_py(py)
    }
    ///How many calls wait for one.
    #[getter]
    fn waiting<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.waiting.clone().into_py(py)
    }
}
impl Incoming for vmbay::storage::PoolUse {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<PoolUse>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["limit", "busy", "waiting"])?;
        Ok(Self {
            limit: required(value, "limit")?,
            busy: required(value, "busy")?,
            waiting: required(value, "waiting")?,
        })
    }
}
///How far an operation has come.
#[pyclass(frozen, eq, module = "vmbay", name = "Progress")]
#[derive(PartialEq)]
pub(crate) struct Progress(vmbay::operation::Progress);
impl Progress {
    const FIELDS: [&'static str; 3usize] = ["step", "fraction", "message"];
}
impl Outgoing for vmbay::operation::Progress {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Progress(self))?.into_any())
    }
}
#[pymethods]
impl Progress {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::operation::Progress>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 3usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Progress", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///The name of the step at work.
    #[getter]
    fn step<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.step).into_any())
    }
    ///The share done, 0.0 to 1.0; it never falls while the operation runs forward.
    #[getter]
    fn fraction<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.fraction.clone().into_py(py)
    }
    ///A sentence for people.
    #[getter]
    fn message<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.message).into_any())
    }
}
impl Incoming for vmbay::operation::Progress {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Progress>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["step", "fraction", "message"])?;
        Ok(Self {
            step: required(value, "step")?,
            fraction: required(value, "fraction")?,
            message: required(value, "message")?,
        })
    }
}
///A group inside an organization, such as a department.
#[pyclass(frozen, eq, module = "vmbay", name = "Project")]
#[derive(PartialEq)]
pub(crate) struct Project(vmbay::access::Project);
impl Project {
    const FIELDS: [&'static str; 5usize] = [
        "id",
        "version",
        "organization_id",
        "name",
        "created_at",
    ];
}
impl Outgoing for vmbay::access::Project {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Project(self))?.into_any())
    }
}
#[pymethods]
impl Project {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::access::Project>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 5usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Project", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its version.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///The organization it belongs to.
    #[getter]
    fn organization_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.organization_id.clone().into_py(py)
    }
    ///Its name, unique in the organization.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///When it was created.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.created_at.clone().into_py(py)
    }
}
impl Incoming for vmbay::access::Project {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Project>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["id", "version", "organization_id", "name", "created_at"])?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            organization_id: required(value, "organization_id")?,
            name: required(value, "name")?,
            created_at: required(value, "created_at")?,
        })
    }
}
impl Incoming for vmbay::access::ProjectQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["organization", "name_prefix", "after", "limit"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "organization")? {
            made.organization_id = set;
        }
        if let Some(set) = field(value, "name_prefix")? {
            made.name_prefix = set;
        }
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::compute::ReadyOptions {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["timeout", "probes"])?;
        let mut made = Self::new(required::<std::time::Duration>(value, "timeout")?);
        if let Some(set) = field(value, "probes")? {
            made.probes = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::fleet::ReconcileOptions {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["host", "mend"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "host")? {
            made.host = set;
        }
        if let Some(set) = field(value, "mend")? {
            made.mend = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::fleet::Request {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["host", "memory_mib", "labels"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "host")? {
            made.host = set;
        }
        if let Some(set) = field(value, "memory_mib")? {
            made.memory_mib = set;
        }
        if let Some(set) = field(value, "labels")? {
            made.labels = set;
        }
        Ok(made)
    }
}
///What an error is about: a kind such as `machine` and, where known, its id or name.
#[pyclass(frozen, eq, module = "vmbay", name = "Resource")]
#[derive(PartialEq)]
pub(crate) struct Resource(vmbay::error::Resource);
impl Resource {
    const FIELDS: [&'static str; 2usize] = ["kind", "id"];
}
impl Outgoing for vmbay::error::Resource {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Resource(self))?.into_any())
    }
}
#[pymethods]
impl Resource {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::error::Resource>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 2usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Resource", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///The kind in the words of the domain: `machine`, `image`, `volume` …
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.kind).into_any())
    }
    ///The id, or the name where there is no id yet.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
}
impl Incoming for vmbay::error::Resource {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Resource>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["kind", "id"])?;
        Ok(Self {
            kind: required(value, "kind")?,
            id: field::<Option<_>>(value, "id")?.flatten(),
        })
    }
}
///A schedule.
#[pyclass(frozen, eq, module = "vmbay", name = "Schedule")]
#[derive(PartialEq)]
pub(crate) struct Schedule(vmbay::schedule::Schedule);
impl Schedule {
    const FIELDS: [&'static str; 16usize] = [
        "id",
        "version",
        "organization_id",
        "project_id",
        "name",
        "timing",
        "target",
        "misfire",
        "grace_ms",
        "jitter_ms",
        "state",
        "due_at",
        "ticked_at",
        "runs",
        "actor",
        "created_at",
    ];
}
impl Outgoing for vmbay::schedule::Schedule {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Schedule(self))?.into_any())
    }
}
#[pymethods]
impl Schedule {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::schedule::Schedule>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 16usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Schedule", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its version: each tick adds one.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///The organization it belongs to.
    #[getter]
    fn organization_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.organization_id.clone().into_py(py)
    }
    ///The project it belongs to.
    #[getter]
    fn project_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.project_id.clone().into_py(py)
    }
    ///Its name, unique in the project.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///When it ticks.
    #[getter]
    fn timing<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.timing.clone().into_py(py)
    }
    ///What a tick begins.
    #[getter]
    fn target<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.target.clone().into_py(py)
    }
    ///What becomes of ticks that were missed.
    #[getter]
    fn misfire<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.misfire.clone().into_py(py)
    }
    ///How late a tick may be before it counts as missed, in milliseconds.
    #[getter]
    fn grace_ms<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.grace_ms.clone().into_py(py)
    }
    /**Below which time it is late on purpose, in milliseconds: always by the same, which its id decides, so that
schedules of one pattern do not all happen at once.*/
    #[getter]
    fn jitter_ms<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.jitter_ms.clone().into_py(py)
    }
    ///Where it stands.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.state.clone().into_py(py)
    }
    ///When its next tick is due, if it is active.
    #[getter]
    fn due_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.due_at.clone().into_py(py)
    }
    ///The last tick that happened or was left out: there is no tick before it any more, whatever its timing becomes.
    #[getter]
    fn ticked_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.ticked_at.clone().into_py(py)
    }
    ///How often it ran.
    #[getter]
    fn runs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.runs.clone().into_py(py)
    }
    ///Who created it, as [`Actor`](crate::access::Actor) writes itself: what it begins is theirs.
    #[getter]
    fn actor<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.actor).into_any())
    }
    ///When it was created.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.created_at.clone().into_py(py)
    }
    ///When its next tick is due.
    #[getter]
    fn next_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.next_at().into_py(py)
    }
}
impl Incoming for vmbay::schedule::Schedule {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Schedule>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "id",
                "version",
                "organization_id",
                "project_id",
                "name",
                "timing",
                "target",
                "misfire",
                "grace_ms",
                "jitter_ms",
                "state",
                "due_at",
                "ticked_at",
                "runs",
                "actor",
                "created_at",
            ],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            organization_id: required(value, "organization_id")?,
            project_id: required(value, "project_id")?,
            name: required(value, "name")?,
            timing: required(value, "timing")?,
            target: required(value, "target")?,
            misfire: required(value, "misfire")?,
            grace_ms: required(value, "grace_ms")?,
            jitter_ms: required(value, "jitter_ms")?,
            state: required(value, "state")?,
            due_at: required(value, "due_at")?,
            ticked_at: field::<Option<_>>(value, "ticked_at")?.flatten(),
            runs: required(value, "runs")?,
            actor: required(value, "actor")?,
            created_at: required(value, "created_at")?,
        })
    }
}
impl Incoming for vmbay::schedule::ScheduleCreate {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(
            value,
            &["name", "project", "timing", "target", "misfire", "grace", "jitter"],
        )?;
        let mut made = Self::new(
            required::<String>(value, "name")?,
            required::<_>(value, "timing")?,
            required::<_>(value, "target")?,
        );
        if let Some(set) = field(value, "project")? {
            made.project_id = set;
        }
        if let Some(set) = field(value, "misfire")? {
            made.misfire = set;
        }
        if let Some(set) = field(value, "grace")? {
            made.grace = set;
        }
        if let Some(set) = field(value, "jitter")? {
            made.jitter = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::schedule::ScheduleQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["state", "after", "limit"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "state")? {
            made.state = set;
        }
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
///One time that a schedule ran. The last 100 of each schedule are kept.
#[pyclass(frozen, eq, module = "vmbay", name = "ScheduleRun")]
#[derive(PartialEq)]
pub(crate) struct ScheduleRun(vmbay::schedule::ScheduleRun);
impl ScheduleRun {
    const FIELDS: [&'static str; 10usize] = [
        "id",
        "version",
        "organization_id",
        "project_id",
        "schedule_id",
        "number",
        "tick_at",
        "at",
        "begun",
        "failure",
    ];
}
impl Outgoing for vmbay::schedule::ScheduleRun {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, ScheduleRun(self))?.into_any())
    }
}
#[pymethods]
impl ScheduleRun {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::schedule::ScheduleRun>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 10usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "ScheduleRun", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its version.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///The organization of the schedule.
    #[getter]
    fn organization_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.organization_id.clone().into_py(py)
    }
    ///The project of the schedule.
    #[getter]
    fn project_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.project_id.clone().into_py(py)
    }
    ///The schedule.
    #[getter]
    fn schedule_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.schedule_id.clone().into_py(py)
    }
    ///Which run of the schedule it is, from 1.
    #[getter]
    fn number<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.number.clone().into_py(py)
    }
    ///The tick it is of; none when somebody asked for it.
    #[getter]
    fn tick_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.tick_at.clone().into_py(py)
    }
    ///When it happened.
    #[getter]
    fn at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.at.clone().into_py(py)
    }
    ///What it began.
    #[getter]
    fn begun<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.begun.clone().into_py(py)
    }
    ///Why it began nothing.
    #[getter]
    fn failure<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.failure.clone().into_py(py)
    }
}
impl Incoming for vmbay::schedule::ScheduleRun {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<ScheduleRun>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "id",
                "version",
                "organization_id",
                "project_id",
                "schedule_id",
                "number",
                "tick_at",
                "at",
                "begun",
                "failure",
            ],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            organization_id: required(value, "organization_id")?,
            project_id: required(value, "project_id")?,
            schedule_id: required(value, "schedule_id")?,
            number: required(value, "number")?,
            tick_at: field::<Option<_>>(value, "tick_at")?.flatten(),
            at: required(value, "at")?,
            begun: field::<Option<_>>(value, "begun")?.flatten(),
            failure: field::<Option<_>>(value, "failure")?.flatten(),
        })
    }
}
impl Incoming for vmbay::schedule::ScheduleRunQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["after", "limit"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::schedule::ScheduleUpdate {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(
            value,
            &["timing", "target", "misfire", "grace", "jitter", "expected_version"],
        )?;
        let mut made = Self::default();
        if let Some(set) = field(value, "timing")? {
            made.timing = set;
        }
        if let Some(set) = field(value, "target")? {
            made.target = set;
        }
        if let Some(set) = field(value, "misfire")? {
            made.misfire = set;
        }
        if let Some(set) = field(value, "grace")? {
            made.grace = set;
        }
        if let Some(set) = field(value, "jitter")? {
            made.jitter = set;
        }
        if let Some(set) = field(value, "expected_version")? {
            made.expected_version = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::compute::StopOptions {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["timeout_ms", "force"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "timeout_ms")? {
            made.timeout_ms = set;
        }
        if let Some(set) = field(value, "force")? {
            made.force = set;
        }
        Ok(made)
    }
}
///A place for volumes on a host.
#[pyclass(frozen, eq, module = "vmbay", name = "StoragePool")]
#[derive(PartialEq)]
pub(crate) struct StoragePool(vmbay::disk::StoragePool);
impl StoragePool {
    const FIELDS: [&'static str; 7usize] = [
        "id",
        "version",
        "host_id",
        "name",
        "kind",
        "path",
        "created_at",
    ];
}
impl Outgoing for vmbay::disk::StoragePool {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, StoragePool(self))?.into_any())
    }
}
#[pymethods]
impl StoragePool {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::disk::StoragePool>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 7usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "StoragePool", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its version.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///The host it is on.
    #[getter]
    fn host_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.host_id.clone().into_py(py)
    }
    ///Its name, unique on the host.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///What it is.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.kind.clone().into_py(py)
    }
    ///The absolute path on the host.
    #[getter]
    fn path<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.path).into_any())
    }
    ///When it was created.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.created_at.clone().into_py(py)
    }
}
impl Incoming for vmbay::disk::StoragePool {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<StoragePool>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &["id", "version", "host_id", "name", "kind", "path", "created_at"],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            host_id: required(value, "host_id")?,
            name: required(value, "name")?,
            kind: required(value, "kind")?,
            path: required(value, "path")?,
            created_at: required(value, "created_at")?,
        })
    }
}
impl Incoming for vmbay::disk::StoragePoolCreate {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["host_id", "name", "path"])?;
        Ok(Self {
            host_id: required(value, "host_id")?,
            name: required(value, "name")?,
            path: required(value, "path")?,
        })
    }
}
impl Incoming for vmbay::disk::StoragePoolQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(value, &["host", "after", "limit"])?;
        let mut made = Self::default();
        if let Some(set) = field(value, "host")? {
            made.host_id = set;
        }
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
///What this process has seen since it opened the library.
#[pyclass(frozen, eq, module = "vmbay", name = "Telemetry")]
#[derive(PartialEq)]
pub(crate) struct Telemetry(vmbay::observe::Telemetry);
impl Telemetry {
    const FIELDS: [&'static str; 4usize] = ["since", "storage", "operations", "pool"];
}
impl Outgoing for vmbay::observe::Telemetry {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Telemetry(self))?.into_any())
    }
}
#[pymethods]
impl Telemetry {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::observe::Telemetry>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 4usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Telemetry", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///Since when.
    #[getter]
    fn since<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.since.clone().into_py(py)
    }
    /**The calls of the database, by verb and table, the one that took most time in all first. Failures are those that
the database refused as much as its own.*/
    #[getter]
    fn storage<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.storage.clone().into_py(py)
    }
    ///The operations that ended here, by kind, from the request to the end; the one that took most time in all first.
    #[getter]
    fn operations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.operations.clone().into_py(py)
    }
    ///How busy the database's connections are now, where the adapter has a pool of them.
    #[getter]
    fn pool<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.pool.clone().into_py(py)
    }
}
impl Incoming for vmbay::observe::Telemetry {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Telemetry>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["since", "storage", "operations", "pool"])?;
        Ok(Self {
            since: required(value, "since")?,
            storage: required(value, "storage")?,
            operations: required(value, "operations")?,
            pool: field::<Option<_>>(value, "pool")?.flatten(),
        })
    }
}
///A host that could not be looked at.
#[pyclass(frozen, eq, module = "vmbay", name = "UnreachableHost")]
#[derive(PartialEq)]
pub(crate) struct UnreachableHost(vmbay::fleet::UnreachableHost);
impl UnreachableHost {
    const FIELDS: [&'static str; 2usize] = ["host_id", "failure"];
}
impl Outgoing for vmbay::fleet::UnreachableHost {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, UnreachableHost(self))?.into_any())
    }
}
#[pymethods]
impl UnreachableHost {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::fleet::UnreachableHost>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 2usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "UnreachableHost", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///The host.
    #[getter]
    fn host_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.host_id.clone().into_py(py)
    }
    ///Why.
    #[getter]
    fn failure<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.failure.clone().into_py(py)
    }
}
impl Incoming for vmbay::fleet::UnreachableHost {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<UnreachableHost>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["host_id", "failure"])?;
        Ok(Self {
            host_id: required(value, "host_id")?,
            failure: required(value, "failure")?,
        })
    }
}
///A disk file.
#[pyclass(frozen, eq, module = "vmbay", name = "Volume")]
#[derive(PartialEq)]
pub(crate) struct Volume(vmbay::disk::Volume);
impl Volume {
    const FIELDS: [&'static str; 16usize] = [
        "id",
        "version",
        "organization_id",
        "project_id",
        "pool_id",
        "name",
        "format",
        "size_bytes",
        "backing_volume_id",
        "machine_id",
        "delete_with_machine",
        "position",
        "image_id",
        "state",
        "lock_operation_id",
        "created_at",
    ];
}
impl Outgoing for vmbay::disk::Volume {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, Volume(self))?.into_any())
    }
}
#[pymethods]
impl Volume {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::disk::Volume>::from_py(fields.unwrap_or(&none).as_any()).map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 16usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "Volume", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///Its id; the file is named after it.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its version.
    #[getter]
    fn version<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.version.clone().into_py(py)
    }
    ///The organization it belongs to.
    #[getter]
    fn organization_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.organization_id.clone().into_py(py)
    }
    ///The project it belongs to.
    #[getter]
    fn project_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.project_id.clone().into_py(py)
    }
    ///The pool its file is in.
    #[getter]
    fn pool_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.pool_id.clone().into_py(py)
    }
    ///A name for people; not unique.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.name).into_any())
    }
    ///Its format.
    #[getter]
    fn format<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.format.clone().into_py(py)
    }
    ///The size a guest sees, in bytes.
    #[getter]
    fn size_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.size_bytes.clone().into_py(py)
    }
    ///The volume it is a linked clone of, which cannot be deleted before it.
    #[getter]
    fn backing_volume_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.backing_volume_id.clone().into_py(py)
    }
    ///The machine that has it as a disk.
    #[getter]
    fn machine_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.machine_id.clone().into_py(py)
    }
    ///Whether it was made with the machine, and goes with it.
    #[getter]
    fn delete_with_machine<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.delete_with_machine.clone().into_py(py)
    }
    ///Its place among the machine's disks, from 0.
    #[getter]
    fn position<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.position.clone().into_py(py)
    }
    ///The image it is a file of.
    #[getter]
    fn image_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.image_id.clone().into_py(py)
    }
    ///Where it stands.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.state.clone().into_py(py)
    }
    ///The operation that holds it.
    #[getter]
    fn lock_operation_id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.lock_operation_id.clone().into_py(py)
    }
    ///When it was asked for.
    #[getter]
    fn created_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.created_at.clone().into_py(py)
    }
}
impl Incoming for vmbay::disk::Volume {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<Volume>() {
            return Ok(known.get().0.clone());
        }
        only(
            value,
            &[
                "id",
                "version",
                "organization_id",
                "project_id",
                "pool_id",
                "name",
                "format",
                "size_bytes",
                "backing_volume_id",
                "machine_id",
                "delete_with_machine",
                "position",
                "image_id",
                "state",
                "lock_operation_id",
                "created_at",
            ],
        )?;
        Ok(Self {
            id: required(value, "id")?,
            version: required(value, "version")?,
            organization_id: required(value, "organization_id")?,
            project_id: required(value, "project_id")?,
            pool_id: required(value, "pool_id")?,
            name: required(value, "name")?,
            format: required(value, "format")?,
            size_bytes: required(value, "size_bytes")?,
            backing_volume_id: field::<Option<_>>(value, "backing_volume_id")?.flatten(),
            machine_id: field::<Option<_>>(value, "machine_id")?.flatten(),
            delete_with_machine: required(value, "delete_with_machine")?,
            position: field::<Option<_>>(value, "position")?.flatten(),
            image_id: field::<Option<_>>(value, "image_id")?.flatten(),
            state: required(value, "state")?,
            lock_operation_id: field::<Option<_>>(value, "lock_operation_id")?.flatten(),
            created_at: required(value, "created_at")?,
        })
    }
}
impl Incoming for vmbay::disk::VolumeCreate {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(
            value,
            &[
                "name",
                "size_bytes",
                "format",
                "image",
                "project",
                "host",
                "pool",
                "idempotency_key",
            ],
        )?;
        let mut made = Self::new(
            required::<String>(value, "name")?,
            required::<u64>(value, "size_bytes")?,
        );
        if let Some(set) = field(value, "format")? {
            made.format = set;
        }
        if let Some(set) = field(value, "image")? {
            made.image_id = set;
        }
        if let Some(set) = field(value, "project")? {
            made.project_id = set;
        }
        if let Some(set) = field(value, "host")? {
            made.host_id = set;
        }
        if let Some(set) = field(value, "pool")? {
            made.pool_id = set;
        }
        if let Some(set) = field(value, "idempotency_key")? {
            made.idempotency_key = set;
        }
        Ok(made)
    }
}
impl Incoming for vmbay::disk::VolumeQuery {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        only(
            value,
            &["project", "pool", "machine", "backing_volume", "state", "after", "limit"],
        )?;
        let mut made = Self::default();
        if let Some(set) = field(value, "project")? {
            made.project_id = set;
        }
        if let Some(set) = field(value, "pool")? {
            made.pool_id = set;
        }
        if let Some(set) = field(value, "machine")? {
            made.machine_id = set;
        }
        if let Some(set) = field(value, "backing_volume")? {
            made.backing_volume_id = set;
        }
        if let Some(set) = field(value, "state")? {
            made.state = set;
        }
        if let Some(set) = field(value, "after")? {
            made.after = set;
        }
        if let Some(set) = field(value, "limit")? {
            made.limit = set;
        }
        Ok(made)
    }
}
/**A volume in a pool, by our id alone: the adapter derives the file's place from the two, so that no path of a
tenant's choosing ever reaches a hypervisor.*/
#[pyclass(frozen, eq, module = "vmbay", name = "VolumeRef")]
#[derive(PartialEq)]
pub(crate) struct VolumeRef(vmbay::hypervisor::VolumeRef);
impl VolumeRef {
    const FIELDS: [&'static str; 3usize] = ["pool", "id", "format"];
}
impl Outgoing for vmbay::hypervisor::VolumeRef {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, VolumeRef(self))?.into_any())
    }
}
#[pymethods]
impl VolumeRef {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::VolumeRef>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 3usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "VolumeRef", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        self.0.id.hash(&mut hasher);
        hasher.finish()
    }
    ///The pool: for a directory pool, the absolute path of the directory on the host.
    #[getter]
    fn pool<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, &self.0.pool).into_any())
    }
    ///The volume.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.id.clone().into_py(py)
    }
    ///Its format.
    #[getter]
    fn format<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.format.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::VolumeRef {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<VolumeRef>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["pool", "id", "format"])?;
        Ok(Self {
            pool: required(value, "pool")?,
            id: required(value, "id")?,
            format: required(value, "format")?,
        })
    }
}
///A volume to create.
#[pyclass(frozen, eq, module = "vmbay", name = "VolumeSpec")]
#[derive(PartialEq)]
pub(crate) struct VolumeSpec(vmbay::hypervisor::VolumeSpec);
impl VolumeSpec {
    const FIELDS: [&'static str; 3usize] = ["volume", "size_bytes", "backing"];
}
impl Outgoing for vmbay::hypervisor::VolumeSpec {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, VolumeSpec(self))?.into_any())
    }
}
#[pymethods]
impl VolumeSpec {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::VolumeSpec>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 3usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "VolumeSpec", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///Where, and under which id.
    #[getter]
    fn volume<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.volume.clone().into_py(py)
    }
    ///The size the guest sees, in bytes; a multiple of 512.
    #[getter]
    fn size_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.size_bytes.clone().into_py(py)
    }
    ///The volume it is a linked clone of: its unwritten blocks are read from there. Needs format `qcow2`.
    #[getter]
    fn backing<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.backing.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::VolumeSpec {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<VolumeSpec>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["volume", "size_bytes", "backing"])?;
        Ok(Self {
            volume: required(value, "volume")?,
            size_bytes: required(value, "size_bytes")?,
            backing: field::<Option<_>>(value, "backing")?.flatten(),
        })
    }
}
///A volume as found in a pool.
#[pyclass(frozen, eq, module = "vmbay", name = "VolumeStatus")]
#[derive(PartialEq)]
pub(crate) struct VolumeStatus(vmbay::hypervisor::VolumeStatus);
impl VolumeStatus {
    const FIELDS: [&'static str; 3usize] = ["volume", "size_bytes", "allocated_bytes"];
}
impl Outgoing for vmbay::hypervisor::VolumeStatus {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, VolumeStatus(self))?.into_any())
    }
}
#[pymethods]
impl VolumeStatus {
    #[new]
    #[pyo3(signature = (**fields))]
    fn new(py: Python<'_>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let none = PyDict::new(py);
        <vmbay::hypervisor::VolumeStatus>::from_py(fields.unwrap_or(&none).as_any())
            .map(Self)
    }
    #[classattr]
    fn __match_args__() -> [&'static str; 3usize] {
        Self::FIELDS
    }
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf.as_any(), "VolumeStatus", &Self::FIELDS)
    }
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        restored(slf.as_any(), &Self::FIELDS)
    }
    ///Which one.
    #[getter]
    fn volume<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.volume.clone().into_py(py)
    }
    ///The size the guest sees, in bytes.
    #[getter]
    fn size_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.size_bytes.clone().into_py(py)
    }
    ///What it takes up on the host, in bytes.
    #[getter]
    fn allocated_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.allocated_bytes.clone().into_py(py)
    }
}
impl Incoming for vmbay::hypervisor::VolumeStatus {
    fn from_py(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(known) = value.cast::<VolumeStatus>() {
            return Ok(known.get().0.clone());
        }
        only(value, &["volume", "size_bytes", "allocated_bytes"])?;
        Ok(Self {
            volume: required(value, "volume")?,
            size_bytes: required(value, "size_bytes")?,
            allocated_bytes: required(value, "allocated_bytes")?,
        })
    }
}
/**An open library: a database, its hypervisors, and everything one can do with them. Cheap to clone; every clone is the
same library, in the same context.

Dropping the last clone ends everything at once, as a crash would: what was at work waits until its lease is over, and
where no other process watched meanwhile, [one lease](RunnerOptions::lease) after the next start.
[`shutdown`](Self::shutdown) ends it in order, and the next process goes on at once.*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Vmbay")]
pub(crate) struct Vmbay(pub(crate) Own<Arc<vmbay::Vmbay>>, pub(crate) Arc<Engine>);
impl Vmbay {
    pub(crate) fn new(service: vmbay::Vmbay, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Vmbay {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Vmbay {
    ///Tenants.
    #[getter]
    fn organizations(&self) -> Organizations {
        Organizations::new(self.0.organizations(), self.1.clone())
    }
    ///Groups inside tenants.
    #[getter]
    fn projects(&self) -> Projects {
        Projects::new(self.0.projects(), self.1.clone())
    }
    ///Hosts: the hypervisors of every process on this database.
    #[getter]
    fn hosts(&self) -> Hosts {
        Hosts::new(self.0.hosts(), self.1.clone())
    }
    ///What happened.
    #[getter]
    fn events(&self) -> Events {
        Events::new(self.0.events(), self.1.clone())
    }
    ///Named consumers of what happened, whose place the database keeps.
    #[getter]
    fn consumers(&self) -> Consumers {
        Consumers::new(self.0.consumers(), self.1.clone())
    }
    ///Images: bases that machines are made from.
    #[getter]
    fn images(&self) -> Images {
        Images::new(self.0.images(), self.1.clone())
    }
    ///Volumes: disk files, empty or cloned from images.
    #[getter]
    fn volumes(&self) -> Volumes {
        Volumes::new(self.0.volumes(), self.1.clone())
    }
    ///Storage pools: where images and volumes lie.
    #[getter]
    fn storage_pools(&self) -> StoragePools {
        StoragePools::new(self.0.storage_pools(), self.1.clone())
    }
    ///Machines.
    #[getter]
    fn machines(&self) -> Machines {
        Machines::new(self.0.machines(), self.1.clone())
    }
    ///Inside machines: commands and files.
    #[getter]
    fn guest(&self) -> Guest {
        Guest::new(self.0.guest(), self.1.clone())
    }
    ///Long work: its state, and kinds of the application's own.
    #[getter]
    fn operations(&self) -> Operations {
        Operations::new(self.0.operations(), self.1.clone())
    }
    ///Background jobs of the application's own.
    #[getter]
    fn jobs(&self) -> Jobs {
        Jobs::new(self.0.jobs(), self.1.clone())
    }
    ///What is to happen at certain times.
    #[getter]
    fn schedules(&self) -> Schedules {
        Schedules::new(self.0.schedules(), self.1.clone())
    }
    ///Named leases, for what only one process may do at a time.
    #[getter]
    fn leases(&self) -> Leases {
        Leases::new(self.0.leases(), self.1.clone())
    }
    /**The same library in another context: every call through it acts for that actor and sees no further than its scope.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use vmbay::access::Context;

let request = bay.with(Context { request_id: Some("r-17".into()), ..Context::default() });
request.operations().list(Default::default()).await?;
# Ok(()) }
```*/
    #[pyo3(
        signature = (*, actor = None, scope = None, request_id = None, deadline = None)
    )]
    fn with_<'py>(
        &self,
        py: Python<'py>,
        actor: Option<&Bound<'py, PyAny>>,
        scope: Option<&Bound<'py, PyAny>>,
        request_id: Option<&Bound<'py, PyAny>>,
        deadline: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::access::Context::default();
        if let Some(value) = actor
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("actor", value))
            .transpose()?
        {
            given_0.actor = value;
        }
        if let Some(value) = scope
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("scope", value))
            .transpose()?
        {
            given_0.scope = value;
        }
        if let Some(value) = request_id
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("request_id", value))
            .transpose()?
        {
            given_0.request_id = value;
        }
        if let Some(value) = deadline
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("deadline", value))
            .transpose()?
        {
            given_0.deadline = value;
        }
        Vmbay::new(self.0.with(given_0), self.1.clone()).into_py(py)
    }
    /**How the library does, looking as `options` say.

# Errors
As [`health`](Self::health).*/
    #[pyo3(
        signature = (
            *,
            deadline = None,
            backlog_age = None,
            free_percent = None,
            drift = None
        )
    )]
    fn health<'py>(
        &self,
        py: Python<'py>,
        deadline: Option<&Bound<'py, PyAny>>,
        backlog_age: Option<&Bound<'py, PyAny>>,
        free_percent: Option<&Bound<'py, PyAny>>,
        drift: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::observe::HealthOptions::default();
        if let Some(value) = deadline
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("deadline", value))
            .transpose()?
        {
            given_0.deadline = value;
        }
        if let Some(value) = backlog_age
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("backlog_age", value))
            .transpose()?
        {
            given_0.backlog_age = value;
        }
        if let Some(value) = free_percent
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("free_percent", value))
            .transpose()?
        {
            given_0.free_percent = value;
        }
        if let Some(value) = drift
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("drift", value))
            .transpose()?
        {
            given_0.drift = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.health_with(given_0).await?) }))?
            .into_py(py)
    }
    /**Examines the database and every host: what they lack, and the package, setting or call that mends it; the worst
first, nothing when all is well. It takes its time; [`health`](Self::health) is for probes.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
for diagnosis in bay.doctor().await? {
    println!("{}: {}", diagnosis.finding.problem, diagnosis.finding.mend);
}
# Ok(()) }
```

# Errors
As [`health`](Self::health).*/
    #[pyo3(signature = ())]
    fn doctor<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.doctor().await?) }))?
            .into_py(py)
    }
    /**How long the calls of the database and the operations took that this process made since it opened the library, and
how busy the database's connections are now. It asks nothing of the database.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
for call in bay.telemetry().await?.storage {
    println!("{}: {} calls, p99 {} µs", call.name, call.count, call.p99_us);
}
# Ok(()) }
```

# Errors
As [`health`](Self::health).*/
    #[pyo3(signature = ())]
    fn telemetry<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.telemetry().await?) }))?
            .into_py(py)
    }
    /**Stops taking up work, lets what is at work come to the next edge within `deadline`, lets go of leases, and closes
the hypervisors and the database. Machines go on running. What could not end is taken up by the next process at
once.

Letting go and closing have what is left of `deadline`, but a second each at least: it returns after `deadline` and
two seconds at the latest, also when the database answers nothing any more. Leases then end by themselves.

# Errors
`timed_out` when something was still at work after `deadline`, or did not let go or close in time; everything is
closed all the same.*/
    #[pyo3(signature = (deadline))]
    fn shutdown<'py>(
        &self,
        py: Python<'py>,
        deadline: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<std::time::Duration>("deadline", deadline)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    crate::open::shut_down(&service, given_0, &engine).await
                }),
            )?
            .into_py(py)
    }
    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }
    #[pyo3(signature = (*_raised))]
    fn __exit__(&self, py: Python<'_>, _raised: &Bound<'_, PyAny>) -> PyResult<()> {
        crate::open::leave(py, &self.0, &self.1)
    }
}
/**An open library: a database, its hypervisors, and everything one can do with them. Cheap to clone; every clone is the
same library, in the same context.

Dropping the last clone ends everything at once, as a crash would: what was at work waits until its lease is over, and
where no other process watched meanwhile, [one lease](RunnerOptions::lease) after the next start.
[`shutdown`](Self::shutdown) ends it in order, and the next process goes on at once.*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncVmbay")]
pub(crate) struct AsyncVmbay(pub(crate) Own<Arc<vmbay::Vmbay>>, pub(crate) Arc<Engine>);
impl AsyncVmbay {
    pub(crate) fn new(service: vmbay::Vmbay, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncVmbay {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncVmbay {
    ///Tenants.
    #[getter]
    fn organizations(&self) -> AsyncOrganizations {
        AsyncOrganizations::new(self.0.organizations(), self.1.clone())
    }
    ///Groups inside tenants.
    #[getter]
    fn projects(&self) -> AsyncProjects {
        AsyncProjects::new(self.0.projects(), self.1.clone())
    }
    ///Hosts: the hypervisors of every process on this database.
    #[getter]
    fn hosts(&self) -> AsyncHosts {
        AsyncHosts::new(self.0.hosts(), self.1.clone())
    }
    ///What happened.
    #[getter]
    fn events(&self) -> AsyncEvents {
        AsyncEvents::new(self.0.events(), self.1.clone())
    }
    ///Named consumers of what happened, whose place the database keeps.
    #[getter]
    fn consumers(&self) -> AsyncConsumers {
        AsyncConsumers::new(self.0.consumers(), self.1.clone())
    }
    ///Images: bases that machines are made from.
    #[getter]
    fn images(&self) -> AsyncImages {
        AsyncImages::new(self.0.images(), self.1.clone())
    }
    ///Volumes: disk files, empty or cloned from images.
    #[getter]
    fn volumes(&self) -> AsyncVolumes {
        AsyncVolumes::new(self.0.volumes(), self.1.clone())
    }
    ///Storage pools: where images and volumes lie.
    #[getter]
    fn storage_pools(&self) -> AsyncStoragePools {
        AsyncStoragePools::new(self.0.storage_pools(), self.1.clone())
    }
    ///Machines.
    #[getter]
    fn machines(&self) -> AsyncMachines {
        AsyncMachines::new(self.0.machines(), self.1.clone())
    }
    ///Inside machines: commands and files.
    #[getter]
    fn guest(&self) -> AsyncGuest {
        AsyncGuest::new(self.0.guest(), self.1.clone())
    }
    ///Long work: its state, and kinds of the application's own.
    #[getter]
    fn operations(&self) -> AsyncOperations {
        AsyncOperations::new(self.0.operations(), self.1.clone())
    }
    ///Background jobs of the application's own.
    #[getter]
    fn jobs(&self) -> AsyncJobs {
        AsyncJobs::new(self.0.jobs(), self.1.clone())
    }
    ///What is to happen at certain times.
    #[getter]
    fn schedules(&self) -> AsyncSchedules {
        AsyncSchedules::new(self.0.schedules(), self.1.clone())
    }
    ///Named leases, for what only one process may do at a time.
    #[getter]
    fn leases(&self) -> AsyncLeases {
        AsyncLeases::new(self.0.leases(), self.1.clone())
    }
    /**The same library in another context: every call through it acts for that actor and sees no further than its scope.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use vmbay::access::Context;

let request = bay.with(Context { request_id: Some("r-17".into()), ..Context::default() });
request.operations().list(Default::default()).await?;
# Ok(()) }
```*/
    #[pyo3(
        signature = (*, actor = None, scope = None, request_id = None, deadline = None)
    )]
    fn with_<'py>(
        &self,
        py: Python<'py>,
        actor: Option<&Bound<'py, PyAny>>,
        scope: Option<&Bound<'py, PyAny>>,
        request_id: Option<&Bound<'py, PyAny>>,
        deadline: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::access::Context::default();
        if let Some(value) = actor
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("actor", value))
            .transpose()?
        {
            given_0.actor = value;
        }
        if let Some(value) = scope
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("scope", value))
            .transpose()?
        {
            given_0.scope = value;
        }
        if let Some(value) = request_id
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("request_id", value))
            .transpose()?
        {
            given_0.request_id = value;
        }
        if let Some(value) = deadline
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("deadline", value))
            .transpose()?
        {
            given_0.deadline = value;
        }
        AsyncVmbay::new(self.0.with(given_0), self.1.clone()).into_py(py)
    }
    /**How the library does, looking as `options` say.

# Errors
As [`health`](Self::health).*/
    #[pyo3(
        signature = (
            *,
            deadline = None,
            backlog_age = None,
            free_percent = None,
            drift = None
        )
    )]
    fn health<'py>(
        &self,
        py: Python<'py>,
        deadline: Option<&Bound<'py, PyAny>>,
        backlog_age: Option<&Bound<'py, PyAny>>,
        free_percent: Option<&Bound<'py, PyAny>>,
        drift: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::observe::HealthOptions::default();
        if let Some(value) = deadline
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("deadline", value))
            .transpose()?
        {
            given_0.deadline = value;
        }
        if let Some(value) = backlog_age
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("backlog_age", value))
            .transpose()?
        {
            given_0.backlog_age = value;
        }
        if let Some(value) = free_percent
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("free_percent", value))
            .transpose()?
        {
            given_0.free_percent = value;
        }
        if let Some(value) = drift
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("drift", value))
            .transpose()?
        {
            given_0.drift = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncVmbay.health",
                Box::pin(async move { Ok(service.health_with(given_0).await?) }),
            )
    }
    /**Examines the database and every host: what they lack, and the package, setting or call that mends it; the worst
first, nothing when all is well. It takes its time; [`health`](Self::health) is for probes.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
for diagnosis in bay.doctor().await? {
    println!("{}: {}", diagnosis.finding.problem, diagnosis.finding.mend);
}
# Ok(()) }
```

# Errors
As [`health`](Self::health).*/
    #[pyo3(signature = ())]
    fn doctor<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncVmbay.doctor",
                Box::pin(async move { Ok(service.doctor().await?) }),
            )
    }
    /**How long the calls of the database and the operations took that this process made since it opened the library, and
how busy the database's connections are now. It asks nothing of the database.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
for call in bay.telemetry().await?.storage {
    println!("{}: {} calls, p99 {} µs", call.name, call.count, call.p99_us);
}
# Ok(()) }
```

# Errors
As [`health`](Self::health).*/
    #[pyo3(signature = ())]
    fn telemetry<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncVmbay.telemetry",
                Box::pin(async move { Ok(service.telemetry().await?) }),
            )
    }
    /**Stops taking up work, lets what is at work come to the next edge within `deadline`, lets go of leases, and closes
the hypervisors and the database. Machines go on running. What could not end is taken up by the next process at
once.

Letting go and closing have what is left of `deadline`, but a second each at least: it returns after `deadline` and
two seconds at the latest, also when the database answers nothing any more. Leases then end by themselves.

# Errors
`timed_out` when something was still at work after `deadline`, or did not let go or close in time; everything is
closed all the same.*/
    #[pyo3(signature = (deadline))]
    fn shutdown<'py>(
        &self,
        py: Python<'py>,
        deadline: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<std::time::Duration>("deadline", deadline)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncVmbay.shutdown",
                Box::pin(async move {
                    crate::open::shut_down(&service, given_0, &engine).await
                }),
            )
    }
}
/**Tenants: [`Vmbay::organizations`](crate::Vmbay::organizations).

Whether a tenant is, and whether it may work, is decided from above it: only a caller whose scope is the whole
installation makes, suspends, resumes and deletes organizations.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use vmbay::access::{Context, Scope};

let acme = bay.organizations().create("acme").await?;
let web = bay.projects().create(acme.id, "web").await?;
let tenant = bay.with(Context { scope: Scope::Project(acme.id, web.id), ..Context::default() });
assert!(tenant.machines().list(Default::default()).await?.items.is_empty());
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Organizations")]
pub(crate) struct Organizations(
    pub(crate) Own<Arc<vmbay::access::Organizations>>,
    pub(crate) Arc<Engine>,
);
impl Organizations {
    pub(crate) fn new(
        service: vmbay::access::Organizations,
        engine: Arc<Engine>,
    ) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Organizations {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Organizations {
    /**Makes an organization. It has no project yet.

# Errors
`invalid_argument` or `already_exists` for the name; `permission_denied`.*/
    #[pyo3(signature = (name))]
    fn create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("name", name)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.create(given_0).await?) }))?
            .into_py(py)
    }
    /**The organization of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OrganizationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.get(given_0).await?) }))?
            .into_py(py)
    }
    /**A page of organizations, oldest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (*, name_prefix = None, suspended = None, after = None, limit = None)
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        suspended: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::access::OrganizationQuery::default();
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = suspended
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("suspended", value))
            .transpose()?
        {
            given_0.suspended = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    /**Gives the organization another name.

# Errors
`not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
`expected_version`; `permission_denied`; `in_use` for the default one.*/
    #[pyo3(signature = (id, name, *, expected_version = None))]
    fn rename<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        name: &Bound<'py, PyAny>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OrganizationId>("id", id)?;
        let given_1 = argument::<String>("name", name)?;
        let given_2 = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<u64>("expected_version", value))
            .transpose()?;
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(service.rename(given_0, given_1, given_2).await?)
                }),
            )?
            .into_py(py)
    }
    /**Suspends the organization: it makes nothing new and starts nothing any more. What runs goes on running.

# Errors
`not_found`, `permission_denied`.*/
    #[pyo3(signature = (id))]
    fn suspend<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OrganizationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.suspend(given_0).await?) }))?
            .into_py(py)
    }
    /**Lets a suspended organization work again.

# Errors
`not_found`, `permission_denied`.*/
    #[pyo3(signature = (id))]
    fn resume<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OrganizationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.resume(given_0).await?) }))?
            .into_py(py)
    }
    /**Deletes an organization that owns nothing any more.

# Errors
`in_use` while a project of it is there, while an operation of it is not over, and for the default one;
`not_found`, `permission_denied`.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OrganizationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.delete(given_0).await?) }))?
            .into_py(py)
    }
}
/**Tenants: [`Vmbay::organizations`](crate::Vmbay::organizations).

Whether a tenant is, and whether it may work, is decided from above it: only a caller whose scope is the whole
installation makes, suspends, resumes and deletes organizations.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use vmbay::access::{Context, Scope};

let acme = bay.organizations().create("acme").await?;
let web = bay.projects().create(acme.id, "web").await?;
let tenant = bay.with(Context { scope: Scope::Project(acme.id, web.id), ..Context::default() });
assert!(tenant.machines().list(Default::default()).await?.items.is_empty());
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncOrganizations")]
pub(crate) struct AsyncOrganizations(
    pub(crate) Own<Arc<vmbay::access::Organizations>>,
    pub(crate) Arc<Engine>,
);
impl AsyncOrganizations {
    pub(crate) fn new(
        service: vmbay::access::Organizations,
        engine: Arc<Engine>,
    ) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncOrganizations {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncOrganizations {
    /**Makes an organization. It has no project yet.

# Errors
`invalid_argument` or `already_exists` for the name; `permission_denied`.*/
    #[pyo3(signature = (name))]
    fn create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("name", name)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOrganizations.create",
                Box::pin(async move { Ok(service.create(given_0).await?) }),
            )
    }
    /**The organization of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OrganizationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOrganizations.get",
                Box::pin(async move { Ok(service.get(given_0).await?) }),
            )
    }
    /**A page of organizations, oldest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (*, name_prefix = None, suspended = None, after = None, limit = None)
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        suspended: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::access::OrganizationQuery::default();
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = suspended
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("suspended", value))
            .transpose()?
        {
            given_0.suspended = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOrganizations.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    /**Gives the organization another name.

# Errors
`not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
`expected_version`; `permission_denied`; `in_use` for the default one.*/
    #[pyo3(signature = (id, name, *, expected_version = None))]
    fn rename<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        name: &Bound<'py, PyAny>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OrganizationId>("id", id)?;
        let given_1 = argument::<String>("name", name)?;
        let given_2 = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<u64>("expected_version", value))
            .transpose()?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOrganizations.rename",
                Box::pin(async move {
                    Ok(service.rename(given_0, given_1, given_2).await?)
                }),
            )
    }
    /**Suspends the organization: it makes nothing new and starts nothing any more. What runs goes on running.

# Errors
`not_found`, `permission_denied`.*/
    #[pyo3(signature = (id))]
    fn suspend<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OrganizationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOrganizations.suspend",
                Box::pin(async move { Ok(service.suspend(given_0).await?) }),
            )
    }
    /**Lets a suspended organization work again.

# Errors
`not_found`, `permission_denied`.*/
    #[pyo3(signature = (id))]
    fn resume<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OrganizationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOrganizations.resume",
                Box::pin(async move { Ok(service.resume(given_0).await?) }),
            )
    }
    /**Deletes an organization that owns nothing any more.

# Errors
`in_use` while a project of it is there, while an operation of it is not over, and for the default one;
`not_found`, `permission_denied`.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OrganizationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOrganizations.delete",
                Box::pin(async move { Ok(service.delete(given_0).await?) }),
            )
    }
}
/**Projects: [`Vmbay::projects`](crate::Vmbay::projects).

An organization orders its projects itself: a caller confined to one project reads it and no more.*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Projects")]
pub(crate) struct Projects(
    pub(crate) Own<Arc<vmbay::access::Projects>>,
    pub(crate) Arc<Engine>,
);
impl Projects {
    pub(crate) fn new(service: vmbay::access::Projects, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Projects {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Projects {
    /**Makes a project in an organization.

# Errors
`invalid_argument` or `already_exists` for the name; `not_found` for the organization; `permission_denied`.*/
    #[pyo3(signature = (organization, name))]
    fn create<'py>(
        &self,
        py: Python<'py>,
        organization: &Bound<'py, PyAny>,
        name: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<
            vmbay::id::OrganizationId,
        >("organization", organization)?;
        let given_1 = argument::<String>("name", name)?;
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.create(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
    /**The project of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ProjectId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.get(given_0).await?) }))?
            .into_py(py)
    }
    /**A page of projects, oldest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (
            *,
            organization = None,
            name_prefix = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        organization: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::access::ProjectQuery::default();
        if let Some(value) = organization
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("organization", value))
            .transpose()?
        {
            given_0.organization_id = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    /**Gives the project another name.

# Errors
`not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
`expected_version`; `permission_denied`; `in_use` for the default one.*/
    #[pyo3(signature = (id, name, *, expected_version = None))]
    fn rename<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        name: &Bound<'py, PyAny>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ProjectId>("id", id)?;
        let given_1 = argument::<String>("name", name)?;
        let given_2 = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<u64>("expected_version", value))
            .transpose()?;
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(service.rename(given_0, given_1, given_2).await?)
                }),
            )?
            .into_py(py)
    }
    /**Deletes a project in which nothing is any more.

# Errors
`in_use` while a machine, image or volume is in it, while an operation of it is not over, and for the default
one; `not_found`, `permission_denied`.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ProjectId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.delete(given_0).await?) }))?
            .into_py(py)
    }
}
/**Projects: [`Vmbay::projects`](crate::Vmbay::projects).

An organization orders its projects itself: a caller confined to one project reads it and no more.*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncProjects")]
pub(crate) struct AsyncProjects(
    pub(crate) Own<Arc<vmbay::access::Projects>>,
    pub(crate) Arc<Engine>,
);
impl AsyncProjects {
    pub(crate) fn new(service: vmbay::access::Projects, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncProjects {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncProjects {
    /**Makes a project in an organization.

# Errors
`invalid_argument` or `already_exists` for the name; `not_found` for the organization; `permission_denied`.*/
    #[pyo3(signature = (organization, name))]
    fn create<'py>(
        &self,
        py: Python<'py>,
        organization: &Bound<'py, PyAny>,
        name: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<
            vmbay::id::OrganizationId,
        >("organization", organization)?;
        let given_1 = argument::<String>("name", name)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncProjects.create",
                Box::pin(async move { Ok(service.create(given_0, given_1).await?) }),
            )
    }
    /**The project of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ProjectId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncProjects.get",
                Box::pin(async move { Ok(service.get(given_0).await?) }),
            )
    }
    /**A page of projects, oldest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (
            *,
            organization = None,
            name_prefix = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        organization: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::access::ProjectQuery::default();
        if let Some(value) = organization
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("organization", value))
            .transpose()?
        {
            given_0.organization_id = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncProjects.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    /**Gives the project another name.

# Errors
`not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
`expected_version`; `permission_denied`; `in_use` for the default one.*/
    #[pyo3(signature = (id, name, *, expected_version = None))]
    fn rename<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        name: &Bound<'py, PyAny>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ProjectId>("id", id)?;
        let given_1 = argument::<String>("name", name)?;
        let given_2 = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<u64>("expected_version", value))
            .transpose()?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncProjects.rename",
                Box::pin(async move {
                    Ok(service.rename(given_0, given_1, given_2).await?)
                }),
            )
    }
    /**Deletes a project in which nothing is any more.

# Errors
`in_use` while a machine, image or volume is in it, while an operation of it is not over, and for the default
one; `not_found`, `permission_denied`.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ProjectId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncProjects.delete",
                Box::pin(async move { Ok(service.delete(given_0).await?) }),
            )
    }
}
/**Hosts: [`Vmbay::hosts`](crate::Vmbay::hosts).

Hosts belong to no organization: whoever may use the permission reads them all, and only a caller whose scope is the
whole installation changes them.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use vmbay::fleet::{AdminState, HostQuery, HostUpdate, ReconcileOptions};

for host in bay.hosts().list(HostQuery::default()).await? {
    println!("{}: {}, {}", host.name, host.admin_state, host.connection_state);
    let cordon = HostUpdate { admin_state: Some(AdminState::Cordoned), ..HostUpdate::default() };
    bay.hosts().update(host.id, cordon).await?; // it takes no new machines
}
let report = bay.hosts().reconcile(ReconcileOptions { host: None, mend: true }).await?;
assert!(report.is_clean(), "{report:?}");
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Hosts")]
pub(crate) struct Hosts(
    pub(crate) Own<Arc<vmbay::fleet::Hosts>>,
    pub(crate) Arc<Engine>,
);
impl Hosts {
    pub(crate) fn new(service: vmbay::fleet::Hosts, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Hosts {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Hosts {
    /**Compares the database with what is on the hosts, and mends it if told to. What an operation holds is left out;
what is not ours is never touched.

# Errors
`not_found` for the host, `unavailable` when this process was opened without it, `permission_denied`.*/
    #[pyo3(signature = (*, host = None, mend = None))]
    fn reconcile<'py>(
        &self,
        py: Python<'py>,
        host: Option<&Bound<'py, PyAny>>,
        mend: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::fleet::ReconcileOptions::default();
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host = value;
        }
        if let Some(value) = mend
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("mend", value))
            .transpose()?
        {
            given_0.mend = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.reconcile(given_0).await?) }))?
            .into_py(py)
    }
    /**Begins to mend what differs on one host.

# Errors
As [`reconcile`](Self::reconcile).*/
    #[pyo3(signature = (host))]
    fn begin_reconcile<'py>(
        &self,
        py: Python<'py>,
        host: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::HostId>("host", host)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_reconcile(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    /**The host of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::HostId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.get(given_0).await?) }))?
            .into_py(py)
    }
    /**A page of hosts, oldest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (
            *,
            admin_state = None,
            connection_state = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        admin_state: Option<&Bound<'py, PyAny>>,
        connection_state: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::fleet::HostQuery::default();
        if let Some(value) = admin_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("admin_state", value))
            .transpose()?
        {
            given_0.admin_state = value;
        }
        if let Some(value) = connection_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("connection_state", value))
            .transpose()?
        {
            given_0.connection_state = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    /**The host that a machine would go to now. Nothing is reserved.

# Errors
`not_found` for a required host that is not there; `unavailable` when no host can take it, with the reason of
each.*/
    #[pyo3(signature = (*, host = None, memory_mib = None, labels = None))]
    fn suggest<'py>(
        &self,
        py: Python<'py>,
        host: Option<&Bound<'py, PyAny>>,
        memory_mib: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::fleet::Request::default();
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host = value;
        }
        if let Some(value) = memory_mib
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("memory_mib", value))
            .transpose()?
        {
            given_0.memory_mib = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.suggest(&given_0).await?) }))?
            .into_py(py)
    }
    /**Changes a host's labels or what people decided about it.

# Errors
`invalid_argument` for a label; `not_found`, `conflict`, `permission_denied`; `illegal_transition` for the state,
`in_use` for the removal of a host with machines or volumes.*/
    #[pyo3(
        signature = (id, *, labels = None, admin_state = None, expected_version = None)
    )]
    fn update<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        labels: Option<&Bound<'py, PyAny>>,
        admin_state: Option<&Bound<'py, PyAny>>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::HostId>("id", id)?;
        let mut given_1 = vmbay::fleet::HostUpdate::default();
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_1.labels = value;
        }
        if let Some(value) = admin_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("admin_state", value))
            .transpose()?
        {
            given_1.admin_state = value;
        }
        if let Some(value) = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("expected_version", value))
            .transpose()?
        {
            given_1.expected_version = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.update(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
}
/**Hosts: [`Vmbay::hosts`](crate::Vmbay::hosts).

Hosts belong to no organization: whoever may use the permission reads them all, and only a caller whose scope is the
whole installation changes them.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use vmbay::fleet::{AdminState, HostQuery, HostUpdate, ReconcileOptions};

for host in bay.hosts().list(HostQuery::default()).await? {
    println!("{}: {}, {}", host.name, host.admin_state, host.connection_state);
    let cordon = HostUpdate { admin_state: Some(AdminState::Cordoned), ..HostUpdate::default() };
    bay.hosts().update(host.id, cordon).await?; // it takes no new machines
}
let report = bay.hosts().reconcile(ReconcileOptions { host: None, mend: true }).await?;
assert!(report.is_clean(), "{report:?}");
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncHosts")]
pub(crate) struct AsyncHosts(
    pub(crate) Own<Arc<vmbay::fleet::Hosts>>,
    pub(crate) Arc<Engine>,
);
impl AsyncHosts {
    pub(crate) fn new(service: vmbay::fleet::Hosts, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncHosts {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncHosts {
    /**Compares the database with what is on the hosts, and mends it if told to. What an operation holds is left out;
what is not ours is never touched.

# Errors
`not_found` for the host, `unavailable` when this process was opened without it, `permission_denied`.*/
    #[pyo3(signature = (*, host = None, mend = None))]
    fn reconcile<'py>(
        &self,
        py: Python<'py>,
        host: Option<&Bound<'py, PyAny>>,
        mend: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::fleet::ReconcileOptions::default();
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host = value;
        }
        if let Some(value) = mend
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("mend", value))
            .transpose()?
        {
            given_0.mend = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncHosts.reconcile",
                Box::pin(async move { Ok(service.reconcile(given_0).await?) }),
            )
    }
    /**Begins to mend what differs on one host.

# Errors
As [`reconcile`](Self::reconcile).*/
    #[pyo3(signature = (host))]
    fn begin_reconcile<'py>(
        &self,
        py: Python<'py>,
        host: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::HostId>("host", host)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncHosts.begin_reconcile",
                Box::pin(async move {
                    Ok(
                        AsyncOperation::new(
                            service.begin_reconcile(given_0).await?,
                            engine,
                        ),
                    )
                }),
            )
    }
    /**The host of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::HostId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncHosts.get",
                Box::pin(async move { Ok(service.get(given_0).await?) }),
            )
    }
    /**A page of hosts, oldest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (
            *,
            admin_state = None,
            connection_state = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        admin_state: Option<&Bound<'py, PyAny>>,
        connection_state: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::fleet::HostQuery::default();
        if let Some(value) = admin_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("admin_state", value))
            .transpose()?
        {
            given_0.admin_state = value;
        }
        if let Some(value) = connection_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("connection_state", value))
            .transpose()?
        {
            given_0.connection_state = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncHosts.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    /**The host that a machine would go to now. Nothing is reserved.

# Errors
`not_found` for a required host that is not there; `unavailable` when no host can take it, with the reason of
each.*/
    #[pyo3(signature = (*, host = None, memory_mib = None, labels = None))]
    fn suggest<'py>(
        &self,
        py: Python<'py>,
        host: Option<&Bound<'py, PyAny>>,
        memory_mib: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::fleet::Request::default();
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host = value;
        }
        if let Some(value) = memory_mib
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("memory_mib", value))
            .transpose()?
        {
            given_0.memory_mib = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncHosts.suggest",
                Box::pin(async move { Ok(service.suggest(&given_0).await?) }),
            )
    }
    /**Changes a host's labels or what people decided about it.

# Errors
`invalid_argument` for a label; `not_found`, `conflict`, `permission_denied`; `illegal_transition` for the state,
`in_use` for the removal of a host with machines or volumes.*/
    #[pyo3(
        signature = (id, *, labels = None, admin_state = None, expected_version = None)
    )]
    fn update<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        labels: Option<&Bound<'py, PyAny>>,
        admin_state: Option<&Bound<'py, PyAny>>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::HostId>("id", id)?;
        let mut given_1 = vmbay::fleet::HostUpdate::default();
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_1.labels = value;
        }
        if let Some(value) = admin_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("admin_state", value))
            .transpose()?
        {
            given_1.admin_state = value;
        }
        if let Some(value) = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("expected_version", value))
            .transpose()?
        {
            given_1.expected_version = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncHosts.update",
                Box::pin(async move { Ok(service.update(given_0, given_1).await?) }),
            )
    }
}
///The stream of events: [`Vmbay::events`](crate::Vmbay::events).
#[pyclass(frozen, weakref, module = "vmbay", name = "Events")]
pub(crate) struct Events(
    pub(crate) Own<Arc<vmbay::event::Events>>,
    pub(crate) Arc<Engine>,
);
impl Events {
    pub(crate) fn new(service: vmbay::event::Events, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Events {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Events {
    ///The place after the newest event: what a consumer starts from that cares only for what is to come.
    #[pyo3(signature = ())]
    fn latest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.latest().await?) }))?
            .into_py(py)
    }
    /**A page of the events after a place.

# Errors
`invalid_argument` for a limit out of range.*/
    #[pyo3(signature = (*, after = None, topic = None, entity_id = None, limit = None))]
    fn list<'py>(
        &self,
        py: Python<'py>,
        after: Option<&Bound<'py, PyAny>>,
        topic: Option<&Bound<'py, PyAny>>,
        entity_id: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::event::EventQuery::default();
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = topic
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("topic", value))
            .transpose()?
        {
            given_0.topic = value;
        }
        if let Some(value) = entity_id
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("entity_id", value))
            .transpose()?
        {
            given_0.entity_id = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    /**Every event after a place, then every new one as it commits, without end. Dropping the stream ends it; a token
of any event it yielded resumes it.*/
    #[pyo3(signature = (*, after = None, topic = None, entity_id = None, limit = None))]
    fn stream<'py>(
        &self,
        py: Python<'py>,
        after: Option<&Bound<'py, PyAny>>,
        topic: Option<&Bound<'py, PyAny>>,
        entity_id: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::event::EventQuery::default();
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = topic
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("topic", value))
            .transpose()?
        {
            given_0.topic = value;
        }
        if let Some(value) = entity_id
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("entity_id", value))
            .transpose()?
        {
            given_0.entity_id = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        Stream::new(service.stream(given_0), self.1.clone(), true).into_py(py)
    }
    /**Removes the events before `time`, of the whole installation, and says how many. Consumers that had not read them
are told of the gap; [`Consumers::list`](super::Consumers::list) tells beforehand which of the named ones would be.*/
    #[pyo3(signature = (before))]
    fn prune<'py>(
        &self,
        py: Python<'py>,
        before: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::Timestamp>("before", before)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.prune(given_0).await?) }))?
            .into_py(py)
    }
}
///The stream of events: [`Vmbay::events`](crate::Vmbay::events).
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncEvents")]
pub(crate) struct AsyncEvents(
    pub(crate) Own<Arc<vmbay::event::Events>>,
    pub(crate) Arc<Engine>,
);
impl AsyncEvents {
    pub(crate) fn new(service: vmbay::event::Events, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncEvents {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncEvents {
    ///The place after the newest event: what a consumer starts from that cares only for what is to come.
    #[pyo3(signature = ())]
    fn latest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncEvents.latest",
                Box::pin(async move { Ok(service.latest().await?) }),
            )
    }
    /**A page of the events after a place.

# Errors
`invalid_argument` for a limit out of range.*/
    #[pyo3(signature = (*, after = None, topic = None, entity_id = None, limit = None))]
    fn list<'py>(
        &self,
        py: Python<'py>,
        after: Option<&Bound<'py, PyAny>>,
        topic: Option<&Bound<'py, PyAny>>,
        entity_id: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::event::EventQuery::default();
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = topic
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("topic", value))
            .transpose()?
        {
            given_0.topic = value;
        }
        if let Some(value) = entity_id
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("entity_id", value))
            .transpose()?
        {
            given_0.entity_id = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncEvents.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    /**Every event after a place, then every new one as it commits, without end. Dropping the stream ends it; a token
of any event it yielded resumes it.*/
    #[pyo3(signature = (*, after = None, topic = None, entity_id = None, limit = None))]
    fn stream<'py>(
        &self,
        py: Python<'py>,
        after: Option<&Bound<'py, PyAny>>,
        topic: Option<&Bound<'py, PyAny>>,
        entity_id: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::event::EventQuery::default();
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = topic
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("topic", value))
            .transpose()?
        {
            given_0.topic = value;
        }
        if let Some(value) = entity_id
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("entity_id", value))
            .transpose()?
        {
            given_0.entity_id = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        AsyncStream::new(service.stream(given_0), self.1.clone(), true).into_py(py)
    }
    /**Removes the events before `time`, of the whole installation, and says how many. Consumers that had not read them
are told of the gap; [`Consumers::list`](super::Consumers::list) tells beforehand which of the named ones would be.*/
    #[pyo3(signature = (before))]
    fn prune<'py>(
        &self,
        py: Python<'py>,
        before: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::Timestamp>("before", before)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncEvents.prune",
                Box::pin(async move { Ok(service.prune(given_0).await?) }),
            )
    }
}
/**The named consumers of events: [`Vmbay::consumers`](crate::Vmbay::consumers). They see the events of the whole
installation, and only a caller whose scope that is works with them.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use vmbay::{event::ConsumerOptions, storage::Changes};

let mut consumer = bay.consumers().open("projections", ConsumerOptions::default()).await?;
// Or `consumer.run(…)`, which is this loop and survives errors.
while let Some(batch) = consumer.next().await? {
    let mut rows = Changes::new();
    for event in &batch.events {
        // rows = rows.insert(&projection_of(event))?;
    }
    consumer.commit(batch.token, rows).await?; // the rows and the place, or neither
}
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Consumers")]
pub(crate) struct Consumers(
    pub(crate) Own<Arc<vmbay::event::Consumers>>,
    pub(crate) Arc<Engine>,
);
impl Consumers {
    pub(crate) fn new(service: vmbay::event::Consumers, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Consumers {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Consumers {
    /**The consumer `name`, which begins at `options.start` if it was never opened before. Any number of processes may have
it open: one of them at a time owns it, and the others wait in [`Consumer::next`].

# Errors
`invalid_argument` for the name, the options, or a start that no event has reached; `permission_denied` for whoever
sees only a part of the installation.*/
    #[pyo3(signature = (name, *, start = None, limit = None, lease = None))]
    fn open<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        start: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
        lease: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("name", name)?;
        let mut given_1 = vmbay::event::ConsumerOptions::default();
        if let Some(value) = start
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("start", value))
            .transpose()?
        {
            given_1.start = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_1.limit = value;
        }
        if let Some(value) = lease
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("lease", value))
            .transpose()?
        {
            given_1.lease = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Consumer::new(service.open(given_0, given_1).await?, engine))
                }),
            )?
            .into_py(py)
    }
    ///A page of consumers, oldest first, and how far each is behind.
    #[pyo3(signature = (*, after = None, limit = None))]
    fn list<'py>(
        &self,
        py: Python<'py>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::event::ConsumerQuery::default();
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    /**Puts a consumer at another place, earlier or later. Its owner learns of it by a `conflict` of what it was about to
commit, and goes on from there.

# Errors
`not_found`; `invalid_argument` for a place that no event has reached.*/
    #[pyo3(signature = (name, to))]
    fn reset<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        to: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("name", name)?;
        let given_1 = argument::<vmbay::event::EventToken>("to", to)?;
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.reset(&given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
    /**Forgets a consumer and its place; [opened](Self::open) again it begins anew.

# Errors
`not_found`; `conflict` when its owner moved it just now.*/
    #[pyo3(signature = (name))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("name", name)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.delete(&given_0).await?) }))?
            .into_py(py)
    }
}
/**The named consumers of events: [`Vmbay::consumers`](crate::Vmbay::consumers). They see the events of the whole
installation, and only a caller whose scope that is works with them.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use vmbay::{event::ConsumerOptions, storage::Changes};

let mut consumer = bay.consumers().open("projections", ConsumerOptions::default()).await?;
// Or `consumer.run(…)`, which is this loop and survives errors.
while let Some(batch) = consumer.next().await? {
    let mut rows = Changes::new();
    for event in &batch.events {
        // rows = rows.insert(&projection_of(event))?;
    }
    consumer.commit(batch.token, rows).await?; // the rows and the place, or neither
}
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncConsumers")]
pub(crate) struct AsyncConsumers(
    pub(crate) Own<Arc<vmbay::event::Consumers>>,
    pub(crate) Arc<Engine>,
);
impl AsyncConsumers {
    pub(crate) fn new(service: vmbay::event::Consumers, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncConsumers {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncConsumers {
    /**The consumer `name`, which begins at `options.start` if it was never opened before. Any number of processes may have
it open: one of them at a time owns it, and the others wait in [`Consumer::next`].

# Errors
`invalid_argument` for the name, the options, or a start that no event has reached; `permission_denied` for whoever
sees only a part of the installation.*/
    #[pyo3(signature = (name, *, start = None, limit = None, lease = None))]
    fn open<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        start: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
        lease: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("name", name)?;
        let mut given_1 = vmbay::event::ConsumerOptions::default();
        if let Some(value) = start
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("start", value))
            .transpose()?
        {
            given_1.start = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_1.limit = value;
        }
        if let Some(value) = lease
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("lease", value))
            .transpose()?
        {
            given_1.lease = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncConsumers.open",
                Box::pin(async move {
                    Ok(AsyncConsumer::new(service.open(given_0, given_1).await?, engine))
                }),
            )
    }
    ///A page of consumers, oldest first, and how far each is behind.
    #[pyo3(signature = (*, after = None, limit = None))]
    fn list<'py>(
        &self,
        py: Python<'py>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::event::ConsumerQuery::default();
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncConsumers.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    /**Puts a consumer at another place, earlier or later. Its owner learns of it by a `conflict` of what it was about to
commit, and goes on from there.

# Errors
`not_found`; `invalid_argument` for a place that no event has reached.*/
    #[pyo3(signature = (name, to))]
    fn reset<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        to: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("name", name)?;
        let given_1 = argument::<vmbay::event::EventToken>("to", to)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncConsumers.reset",
                Box::pin(async move { Ok(service.reset(&given_0, given_1).await?) }),
            )
    }
    /**Forgets a consumer and its place; [opened](Self::open) again it begins anew.

# Errors
`not_found`; `conflict` when its owner moved it just now.*/
    #[pyo3(signature = (name))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("name", name)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncConsumers.delete",
                Box::pin(async move { Ok(service.delete(&given_0).await?) }),
            )
    }
}
///A consumer that is open: [`Consumers::open`]. Dropping it lets another process go on.
#[pyclass(frozen, weakref, module = "vmbay", name = "Consumer")]
pub(crate) struct Consumer(
    pub(crate) Own<Held<vmbay::event::Consumer>>,
    pub(crate) Arc<Engine>,
);
impl Consumer {
    pub(crate) fn new(service: vmbay::event::Consumer, engine: Arc<Engine>) -> Self {
        Self(Own::new(Held::new(service)), engine)
    }
}
impl Outgoing for Consumer {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Consumer {
    /**What follows the consumer's place, once there is something and no other process owns the consumer; none once the
library shuts down. A batch that was not acknowledged is given again.

Where retention was quicker, the batch begins with a [gap](EventPage::gap); it may hold nothing else.

# Errors
`not_found` once the consumer was deleted, and what the database says, or `timed_out` when it says nothing: call it
again after that.

# Cancellation
Dropping the future ends the wait and loses nothing.*/
    #[pyo3(signature = ())]
    fn next<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(held.lock().await.get()?.next().await?) }),
            )?
            .into_py(py)
    }
    /**Moves the consumer's place to `token`: the end of the batch, or one of its events. For effects outside the database;
they come first, and are repeated after a crash.

# Errors
As [`commit`](Self::commit).*/
    #[pyo3(signature = (token))]
    fn acknowledge<'py>(
        &self,
        py: Python<'py>,
        token: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::event::EventToken>("token", token)?;
        let held = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(held.lock().await.get()?.acknowledge(given_0).await?)
                }),
            )?
            .into_py(py)
    }
    /**Gives it up, so that another process need not wait.

# Errors
What the database says; the consumer is free after its lease all the same.*/
    #[pyo3(signature = ())]
    fn release<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(held.take().await?.release().await?) }))?
            .into_py(py)
    }
}
///A consumer that is open: [`Consumers::open`]. Dropping it lets another process go on.
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncConsumer")]
pub(crate) struct AsyncConsumer(
    pub(crate) Own<Held<vmbay::event::Consumer>>,
    pub(crate) Arc<Engine>,
);
impl AsyncConsumer {
    pub(crate) fn new(service: vmbay::event::Consumer, engine: Arc<Engine>) -> Self {
        Self(Own::new(Held::new(service)), engine)
    }
}
impl Outgoing for AsyncConsumer {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncConsumer {
    /**What follows the consumer's place, once there is something and no other process owns the consumer; none once the
library shuts down. A batch that was not acknowledged is given again.

Where retention was quicker, the batch begins with a [gap](EventPage::gap); it may hold nothing else.

# Errors
`not_found` once the consumer was deleted, and what the database says, or `timed_out` when it says nothing: call it
again after that.

# Cancellation
Dropping the future ends the wait and loses nothing.*/
    #[pyo3(signature = ())]
    fn next<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .follow(
                py,
                "AsyncConsumer.next",
                Box::pin(async move { Ok(held.lock().await.get()?.next().await?) }),
            )
    }
    /**Moves the consumer's place to `token`: the end of the batch, or one of its events. For effects outside the database;
they come first, and are repeated after a crash.

# Errors
As [`commit`](Self::commit).*/
    #[pyo3(signature = (token))]
    fn acknowledge<'py>(
        &self,
        py: Python<'py>,
        token: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::event::EventToken>("token", token)?;
        let held = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncConsumer.acknowledge",
                Box::pin(async move {
                    Ok(held.lock().await.get()?.acknowledge(given_0).await?)
                }),
            )
    }
    /**Gives it up, so that another process need not wait.

# Errors
What the database says; the consumer is free after its lease all the same.*/
    #[pyo3(signature = ())]
    fn release<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncConsumer.release",
                Box::pin(async move { Ok(held.take().await?.release().await?) }),
            )
    }
}
/**Images: [`Vmbay::images`](crate::Vmbay::images).

Long verbs are pairs: `import` returns when the image is ready, `begin_import` returns an [`Operation`] at once.
Dropping the future of the first abandons the wait, not the work.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use vmbay::disk::ImageImport;

let image = bay.images().import(ImageImport::disk("debian-12", "debian-12.qcow2")).await?;
println!("{}: sha256 {}", image.name, image.sha256.unwrap_or_default());
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Images")]
pub(crate) struct Images(
    pub(crate) Own<Arc<vmbay::disk::Images>>,
    pub(crate) Arc<Engine>,
);
impl Images {
    pub(crate) fn new(service: vmbay::disk::Images, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Images {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Images {
    /**The image of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ImageId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.get(given_0).await?) }))?
            .into_py(py)
    }
    /**A page of images, newest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (
            *,
            project = None,
            kind = None,
            state = None,
            name_prefix = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        kind: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = kind
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("kind", value))
            .transpose()?
        {
            given_0.kind = value;
        }
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    ///Every image, newest first, page by page; `query.limit` is the size of a page.
    #[pyo3(
        signature = (
            *,
            project = None,
            kind = None,
            state = None,
            name_prefix = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn stream<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        kind: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = kind
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("kind", value))
            .transpose()?
        {
            given_0.kind = value;
        }
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        Stream::new(
                futures::stream::once(async move { service.stream(given_0).await })
                    .try_flatten()
                    .boxed(),
                self.1.clone(),
                false,
            )
            .into_py(py)
    }
    /**Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
sha256 where one was given.

# Errors
`invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
`idempotency_conflict`. Whatever the failure, nothing is left of the image.

The cloud disk image at `path`, qcow2 or raw.*/
    #[pyo3(
        signature = (
            name,
            path,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn import_disk<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::disk(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("path", path)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.import(given_0).await?) }))?
            .into_py(py)
    }
    /**Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
sha256 where one was given.

# Errors
`invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
`idempotency_conflict`. Whatever the failure, nothing is left of the image.

The ISO at `path`.*/
    #[pyo3(
        signature = (
            name,
            path,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn import_iso<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::iso(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("path", path)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.import(given_0).await?) }))?
            .into_py(py)
    }
    /**Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
sha256 where one was given.

# Errors
`invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
`idempotency_conflict`. Whatever the failure, nothing is left of the image.

The kernel at `kernel` with the initial RAM disk at `initrd`.*/
    #[pyo3(
        signature = (
            name,
            kernel,
            initrd,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn import_kernel<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        kernel: &Bound<'py, PyAny>,
        initrd: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::kernel(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("kernel", kernel)?,
            argument::<std::path::PathBuf>("initrd", initrd)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.import(given_0).await?) }))?
            .into_py(py)
    }
    /**Begins what [`import`](Self::import) does. What its files say is judged before this returns.

The cloud disk image at `path`, qcow2 or raw.*/
    #[pyo3(
        signature = (
            name,
            path,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn begin_import_disk<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::disk(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("path", path)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_import(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    /**Begins what [`import`](Self::import) does. What its files say is judged before this returns.

The ISO at `path`.*/
    #[pyo3(
        signature = (
            name,
            path,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn begin_import_iso<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::iso(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("path", path)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_import(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    /**Begins what [`import`](Self::import) does. What its files say is judged before this returns.

The kernel at `kernel` with the initial RAM disk at `initrd`.*/
    #[pyo3(
        signature = (
            name,
            kernel,
            initrd,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn begin_import_kernel<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        kernel: &Bound<'py, PyAny>,
        initrd: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::kernel(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("kernel", kernel)?,
            argument::<std::path::PathBuf>("initrd", initrd)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_import(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    /**Changes the image's description, labels or command line.

# Errors
`invalid_argument` with the field, `not_found`, `conflict`.*/
    #[pyo3(
        signature = (
            id,
            *,
            description = None,
            labels = None,
            command_line = None,
            expected_version = None
        )
    )]
    fn update<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ImageId>("id", id)?;
        let mut given_1 = vmbay::disk::ImageUpdate::default();
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_1.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_1.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_1.command_line = value;
        }
        if let Some(value) = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("expected_version", value))
            .transpose()?
        {
            given_1.expected_version = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.update(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
    /**Deletes the image: its files, then its rows.

# Errors
`not_found`, `locked`; `in_use` while a machine was made from it or a volume is cloned from it, before any file is
touched. When deleting a file fails later, the image stays `deleting` and can be deleted again.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ImageId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.delete(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what [`delete`](Self::delete) does.
    #[pyo3(signature = (id))]
    fn begin_delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ImageId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_delete(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
}
/**Images: [`Vmbay::images`](crate::Vmbay::images).

Long verbs are pairs: `import` returns when the image is ready, `begin_import` returns an [`Operation`] at once.
Dropping the future of the first abandons the wait, not the work.

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use vmbay::disk::ImageImport;

let image = bay.images().import(ImageImport::disk("debian-12", "debian-12.qcow2")).await?;
println!("{}: sha256 {}", image.name, image.sha256.unwrap_or_default());
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncImages")]
pub(crate) struct AsyncImages(
    pub(crate) Own<Arc<vmbay::disk::Images>>,
    pub(crate) Arc<Engine>,
);
impl AsyncImages {
    pub(crate) fn new(service: vmbay::disk::Images, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncImages {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncImages {
    /**The image of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ImageId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncImages.get",
                Box::pin(async move { Ok(service.get(given_0).await?) }),
            )
    }
    /**A page of images, newest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (
            *,
            project = None,
            kind = None,
            state = None,
            name_prefix = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        kind: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = kind
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("kind", value))
            .transpose()?
        {
            given_0.kind = value;
        }
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncImages.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    ///Every image, newest first, page by page; `query.limit` is the size of a page.
    #[pyo3(
        signature = (
            *,
            project = None,
            kind = None,
            state = None,
            name_prefix = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn stream<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        kind: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = kind
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("kind", value))
            .transpose()?
        {
            given_0.kind = value;
        }
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        AsyncStream::new(
                futures::stream::once(async move { service.stream(given_0).await })
                    .try_flatten()
                    .boxed(),
                self.1.clone(),
                false,
            )
            .into_py(py)
    }
    /**Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
sha256 where one was given.

# Errors
`invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
`idempotency_conflict`. Whatever the failure, nothing is left of the image.

The cloud disk image at `path`, qcow2 or raw.*/
    #[pyo3(
        signature = (
            name,
            path,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn import_disk<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::disk(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("path", path)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncImages.import_disk",
                Box::pin(async move { Ok(service.import(given_0).await?) }),
            )
    }
    /**Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
sha256 where one was given.

# Errors
`invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
`idempotency_conflict`. Whatever the failure, nothing is left of the image.

The ISO at `path`.*/
    #[pyo3(
        signature = (
            name,
            path,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn import_iso<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::iso(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("path", path)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncImages.import_iso",
                Box::pin(async move { Ok(service.import(given_0).await?) }),
            )
    }
    /**Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
sha256 where one was given.

# Errors
`invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
`idempotency_conflict`. Whatever the failure, nothing is left of the image.

The kernel at `kernel` with the initial RAM disk at `initrd`.*/
    #[pyo3(
        signature = (
            name,
            kernel,
            initrd,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn import_kernel<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        kernel: &Bound<'py, PyAny>,
        initrd: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::kernel(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("kernel", kernel)?,
            argument::<std::path::PathBuf>("initrd", initrd)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncImages.import_kernel",
                Box::pin(async move { Ok(service.import(given_0).await?) }),
            )
    }
    /**Begins what [`import`](Self::import) does. What its files say is judged before this returns.

The cloud disk image at `path`, qcow2 or raw.*/
    #[pyo3(
        signature = (
            name,
            path,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn begin_import_disk<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::disk(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("path", path)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncImages.begin_import_disk",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_import(given_0).await?, engine))
                }),
            )
    }
    /**Begins what [`import`](Self::import) does. What its files say is judged before this returns.

The ISO at `path`.*/
    #[pyo3(
        signature = (
            name,
            path,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn begin_import_iso<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::iso(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("path", path)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncImages.begin_import_iso",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_import(given_0).await?, engine))
                }),
            )
    }
    /**Begins what [`import`](Self::import) does. What its files say is judged before this returns.

The kernel at `kernel` with the initial RAM disk at `initrd`.*/
    #[pyo3(
        signature = (
            name,
            kernel,
            initrd,
            *,
            project = None,
            host = None,
            pool = None,
            description = None,
            labels = None,
            command_line = None,
            sha256 = None,
            initrd_sha256 = None,
            idempotency_key = None
        )
    )]
    fn begin_import_kernel<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        kernel: &Bound<'py, PyAny>,
        initrd: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        sha256: Option<&Bound<'py, PyAny>>,
        initrd_sha256: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::ImageImport::kernel(
            argument::<String>("name", name)?,
            argument::<std::path::PathBuf>("kernel", kernel)?,
            argument::<std::path::PathBuf>("initrd", initrd)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("sha256", value))
            .transpose()?
        {
            given_0.sha256 = value;
        }
        if let Some(value) = initrd_sha256
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("initrd_sha256", value))
            .transpose()?
        {
            given_0.initrd_sha256 = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncImages.begin_import_kernel",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_import(given_0).await?, engine))
                }),
            )
    }
    /**Changes the image's description, labels or command line.

# Errors
`invalid_argument` with the field, `not_found`, `conflict`.*/
    #[pyo3(
        signature = (
            id,
            *,
            description = None,
            labels = None,
            command_line = None,
            expected_version = None
        )
    )]
    fn update<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ImageId>("id", id)?;
        let mut given_1 = vmbay::disk::ImageUpdate::default();
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_1.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_1.labels = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_1.command_line = value;
        }
        if let Some(value) = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("expected_version", value))
            .transpose()?
        {
            given_1.expected_version = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncImages.update",
                Box::pin(async move { Ok(service.update(given_0, given_1).await?) }),
            )
    }
    /**Deletes the image: its files, then its rows.

# Errors
`not_found`, `locked`; `in_use` while a machine was made from it or a volume is cloned from it, before any file is
touched. When deleting a file fails later, the image stays `deleting` and can be deleted again.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ImageId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncImages.delete",
                Box::pin(async move { Ok(service.delete(given_0).await?) }),
            )
    }
    ///Begins what [`delete`](Self::delete) does.
    #[pyo3(signature = (id))]
    fn begin_delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ImageId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncImages.begin_delete",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_delete(given_0).await?, engine))
                }),
            )
    }
}
/**Volumes: [`Vmbay::volumes`](crate::Vmbay::volumes).

Long verbs are pairs: `create` returns when the volume is ready, `begin_create` returns an [`Operation`] at once.
Dropping the future of the first abandons the wait, not the work.

```
# async fn f(bay: &vmbay::Vmbay, image: vmbay::disk::Image) -> vmbay::Result<()> {
use vmbay::disk::VolumeCreate;

let data = bay.volumes().create(VolumeCreate::new("data", 10 << 30)).await?;
let clone = bay.volumes().create(VolumeCreate::new("root", 20 << 30).from_image(image.id)).await?;
bay.volumes().resize(data.id, 20 << 30).await?;
bay.volumes().delete(clone.id).await?;
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Volumes")]
pub(crate) struct Volumes(
    pub(crate) Own<Arc<vmbay::disk::Volumes>>,
    pub(crate) Arc<Engine>,
);
impl Volumes {
    pub(crate) fn new(service: vmbay::disk::Volumes, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Volumes {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Volumes {
    /**The volume of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::VolumeId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.get(given_0).await?) }))?
            .into_py(py)
    }
    /**A page of volumes, newest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (
            *,
            project = None,
            pool = None,
            machine = None,
            backing_volume = None,
            state = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        machine: Option<&Bound<'py, PyAny>>,
        backing_volume: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::VolumeQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = machine
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("machine", value))
            .transpose()?
        {
            given_0.machine_id = value;
        }
        if let Some(value) = backing_volume
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("backing_volume", value))
            .transpose()?
        {
            given_0.backing_volume_id = value;
        }
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    ///Every volume, newest first, page by page; `query.limit` is the size of a page.
    #[pyo3(
        signature = (
            *,
            project = None,
            pool = None,
            machine = None,
            backing_volume = None,
            state = None,
            after = None,
            limit = None
        )
    )]
    fn stream<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        machine: Option<&Bound<'py, PyAny>>,
        backing_volume: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::VolumeQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = machine
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("machine", value))
            .transpose()?
        {
            given_0.machine_id = value;
        }
        if let Some(value) = backing_volume
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("backing_volume", value))
            .transpose()?
        {
            given_0.backing_volume_id = value;
        }
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        Stream::new(
                futures::stream::once(async move { service.stream(given_0).await })
                    .try_flatten()
                    .boxed(),
                self.1.clone(),
                false,
            )
            .into_py(py)
    }
    /**Makes a volume: its row, then its file.

# Errors
`invalid_argument` with the field, before any side effect; `not_found` for an image, pool, host or project;
`illegal_transition` for an image that is not ready; `out_of_space`; `idempotency_conflict`. Whatever the failure,
nothing is left of the volume.*/
    #[pyo3(
        signature = (
            name,
            size_bytes,
            *,
            format = None,
            image = None,
            project = None,
            host = None,
            pool = None,
            idempotency_key = None
        )
    )]
    fn create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        size_bytes: &Bound<'py, PyAny>,
        format: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::VolumeCreate::new(
            argument::<String>("name", name)?,
            argument::<u64>("size_bytes", size_bytes)?,
        );
        if let Some(value) = format
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("format", value))
            .transpose()?
        {
            given_0.format = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.create(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what [`create`](Self::create) does.
    #[pyo3(
        signature = (
            name,
            size_bytes,
            *,
            format = None,
            image = None,
            project = None,
            host = None,
            pool = None,
            idempotency_key = None
        )
    )]
    fn begin_create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        size_bytes: &Bound<'py, PyAny>,
        format: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::VolumeCreate::new(
            argument::<String>("name", name)?,
            argument::<u64>("size_bytes", size_bytes)?,
        );
        if let Some(value) = format
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("format", value))
            .transpose()?
        {
            given_0.format = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_create(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    /**Grows a volume to `size_bytes`. The machine it is a disk of is off.

# Errors
`invalid_argument` when it would not grow; `not_found`, `locked`; `in_use` when it belongs to an image;
`illegal_transition` while its machine is on or saved.*/
    #[pyo3(signature = (id, size_bytes))]
    fn resize<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        size_bytes: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::VolumeId>("id", id)?;
        let given_1 = argument::<u64>("size_bytes", size_bytes)?;
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.resize(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
    ///Begins what [`resize`](Self::resize) does.
    #[pyo3(signature = (id, size_bytes))]
    fn begin_resize<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        size_bytes: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::VolumeId>("id", id)?;
        let given_1 = argument::<u64>("size_bytes", size_bytes)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(
                        Operation::new(
                            service.begin_resize(given_0, given_1).await?,
                            engine,
                        ),
                    )
                }),
            )?
            .into_py(py)
    }
    /**Deletes a volume: its file, then its row.

# Errors
`not_found`, `locked`; `in_use` while it belongs to a machine or an image, or others are clones of it, before the
file is touched. When deleting the file fails later, the volume stays `deleting` and can be deleted again.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::VolumeId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.delete(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what [`delete`](Self::delete) does.
    #[pyo3(signature = (id))]
    fn begin_delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::VolumeId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_delete(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
}
/**Volumes: [`Vmbay::volumes`](crate::Vmbay::volumes).

Long verbs are pairs: `create` returns when the volume is ready, `begin_create` returns an [`Operation`] at once.
Dropping the future of the first abandons the wait, not the work.

```
# async fn f(bay: &vmbay::Vmbay, image: vmbay::disk::Image) -> vmbay::Result<()> {
use vmbay::disk::VolumeCreate;

let data = bay.volumes().create(VolumeCreate::new("data", 10 << 30)).await?;
let clone = bay.volumes().create(VolumeCreate::new("root", 20 << 30).from_image(image.id)).await?;
bay.volumes().resize(data.id, 20 << 30).await?;
bay.volumes().delete(clone.id).await?;
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncVolumes")]
pub(crate) struct AsyncVolumes(
    pub(crate) Own<Arc<vmbay::disk::Volumes>>,
    pub(crate) Arc<Engine>,
);
impl AsyncVolumes {
    pub(crate) fn new(service: vmbay::disk::Volumes, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncVolumes {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncVolumes {
    /**The volume of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::VolumeId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncVolumes.get",
                Box::pin(async move { Ok(service.get(given_0).await?) }),
            )
    }
    /**A page of volumes, newest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (
            *,
            project = None,
            pool = None,
            machine = None,
            backing_volume = None,
            state = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        machine: Option<&Bound<'py, PyAny>>,
        backing_volume: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::VolumeQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = machine
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("machine", value))
            .transpose()?
        {
            given_0.machine_id = value;
        }
        if let Some(value) = backing_volume
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("backing_volume", value))
            .transpose()?
        {
            given_0.backing_volume_id = value;
        }
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncVolumes.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    ///Every volume, newest first, page by page; `query.limit` is the size of a page.
    #[pyo3(
        signature = (
            *,
            project = None,
            pool = None,
            machine = None,
            backing_volume = None,
            state = None,
            after = None,
            limit = None
        )
    )]
    fn stream<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        machine: Option<&Bound<'py, PyAny>>,
        backing_volume: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::VolumeQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = machine
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("machine", value))
            .transpose()?
        {
            given_0.machine_id = value;
        }
        if let Some(value) = backing_volume
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("backing_volume", value))
            .transpose()?
        {
            given_0.backing_volume_id = value;
        }
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        AsyncStream::new(
                futures::stream::once(async move { service.stream(given_0).await })
                    .try_flatten()
                    .boxed(),
                self.1.clone(),
                false,
            )
            .into_py(py)
    }
    /**Makes a volume: its row, then its file.

# Errors
`invalid_argument` with the field, before any side effect; `not_found` for an image, pool, host or project;
`illegal_transition` for an image that is not ready; `out_of_space`; `idempotency_conflict`. Whatever the failure,
nothing is left of the volume.*/
    #[pyo3(
        signature = (
            name,
            size_bytes,
            *,
            format = None,
            image = None,
            project = None,
            host = None,
            pool = None,
            idempotency_key = None
        )
    )]
    fn create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        size_bytes: &Bound<'py, PyAny>,
        format: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::VolumeCreate::new(
            argument::<String>("name", name)?,
            argument::<u64>("size_bytes", size_bytes)?,
        );
        if let Some(value) = format
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("format", value))
            .transpose()?
        {
            given_0.format = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncVolumes.create",
                Box::pin(async move { Ok(service.create(given_0).await?) }),
            )
    }
    ///Begins what [`create`](Self::create) does.
    #[pyo3(
        signature = (
            name,
            size_bytes,
            *,
            format = None,
            image = None,
            project = None,
            host = None,
            pool = None,
            idempotency_key = None
        )
    )]
    fn begin_create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        size_bytes: &Bound<'py, PyAny>,
        format: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        pool: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::VolumeCreate::new(
            argument::<String>("name", name)?,
            argument::<u64>("size_bytes", size_bytes)?,
        );
        if let Some(value) = format
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("format", value))
            .transpose()?
        {
            given_0.format = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = pool
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("pool", value))
            .transpose()?
        {
            given_0.pool_id = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncVolumes.begin_create",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_create(given_0).await?, engine))
                }),
            )
    }
    /**Grows a volume to `size_bytes`. The machine it is a disk of is off.

# Errors
`invalid_argument` when it would not grow; `not_found`, `locked`; `in_use` when it belongs to an image;
`illegal_transition` while its machine is on or saved.*/
    #[pyo3(signature = (id, size_bytes))]
    fn resize<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        size_bytes: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::VolumeId>("id", id)?;
        let given_1 = argument::<u64>("size_bytes", size_bytes)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncVolumes.resize",
                Box::pin(async move { Ok(service.resize(given_0, given_1).await?) }),
            )
    }
    ///Begins what [`resize`](Self::resize) does.
    #[pyo3(signature = (id, size_bytes))]
    fn begin_resize<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        size_bytes: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::VolumeId>("id", id)?;
        let given_1 = argument::<u64>("size_bytes", size_bytes)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncVolumes.begin_resize",
                Box::pin(async move {
                    Ok(
                        AsyncOperation::new(
                            service.begin_resize(given_0, given_1).await?,
                            engine,
                        ),
                    )
                }),
            )
    }
    /**Deletes a volume: its file, then its row.

# Errors
`not_found`, `locked`; `in_use` while it belongs to a machine or an image, or others are clones of it, before the
file is touched. When deleting the file fails later, the volume stays `deleting` and can be deleted again.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::VolumeId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncVolumes.delete",
                Box::pin(async move { Ok(service.delete(given_0).await?) }),
            )
    }
    ///Begins what [`delete`](Self::delete) does.
    #[pyo3(signature = (id))]
    fn begin_delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::VolumeId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncVolumes.begin_delete",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_delete(given_0).await?, engine))
                }),
            )
    }
}
/**Storage pools: [`Vmbay::storage_pools`](crate::Vmbay::storage_pools).

Pools belong to hosts and to no organization: whoever may use the permission reads them all, and only a caller whose
scope is the whole installation changes them. Every host that keeps volumes has one from the start, named `default`.

```
# async fn f(bay: &vmbay::Vmbay, host: vmbay::fleet::Host) -> vmbay::Result<()> {
use vmbay::disk::StoragePoolCreate;

let create = StoragePoolCreate { host_id: host.id, name: "fast".into(), path: "/srv/nvme/volumes".into() };
let pool = bay.storage_pools().create(create).await?;
let space = bay.storage_pools().space(pool.id).await?;
println!("{} of {} bytes are free", space.available_bytes, space.capacity_bytes);
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "StoragePools")]
pub(crate) struct StoragePools(
    pub(crate) Own<Arc<vmbay::disk::StoragePools>>,
    pub(crate) Arc<Engine>,
);
impl StoragePools {
    pub(crate) fn new(service: vmbay::disk::StoragePools, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for StoragePools {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl StoragePools {
    /**The storage pool of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::StoragePoolId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.get(given_0).await?) }))?
            .into_py(py)
    }
    /**A page of storage pools, oldest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(signature = (*, host = None, after = None, limit = None))]
    fn list<'py>(
        &self,
        py: Python<'py>,
        host: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::StoragePoolQuery::default();
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    /**The space in a storage pool.

# Errors
`not_found`; `unavailable` when its host or its directory is not within reach.*/
    #[pyo3(signature = (id))]
    fn space<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::StoragePoolId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.space(given_0).await?) }))?
            .into_py(py)
    }
    /**Creates a storage pool, and makes sure that its directory can be used.

# Errors
`invalid_argument` with the field; `not_found` for the host; `already_exists` for the name or the path;
`unavailable` when the host or the directory is not within reach; `permission_denied`.*/
    #[pyo3(signature = (host, name, path))]
    fn create<'py>(
        &self,
        py: Python<'py>,
        host: &Bound<'py, PyAny>,
        name: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::StoragePoolCreate {
            host_id: argument::<vmbay::id::HostId>("host", host)?,
            name: argument::<String>("name", name)?,
            path: argument::<String>("path", path)?,
        };
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.create(given_0).await?) }))?
            .into_py(py)
    }
    /**Deletes a storage pool. Its directory stays as it is.

# Errors
`not_found`, `permission_denied`; `in_use` while volumes or images are in it, and for the default one of a host.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::StoragePoolId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.delete(given_0).await?) }))?
            .into_py(py)
    }
}
/**Storage pools: [`Vmbay::storage_pools`](crate::Vmbay::storage_pools).

Pools belong to hosts and to no organization: whoever may use the permission reads them all, and only a caller whose
scope is the whole installation changes them. Every host that keeps volumes has one from the start, named `default`.

```
# async fn f(bay: &vmbay::Vmbay, host: vmbay::fleet::Host) -> vmbay::Result<()> {
use vmbay::disk::StoragePoolCreate;

let create = StoragePoolCreate { host_id: host.id, name: "fast".into(), path: "/srv/nvme/volumes".into() };
let pool = bay.storage_pools().create(create).await?;
let space = bay.storage_pools().space(pool.id).await?;
println!("{} of {} bytes are free", space.available_bytes, space.capacity_bytes);
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncStoragePools")]
pub(crate) struct AsyncStoragePools(
    pub(crate) Own<Arc<vmbay::disk::StoragePools>>,
    pub(crate) Arc<Engine>,
);
impl AsyncStoragePools {
    pub(crate) fn new(service: vmbay::disk::StoragePools, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncStoragePools {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncStoragePools {
    /**The storage pool of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::StoragePoolId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncStoragePools.get",
                Box::pin(async move { Ok(service.get(given_0).await?) }),
            )
    }
    /**A page of storage pools, oldest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(signature = (*, host = None, after = None, limit = None))]
    fn list<'py>(
        &self,
        py: Python<'py>,
        host: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::StoragePoolQuery::default();
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncStoragePools.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    /**The space in a storage pool.

# Errors
`not_found`; `unavailable` when its host or its directory is not within reach.*/
    #[pyo3(signature = (id))]
    fn space<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::StoragePoolId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncStoragePools.space",
                Box::pin(async move { Ok(service.space(given_0).await?) }),
            )
    }
    /**Creates a storage pool, and makes sure that its directory can be used.

# Errors
`invalid_argument` with the field; `not_found` for the host; `already_exists` for the name or the path;
`unavailable` when the host or the directory is not within reach; `permission_denied`.*/
    #[pyo3(signature = (host, name, path))]
    fn create<'py>(
        &self,
        py: Python<'py>,
        host: &Bound<'py, PyAny>,
        name: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::disk::StoragePoolCreate {
            host_id: argument::<vmbay::id::HostId>("host", host)?,
            name: argument::<String>("name", name)?,
            path: argument::<String>("path", path)?,
        };
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncStoragePools.create",
                Box::pin(async move { Ok(service.create(given_0).await?) }),
            )
    }
    /**Deletes a storage pool. Its directory stays as it is.

# Errors
`not_found`, `permission_denied`; `in_use` while volumes or images are in it, and for the default one of a host.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::StoragePoolId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncStoragePools.delete",
                Box::pin(async move { Ok(service.delete(given_0).await?) }),
            )
    }
}
/**Machines: [`Vmbay::machines`](crate::Vmbay::machines).

Every long verb is a pair: `start` returns when the machine runs, `begin_start` returns an [`Operation`] at once.
Dropping the future of the first abandons the wait, not the work.*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Machines")]
pub(crate) struct Machines(
    pub(crate) Own<Arc<vmbay::compute::Machines>>,
    pub(crate) Arc<Engine>,
);
impl Machines {
    pub(crate) fn new(service: vmbay::compute::Machines, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Machines {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Machines {
    ///Makes many machines. One that fails does not keep the others from being made.
    #[pyo3(signature = (creates, *, concurrency = None))]
    fn create_many<'py>(
        &self,
        py: Python<'py>,
        creates: &Bound<'py, PyAny>,
        concurrency: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<Vec<_>>("creates", creates)?;
        let mut given_1 = vmbay::compute::ManyOptions::default();
        if let Some(value) = concurrency
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("concurrency", value))
            .transpose()?
        {
            given_1.concurrency = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.create_many(given_0, given_1).await) }),
            )?
            .into_py(py)
    }
    ///Turns many machines on.
    #[pyo3(signature = (ids, *, concurrency = None))]
    fn start_many<'py>(
        &self,
        py: Python<'py>,
        ids: &Bound<'py, PyAny>,
        concurrency: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<Vec<vmbay::id::MachineId>>("ids", ids)?;
        let mut given_1 = vmbay::compute::ManyOptions::default();
        if let Some(value) = concurrency
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("concurrency", value))
            .transpose()?
        {
            given_1.concurrency = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.start_many(&given_0, given_1).await) }),
            )?
            .into_py(py)
    }
    ///Turns many machines off.
    #[pyo3(signature = (ids, *, timeout_ms = None, force = None, concurrency = None))]
    fn stop_many<'py>(
        &self,
        py: Python<'py>,
        ids: &Bound<'py, PyAny>,
        timeout_ms: Option<&Bound<'py, PyAny>>,
        force: Option<&Bound<'py, PyAny>>,
        concurrency: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<Vec<vmbay::id::MachineId>>("ids", ids)?;
        let mut given_1 = vmbay::compute::StopOptions::default();
        if let Some(value) = timeout_ms
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timeout_ms", value))
            .transpose()?
        {
            given_1.timeout_ms = value;
        }
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let mut given_2 = vmbay::compute::ManyOptions::default();
        if let Some(value) = concurrency
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("concurrency", value))
            .transpose()?
        {
            given_2.concurrency = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(service.stop_many(&given_0, given_1, given_2).await)
                }),
            )?
            .into_py(py)
    }
    ///Deletes many machines.
    #[pyo3(signature = (ids, *, force = None, concurrency = None))]
    fn delete_many<'py>(
        &self,
        py: Python<'py>,
        ids: &Bound<'py, PyAny>,
        force: Option<&Bound<'py, PyAny>>,
        concurrency: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<Vec<vmbay::id::MachineId>>("ids", ids)?;
        let mut given_1 = vmbay::compute::DeleteOptions::default();
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let mut given_2 = vmbay::compute::ManyOptions::default();
        if let Some(value) = concurrency
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("concurrency", value))
            .transpose()?
        {
            given_2.concurrency = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(service.delete_many(&given_0, given_1, given_2).await)
                }),
            )?
            .into_py(py)
    }
    /**The machine of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.get(given_0).await?) }))?
            .into_py(py)
    }
    /**A page of machines, newest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (
            *,
            project = None,
            host = None,
            image = None,
            phase = None,
            power_state = None,
            name_prefix = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        phase: Option<&Bound<'py, PyAny>>,
        power_state: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::compute::MachineQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = phase
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("phase", value))
            .transpose()?
        {
            given_0.phase = value;
        }
        if let Some(value) = power_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("power_state", value))
            .transpose()?
        {
            given_0.power_state = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    ///Every machine, newest first, page by page; `query.limit` is the size of a page.
    #[pyo3(
        signature = (
            *,
            project = None,
            host = None,
            image = None,
            phase = None,
            power_state = None,
            name_prefix = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn stream<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        phase: Option<&Bound<'py, PyAny>>,
        power_state: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::compute::MachineQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = phase
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("phase", value))
            .transpose()?
        {
            given_0.phase = value;
        }
        if let Some(value) = power_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("power_state", value))
            .transpose()?
        {
            given_0.power_state = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        Stream::new(
                futures::stream::once(async move { service.stream(given_0).await })
                    .try_flatten()
                    .boxed(),
                self.1.clone(),
                false,
            )
            .into_py(py)
    }
    ///How many machines the query matches, whatever its page. Reads them all.
    #[pyo3(
        signature = (
            *,
            project = None,
            host = None,
            image = None,
            phase = None,
            power_state = None,
            name_prefix = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn count<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        phase: Option<&Bound<'py, PyAny>>,
        power_state: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::compute::MachineQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = phase
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("phase", value))
            .transpose()?
        {
            given_0.phase = value;
        }
        if let Some(value) = power_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("power_state", value))
            .transpose()?
        {
            given_0.power_state = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.count(given_0).await?) }))?
            .into_py(py)
    }
    /**Makes a machine: its rows, its disks, its definition. It is off then.

# Errors
`invalid_argument` with the field, before any side effect; `not_found` for an image, volume, host or project;
`already_exists` for the name; `in_use` for a volume; `unavailable` when no host can take it;
`idempotency_conflict`. When making it fails later, everything is undone and the machine is `provision_failed`.*/
    #[pyo3(
        signature = (
            name,
            *,
            project = None,
            host = None,
            image = None,
            vcpus = None,
            memory_mib = None,
            command_line = None,
            root_size_bytes = None,
            disks = None,
            volumes = None,
            nics = None,
            description = None,
            labels = None,
            metadata = None,
            idempotency_key = None
        )
    )]
    fn create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        vcpus: Option<&Bound<'py, PyAny>>,
        memory_mib: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        root_size_bytes: Option<&Bound<'py, PyAny>>,
        disks: Option<&Bound<'py, PyAny>>,
        volumes: Option<&Bound<'py, PyAny>>,
        nics: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        metadata: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::compute::MachineCreate::new(
            argument::<String>("name", name)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = vcpus
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("vcpus", value))
            .transpose()?
        {
            given_0.vcpus = value;
        }
        if let Some(value) = memory_mib
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("memory_mib", value))
            .transpose()?
        {
            given_0.memory_mib = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = root_size_bytes
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("root_size_bytes", value))
            .transpose()?
        {
            given_0.root_size_bytes = value;
        }
        if let Some(value) = disks
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("disks", value))
            .transpose()?
        {
            given_0.disks = value;
        }
        if let Some(value) = volumes
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("volumes", value))
            .transpose()?
        {
            given_0.volumes = value;
        }
        if let Some(value) = nics
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("nics", value))
            .transpose()?
        {
            given_0.nics = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = metadata
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("metadata", value))
            .transpose()?
        {
            given_0.metadata = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.create(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what [`create`](Self::create) does.
    #[pyo3(
        signature = (
            name,
            *,
            project = None,
            host = None,
            image = None,
            vcpus = None,
            memory_mib = None,
            command_line = None,
            root_size_bytes = None,
            disks = None,
            volumes = None,
            nics = None,
            description = None,
            labels = None,
            metadata = None,
            idempotency_key = None
        )
    )]
    fn begin_create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        vcpus: Option<&Bound<'py, PyAny>>,
        memory_mib: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        root_size_bytes: Option<&Bound<'py, PyAny>>,
        disks: Option<&Bound<'py, PyAny>>,
        volumes: Option<&Bound<'py, PyAny>>,
        nics: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        metadata: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::compute::MachineCreate::new(
            argument::<String>("name", name)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = vcpus
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("vcpus", value))
            .transpose()?
        {
            given_0.vcpus = value;
        }
        if let Some(value) = memory_mib
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("memory_mib", value))
            .transpose()?
        {
            given_0.memory_mib = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = root_size_bytes
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("root_size_bytes", value))
            .transpose()?
        {
            given_0.root_size_bytes = value;
        }
        if let Some(value) = disks
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("disks", value))
            .transpose()?
        {
            given_0.disks = value;
        }
        if let Some(value) = volumes
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("volumes", value))
            .transpose()?
        {
            given_0.volumes = value;
        }
        if let Some(value) = nics
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("nics", value))
            .transpose()?
        {
            given_0.nics = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = metadata
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("metadata", value))
            .transpose()?
        {
            given_0.metadata = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_create(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    ///Turns the machine on, with its pending changes. With a saved state it is restored from it.
    #[pyo3(signature = (id))]
    fn start<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.start(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what `start` does.
    #[pyo3(signature = (id))]
    fn begin_start<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_start(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    ///Turns the machine off at once, as by pulling the plug. It may take the machine from a start or a stop.
    #[pyo3(signature = (id))]
    fn force_stop<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.force_stop(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what `force_stop` does.
    #[pyo3(signature = (id))]
    fn begin_force_stop<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_force_stop(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    ///Asks the guest to restart.
    #[pyo3(signature = (id))]
    fn reboot<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.reboot(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what `reboot` does.
    #[pyo3(signature = (id))]
    fn begin_reboot<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_reboot(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    ///Restarts the machine at once, as by the reset button.
    #[pyo3(signature = (id))]
    fn reset<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.reset(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what `reset` does.
    #[pyo3(signature = (id))]
    fn begin_reset<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_reset(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    ///Halts the machine's processors.
    #[pyo3(signature = (id))]
    fn pause<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.pause(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what `pause` does.
    #[pyo3(signature = (id))]
    fn begin_pause<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_pause(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    ///Lets a paused machine go on.
    #[pyo3(signature = (id))]
    fn resume<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.resume(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what `resume` does.
    #[pyo3(signature = (id))]
    fn begin_resume<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_resume(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    ///Puts the machine's memory to the host's disk and turns it off; the next start brings it back.
    #[pyo3(signature = (id))]
    fn save<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.save(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what `save` does.
    #[pyo3(signature = (id))]
    fn begin_save<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_save(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    ///Brings a saved machine back to where it was.
    #[pyo3(signature = (id))]
    fn restore<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.restore(given_0).await?) }))?
            .into_py(py)
    }
    ///Begins what `restore` does.
    #[pyo3(signature = (id))]
    fn begin_restore<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin_restore(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    /**Turns the machine off: asks the guest, waits, then forces if it may.

# Errors
`not_found`, `illegal_transition`, `locked`; `timed_out` when the guest does not listen and force is forbidden.*/
    #[pyo3(signature = (id, *, timeout_ms = None, force = None))]
    fn stop<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        timeout_ms: Option<&Bound<'py, PyAny>>,
        force: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::StopOptions::default();
        if let Some(value) = timeout_ms
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timeout_ms", value))
            .transpose()?
        {
            given_1.timeout_ms = value;
        }
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.stop(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
    ///Begins what [`stop`](Self::stop) does.
    #[pyo3(signature = (id, *, timeout_ms = None, force = None))]
    fn begin_stop<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        timeout_ms: Option<&Bound<'py, PyAny>>,
        force: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::StopOptions::default();
        if let Some(value) = timeout_ms
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timeout_ms", value))
            .transpose()?
        {
            given_1.timeout_ms = value;
        }
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(
                        Operation::new(
                            service.begin_stop(given_0, given_1).await?,
                            engine,
                        ),
                    )
                }),
            )?
            .into_py(py)
    }
    ///Deletes the machine as [`delete`](Self::delete) does, with options.
    #[pyo3(signature = (id, *, force = None))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        force: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::DeleteOptions::default();
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.delete_with(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
    ///Begins what [`delete_with`](Self::delete_with) does.
    #[pyo3(signature = (id, *, force = None))]
    fn begin_delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        force: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::DeleteOptions::default();
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(
                        Operation::new(
                            service.begin_delete(given_0, given_1).await?,
                            engine,
                        ),
                    )
                }),
            )?
            .into_py(py)
    }
    /**Changes the machine's description, labels or metadata.

# Errors
`invalid_argument` with the field, `not_found`, `conflict`.*/
    #[pyo3(
        signature = (
            id,
            *,
            description = None,
            labels = None,
            metadata = None,
            expected_version = None
        )
    )]
    fn update<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        metadata: Option<&Bound<'py, PyAny>>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::MachineUpdate::default();
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_1.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_1.labels = value;
        }
        if let Some(value) = metadata
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("metadata", value))
            .transpose()?
        {
            given_1.metadata = value;
        }
        if let Some(value) = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("expected_version", value))
            .transpose()?
        {
            given_1.expected_version = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.update(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
    /**Changes what the machine is made of, from its next start on:
[`pending_restart`](Machine::pending_restart) tells that there is something to come.

# Errors
`invalid_argument` with the field, `not_found`, `conflict`, `locked`; `illegal_transition` while its memory is
saved, which belongs to the hardware it was saved on.*/
    #[pyo3(
        signature = (
            id,
            *,
            vcpus = None,
            memory_mib = None,
            command_line = None,
            expected_version = None
        )
    )]
    fn reconfigure<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        vcpus: Option<&Bound<'py, PyAny>>,
        memory_mib: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::MachineReconfigure::default();
        if let Some(value) = vcpus
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("vcpus", value))
            .transpose()?
        {
            given_1.vcpus = value;
        }
        if let Some(value) = memory_mib
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("memory_mib", value))
            .transpose()?
        {
            given_1.memory_mib = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_1.command_line = value;
        }
        if let Some(value) = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("expected_version", value))
            .transpose()?
        {
            given_1.expected_version = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.reconfigure(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
    /**Waits until the machine's guest answers through its agent, and the probes that `options` name say that it is ready.

# Errors
As [`wait_ready`](Self::wait_ready); `invalid_argument` for a probe that nobody gave; what a probe fails with.*/
    #[pyo3(signature = (id, timeout, *, probes = None))]
    fn wait_ready<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        probes: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::ReadyOptions::new(
            argument::<std::time::Duration>("timeout", timeout)?,
        );
        if let Some(value) = probes
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("probes", value))
            .transpose()?
        {
            given_1.probes = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(service.wait_ready_with(given_0, given_1).await?)
                }),
            )?
            .into_py(py)
    }
}
/**Machines: [`Vmbay::machines`](crate::Vmbay::machines).

Every long verb is a pair: `start` returns when the machine runs, `begin_start` returns an [`Operation`] at once.
Dropping the future of the first abandons the wait, not the work.*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncMachines")]
pub(crate) struct AsyncMachines(
    pub(crate) Own<Arc<vmbay::compute::Machines>>,
    pub(crate) Arc<Engine>,
);
impl AsyncMachines {
    pub(crate) fn new(service: vmbay::compute::Machines, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncMachines {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncMachines {
    ///Makes many machines. One that fails does not keep the others from being made.
    #[pyo3(signature = (creates, *, concurrency = None))]
    fn create_many<'py>(
        &self,
        py: Python<'py>,
        creates: &Bound<'py, PyAny>,
        concurrency: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<Vec<_>>("creates", creates)?;
        let mut given_1 = vmbay::compute::ManyOptions::default();
        if let Some(value) = concurrency
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("concurrency", value))
            .transpose()?
        {
            given_1.concurrency = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.create_many",
                Box::pin(async move { Ok(service.create_many(given_0, given_1).await) }),
            )
    }
    ///Turns many machines on.
    #[pyo3(signature = (ids, *, concurrency = None))]
    fn start_many<'py>(
        &self,
        py: Python<'py>,
        ids: &Bound<'py, PyAny>,
        concurrency: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<Vec<vmbay::id::MachineId>>("ids", ids)?;
        let mut given_1 = vmbay::compute::ManyOptions::default();
        if let Some(value) = concurrency
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("concurrency", value))
            .transpose()?
        {
            given_1.concurrency = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.start_many",
                Box::pin(async move { Ok(service.start_many(&given_0, given_1).await) }),
            )
    }
    ///Turns many machines off.
    #[pyo3(signature = (ids, *, timeout_ms = None, force = None, concurrency = None))]
    fn stop_many<'py>(
        &self,
        py: Python<'py>,
        ids: &Bound<'py, PyAny>,
        timeout_ms: Option<&Bound<'py, PyAny>>,
        force: Option<&Bound<'py, PyAny>>,
        concurrency: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<Vec<vmbay::id::MachineId>>("ids", ids)?;
        let mut given_1 = vmbay::compute::StopOptions::default();
        if let Some(value) = timeout_ms
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timeout_ms", value))
            .transpose()?
        {
            given_1.timeout_ms = value;
        }
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let mut given_2 = vmbay::compute::ManyOptions::default();
        if let Some(value) = concurrency
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("concurrency", value))
            .transpose()?
        {
            given_2.concurrency = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.stop_many",
                Box::pin(async move {
                    Ok(service.stop_many(&given_0, given_1, given_2).await)
                }),
            )
    }
    ///Deletes many machines.
    #[pyo3(signature = (ids, *, force = None, concurrency = None))]
    fn delete_many<'py>(
        &self,
        py: Python<'py>,
        ids: &Bound<'py, PyAny>,
        force: Option<&Bound<'py, PyAny>>,
        concurrency: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<Vec<vmbay::id::MachineId>>("ids", ids)?;
        let mut given_1 = vmbay::compute::DeleteOptions::default();
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let mut given_2 = vmbay::compute::ManyOptions::default();
        if let Some(value) = concurrency
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("concurrency", value))
            .transpose()?
        {
            given_2.concurrency = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.delete_many",
                Box::pin(async move {
                    Ok(service.delete_many(&given_0, given_1, given_2).await)
                }),
            )
    }
    /**The machine of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.get",
                Box::pin(async move { Ok(service.get(given_0).await?) }),
            )
    }
    /**A page of machines, newest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(
        signature = (
            *,
            project = None,
            host = None,
            image = None,
            phase = None,
            power_state = None,
            name_prefix = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        phase: Option<&Bound<'py, PyAny>>,
        power_state: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::compute::MachineQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = phase
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("phase", value))
            .transpose()?
        {
            given_0.phase = value;
        }
        if let Some(value) = power_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("power_state", value))
            .transpose()?
        {
            given_0.power_state = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    ///Every machine, newest first, page by page; `query.limit` is the size of a page.
    #[pyo3(
        signature = (
            *,
            project = None,
            host = None,
            image = None,
            phase = None,
            power_state = None,
            name_prefix = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn stream<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        phase: Option<&Bound<'py, PyAny>>,
        power_state: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::compute::MachineQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = phase
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("phase", value))
            .transpose()?
        {
            given_0.phase = value;
        }
        if let Some(value) = power_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("power_state", value))
            .transpose()?
        {
            given_0.power_state = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        AsyncStream::new(
                futures::stream::once(async move { service.stream(given_0).await })
                    .try_flatten()
                    .boxed(),
                self.1.clone(),
                false,
            )
            .into_py(py)
    }
    ///How many machines the query matches, whatever its page. Reads them all.
    #[pyo3(
        signature = (
            *,
            project = None,
            host = None,
            image = None,
            phase = None,
            power_state = None,
            name_prefix = None,
            labels = None,
            after = None,
            limit = None
        )
    )]
    fn count<'py>(
        &self,
        py: Python<'py>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        phase: Option<&Bound<'py, PyAny>>,
        power_state: Option<&Bound<'py, PyAny>>,
        name_prefix: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::compute::MachineQuery::default();
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = phase
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("phase", value))
            .transpose()?
        {
            given_0.phase = value;
        }
        if let Some(value) = power_state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("power_state", value))
            .transpose()?
        {
            given_0.power_state = value;
        }
        if let Some(value) = name_prefix
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("name_prefix", value))
            .transpose()?
        {
            given_0.name_prefix = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.count",
                Box::pin(async move { Ok(service.count(given_0).await?) }),
            )
    }
    /**Makes a machine: its rows, its disks, its definition. It is off then.

# Errors
`invalid_argument` with the field, before any side effect; `not_found` for an image, volume, host or project;
`already_exists` for the name; `in_use` for a volume; `unavailable` when no host can take it;
`idempotency_conflict`. When making it fails later, everything is undone and the machine is `provision_failed`.*/
    #[pyo3(
        signature = (
            name,
            *,
            project = None,
            host = None,
            image = None,
            vcpus = None,
            memory_mib = None,
            command_line = None,
            root_size_bytes = None,
            disks = None,
            volumes = None,
            nics = None,
            description = None,
            labels = None,
            metadata = None,
            idempotency_key = None
        )
    )]
    fn create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        vcpus: Option<&Bound<'py, PyAny>>,
        memory_mib: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        root_size_bytes: Option<&Bound<'py, PyAny>>,
        disks: Option<&Bound<'py, PyAny>>,
        volumes: Option<&Bound<'py, PyAny>>,
        nics: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        metadata: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::compute::MachineCreate::new(
            argument::<String>("name", name)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = vcpus
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("vcpus", value))
            .transpose()?
        {
            given_0.vcpus = value;
        }
        if let Some(value) = memory_mib
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("memory_mib", value))
            .transpose()?
        {
            given_0.memory_mib = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = root_size_bytes
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("root_size_bytes", value))
            .transpose()?
        {
            given_0.root_size_bytes = value;
        }
        if let Some(value) = disks
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("disks", value))
            .transpose()?
        {
            given_0.disks = value;
        }
        if let Some(value) = volumes
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("volumes", value))
            .transpose()?
        {
            given_0.volumes = value;
        }
        if let Some(value) = nics
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("nics", value))
            .transpose()?
        {
            given_0.nics = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = metadata
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("metadata", value))
            .transpose()?
        {
            given_0.metadata = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.create",
                Box::pin(async move { Ok(service.create(given_0).await?) }),
            )
    }
    ///Begins what [`create`](Self::create) does.
    #[pyo3(
        signature = (
            name,
            *,
            project = None,
            host = None,
            image = None,
            vcpus = None,
            memory_mib = None,
            command_line = None,
            root_size_bytes = None,
            disks = None,
            volumes = None,
            nics = None,
            description = None,
            labels = None,
            metadata = None,
            idempotency_key = None
        )
    )]
    fn begin_create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        host: Option<&Bound<'py, PyAny>>,
        image: Option<&Bound<'py, PyAny>>,
        vcpus: Option<&Bound<'py, PyAny>>,
        memory_mib: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        root_size_bytes: Option<&Bound<'py, PyAny>>,
        disks: Option<&Bound<'py, PyAny>>,
        volumes: Option<&Bound<'py, PyAny>>,
        nics: Option<&Bound<'py, PyAny>>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        metadata: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::compute::MachineCreate::new(
            argument::<String>("name", name)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = host
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("host", value))
            .transpose()?
        {
            given_0.host_id = value;
        }
        if let Some(value) = image
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("image", value))
            .transpose()?
        {
            given_0.image_id = value;
        }
        if let Some(value) = vcpus
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("vcpus", value))
            .transpose()?
        {
            given_0.vcpus = value;
        }
        if let Some(value) = memory_mib
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("memory_mib", value))
            .transpose()?
        {
            given_0.memory_mib = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_0.command_line = value;
        }
        if let Some(value) = root_size_bytes
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("root_size_bytes", value))
            .transpose()?
        {
            given_0.root_size_bytes = value;
        }
        if let Some(value) = disks
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("disks", value))
            .transpose()?
        {
            given_0.disks = value;
        }
        if let Some(value) = volumes
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("volumes", value))
            .transpose()?
        {
            given_0.volumes = value;
        }
        if let Some(value) = nics
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("nics", value))
            .transpose()?
        {
            given_0.nics = value;
        }
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_0.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_0.labels = value;
        }
        if let Some(value) = metadata
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("metadata", value))
            .transpose()?
        {
            given_0.metadata = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_0.idempotency_key = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.begin_create",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_create(given_0).await?, engine))
                }),
            )
    }
    ///Turns the machine on, with its pending changes. With a saved state it is restored from it.
    #[pyo3(signature = (id))]
    fn start<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.start",
                Box::pin(async move { Ok(service.start(given_0).await?) }),
            )
    }
    ///Begins what `start` does.
    #[pyo3(signature = (id))]
    fn begin_start<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.begin_start",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_start(given_0).await?, engine))
                }),
            )
    }
    ///Turns the machine off at once, as by pulling the plug. It may take the machine from a start or a stop.
    #[pyo3(signature = (id))]
    fn force_stop<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.force_stop",
                Box::pin(async move { Ok(service.force_stop(given_0).await?) }),
            )
    }
    ///Begins what `force_stop` does.
    #[pyo3(signature = (id))]
    fn begin_force_stop<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.begin_force_stop",
                Box::pin(async move {
                    Ok(
                        AsyncOperation::new(
                            service.begin_force_stop(given_0).await?,
                            engine,
                        ),
                    )
                }),
            )
    }
    ///Asks the guest to restart.
    #[pyo3(signature = (id))]
    fn reboot<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.reboot",
                Box::pin(async move { Ok(service.reboot(given_0).await?) }),
            )
    }
    ///Begins what `reboot` does.
    #[pyo3(signature = (id))]
    fn begin_reboot<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.begin_reboot",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_reboot(given_0).await?, engine))
                }),
            )
    }
    ///Restarts the machine at once, as by the reset button.
    #[pyo3(signature = (id))]
    fn reset<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.reset",
                Box::pin(async move { Ok(service.reset(given_0).await?) }),
            )
    }
    ///Begins what `reset` does.
    #[pyo3(signature = (id))]
    fn begin_reset<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.begin_reset",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_reset(given_0).await?, engine))
                }),
            )
    }
    ///Halts the machine's processors.
    #[pyo3(signature = (id))]
    fn pause<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.pause",
                Box::pin(async move { Ok(service.pause(given_0).await?) }),
            )
    }
    ///Begins what `pause` does.
    #[pyo3(signature = (id))]
    fn begin_pause<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.begin_pause",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_pause(given_0).await?, engine))
                }),
            )
    }
    ///Lets a paused machine go on.
    #[pyo3(signature = (id))]
    fn resume<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.resume",
                Box::pin(async move { Ok(service.resume(given_0).await?) }),
            )
    }
    ///Begins what `resume` does.
    #[pyo3(signature = (id))]
    fn begin_resume<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.begin_resume",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_resume(given_0).await?, engine))
                }),
            )
    }
    ///Puts the machine's memory to the host's disk and turns it off; the next start brings it back.
    #[pyo3(signature = (id))]
    fn save<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.save",
                Box::pin(async move { Ok(service.save(given_0).await?) }),
            )
    }
    ///Begins what `save` does.
    #[pyo3(signature = (id))]
    fn begin_save<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.begin_save",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.begin_save(given_0).await?, engine))
                }),
            )
    }
    ///Brings a saved machine back to where it was.
    #[pyo3(signature = (id))]
    fn restore<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.restore",
                Box::pin(async move { Ok(service.restore(given_0).await?) }),
            )
    }
    ///Begins what `restore` does.
    #[pyo3(signature = (id))]
    fn begin_restore<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.begin_restore",
                Box::pin(async move {
                    Ok(
                        AsyncOperation::new(
                            service.begin_restore(given_0).await?,
                            engine,
                        ),
                    )
                }),
            )
    }
    /**Turns the machine off: asks the guest, waits, then forces if it may.

# Errors
`not_found`, `illegal_transition`, `locked`; `timed_out` when the guest does not listen and force is forbidden.*/
    #[pyo3(signature = (id, *, timeout_ms = None, force = None))]
    fn stop<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        timeout_ms: Option<&Bound<'py, PyAny>>,
        force: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::StopOptions::default();
        if let Some(value) = timeout_ms
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timeout_ms", value))
            .transpose()?
        {
            given_1.timeout_ms = value;
        }
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.stop",
                Box::pin(async move { Ok(service.stop(given_0, given_1).await?) }),
            )
    }
    ///Begins what [`stop`](Self::stop) does.
    #[pyo3(signature = (id, *, timeout_ms = None, force = None))]
    fn begin_stop<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        timeout_ms: Option<&Bound<'py, PyAny>>,
        force: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::StopOptions::default();
        if let Some(value) = timeout_ms
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timeout_ms", value))
            .transpose()?
        {
            given_1.timeout_ms = value;
        }
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.begin_stop",
                Box::pin(async move {
                    Ok(
                        AsyncOperation::new(
                            service.begin_stop(given_0, given_1).await?,
                            engine,
                        ),
                    )
                }),
            )
    }
    ///Deletes the machine as [`delete`](Self::delete) does, with options.
    #[pyo3(signature = (id, *, force = None))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        force: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::DeleteOptions::default();
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.delete",
                Box::pin(async move { Ok(service.delete_with(given_0, given_1).await?) }),
            )
    }
    ///Begins what [`delete_with`](Self::delete_with) does.
    #[pyo3(signature = (id, *, force = None))]
    fn begin_delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        force: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::DeleteOptions::default();
        if let Some(value) = force
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("force", value))
            .transpose()?
        {
            given_1.force = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.begin_delete",
                Box::pin(async move {
                    Ok(
                        AsyncOperation::new(
                            service.begin_delete(given_0, given_1).await?,
                            engine,
                        ),
                    )
                }),
            )
    }
    /**Changes the machine's description, labels or metadata.

# Errors
`invalid_argument` with the field, `not_found`, `conflict`.*/
    #[pyo3(
        signature = (
            id,
            *,
            description = None,
            labels = None,
            metadata = None,
            expected_version = None
        )
    )]
    fn update<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        description: Option<&Bound<'py, PyAny>>,
        labels: Option<&Bound<'py, PyAny>>,
        metadata: Option<&Bound<'py, PyAny>>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::MachineUpdate::default();
        if let Some(value) = description
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("description", value))
            .transpose()?
        {
            given_1.description = value;
        }
        if let Some(value) = labels
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("labels", value))
            .transpose()?
        {
            given_1.labels = value;
        }
        if let Some(value) = metadata
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("metadata", value))
            .transpose()?
        {
            given_1.metadata = value;
        }
        if let Some(value) = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("expected_version", value))
            .transpose()?
        {
            given_1.expected_version = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.update",
                Box::pin(async move { Ok(service.update(given_0, given_1).await?) }),
            )
    }
    /**Changes what the machine is made of, from its next start on:
[`pending_restart`](Machine::pending_restart) tells that there is something to come.

# Errors
`invalid_argument` with the field, `not_found`, `conflict`, `locked`; `illegal_transition` while its memory is
saved, which belongs to the hardware it was saved on.*/
    #[pyo3(
        signature = (
            id,
            *,
            vcpus = None,
            memory_mib = None,
            command_line = None,
            expected_version = None
        )
    )]
    fn reconfigure<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        vcpus: Option<&Bound<'py, PyAny>>,
        memory_mib: Option<&Bound<'py, PyAny>>,
        command_line: Option<&Bound<'py, PyAny>>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::MachineReconfigure::default();
        if let Some(value) = vcpus
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("vcpus", value))
            .transpose()?
        {
            given_1.vcpus = value;
        }
        if let Some(value) = memory_mib
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("memory_mib", value))
            .transpose()?
        {
            given_1.memory_mib = value;
        }
        if let Some(value) = command_line
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("command_line", value))
            .transpose()?
        {
            given_1.command_line = value;
        }
        if let Some(value) = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("expected_version", value))
            .transpose()?
        {
            given_1.expected_version = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.reconfigure",
                Box::pin(async move { Ok(service.reconfigure(given_0, given_1).await?) }),
            )
    }
    /**Waits until the machine's guest answers through its agent, and the probes that `options` name say that it is ready.

# Errors
As [`wait_ready`](Self::wait_ready); `invalid_argument` for a probe that nobody gave; what a probe fails with.*/
    #[pyo3(signature = (id, timeout, *, probes = None))]
    fn wait_ready<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        probes: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::compute::ReadyOptions::new(
            argument::<std::time::Duration>("timeout", timeout)?,
        );
        if let Some(value) = probes
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("probes", value))
            .transpose()?
        {
            given_1.probes = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncMachines.wait_ready",
                Box::pin(async move {
                    Ok(service.wait_ready_with(given_0, given_1).await?)
                }),
            )
    }
}
///Guests: [`Vmbay::guest`](crate::Vmbay::guest). Every call needs a running machine whose guest runs an agent.
#[pyclass(frozen, weakref, module = "vmbay", name = "Guest")]
pub(crate) struct Guest(
    pub(crate) Own<Arc<vmbay::compute::Guest>>,
    pub(crate) Arc<Engine>,
);
impl Guest {
    pub(crate) fn new(service: vmbay::compute::Guest, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Guest {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Guest {
    /**Asks whether the agent answers.

# Errors
`guest_failed` when it does not; `illegal_transition` when the machine is not running.*/
    #[pyo3(signature = (id))]
    fn ping<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.ping(given_0).await?) }))?
            .into_py(py)
    }
    /**Runs a command and returns what it left behind.

# Errors
`invalid_argument` for an empty command or a NUL in it; `guest_failed` when it cannot be started or the guest
dies; `timed_out` after the command's time-out, when it may go on in the guest.*/
    #[pyo3(signature = (id, argv, *, env = None, stdin = None, timeout = None))]
    fn exec<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        argv: &Bound<'py, PyAny>,
        env: Option<&Bound<'py, PyAny>>,
        stdin: Option<&Bound<'py, PyAny>>,
        timeout: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::hypervisor::ExecCommand::new(
            argument::<Vec<String>>("argv", argv)?,
        );
        if let Some(value) = env
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("env", value))
            .transpose()?
        {
            given_1.env = value;
        }
        if let Some(value) = stdin
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("stdin", value))
            .transpose()?
        {
            given_1.stdin = value;
        }
        if let Some(value) = timeout
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timeout", value))
            .transpose()?
        {
            given_1.timeout = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.exec(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
    ///Runs a command and streams its output; the last item tells how it ended.
    #[pyo3(signature = (id, argv, *, env = None, stdin = None, timeout = None))]
    fn exec_stream<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        argv: &Bound<'py, PyAny>,
        env: Option<&Bound<'py, PyAny>>,
        stdin: Option<&Bound<'py, PyAny>>,
        timeout: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::hypervisor::ExecCommand::new(
            argument::<Vec<String>>("argv", argv)?,
        );
        if let Some(value) = env
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("env", value))
            .transpose()?
        {
            given_1.env = value;
        }
        if let Some(value) = stdin
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("stdin", value))
            .transpose()?
        {
            given_1.stdin = value;
        }
        if let Some(value) = timeout
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timeout", value))
            .transpose()?
        {
            given_1.timeout = value;
        }
        let service = self.0.clone();
        Stream::new(
                futures::stream::once(async move {
                        service.exec_stream(given_0, given_1).await
                    })
                    .try_flatten()
                    .boxed(),
                self.1.clone(),
                false,
            )
            .into_py(py)
    }
    /**Reads a file, at most 256 MiB of it at once.

# Errors
`guest_failed` when it cannot be read.*/
    #[pyo3(signature = (id, path))]
    fn read_file<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let given_1 = argument::<String>("path", path)?;
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.read_file(given_0, &given_1).await?) }),
            )?
            .into_py(py)
    }
    ///Reads a file of any size in chunks.
    #[pyo3(signature = (id, path))]
    fn read_file_stream<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let given_1 = argument::<String>("path", path)?;
        let service = self.0.clone();
        Stream::new(
                futures::stream::once(async move {
                        service.read_file_stream(given_0, &given_1).await
                    })
                    .try_flatten()
                    .boxed(),
                self.1.clone(),
                false,
            )
            .into_py(py)
    }
    /**Writes a file, replacing what was there.

# Errors
`guest_failed` when it cannot be written.*/
    #[pyo3(signature = (id, path, content))]
    fn write_file<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        content: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let given_1 = argument::<String>("path", path)?;
        let given_2 = argument::<Vec<u8>>("content", content)?;
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(service.write_file(given_0, &given_1, given_2).await?)
                }),
            )?
            .into_py(py)
    }
    ///What the machine wrote to its serial console since it was last started, from byte `offset` on: at most 1 MiB.
    #[pyo3(signature = (id, offset))]
    fn console_log<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        offset: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let given_1 = argument::<u64>("offset", offset)?;
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.console_log(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
}
///Guests: [`Vmbay::guest`](crate::Vmbay::guest). Every call needs a running machine whose guest runs an agent.
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncGuest")]
pub(crate) struct AsyncGuest(
    pub(crate) Own<Arc<vmbay::compute::Guest>>,
    pub(crate) Arc<Engine>,
);
impl AsyncGuest {
    pub(crate) fn new(service: vmbay::compute::Guest, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncGuest {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncGuest {
    /**Asks whether the agent answers.

# Errors
`guest_failed` when it does not; `illegal_transition` when the machine is not running.*/
    #[pyo3(signature = (id))]
    fn ping<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncGuest.ping",
                Box::pin(async move { Ok(service.ping(given_0).await?) }),
            )
    }
    /**Runs a command and returns what it left behind.

# Errors
`invalid_argument` for an empty command or a NUL in it; `guest_failed` when it cannot be started or the guest
dies; `timed_out` after the command's time-out, when it may go on in the guest.*/
    #[pyo3(signature = (id, argv, *, env = None, stdin = None, timeout = None))]
    fn exec<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        argv: &Bound<'py, PyAny>,
        env: Option<&Bound<'py, PyAny>>,
        stdin: Option<&Bound<'py, PyAny>>,
        timeout: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::hypervisor::ExecCommand::new(
            argument::<Vec<String>>("argv", argv)?,
        );
        if let Some(value) = env
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("env", value))
            .transpose()?
        {
            given_1.env = value;
        }
        if let Some(value) = stdin
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("stdin", value))
            .transpose()?
        {
            given_1.stdin = value;
        }
        if let Some(value) = timeout
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timeout", value))
            .transpose()?
        {
            given_1.timeout = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncGuest.exec",
                Box::pin(async move { Ok(service.exec(given_0, given_1).await?) }),
            )
    }
    ///Runs a command and streams its output; the last item tells how it ended.
    #[pyo3(signature = (id, argv, *, env = None, stdin = None, timeout = None))]
    fn exec_stream<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        argv: &Bound<'py, PyAny>,
        env: Option<&Bound<'py, PyAny>>,
        stdin: Option<&Bound<'py, PyAny>>,
        timeout: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let mut given_1 = vmbay::hypervisor::ExecCommand::new(
            argument::<Vec<String>>("argv", argv)?,
        );
        if let Some(value) = env
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("env", value))
            .transpose()?
        {
            given_1.env = value;
        }
        if let Some(value) = stdin
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("stdin", value))
            .transpose()?
        {
            given_1.stdin = value;
        }
        if let Some(value) = timeout
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timeout", value))
            .transpose()?
        {
            given_1.timeout = value;
        }
        let service = self.0.clone();
        AsyncStream::new(
                futures::stream::once(async move {
                        service.exec_stream(given_0, given_1).await
                    })
                    .try_flatten()
                    .boxed(),
                self.1.clone(),
                false,
            )
            .into_py(py)
    }
    /**Reads a file, at most 256 MiB of it at once.

# Errors
`guest_failed` when it cannot be read.*/
    #[pyo3(signature = (id, path))]
    fn read_file<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let given_1 = argument::<String>("path", path)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncGuest.read_file",
                Box::pin(async move { Ok(service.read_file(given_0, &given_1).await?) }),
            )
    }
    ///Reads a file of any size in chunks.
    #[pyo3(signature = (id, path))]
    fn read_file_stream<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let given_1 = argument::<String>("path", path)?;
        let service = self.0.clone();
        AsyncStream::new(
                futures::stream::once(async move {
                        service.read_file_stream(given_0, &given_1).await
                    })
                    .try_flatten()
                    .boxed(),
                self.1.clone(),
                false,
            )
            .into_py(py)
    }
    /**Writes a file, replacing what was there.

# Errors
`guest_failed` when it cannot be written.*/
    #[pyo3(signature = (id, path, content))]
    fn write_file<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        path: &Bound<'py, PyAny>,
        content: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let given_1 = argument::<String>("path", path)?;
        let given_2 = argument::<Vec<u8>>("content", content)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncGuest.write_file",
                Box::pin(async move {
                    Ok(service.write_file(given_0, &given_1, given_2).await?)
                }),
            )
    }
    ///What the machine wrote to its serial console since it was last started, from byte `offset` on: at most 1 MiB.
    #[pyo3(signature = (id, offset))]
    fn console_log<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        offset: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::MachineId>("id", id)?;
        let given_1 = argument::<u64>("offset", offset)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncGuest.console_log",
                Box::pin(async move { Ok(service.console_log(given_0, given_1).await?) }),
            )
    }
}
///The operations: [`Vmbay::operations`](crate::Vmbay::operations).
#[pyclass(frozen, weakref, module = "vmbay", name = "Operations")]
pub(crate) struct Operations(
    pub(crate) Own<Arc<vmbay::operation::Operations>>,
    pub(crate) Arc<Engine>,
);
impl Operations {
    pub(crate) fn new(
        service: vmbay::operation::Operations,
        engine: Arc<Engine>,
    ) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Operations {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Operations {
    ///The operation of this id.
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OperationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.get(given_0).await?) }))?
            .into_py(py)
    }
    ///A page of operations, newest first.
    #[pyo3(
        signature = (
            *,
            state = None,
            kind = None,
            target_id = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        state: Option<&Bound<'py, PyAny>>,
        kind: Option<&Bound<'py, PyAny>>,
        target_id: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::operation::OperationQuery::default();
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = kind
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("kind", value))
            .transpose()?
        {
            given_0.kind = value;
        }
        if let Some(value) = target_id
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("target_id", value))
            .transpose()?
        {
            given_0.target_id = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    /**Begins an operation of a kind the application registered with
[`Builder::operation`](crate::Builder::operation). Its value is the JSON its task returned.

# Errors
`not_found` for a kind that is not registered; `idempotency_conflict`.*/
    #[pyo3(
        signature = (
            kind,
            *,
            input = None,
            idempotency_key = None,
            delay = None,
            time_limit = None
        )
    )]
    fn begin<'py>(
        &self,
        py: Python<'py>,
        kind: &Bound<'py, PyAny>,
        input: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
        delay: Option<&Bound<'py, PyAny>>,
        time_limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("kind", kind)?;
        let mut given_1 = vmbay::operation::OperationBegin::default();
        if let Some(value) = input
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("input", value))
            .transpose()?
        {
            given_1.input = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_1.idempotency_key = value;
        }
        if let Some(value) = delay
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("delay", value))
            .transpose()?
        {
            given_1.delay = value;
        }
        if let Some(value) = time_limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("time_limit", value))
            .transpose()?
        {
            given_1.time_limit = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.begin(&given_0, given_1).await?, engine))
                }),
            )?
            .into_py(py)
    }
    ///A handle on an operation begun earlier, here or in another process. Its value is the operation's output.
    #[pyo3(signature = (id))]
    fn attach<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OperationId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Operation::new(service.attach(given_0).await?, engine))
                }),
            )?
            .into_py(py)
    }
    ///Asks an operation to stop.
    #[pyo3(signature = (id))]
    fn cancel<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OperationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.cancel(given_0).await?) }))?
            .into_py(py)
    }
    /**Waits until no operation is queued or at work, as after a restart that has something to recover.

# Errors
`timed_out` when some still are after `limit`.*/
    #[pyo3(signature = (limit))]
    fn settle<'py>(
        &self,
        py: Python<'py>,
        limit: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<std::time::Duration>("limit", limit)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.settle(given_0).await?) }))?
            .into_py(py)
    }
    ///Removes the ended operations that finished before `time`, and says how many.
    #[pyo3(signature = (before))]
    fn prune<'py>(
        &self,
        py: Python<'py>,
        before: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::Timestamp>("before", before)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.prune(given_0).await?) }))?
            .into_py(py)
    }
}
///The operations: [`Vmbay::operations`](crate::Vmbay::operations).
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncOperations")]
pub(crate) struct AsyncOperations(
    pub(crate) Own<Arc<vmbay::operation::Operations>>,
    pub(crate) Arc<Engine>,
);
impl AsyncOperations {
    pub(crate) fn new(
        service: vmbay::operation::Operations,
        engine: Arc<Engine>,
    ) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncOperations {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncOperations {
    ///The operation of this id.
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OperationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOperations.get",
                Box::pin(async move { Ok(service.get(given_0).await?) }),
            )
    }
    ///A page of operations, newest first.
    #[pyo3(
        signature = (
            *,
            state = None,
            kind = None,
            target_id = None,
            after = None,
            limit = None
        )
    )]
    fn list<'py>(
        &self,
        py: Python<'py>,
        state: Option<&Bound<'py, PyAny>>,
        kind: Option<&Bound<'py, PyAny>>,
        target_id: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::operation::OperationQuery::default();
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = kind
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("kind", value))
            .transpose()?
        {
            given_0.kind = value;
        }
        if let Some(value) = target_id
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("target_id", value))
            .transpose()?
        {
            given_0.target_id = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOperations.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    /**Begins an operation of a kind the application registered with
[`Builder::operation`](crate::Builder::operation). Its value is the JSON its task returned.

# Errors
`not_found` for a kind that is not registered; `idempotency_conflict`.*/
    #[pyo3(
        signature = (
            kind,
            *,
            input = None,
            idempotency_key = None,
            delay = None,
            time_limit = None
        )
    )]
    fn begin<'py>(
        &self,
        py: Python<'py>,
        kind: &Bound<'py, PyAny>,
        input: Option<&Bound<'py, PyAny>>,
        idempotency_key: Option<&Bound<'py, PyAny>>,
        delay: Option<&Bound<'py, PyAny>>,
        time_limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("kind", kind)?;
        let mut given_1 = vmbay::operation::OperationBegin::default();
        if let Some(value) = input
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("input", value))
            .transpose()?
        {
            given_1.input = value;
        }
        if let Some(value) = idempotency_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("idempotency_key", value))
            .transpose()?
        {
            given_1.idempotency_key = value;
        }
        if let Some(value) = delay
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("delay", value))
            .transpose()?
        {
            given_1.delay = value;
        }
        if let Some(value) = time_limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("time_limit", value))
            .transpose()?
        {
            given_1.time_limit = value;
        }
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncOperations.begin",
                Box::pin(async move {
                    Ok(
                        AsyncOperation::new(
                            service.begin(&given_0, given_1).await?,
                            engine,
                        ),
                    )
                }),
            )
    }
    ///A handle on an operation begun earlier, here or in another process. Its value is the operation's output.
    #[pyo3(signature = (id))]
    fn attach<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OperationId>("id", id)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncOperations.attach",
                Box::pin(async move {
                    Ok(AsyncOperation::new(service.attach(given_0).await?, engine))
                }),
            )
    }
    ///Asks an operation to stop.
    #[pyo3(signature = (id))]
    fn cancel<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::OperationId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOperations.cancel",
                Box::pin(async move { Ok(service.cancel(given_0).await?) }),
            )
    }
    /**Waits until no operation is queued or at work, as after a restart that has something to recover.

# Errors
`timed_out` when some still are after `limit`.*/
    #[pyo3(signature = (limit))]
    fn settle<'py>(
        &self,
        py: Python<'py>,
        limit: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<std::time::Duration>("limit", limit)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOperations.settle",
                Box::pin(async move { Ok(service.settle(given_0).await?) }),
            )
    }
    ///Removes the ended operations that finished before `time`, and says how many.
    #[pyo3(signature = (before))]
    fn prune<'py>(
        &self,
        py: Python<'py>,
        before: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::Timestamp>("before", before)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncOperations.prune",
                Box::pin(async move { Ok(service.prune(given_0).await?) }),
            )
    }
}
/**The jobs: [`Vmbay::jobs`](crate::Vmbay::jobs).

```
# tokio::runtime::Runtime::new().unwrap().block_on(async {
use vmbay::{Vmbay, job::{JobKind, JobRun, NewJob}, storage::MemoryStorage};

let bay = Vmbay::builder()
    .storage(MemoryStorage::new())
    .job(JobKind::new("greet", |_: JobRun, name: String| async move {
        println!("hello {name}");
        Ok::<_, vmbay::Error>(())
    }))
    .open()
    .await?;
bay.jobs().enqueue(NewJob::new("greet", &"Ada")?).await?;
# bay.shutdown(std::time::Duration::from_secs(5)).await?;
# Ok::<(), vmbay::Error>(()) }).unwrap();
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Jobs")]
pub(crate) struct Jobs(pub(crate) Own<Arc<vmbay::job::Jobs>>, pub(crate) Arc<Engine>);
impl Jobs {
    pub(crate) fn new(service: vmbay::job::Jobs, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Jobs {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Jobs {
    /**Stores a job. Where another of its [dedupe key](NewJob::dedupe_key) is queued or running, that one is returned in
its place.

# Errors
As [`prepare`](Self::prepare).*/
    #[pyo3(
        signature = (
            kind,
            payload,
            *,
            project = None,
            priority = None,
            delay = None,
            dedupe_key = None,
            limit_key = None
        )
    )]
    fn enqueue<'py>(
        &self,
        py: Python<'py>,
        kind: &Bound<'py, PyAny>,
        payload: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        priority: Option<&Bound<'py, PyAny>>,
        delay: Option<&Bound<'py, PyAny>>,
        dedupe_key: Option<&Bound<'py, PyAny>>,
        limit_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::job::NewJob::new(
                argument::<String>("kind", kind)?,
                &argument::<serde_json::Value>("payload", payload)?,
            )
            .map_err(|error| crate::error::raise(py, &error))?;
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = priority
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("priority", value))
            .transpose()?
        {
            given_0.priority = value;
        }
        if let Some(value) = delay
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("delay", value))
            .transpose()?
        {
            given_0.delay = value;
        }
        if let Some(value) = dedupe_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("dedupe_key", value))
            .transpose()?
        {
            given_0.dedupe_key = value;
        }
        if let Some(value) = limit_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit_key", value))
            .transpose()?
        {
            given_0.limit_key = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.enqueue(given_0).await?) }))?
            .into_py(py)
    }
    /**Stores many jobs in one unit: all or none.

# Errors
As [`prepare`](Self::prepare); `already_exists` when a dedupe key is taken.*/
    #[pyo3(signature = (new))]
    fn enqueue_many<'py>(
        &self,
        py: Python<'py>,
        new: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<Vec<_>>("new", new)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.enqueue_many(given_0).await?) }))?
            .into_py(py)
    }
    ///The job of this id. One that succeeded or was cancelled is gone.
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::JobId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.get(given_0).await?) }))?
            .into_py(py)
    }
    ///A page of jobs.
    #[pyo3(signature = (*, state = None, kind = None, after = None, limit = None))]
    fn list<'py>(
        &self,
        py: Python<'py>,
        state: Option<&Bound<'py, PyAny>>,
        kind: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::job::JobQuery::default();
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = kind
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("kind", value))
            .transpose()?
        {
            given_0.kind = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    /**Removes a job that waits, or asks one that runs to stop.

# Errors
`illegal_transition` for a dead letter.*/
    #[pyo3(signature = (id))]
    fn cancel<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::JobId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.cancel(given_0).await?) }))?
            .into_py(py)
    }
    /**Gives a dead letter all its attempts again.

# Errors
`illegal_transition` for a job that is not dead.*/
    #[pyo3(signature = (id))]
    fn replay<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::JobId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.replay(given_0).await?) }))?
            .into_py(py)
    }
    /**Gives every dead letter of a kind all its attempts again, and says how many there were. Priority counts no more:
they go in the order in which they would have been done.*/
    #[pyo3(signature = (kind))]
    fn replay_all<'py>(
        &self,
        py: Python<'py>,
        kind: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("kind", kind)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.replay_all(&given_0).await?) }))?
            .into_py(py)
    }
    ///Removes every dead letter of a kind, and says how many there were.
    #[pyo3(signature = (kind))]
    fn purge<'py>(
        &self,
        py: Python<'py>,
        kind: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("kind", kind)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.purge(&given_0).await?) }))?
            .into_py(py)
    }
    ///How the jobs of each kind do, by kind. Reads all of them: it is for people, not for loops.
    #[pyo3(signature = ())]
    fn stats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let service = self.0.clone();
        self.1.wait(py, Box::pin(async move { Ok(service.stats().await?) }))?.into_py(py)
    }
}
/**The jobs: [`Vmbay::jobs`](crate::Vmbay::jobs).

```
# tokio::runtime::Runtime::new().unwrap().block_on(async {
use vmbay::{Vmbay, job::{JobKind, JobRun, NewJob}, storage::MemoryStorage};

let bay = Vmbay::builder()
    .storage(MemoryStorage::new())
    .job(JobKind::new("greet", |_: JobRun, name: String| async move {
        println!("hello {name}");
        Ok::<_, vmbay::Error>(())
    }))
    .open()
    .await?;
bay.jobs().enqueue(NewJob::new("greet", &"Ada")?).await?;
# bay.shutdown(std::time::Duration::from_secs(5)).await?;
# Ok::<(), vmbay::Error>(()) }).unwrap();
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncJobs")]
pub(crate) struct AsyncJobs(
    pub(crate) Own<Arc<vmbay::job::Jobs>>,
    pub(crate) Arc<Engine>,
);
impl AsyncJobs {
    pub(crate) fn new(service: vmbay::job::Jobs, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncJobs {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncJobs {
    /**Stores a job. Where another of its [dedupe key](NewJob::dedupe_key) is queued or running, that one is returned in
its place.

# Errors
As [`prepare`](Self::prepare).*/
    #[pyo3(
        signature = (
            kind,
            payload,
            *,
            project = None,
            priority = None,
            delay = None,
            dedupe_key = None,
            limit_key = None
        )
    )]
    fn enqueue<'py>(
        &self,
        py: Python<'py>,
        kind: &Bound<'py, PyAny>,
        payload: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        priority: Option<&Bound<'py, PyAny>>,
        delay: Option<&Bound<'py, PyAny>>,
        dedupe_key: Option<&Bound<'py, PyAny>>,
        limit_key: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::job::NewJob::new(
                argument::<String>("kind", kind)?,
                &argument::<serde_json::Value>("payload", payload)?,
            )
            .map_err(|error| crate::error::raise(py, &error))?;
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = priority
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("priority", value))
            .transpose()?
        {
            given_0.priority = value;
        }
        if let Some(value) = delay
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("delay", value))
            .transpose()?
        {
            given_0.delay = value;
        }
        if let Some(value) = dedupe_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("dedupe_key", value))
            .transpose()?
        {
            given_0.dedupe_key = value;
        }
        if let Some(value) = limit_key
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit_key", value))
            .transpose()?
        {
            given_0.limit_key = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncJobs.enqueue",
                Box::pin(async move { Ok(service.enqueue(given_0).await?) }),
            )
    }
    /**Stores many jobs in one unit: all or none.

# Errors
As [`prepare`](Self::prepare); `already_exists` when a dedupe key is taken.*/
    #[pyo3(signature = (new))]
    fn enqueue_many<'py>(
        &self,
        py: Python<'py>,
        new: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<Vec<_>>("new", new)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncJobs.enqueue_many",
                Box::pin(async move { Ok(service.enqueue_many(given_0).await?) }),
            )
    }
    ///The job of this id. One that succeeded or was cancelled is gone.
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::JobId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncJobs.get",
                Box::pin(async move { Ok(service.get(given_0).await?) }),
            )
    }
    ///A page of jobs.
    #[pyo3(signature = (*, state = None, kind = None, after = None, limit = None))]
    fn list<'py>(
        &self,
        py: Python<'py>,
        state: Option<&Bound<'py, PyAny>>,
        kind: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::job::JobQuery::default();
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = kind
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("kind", value))
            .transpose()?
        {
            given_0.kind = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncJobs.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    /**Removes a job that waits, or asks one that runs to stop.

# Errors
`illegal_transition` for a dead letter.*/
    #[pyo3(signature = (id))]
    fn cancel<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::JobId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncJobs.cancel",
                Box::pin(async move { Ok(service.cancel(given_0).await?) }),
            )
    }
    /**Gives a dead letter all its attempts again.

# Errors
`illegal_transition` for a job that is not dead.*/
    #[pyo3(signature = (id))]
    fn replay<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::JobId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncJobs.replay",
                Box::pin(async move { Ok(service.replay(given_0).await?) }),
            )
    }
    /**Gives every dead letter of a kind all its attempts again, and says how many there were. Priority counts no more:
they go in the order in which they would have been done.*/
    #[pyo3(signature = (kind))]
    fn replay_all<'py>(
        &self,
        py: Python<'py>,
        kind: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("kind", kind)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncJobs.replay_all",
                Box::pin(async move { Ok(service.replay_all(&given_0).await?) }),
            )
    }
    ///Removes every dead letter of a kind, and says how many there were.
    #[pyo3(signature = (kind))]
    fn purge<'py>(
        &self,
        py: Python<'py>,
        kind: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("kind", kind)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncJobs.purge",
                Box::pin(async move { Ok(service.purge(&given_0).await?) }),
            )
    }
    ///How the jobs of each kind do, by kind. Reads all of them: it is for people, not for loops.
    #[pyo3(signature = ())]
    fn stats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncJobs.stats",
                Box::pin(async move { Ok(service.stats().await?) }),
            )
    }
}
/**Schedules: [`Vmbay::schedules`](crate::Vmbay::schedules).

```
# async fn f(bay: &vmbay::Vmbay, machine: vmbay::compute::Machine) -> vmbay::Result<()> {
use vmbay::{compute::Verb, schedule::{ScheduleCreate, Target, Timing}};

let evening = Timing::cron("0 19 * * MON-FRI", "Europe/Berlin");
let stop = Target::Machine { machine_id: machine.id, verb: Verb::Stop };
let schedule = bay.schedules().create(ScheduleCreate::new("off-at-night", evening, stop)).await?;
println!("first at {}", schedule.due_at);
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Schedules")]
pub(crate) struct Schedules(
    pub(crate) Own<Arc<vmbay::schedule::Schedules>>,
    pub(crate) Arc<Engine>,
);
impl Schedules {
    pub(crate) fn new(service: vmbay::schedule::Schedules, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Schedules {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Schedules {
    /**Creates a schedule. Whether the caller may do what its ticks begin is asked here, and not again at each tick.

# Errors
`invalid_argument` with the field; `already_exists` for the name; `not_found` for the project, the machine or the kind
of operation; `permission_denied` also for what its ticks begin.*/
    #[pyo3(
        signature = (
            name,
            timing,
            target,
            *,
            project = None,
            misfire = None,
            grace = None,
            jitter = None
        )
    )]
    fn create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        timing: &Bound<'py, PyAny>,
        target: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        misfire: Option<&Bound<'py, PyAny>>,
        grace: Option<&Bound<'py, PyAny>>,
        jitter: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::schedule::ScheduleCreate::new(
            argument::<String>("name", name)?,
            argument::<_>("timing", timing)?,
            argument::<_>("target", target)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = misfire
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("misfire", value))
            .transpose()?
        {
            given_0.misfire = value;
        }
        if let Some(value) = grace
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("grace", value))
            .transpose()?
        {
            given_0.grace = value;
        }
        if let Some(value) = jitter
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("jitter", value))
            .transpose()?
        {
            given_0.jitter = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.create(given_0).await?) }))?
            .into_py(py)
    }
    /**The schedule of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.get(given_0).await?) }))?
            .into_py(py)
    }
    /**A page of schedules, oldest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(signature = (*, state = None, after = None, limit = None))]
    fn list<'py>(
        &self,
        py: Python<'py>,
        state: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::schedule::ScheduleQuery::default();
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.list(given_0).await?) }))?
            .into_py(py)
    }
    /**A page of the last runs of a schedule, newest first.

# Errors
As [`get`](Self::get) and [`list`](Self::list).*/
    #[pyo3(signature = (id, *, after = None, limit = None))]
    fn runs<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let mut given_1 = vmbay::schedule::ScheduleRunQuery::default();
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_1.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_1.limit = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.runs(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
    /**Changes a schedule. With another timing it waits for its first tick from now on, unless it is paused.

# Errors
As [`create`](Self::create); `conflict` when it no longer has the expected version.*/
    #[pyo3(
        signature = (
            id,
            *,
            timing = None,
            target = None,
            misfire = None,
            grace = None,
            jitter = None,
            expected_version = None
        )
    )]
    fn update<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        timing: Option<&Bound<'py, PyAny>>,
        target: Option<&Bound<'py, PyAny>>,
        misfire: Option<&Bound<'py, PyAny>>,
        grace: Option<&Bound<'py, PyAny>>,
        jitter: Option<&Bound<'py, PyAny>>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let mut given_1 = vmbay::schedule::ScheduleUpdate::default();
        if let Some(value) = timing
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timing", value))
            .transpose()?
        {
            given_1.timing = value;
        }
        if let Some(value) = target
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("target", value))
            .transpose()?
        {
            given_1.target = value;
        }
        if let Some(value) = misfire
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("misfire", value))
            .transpose()?
        {
            given_1.misfire = value;
        }
        if let Some(value) = grace
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("grace", value))
            .transpose()?
        {
            given_1.grace = value;
        }
        if let Some(value) = jitter
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("jitter", value))
            .transpose()?
        {
            given_1.jitter = value;
        }
        if let Some(value) = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("expected_version", value))
            .transpose()?
        {
            given_1.expected_version = value;
        }
        let service = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(service.update(given_0, given_1).await?) }),
            )?
            .into_py(py)
    }
    /**Lets a schedule rest: the ticks until it is resumed are not missed, there are none.

# Errors
`not_found`; `illegal_transition` unless it is active.*/
    #[pyo3(signature = (id))]
    fn pause<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.pause(given_0).await?) }))?
            .into_py(py)
    }
    /**Lets a paused schedule wait for its first tick from now on.

# Errors
`not_found`; `illegal_transition` unless it is paused; `invalid_argument` when it has no tick to come.*/
    #[pyo3(signature = (id))]
    fn resume<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.resume(given_0).await?) }))?
            .into_py(py)
    }
    /**Begins at once what a tick of the schedule begins, whatever its state; its ticks stay as they are.

# Errors
`not_found`; `locked` while another operation holds its machine. What refuses it otherwise is told by the
[failure](ScheduleRun::failure) of the run.*/
    #[pyo3(signature = (id))]
    fn run<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.run(given_0).await?) }))?
            .into_py(py)
    }
    /**Deletes a schedule and its runs. What it began goes on.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let service = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(service.delete(given_0).await?) }))?
            .into_py(py)
    }
}
/**Schedules: [`Vmbay::schedules`](crate::Vmbay::schedules).

```
# async fn f(bay: &vmbay::Vmbay, machine: vmbay::compute::Machine) -> vmbay::Result<()> {
use vmbay::{compute::Verb, schedule::{ScheduleCreate, Target, Timing}};

let evening = Timing::cron("0 19 * * MON-FRI", "Europe/Berlin");
let stop = Target::Machine { machine_id: machine.id, verb: Verb::Stop };
let schedule = bay.schedules().create(ScheduleCreate::new("off-at-night", evening, stop)).await?;
println!("first at {}", schedule.due_at);
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncSchedules")]
pub(crate) struct AsyncSchedules(
    pub(crate) Own<Arc<vmbay::schedule::Schedules>>,
    pub(crate) Arc<Engine>,
);
impl AsyncSchedules {
    pub(crate) fn new(service: vmbay::schedule::Schedules, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncSchedules {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncSchedules {
    /**Creates a schedule. Whether the caller may do what its ticks begin is asked here, and not again at each tick.

# Errors
`invalid_argument` with the field; `already_exists` for the name; `not_found` for the project, the machine or the kind
of operation; `permission_denied` also for what its ticks begin.*/
    #[pyo3(
        signature = (
            name,
            timing,
            target,
            *,
            project = None,
            misfire = None,
            grace = None,
            jitter = None
        )
    )]
    fn create<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        timing: &Bound<'py, PyAny>,
        target: &Bound<'py, PyAny>,
        project: Option<&Bound<'py, PyAny>>,
        misfire: Option<&Bound<'py, PyAny>>,
        grace: Option<&Bound<'py, PyAny>>,
        jitter: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::schedule::ScheduleCreate::new(
            argument::<String>("name", name)?,
            argument::<_>("timing", timing)?,
            argument::<_>("target", target)?,
        );
        if let Some(value) = project
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("project", value))
            .transpose()?
        {
            given_0.project_id = value;
        }
        if let Some(value) = misfire
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("misfire", value))
            .transpose()?
        {
            given_0.misfire = value;
        }
        if let Some(value) = grace
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("grace", value))
            .transpose()?
        {
            given_0.grace = value;
        }
        if let Some(value) = jitter
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("jitter", value))
            .transpose()?
        {
            given_0.jitter = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncSchedules.create",
                Box::pin(async move { Ok(service.create(given_0).await?) }),
            )
    }
    /**The schedule of this id.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncSchedules.get",
                Box::pin(async move { Ok(service.get(given_0).await?) }),
            )
    }
    /**A page of schedules, oldest first.

# Errors
`invalid_argument` for a limit out of range or a cursor of another list.*/
    #[pyo3(signature = (*, state = None, after = None, limit = None))]
    fn list<'py>(
        &self,
        py: Python<'py>,
        state: Option<&Bound<'py, PyAny>>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut given_0 = vmbay::schedule::ScheduleQuery::default();
        if let Some(value) = state
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("state", value))
            .transpose()?
        {
            given_0.state = value;
        }
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_0.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_0.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncSchedules.list",
                Box::pin(async move { Ok(service.list(given_0).await?) }),
            )
    }
    /**A page of the last runs of a schedule, newest first.

# Errors
As [`get`](Self::get) and [`list`](Self::list).*/
    #[pyo3(signature = (id, *, after = None, limit = None))]
    fn runs<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        after: Option<&Bound<'py, PyAny>>,
        limit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let mut given_1 = vmbay::schedule::ScheduleRunQuery::default();
        if let Some(value) = after
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("after", value))
            .transpose()?
        {
            given_1.after = value;
        }
        if let Some(value) = limit
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("limit", value))
            .transpose()?
        {
            given_1.limit = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncSchedules.runs",
                Box::pin(async move { Ok(service.runs(given_0, given_1).await?) }),
            )
    }
    /**Changes a schedule. With another timing it waits for its first tick from now on, unless it is paused.

# Errors
As [`create`](Self::create); `conflict` when it no longer has the expected version.*/
    #[pyo3(
        signature = (
            id,
            *,
            timing = None,
            target = None,
            misfire = None,
            grace = None,
            jitter = None,
            expected_version = None
        )
    )]
    fn update<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
        timing: Option<&Bound<'py, PyAny>>,
        target: Option<&Bound<'py, PyAny>>,
        misfire: Option<&Bound<'py, PyAny>>,
        grace: Option<&Bound<'py, PyAny>>,
        jitter: Option<&Bound<'py, PyAny>>,
        expected_version: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let mut given_1 = vmbay::schedule::ScheduleUpdate::default();
        if let Some(value) = timing
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("timing", value))
            .transpose()?
        {
            given_1.timing = value;
        }
        if let Some(value) = target
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("target", value))
            .transpose()?
        {
            given_1.target = value;
        }
        if let Some(value) = misfire
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("misfire", value))
            .transpose()?
        {
            given_1.misfire = value;
        }
        if let Some(value) = grace
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("grace", value))
            .transpose()?
        {
            given_1.grace = value;
        }
        if let Some(value) = jitter
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("jitter", value))
            .transpose()?
        {
            given_1.jitter = value;
        }
        if let Some(value) = expected_version
            .filter(|value| !value.is_none())
            .map(|value| argument::<_>("expected_version", value))
            .transpose()?
        {
            given_1.expected_version = value;
        }
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncSchedules.update",
                Box::pin(async move { Ok(service.update(given_0, given_1).await?) }),
            )
    }
    /**Lets a schedule rest: the ticks until it is resumed are not missed, there are none.

# Errors
`not_found`; `illegal_transition` unless it is active.*/
    #[pyo3(signature = (id))]
    fn pause<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncSchedules.pause",
                Box::pin(async move { Ok(service.pause(given_0).await?) }),
            )
    }
    /**Lets a paused schedule wait for its first tick from now on.

# Errors
`not_found`; `illegal_transition` unless it is paused; `invalid_argument` when it has no tick to come.*/
    #[pyo3(signature = (id))]
    fn resume<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncSchedules.resume",
                Box::pin(async move { Ok(service.resume(given_0).await?) }),
            )
    }
    /**Begins at once what a tick of the schedule begins, whatever its state; its ticks stay as they are.

# Errors
`not_found`; `locked` while another operation holds its machine. What refuses it otherwise is told by the
[failure](ScheduleRun::failure) of the run.*/
    #[pyo3(signature = (id))]
    fn run<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncSchedules.run",
                Box::pin(async move { Ok(service.run(given_0).await?) }),
            )
    }
    /**Deletes a schedule and its runs. What it began goes on.

# Errors
`not_found`.*/
    #[pyo3(signature = (id))]
    fn delete<'py>(
        &self,
        py: Python<'py>,
        id: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<vmbay::id::ScheduleId>("id", id)?;
        let service = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncSchedules.delete",
                Box::pin(async move { Ok(service.delete(given_0).await?) }),
            )
    }
}
/**Named leases, for whoever needs a leader: [`Vmbay::leases`](crate::Vmbay::leases).

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use std::time::Duration;

let lease = bay.leases().acquire("invoices", Duration::from_secs(10)).await?;
tokio::select! {
    () = lease.lost() => println!("somebody else goes on"),
    () = async { /* what only one process may do */ } => lease.release().await?,
}
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Leases")]
pub(crate) struct Leases(
    pub(crate) Own<Arc<vmbay::operation::Leases>>,
    pub(crate) Arc<Engine>,
);
impl Leases {
    pub(crate) fn new(service: vmbay::operation::Leases, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for Leases {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Leases {
    /**Waits until nobody holds the lease `name`, and takes it. It is renewed in the background; a holder that went silent
loses it after `ttl`, which is 100 milliseconds to an hour.

# Errors
`invalid_argument` for the name or the time; `permission_denied` for whoever sees only a part of the installation;
`closed` once the library shuts down; what the database says, or `timed_out` when it says nothing.

# Cancellation
Dropping the future ends the wait. A lease that it was about to take is free again after `ttl`.*/
    #[pyo3(signature = (name, ttl))]
    fn acquire<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        ttl: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("name", name)?;
        let given_1 = argument::<std::time::Duration>("ttl", ttl)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .wait(
                py,
                Box::pin(async move {
                    Ok(Lease::new(service.acquire(given_0, given_1).await?, engine))
                }),
            )?
            .into_py(py)
    }
}
/**Named leases, for whoever needs a leader: [`Vmbay::leases`](crate::Vmbay::leases).

```
# async fn f(bay: &vmbay::Vmbay) -> vmbay::Result<()> {
use std::time::Duration;

let lease = bay.leases().acquire("invoices", Duration::from_secs(10)).await?;
tokio::select! {
    () = lease.lost() => println!("somebody else goes on"),
    () = async { /* what only one process may do */ } => lease.release().await?,
}
# Ok(()) }
```*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncLeases")]
pub(crate) struct AsyncLeases(
    pub(crate) Own<Arc<vmbay::operation::Leases>>,
    pub(crate) Arc<Engine>,
);
impl AsyncLeases {
    pub(crate) fn new(service: vmbay::operation::Leases, engine: Arc<Engine>) -> Self {
        Self(Own::new(Arc::new(service)), engine)
    }
}
impl Outgoing for AsyncLeases {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncLeases {
    /**Waits until nobody holds the lease `name`, and takes it. It is renewed in the background; a holder that went silent
loses it after `ttl`, which is 100 milliseconds to an hour.

# Errors
`invalid_argument` for the name or the time; `permission_denied` for whoever sees only a part of the installation;
`closed` once the library shuts down; what the database says, or `timed_out` when it says nothing.

# Cancellation
Dropping the future ends the wait. A lease that it was about to take is free again after `ttl`.*/
    #[pyo3(signature = (name, ttl))]
    fn acquire<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        ttl: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given_0 = argument::<String>("name", name)?;
        let given_1 = argument::<std::time::Duration>("ttl", ttl)?;
        let service = self.0.clone();
        let engine = self.1.clone();
        self.1
            .begin(
                py,
                "AsyncLeases.acquire",
                Box::pin(async move {
                    Ok(AsyncLease::new(service.acquire(given_0, given_1).await?, engine))
                }),
            )
    }
}
/**A lease that is held. Dropping it releases it in the background.

A shutdown of the library releases it too, after it told [`lost`](Self::lost).*/
#[pyclass(frozen, weakref, module = "vmbay", name = "Lease")]
pub(crate) struct Lease(
    pub(crate) Own<Held<vmbay::operation::Lease>>,
    pub(crate) Arc<Engine>,
);
impl Lease {
    pub(crate) fn new(service: vmbay::operation::Lease, engine: Arc<Engine>) -> Self {
        Self(Own::new(Held::new(service)), engine)
    }
}
impl Outgoing for Lease {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl Lease {
    /**A number above that of every earlier holder: give it to whatever is written under the lease, and let that refuse a
lower one.*/
    #[pyo3(signature = ())]
    fn fence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(held.lock().await.get()?.fence()) }))?
            .into_py(py)
    }
    ///Whether it is held still.
    #[pyo3(signature = ())]
    fn is_held<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(held.lock().await.get()?.is_held()) }))?
            .into_py(py)
    }
    ///Returns once it is no longer held, before anybody else can hold it.
    #[pyo3(signature = ())]
    fn lost<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .wait(
                py,
                Box::pin(async move { Ok(held.lock().await.get()?.lost().await) }),
            )?
            .into_py(py)
    }
    /**Gives it up, so that the next holder need not wait. One that was lost is left alone.

# Errors
What the database says; the lease is free after its time all the same.*/
    #[pyo3(signature = ())]
    fn release<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .wait(py, Box::pin(async move { Ok(held.take().await?.release().await?) }))?
            .into_py(py)
    }
}
/**A lease that is held. Dropping it releases it in the background.

A shutdown of the library releases it too, after it told [`lost`](Self::lost).*/
#[pyclass(frozen, weakref, module = "vmbay", name = "AsyncLease")]
pub(crate) struct AsyncLease(
    pub(crate) Own<Held<vmbay::operation::Lease>>,
    pub(crate) Arc<Engine>,
);
impl AsyncLease {
    pub(crate) fn new(service: vmbay::operation::Lease, engine: Arc<Engine>) -> Self {
        Self(Own::new(Held::new(service)), engine)
    }
}
impl Outgoing for AsyncLease {
    fn into_py(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        Ok(Bound::new(py, self)?.into_any())
    }
}
#[pymethods]
impl AsyncLease {
    /**A number above that of every earlier holder: give it to whatever is written under the lease, and let that refuse a
lower one.*/
    #[pyo3(signature = ())]
    fn fence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncLease.fence",
                Box::pin(async move { Ok(held.lock().await.get()?.fence()) }),
            )
    }
    ///Whether it is held still.
    #[pyo3(signature = ())]
    fn is_held<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncLease.is_held",
                Box::pin(async move { Ok(held.lock().await.get()?.is_held()) }),
            )
    }
    ///Returns once it is no longer held, before anybody else can hold it.
    #[pyo3(signature = ())]
    fn lost<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .follow(
                py,
                "AsyncLease.lost",
                Box::pin(async move { Ok(held.lock().await.get()?.lost().await) }),
            )
    }
    /**Gives it up, so that the next holder need not wait. One that was lost is left alone.

# Errors
What the database says; the lease is free after its time all the same.*/
    #[pyo3(signature = ())]
    fn release<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let held = self.0.clone();
        self.1
            .begin(
                py,
                "AsyncLease.release",
                Box::pin(async move { Ok(held.take().await?.release().await?) }),
            )
    }
}
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Capabilities>()?;
    module.add_class::<ConsumerLag>()?;
    module.add_class::<ConsumerRecord>()?;
    module.add_class::<Diagnosis>()?;
    module.add_class::<DiskSpec>()?;
    module.add_class::<Drift>()?;
    module.add_class::<DriftReport>()?;
    module.add_class::<Event>()?;
    module.add_class::<EventPage>()?;
    module.add_class::<ExecCommand>()?;
    module.add_class::<ExecOutput>()?;
    module.add_class::<Failure>()?;
    module.add_class::<Finding>()?;
    module.add_class::<Gap>()?;
    module.add_class::<Health>()?;
    module.add_class::<HealthCheck>()?;
    module.add_class::<Host>()?;
    module.add_class::<HostInfo>()?;
    module.add_class::<Image>()?;
    module.add_class::<JobProgress>()?;
    module.add_class::<JobRecord>()?;
    module.add_class::<JobStats>()?;
    module.add_class::<Latency>()?;
    module.add_class::<Machine>()?;
    module.add_class::<MachineHardware>()?;
    module.add_class::<MachineSpec>()?;
    module.add_class::<MachineStats>()?;
    module.add_class::<MachineStatus>()?;
    module.add_class::<NicSpec>()?;
    module.add_class::<OperationRecord>()?;
    module.add_class::<Organization>()?;
    module.add_class::<PoolSpace>()?;
    module.add_class::<PoolUse>()?;
    module.add_class::<Progress>()?;
    module.add_class::<Project>()?;
    module.add_class::<Resource>()?;
    module.add_class::<Schedule>()?;
    module.add_class::<ScheduleRun>()?;
    module.add_class::<StoragePool>()?;
    module.add_class::<Telemetry>()?;
    module.add_class::<UnreachableHost>()?;
    module.add_class::<Volume>()?;
    module.add_class::<VolumeRef>()?;
    module.add_class::<VolumeSpec>()?;
    module.add_class::<VolumeStatus>()?;
    module.add_class::<Vmbay>()?;
    module.add_class::<AsyncVmbay>()?;
    module.add_class::<Organizations>()?;
    module.add_class::<AsyncOrganizations>()?;
    module.add_class::<Projects>()?;
    module.add_class::<AsyncProjects>()?;
    module.add_class::<Hosts>()?;
    module.add_class::<AsyncHosts>()?;
    module.add_class::<Events>()?;
    module.add_class::<AsyncEvents>()?;
    module.add_class::<Consumers>()?;
    module.add_class::<AsyncConsumers>()?;
    module.add_class::<Consumer>()?;
    module.add_class::<AsyncConsumer>()?;
    module.add_class::<Images>()?;
    module.add_class::<AsyncImages>()?;
    module.add_class::<Volumes>()?;
    module.add_class::<AsyncVolumes>()?;
    module.add_class::<StoragePools>()?;
    module.add_class::<AsyncStoragePools>()?;
    module.add_class::<Machines>()?;
    module.add_class::<AsyncMachines>()?;
    module.add_class::<Guest>()?;
    module.add_class::<AsyncGuest>()?;
    module.add_class::<Operations>()?;
    module.add_class::<AsyncOperations>()?;
    module.add_class::<Jobs>()?;
    module.add_class::<AsyncJobs>()?;
    module.add_class::<Schedules>()?;
    module.add_class::<AsyncSchedules>()?;
    module.add_class::<Leases>()?;
    module.add_class::<AsyncLeases>()?;
    module.add_class::<Lease>()?;
    module.add_class::<AsyncLease>()?;
    Ok(())
}
