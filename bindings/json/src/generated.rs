//! Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.

#![allow(clippy::all, clippy::pedantic, unused_mut, missing_docs)]

use futures::future::TryFutureExt as _;
use serde::{Serializer, ser::SerializeStruct};
use serde_json::Value;
use vmbay_bindings_common::Held;
use crate::{
    object::{Answer, Object},
    read::{Arguments, FromJson, Refusal, word},
    write::{Exact, Fields, Out, ToJson},
};
impl ToJson for vmbay::id::ConsumerId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::ConsumerId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::EventId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::EventId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::HostId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::HostId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::ImageId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::ImageId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::InstallationId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::InstallationId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::InstanceId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::InstanceId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::JobId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::JobId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::JobLimitId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::JobLimitId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::JobWorkerId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::JobWorkerId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::MachineId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::MachineId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::NamedLeaseId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::NamedLeaseId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::NicId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::NicId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::OperationId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::OperationId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::OrganizationId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::OrganizationId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::ProjectId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::ProjectId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::ScheduleId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::ScheduleId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::ScheduleRunId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::ScheduleRunId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::SettingId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::SettingId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::StoragePoolId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::StoragePoolId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::UserId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::UserId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::VolumeId {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out)
    }
}
impl FromJson for vmbay::id::VolumeId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::fleet::AdminState {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::fleet::AdminState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::fleet::ConnectionState {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::fleet::ConnectionState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::compute::DesiredPower {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::compute::DesiredPower {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::hypervisor::DiskKind {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::hypervisor::DiskKind {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::compute::DisplayStatus {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::compute::DisplayStatus {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::fleet::DriftKind {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::fleet::DriftKind {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::error::ErrorCode {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::error::ErrorCode {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::compute::GuestPhase {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::compute::GuestPhase {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::observe::HealthStatus {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::observe::HealthStatus {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::disk::ImageKind {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::disk::ImageKind {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::disk::ImageState {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::disk::ImageState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::job::JobState {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::job::JobState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::compute::MachinePhase {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::compute::MachinePhase {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::operation::OperationState {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::operation::OperationState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::disk::PoolKind {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::disk::PoolKind {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::hypervisor::PowerReason {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::hypervisor::PowerReason {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::hypervisor::PowerState {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::hypervisor::PowerState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::schedule::ScheduleState {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::schedule::ScheduleState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::hypervisor::Severity {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::hypervisor::Severity {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::compute::Verb {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::compute::Verb {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::hypervisor::VolumeFormat {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::hypervisor::VolumeFormat {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::disk::VolumeState {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
impl FromJson for vmbay::disk::VolumeState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl FromJson for vmbay::access::Actor {
    fn read(value: Value) -> Result<Self, Refusal> {
        let mut fields = Arguments::of(value)?;
        let kind: String = fields.required("type")?;
        let made = match &*kind {
            "system" => Self::System,
            "user" => Self::User(fields.required("user")?),
            _ => {
                return Err(
                    vmbay::Error::invalid("type", concat!("is none of ", "system, user"))
                        .into(),
                );
            }
        };
        fields.end()?;
        Ok(made)
    }
}
impl ToJson for vmbay::schedule::Begun {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Job(job) => {
                let mut record = out.serialize_struct("", 2usize)?;
                record.serialize_field("type", "job")?;
                record.serialize_field("job", &Out(&job))?;
                record.end()
            }
            Self::Operation(operation) => {
                let mut record = out.serialize_struct("", 2usize)?;
                record.serialize_field("type", "operation")?;
                record.serialize_field("operation", &Out(&operation))?;
                record.end()
            }
        }
    }
}
impl ToJson for vmbay::hypervisor::BootSpec {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Disk => {
                let mut record = out.serialize_struct("", 1usize)?;
                record.serialize_field("type", "disk")?;
                record.end()
            }
            Self::Kernel { kernel, initrd, command_line } => {
                let mut record = out.serialize_struct("", 4usize)?;
                record.serialize_field("type", "kernel")?;
                record.serialize_field("kernel", &Out(&kernel))?;
                record.serialize_field("initrd", &Out(&initrd))?;
                record.serialize_field("commandLine", &Out(&command_line))?;
                record.end()
            }
        }
    }
}
impl ToJson for vmbay::event::EventItem {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Event(value) => {
                let mut record = out.serialize_struct("", 1)?;
                record.serialize_field("type", "event")?;
                value.fields(&mut record)?;
                record.end()
            }
            Self::Gap(value) => {
                let mut record = out.serialize_struct("", 1)?;
                record.serialize_field("type", "gap")?;
                value.fields(&mut record)?;
                record.end()
            }
        }
    }
}
impl ToJson for vmbay::hypervisor::ExecEvent {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Stdout(value) => {
                let mut record = out.serialize_struct("", 2usize)?;
                record.serialize_field("type", "stdout")?;
                record.serialize_field("value", &Out(&value))?;
                record.end()
            }
            Self::Stderr(value) => {
                let mut record = out.serialize_struct("", 2usize)?;
                record.serialize_field("type", "stderr")?;
                record.serialize_field("value", &Out(&value))?;
                record.end()
            }
            Self::Exited { exit_code, signal } => {
                let mut record = out.serialize_struct("", 3usize)?;
                record.serialize_field("type", "exited")?;
                record.serialize_field("exitCode", &Out(&exit_code))?;
                record.serialize_field("signal", &Out(&signal))?;
                record.end()
            }
        }
    }
}
impl ToJson for vmbay::schedule::Misfire {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Skip => {
                let mut record = out.serialize_struct("", 1usize)?;
                record.serialize_field("type", "skip")?;
                record.end()
            }
            Self::RunOnce => {
                let mut record = out.serialize_struct("", 1usize)?;
                record.serialize_field("type", "run_once")?;
                record.end()
            }
            Self::CatchUp { runs } => {
                let mut record = out.serialize_struct("", 2usize)?;
                record.serialize_field("type", "catch_up")?;
                record.serialize_field("runs", &Out(&runs))?;
                record.end()
            }
        }
    }
}
impl FromJson for vmbay::schedule::Misfire {
    fn read(value: Value) -> Result<Self, Refusal> {
        let mut fields = Arguments::of(value)?;
        let kind: String = fields.required("type")?;
        let made = match &*kind {
            "skip" => Self::Skip,
            "run_once" => Self::RunOnce,
            "catch_up" => {
                Self::CatchUp {
                    runs: fields.required("runs")?,
                }
            }
            _ => {
                return Err(
                    vmbay::Error::invalid(
                            "type",
                            concat!("is none of ", "skip, run_once, catch_up"),
                        )
                        .into(),
                );
            }
        };
        fields.end()?;
        Ok(made)
    }
}
impl FromJson for vmbay::compute::NicCreate {
    fn read(value: Value) -> Result<Self, Refusal> {
        let mut fields = Arguments::of(value)?;
        let kind: String = fields.required("type")?;
        let made = match &*kind {
            "user" => Self::User,
            "network" => Self::Network(fields.required("value")?),
            _ => {
                return Err(
                    vmbay::Error::invalid(
                            "type",
                            concat!("is none of ", "user, network"),
                        )
                        .into(),
                );
            }
        };
        fields.end()?;
        Ok(made)
    }
}
impl ToJson for vmbay::hypervisor::NicSource {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::User => {
                let mut record = out.serialize_struct("", 1usize)?;
                record.serialize_field("type", "user")?;
                record.end()
            }
            Self::Network(value) => {
                let mut record = out.serialize_struct("", 2usize)?;
                record.serialize_field("type", "network")?;
                record.serialize_field("value", &Out(&value))?;
                record.end()
            }
        }
    }
}
impl FromJson for vmbay::access::Scope {
    fn read(value: Value) -> Result<Self, Refusal> {
        let mut fields = Arguments::of(value)?;
        let kind: String = fields.required("type")?;
        let made = match &*kind {
            "all" => Self::All,
            "organization" => Self::Organization(fields.required("organization")?),
            "project" => {
                Self::Project(
                    fields.required("organization")?,
                    fields.required("project")?,
                )
            }
            _ => {
                return Err(
                    vmbay::Error::invalid(
                            "type",
                            concat!("is none of ", "all, organization, project"),
                        )
                        .into(),
                );
            }
        };
        fields.end()?;
        Ok(made)
    }
}
impl ToJson for vmbay::schedule::Target {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Job { kind, payload } => {
                let mut record = out.serialize_struct("", 3usize)?;
                record.serialize_field("type", "job")?;
                record.serialize_field("kind", &Out(&kind))?;
                record.serialize_field("payload", &Out(&payload))?;
                record.end()
            }
            Self::Operation { kind, input } => {
                let mut record = out.serialize_struct("", 3usize)?;
                record.serialize_field("type", "operation")?;
                record.serialize_field("kind", &Out(&kind))?;
                record.serialize_field("input", &Out(&input))?;
                record.end()
            }
            Self::Machine { machine_id, verb } => {
                let mut record = out.serialize_struct("", 3usize)?;
                record.serialize_field("type", "machine")?;
                record.serialize_field("machineId", &Out(&machine_id))?;
                record.serialize_field("verb", &Out(&verb))?;
                record.end()
            }
        }
    }
}
impl FromJson for vmbay::schedule::Target {
    fn read(value: Value) -> Result<Self, Refusal> {
        let mut fields = Arguments::of(value)?;
        let kind: String = fields.required("type")?;
        let made = match &*kind {
            "job" => {
                Self::Job {
                    kind: fields.required("kind")?,
                    payload: fields.required("payload")?,
                }
            }
            "operation" => {
                Self::Operation {
                    kind: fields.required("kind")?,
                    input: fields.required("input")?,
                }
            }
            "machine" => {
                Self::Machine {
                    machine_id: fields.required("machineId")?,
                    verb: fields.required("verb")?,
                }
            }
            _ => {
                return Err(
                    vmbay::Error::invalid(
                            "type",
                            concat!("is none of ", "job, operation, machine"),
                        )
                        .into(),
                );
            }
        };
        fields.end()?;
        Ok(made)
    }
}
impl ToJson for vmbay::schedule::Timing {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Cron { pattern, zone } => {
                let mut record = out.serialize_struct("", 3usize)?;
                record.serialize_field("type", "cron")?;
                record.serialize_field("pattern", &Out(&pattern))?;
                record.serialize_field("zone", &Out(&zone))?;
                record.end()
            }
            Self::Every { interval_ms, from } => {
                let mut record = out.serialize_struct("", 3usize)?;
                record.serialize_field("type", "every")?;
                record.serialize_field("intervalMs", &Out(&interval_ms))?;
                record.serialize_field("from", &Out(&from))?;
                record.end()
            }
            Self::Once { at } => {
                let mut record = out.serialize_struct("", 2usize)?;
                record.serialize_field("type", "once")?;
                record.serialize_field("at", &Out(&at))?;
                record.end()
            }
        }
    }
}
impl FromJson for vmbay::schedule::Timing {
    fn read(value: Value) -> Result<Self, Refusal> {
        let mut fields = Arguments::of(value)?;
        let kind: String = fields.required("type")?;
        let made = match &*kind {
            "cron" => {
                Self::Cron {
                    pattern: fields.required("pattern")?,
                    zone: fields.required("zone")?,
                }
            }
            "every" => {
                Self::Every {
                    interval_ms: fields.required("intervalMs")?,
                    from: fields.required("from")?,
                }
            }
            "once" => {
                Self::Once {
                    at: fields.required("at")?,
                }
            }
            _ => {
                return Err(
                    vmbay::Error::invalid(
                            "type",
                            concat!("is none of ", "cron, every, once"),
                        )
                        .into(),
                );
            }
        };
        fields.end()?;
        Ok(made)
    }
}
impl Fields for vmbay::hypervisor::Capabilities {
    const COUNT: usize = 11usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("reset", &Out(&self.reset))?;
        record.serialize_field("pause", &Out(&self.pause))?;
        record.serialize_field("save", &Out(&self.save))?;
        record.serialize_field("volumes", &Out(&self.volumes))?;
        record.serialize_field("guestAgent", &Out(&self.guest_agent))?;
        record.serialize_field("consoleLog", &Out(&self.console_log))?;
        record.serialize_field("events", &Out(&self.events))?;
        record.serialize_field("stats", &Out(&self.stats))?;
        record.serialize_field("userNetwork", &Out(&self.user_network))?;
        record.serialize_field("namedNetwork", &Out(&self.named_network))?;
        record.serialize_field("guests", &Out(&self.guests))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::Capabilities {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::event::ConsumerLag {
    const COUNT: usize = 4usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("consumer", &Out(&self.consumer))?;
        record.serialize_field("behind", &Out(&self.behind))?;
        record.serialize_field("oldestAt", &Out(&self.oldest_at))?;
        record.serialize_field("gap", &Out(&self.gap))?;
        Ok(())
    }
}
impl ToJson for vmbay::event::ConsumerLag {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::event::ConsumerRecord {
    const COUNT: usize = 6usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("position", &Out(&self.position))?;
        record.serialize_field("movedAt", &Out(&self.moved_at))?;
        record.serialize_field("createdAt", &Out(&self.created_at))?;
        Ok(())
    }
}
impl ToJson for vmbay::event::ConsumerRecord {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::observe::Diagnosis {
    const COUNT: usize = 2usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("host", &Out(&self.host))?;
        record.serialize_field("finding", &Out(&self.finding))?;
        Ok(())
    }
}
impl ToJson for vmbay::observe::Diagnosis {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl FromJson for vmbay::compute::DiskCreate {
    fn read(value: Value) -> Result<Self, Refusal> {
        let mut fields = Arguments::of(value)?;
        let mut made = Self {
            size_bytes: fields.required("sizeBytes")?,
        };
        fields.end()?;
        Ok(made)
    }
}
impl Fields for vmbay::hypervisor::DiskSpec {
    const COUNT: usize = 2usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("volume", &Out(&self.volume))?;
        record.serialize_field("kind", &Out(&self.kind))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::DiskSpec {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::fleet::Drift {
    const COUNT: usize = 6usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("kind", &Out(&self.kind))?;
        record.serialize_field("hostId", &Out(&self.host_id))?;
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("problem", &Out(&self.problem))?;
        record.serialize_field("mended", &Out(&self.mended))?;
        record.serialize_field("failure", &Out(&self.failure))?;
        Ok(())
    }
}
impl ToJson for vmbay::fleet::Drift {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::fleet::DriftReport {
    const COUNT: usize = 3usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("drifts", &Out(&self.drifts))?;
        record.serialize_field("unreachable", &Out(&self.unreachable))?;
        record.serialize_field("isClean", &Out(&self.is_clean()))?;
        Ok(())
    }
}
impl ToJson for vmbay::fleet::DriftReport {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::event::Event {
    const COUNT: usize = 15usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("sequence", &Out(&self.sequence))?;
        record.serialize_field("topic", &Out(&self.topic))?;
        record.serialize_field("entityKind", &Out(&self.entity_kind))?;
        record.serialize_field("entityId", &Out(&self.entity_id))?;
        record.serialize_field("organizationId", &Out(&self.organization_id))?;
        record.serialize_field("projectId", &Out(&self.project_id))?;
        record.serialize_field("actor", &Out(&self.actor))?;
        record.serialize_field("operationId", &Out(&self.operation_id))?;
        record.serialize_field("requestId", &Out(&self.request_id))?;
        record.serialize_field("payload", &Out(&self.payload))?;
        record.serialize_field("payloadVersion", &Out(&self.payload_version))?;
        record.serialize_field("at", &Out(&self.at))?;
        record.serialize_field("token", &Out(&self.token()))?;
        Ok(())
    }
}
impl ToJson for vmbay::event::Event {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::event::EventPage {
    const COUNT: usize = 3usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("gap", &Out(&self.gap))?;
        record.serialize_field("events", &Out(&self.events))?;
        record.serialize_field("token", &Out(&self.token))?;
        Ok(())
    }
}
impl ToJson for vmbay::event::EventPage {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::hypervisor::ExecCommand {
    const COUNT: usize = 4usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("argv", &Out(&self.argv))?;
        record.serialize_field("env", &Out(&self.env))?;
        record.serialize_field("stdin", &Out(&self.stdin))?;
        record.serialize_field("timeoutMs", &Out(&self.timeout))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::ExecCommand {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::hypervisor::ExecOutput {
    const COUNT: usize = 6usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("exitCode", &Out(&self.exit_code))?;
        record.serialize_field("signal", &Out(&self.signal))?;
        record.serialize_field("stdout", &Out(&self.stdout))?;
        record.serialize_field("stderr", &Out(&self.stderr))?;
        record.serialize_field("success", &Out(&self.success()))?;
        record.serialize_field("stdoutText", &Out(&self.stdout_text().to_string()))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::ExecOutput {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::error::Failure {
    const COUNT: usize = 5usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("code", &Out(&self.code))?;
        record.serialize_field("reason", &Out(&self.reason))?;
        record.serialize_field("message", &Out(&self.message))?;
        record.serialize_field("resource", &Out(&self.resource))?;
        record.serialize_field("retryable", &Out(&self.retryable))?;
        Ok(())
    }
}
impl ToJson for vmbay::error::Failure {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::hypervisor::Finding {
    const COUNT: usize = 4usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("code", &Out(&self.code))?;
        record.serialize_field("severity", &Out(&self.severity))?;
        record.serialize_field("problem", &Out(&self.problem))?;
        record.serialize_field("mend", &Out(&self.mend))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::Finding {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::event::Gap {
    const COUNT: usize = 2usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("after", &Out(&self.after))?;
        record.serialize_field("until", &Out(&self.until))?;
        Ok(())
    }
}
impl ToJson for vmbay::event::Gap {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::observe::Health {
    const COUNT: usize = 5usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("status", &Out(&self.status))?;
        record.serialize_field("live", &Out(&self.live))?;
        record.serialize_field("checks", &Out(&self.checks))?;
        record.serialize_field("at", &Out(&self.at))?;
        record.serialize_field("isReady", &Out(&self.is_ready()))?;
        Ok(())
    }
}
impl ToJson for vmbay::observe::Health {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::observe::HealthCheck {
    const COUNT: usize = 4usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("status", &Out(&self.status))?;
        record.serialize_field("message", &Out(&self.message))?;
        record.serialize_field("latencyUs", &Out(&self.latency_us))?;
        Ok(())
    }
}
impl ToJson for vmbay::observe::HealthCheck {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::fleet::Host {
    const COUNT: usize = 16usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("adapter", &Out(&self.adapter))?;
        record.serialize_field("uri", &Out(&self.uri))?;
        record.serialize_field("hostname", &Out(&self.hostname))?;
        record.serialize_field("hypervisorVersion", &Out(&self.hypervisor_version))?;
        record.serialize_field("cpus", &Out(&self.cpus))?;
        record.serialize_field("memoryMib", &Out(&self.memory_mib))?;
        record.serialize_field("accelerated", &Out(&self.accelerated))?;
        record.serialize_field("labels", &Out(&self.labels))?;
        record.serialize_field("adminState", &Out(&self.admin_state))?;
        record.serialize_field("connectionState", &Out(&self.connection_state))?;
        record.serialize_field("seenAt", &Out(&self.seen_at))?;
        record.serialize_field("epoch", &Out(&self.epoch))?;
        record.serialize_field("createdAt", &Out(&self.created_at))?;
        Ok(())
    }
}
impl ToJson for vmbay::fleet::Host {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::hypervisor::HostInfo {
    const COUNT: usize = 6usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("hostname", &Out(&self.hostname))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("cpus", &Out(&self.cpus))?;
        record.serialize_field("memoryMib", &Out(&self.memory_mib))?;
        record.serialize_field("accelerated", &Out(&self.accelerated))?;
        record.serialize_field("defaultPool", &Out(&self.default_pool))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::HostInfo {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::disk::Image {
    const COUNT: usize = 19usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("organizationId", &Out(&self.organization_id))?;
        record.serialize_field("projectId", &Out(&self.project_id))?;
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("description", &Out(&self.description))?;
        record.serialize_field("kind", &Out(&self.kind))?;
        record.serialize_field("state", &Out(&self.state))?;
        record.serialize_field("lockOperationId", &Out(&self.lock_operation_id))?;
        record.serialize_field("poolId", &Out(&self.pool_id))?;
        record.serialize_field("volumeId", &Out(&self.volume_id))?;
        record.serialize_field("initrdVolumeId", &Out(&self.initrd_volume_id))?;
        record.serialize_field("sha256", &Out(&self.sha256))?;
        record.serialize_field("initrdSha256", &Out(&self.initrd_sha256))?;
        record.serialize_field("sizeBytes", &Out(&Exact(self.size_bytes)))?;
        record
            .serialize_field(
                "virtualSizeBytes",
                &Out(&self.virtual_size_bytes.map(Exact)),
            )?;
        record.serialize_field("commandLine", &Out(&self.command_line))?;
        record.serialize_field("labels", &Out(&self.labels))?;
        record.serialize_field("createdAt", &Out(&self.created_at))?;
        Ok(())
    }
}
impl ToJson for vmbay::disk::Image {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::job::JobProgress {
    const COUNT: usize = 2usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("fraction", &Out(&self.fraction))?;
        record.serialize_field("message", &Out(&self.message))?;
        Ok(())
    }
}
impl ToJson for vmbay::job::JobProgress {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::job::JobRecord {
    const COUNT: usize = 19usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("organizationId", &Out(&self.organization_id))?;
        record.serialize_field("projectId", &Out(&self.project_id))?;
        record.serialize_field("kind", &Out(&self.kind))?;
        record.serialize_field("payload", &Out(&self.payload))?;
        record.serialize_field("state", &Out(&self.state))?;
        record.serialize_field("priority", &Out(&self.priority))?;
        record.serialize_field("place", &Out(&self.place))?;
        record.serialize_field("runAfter", &Out(&self.run_after))?;
        record.serialize_field("attempts", &Out(&self.attempts))?;
        record.serialize_field("dedupeKey", &Out(&self.dedupe_key))?;
        record.serialize_field("limitKey", &Out(&self.limit_key))?;
        record.serialize_field("owner", &Out(&self.owner))?;
        record.serialize_field("cancelRequested", &Out(&self.cancel_requested))?;
        record.serialize_field("progress", &Out(&self.progress))?;
        record.serialize_field("lastError", &Out(&self.last_error))?;
        record.serialize_field("actor", &Out(&self.actor))?;
        record.serialize_field("createdAt", &Out(&self.created_at))?;
        Ok(())
    }
}
impl ToJson for vmbay::job::JobRecord {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::job::JobStats {
    const COUNT: usize = 5usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("kind", &Out(&self.kind))?;
        record.serialize_field("queued", &Out(&self.queued))?;
        record.serialize_field("running", &Out(&self.running))?;
        record.serialize_field("dead", &Out(&self.dead))?;
        record.serialize_field("oldestAgeMs", &Out(&self.oldest_age))?;
        Ok(())
    }
}
impl ToJson for vmbay::job::JobStats {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::observe::Latency {
    const COUNT: usize = 8usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("count", &Out(&self.count))?;
        record.serialize_field("failures", &Out(&self.failures))?;
        record.serialize_field("totalUs", &Out(&self.total_us))?;
        record.serialize_field("p50Us", &Out(&self.p50_us))?;
        record.serialize_field("p90Us", &Out(&self.p90_us))?;
        record.serialize_field("p99Us", &Out(&self.p99_us))?;
        record.serialize_field("maxUs", &Out(&self.max_us))?;
        Ok(())
    }
}
impl ToJson for vmbay::observe::Latency {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::compute::Machine {
    const COUNT: usize = 25usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("organizationId", &Out(&self.organization_id))?;
        record.serialize_field("projectId", &Out(&self.project_id))?;
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("description", &Out(&self.description))?;
        record.serialize_field("labels", &Out(&self.labels))?;
        record.serialize_field("metadata", &Out(&self.metadata))?;
        record.serialize_field("hostId", &Out(&self.host_id))?;
        record.serialize_field("imageId", &Out(&self.image_id))?;
        record.serialize_field("desired", &Out(&self.desired))?;
        record.serialize_field("applied", &Out(&self.applied))?;
        record.serialize_field("desiredPower", &Out(&self.desired_power))?;
        record.serialize_field("powerState", &Out(&self.power_state))?;
        record.serialize_field("powerReason", &Out(&self.power_reason))?;
        record.serialize_field("hasSavedState", &Out(&self.has_saved_state))?;
        record.serialize_field("powerObservedAt", &Out(&self.power_observed_at))?;
        record.serialize_field("powerEpoch", &Out(&self.power_epoch))?;
        record.serialize_field("powerSequence", &Out(&self.power_sequence))?;
        record.serialize_field("phase", &Out(&self.phase))?;
        record.serialize_field("lockOperationId", &Out(&self.lock_operation_id))?;
        record.serialize_field("guestPhase", &Out(&self.guest_phase))?;
        record.serialize_field("createdAt", &Out(&self.created_at))?;
        record.serialize_field("displayStatus", &Out(&self.display_status()))?;
        record.serialize_field("pendingRestart", &Out(&self.pending_restart()))?;
        Ok(())
    }
}
impl ToJson for vmbay::compute::Machine {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl FromJson for vmbay::compute::MachineCreate {
    fn read(value: Value) -> Result<Self, Refusal> {
        let mut fields = Arguments::of(value)?;
        let mut made = Self::new(fields.required::<String>("name")?);
        if let Some(value) = fields.optional("project")? {
            made.project_id = value;
        }
        if let Some(value) = fields.optional("host")? {
            made.host_id = value;
        }
        if let Some(value) = fields.optional("image")? {
            made.image_id = value;
        }
        if let Some(value) = fields.optional("vcpus")? {
            made.vcpus = value;
        }
        if let Some(value) = fields.optional("memoryMib")? {
            made.memory_mib = value;
        }
        if let Some(value) = fields.optional("commandLine")? {
            made.command_line = value;
        }
        if let Some(value) = fields.optional("rootSizeBytes")? {
            made.root_size_bytes = value;
        }
        if let Some(value) = fields.optional("disks")? {
            made.disks = value;
        }
        if let Some(value) = fields.optional("volumes")? {
            made.volumes = value;
        }
        if let Some(value) = fields.optional("nics")? {
            made.nics = value;
        }
        if let Some(value) = fields.optional("description")? {
            made.description = value;
        }
        if let Some(value) = fields.optional("labels")? {
            made.labels = value;
        }
        if let Some(value) = fields.optional("metadata")? {
            made.metadata = value;
        }
        if let Some(value) = fields.optional("idempotencyKey")? {
            made.idempotency_key = value;
        }
        fields.end()?;
        Ok(made)
    }
}
impl Fields for vmbay::compute::MachineHardware {
    const COUNT: usize = 3usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("vcpus", &Out(&self.vcpus))?;
        record.serialize_field("memoryMib", &Out(&self.memory_mib))?;
        record.serialize_field("commandLine", &Out(&self.command_line))?;
        Ok(())
    }
}
impl ToJson for vmbay::compute::MachineHardware {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::hypervisor::MachineSpec {
    const COUNT: usize = 8usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("owner", &Out(&self.owner))?;
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("vcpus", &Out(&self.vcpus))?;
        record.serialize_field("memoryMib", &Out(&self.memory_mib))?;
        record.serialize_field("boot", &Out(&self.boot))?;
        record.serialize_field("disks", &Out(&self.disks))?;
        record.serialize_field("nics", &Out(&self.nics))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::MachineSpec {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::hypervisor::MachineStats {
    const COUNT: usize = 8usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("cpuTimeNs", &Out(&self.cpu_time_ns))?;
        record.serialize_field("vcpus", &Out(&self.vcpus))?;
        record.serialize_field("memoryMib", &Out(&self.memory_mib))?;
        record.serialize_field("diskReadBytes", &Out(&self.disk_read_bytes.map(Exact)))?;
        record
            .serialize_field("diskWriteBytes", &Out(&self.disk_write_bytes.map(Exact)))?;
        record.serialize_field("netRxBytes", &Out(&self.net_rx_bytes.map(Exact)))?;
        record.serialize_field("netTxBytes", &Out(&self.net_tx_bytes.map(Exact)))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::MachineStats {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::hypervisor::MachineStatus {
    const COUNT: usize = 6usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("owner", &Out(&self.owner))?;
        record.serialize_field("power", &Out(&self.power))?;
        record.serialize_field("reason", &Out(&self.reason))?;
        record.serialize_field("hasSavedState", &Out(&self.has_saved_state))?;
        record.serialize_field("agentConnected", &Out(&self.agent_connected))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::MachineStatus {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl FromJson for vmbay::job::NewJob {
    fn read(value: Value) -> Result<Self, Refusal> {
        let mut fields = Arguments::of(value)?;
        let mut made = Self::new(
            fields.required::<String>("kind")?,
            &fields.required::<serde_json::Value>("payload")?,
        )?;
        if let Some(value) = fields.optional("project")? {
            made.project_id = value;
        }
        if let Some(value) = fields.optional("priority")? {
            made.priority = value;
        }
        if let Some(value) = fields.optional("delayMs")? {
            made.delay = value;
        }
        if let Some(value) = fields.optional("dedupeKey")? {
            made.dedupe_key = value;
        }
        if let Some(value) = fields.optional("limitKey")? {
            made.limit_key = value;
        }
        fields.end()?;
        Ok(made)
    }
}
impl Fields for vmbay::hypervisor::NicSpec {
    const COUNT: usize = 3usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("mac", &Out(&self.mac))?;
        record.serialize_field("source", &Out(&self.source))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::NicSpec {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::operation::OperationRecord {
    const COUNT: usize = 29usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("organizationId", &Out(&self.organization_id))?;
        record.serialize_field("projectId", &Out(&self.project_id))?;
        record.serialize_field("kind", &Out(&self.kind))?;
        record.serialize_field("state", &Out(&self.state))?;
        record.serialize_field("targetKind", &Out(&self.target_kind))?;
        record.serialize_field("targetId", &Out(&self.target_id))?;
        record.serialize_field("hostId", &Out(&self.host_id))?;
        record.serialize_field("input", &Out(&self.input))?;
        record.serialize_field("output", &Out(&self.output))?;
        record.serialize_field("failure", &Out(&self.failure))?;
        record.serialize_field("idempotencyKey", &Out(&self.idempotency_key))?;
        record.serialize_field("inputDigest", &Out(&self.input_digest))?;
        record.serialize_field("step", &Out(&self.step))?;
        record.serialize_field("progress", &Out(&self.progress))?;
        record.serialize_field("attempts", &Out(&self.attempts))?;
        record.serialize_field("runAfter", &Out(&self.run_after))?;
        record.serialize_field("deadline", &Out(&self.deadline))?;
        record.serialize_field("cancelRequested", &Out(&self.cancel_requested))?;
        record.serialize_field("owner", &Out(&self.owner))?;
        record.serialize_field("leaseUntil", &Out(&self.lease_until))?;
        record.serialize_field("actor", &Out(&self.actor))?;
        record.serialize_field("requestId", &Out(&self.request_id))?;
        record.serialize_field("createdAt", &Out(&self.created_at))?;
        record.serialize_field("startedAt", &Out(&self.started_at))?;
        record.serialize_field("finishedAt", &Out(&self.finished_at))?;
        record.serialize_field("leaseMs", &Out(&self.lease_ms))?;
        record.serialize_field("durationMs", &Out(&self.duration()))?;
        Ok(())
    }
}
impl ToJson for vmbay::operation::OperationRecord {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::access::Organization {
    const COUNT: usize = 5usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("suspended", &Out(&self.suspended))?;
        record.serialize_field("createdAt", &Out(&self.created_at))?;
        Ok(())
    }
}
impl ToJson for vmbay::access::Organization {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::hypervisor::PoolSpace {
    const COUNT: usize = 2usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("capacityBytes", &Out(&Exact(self.capacity_bytes)))?;
        record.serialize_field("availableBytes", &Out(&Exact(self.available_bytes)))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::PoolSpace {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::storage::PoolUse {
    const COUNT: usize = 3usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("limit", &Out(&self.limit))?;
        record.serialize_field("busy", &Out(&self.busy))?;
        record.serialize_field("waiting", &Out(&self.waiting))?;
        Ok(())
    }
}
impl ToJson for vmbay::storage::PoolUse {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::operation::Progress {
    const COUNT: usize = 3usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("step", &Out(&self.step))?;
        record.serialize_field("fraction", &Out(&self.fraction))?;
        record.serialize_field("message", &Out(&self.message))?;
        Ok(())
    }
}
impl ToJson for vmbay::operation::Progress {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::access::Project {
    const COUNT: usize = 5usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("organizationId", &Out(&self.organization_id))?;
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("createdAt", &Out(&self.created_at))?;
        Ok(())
    }
}
impl ToJson for vmbay::access::Project {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::error::Resource {
    const COUNT: usize = 2usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("kind", &Out(&self.kind))?;
        record.serialize_field("id", &Out(&self.id))?;
        Ok(())
    }
}
impl ToJson for vmbay::error::Resource {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::schedule::Schedule {
    const COUNT: usize = 17usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("organizationId", &Out(&self.organization_id))?;
        record.serialize_field("projectId", &Out(&self.project_id))?;
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("timing", &Out(&self.timing))?;
        record.serialize_field("target", &Out(&self.target))?;
        record.serialize_field("misfire", &Out(&self.misfire))?;
        record.serialize_field("graceMs", &Out(&self.grace_ms))?;
        record.serialize_field("jitterMs", &Out(&self.jitter_ms))?;
        record.serialize_field("state", &Out(&self.state))?;
        record.serialize_field("dueAt", &Out(&self.due_at))?;
        record.serialize_field("tickedAt", &Out(&self.ticked_at))?;
        record.serialize_field("runs", &Out(&self.runs))?;
        record.serialize_field("actor", &Out(&self.actor))?;
        record.serialize_field("createdAt", &Out(&self.created_at))?;
        record.serialize_field("nextAt", &Out(&self.next_at()))?;
        Ok(())
    }
}
impl ToJson for vmbay::schedule::Schedule {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::schedule::ScheduleRun {
    const COUNT: usize = 10usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("organizationId", &Out(&self.organization_id))?;
        record.serialize_field("projectId", &Out(&self.project_id))?;
        record.serialize_field("scheduleId", &Out(&self.schedule_id))?;
        record.serialize_field("number", &Out(&self.number))?;
        record.serialize_field("tickAt", &Out(&self.tick_at))?;
        record.serialize_field("at", &Out(&self.at))?;
        record.serialize_field("begun", &Out(&self.begun))?;
        record.serialize_field("failure", &Out(&self.failure))?;
        Ok(())
    }
}
impl ToJson for vmbay::schedule::ScheduleRun {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::disk::StoragePool {
    const COUNT: usize = 7usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("hostId", &Out(&self.host_id))?;
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("kind", &Out(&self.kind))?;
        record.serialize_field("path", &Out(&self.path))?;
        record.serialize_field("createdAt", &Out(&self.created_at))?;
        Ok(())
    }
}
impl ToJson for vmbay::disk::StoragePool {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::observe::Telemetry {
    const COUNT: usize = 4usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("since", &Out(&self.since))?;
        record.serialize_field("storage", &Out(&self.storage))?;
        record.serialize_field("operations", &Out(&self.operations))?;
        record.serialize_field("pool", &Out(&self.pool))?;
        Ok(())
    }
}
impl ToJson for vmbay::observe::Telemetry {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::fleet::UnreachableHost {
    const COUNT: usize = 2usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("hostId", &Out(&self.host_id))?;
        record.serialize_field("failure", &Out(&self.failure))?;
        Ok(())
    }
}
impl ToJson for vmbay::fleet::UnreachableHost {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::disk::Volume {
    const COUNT: usize = 16usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("version", &Out(&self.version))?;
        record.serialize_field("organizationId", &Out(&self.organization_id))?;
        record.serialize_field("projectId", &Out(&self.project_id))?;
        record.serialize_field("poolId", &Out(&self.pool_id))?;
        record.serialize_field("name", &Out(&self.name))?;
        record.serialize_field("format", &Out(&self.format))?;
        record.serialize_field("sizeBytes", &Out(&Exact(self.size_bytes)))?;
        record.serialize_field("backingVolumeId", &Out(&self.backing_volume_id))?;
        record.serialize_field("machineId", &Out(&self.machine_id))?;
        record.serialize_field("deleteWithMachine", &Out(&self.delete_with_machine))?;
        record.serialize_field("position", &Out(&self.position))?;
        record.serialize_field("imageId", &Out(&self.image_id))?;
        record.serialize_field("state", &Out(&self.state))?;
        record.serialize_field("lockOperationId", &Out(&self.lock_operation_id))?;
        record.serialize_field("createdAt", &Out(&self.created_at))?;
        Ok(())
    }
}
impl ToJson for vmbay::disk::Volume {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::hypervisor::VolumeRef {
    const COUNT: usize = 3usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("pool", &Out(&self.pool))?;
        record.serialize_field("id", &Out(&self.id))?;
        record.serialize_field("format", &Out(&self.format))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::VolumeRef {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::hypervisor::VolumeSpec {
    const COUNT: usize = 3usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("volume", &Out(&self.volume))?;
        record.serialize_field("sizeBytes", &Out(&Exact(self.size_bytes)))?;
        record.serialize_field("backing", &Out(&self.backing))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::VolumeSpec {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Fields for vmbay::hypervisor::VolumeStatus {
    const COUNT: usize = 3usize;
    fn fields<S: SerializeStruct>(&self, record: &mut S) -> Result<(), S::Error> {
        record.serialize_field("volume", &Out(&self.volume))?;
        record.serialize_field("sizeBytes", &Out(&Exact(self.size_bytes)))?;
        record.serialize_field("allocatedBytes", &Out(&Exact(self.allocated_bytes)))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::VolumeStatus {
    fn write<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.record(out)
    }
}
impl Object for vmbay::Vmbay {
    fn member(&self, name: &str) -> Option<Box<dyn Object>> {
        match name {
            "organizations" => Some(Box::new(self.organizations())),
            "projects" => Some(Box::new(self.projects())),
            "hosts" => Some(Box::new(self.hosts())),
            "events" => Some(Box::new(self.events())),
            "consumers" => Some(Box::new(self.consumers())),
            "images" => Some(Box::new(self.images())),
            "volumes" => Some(Box::new(self.volumes())),
            "storagePools" => Some(Box::new(self.storage_pools())),
            "machines" => Some(Box::new(self.machines())),
            "guest" => Some(Box::new(self.guest())),
            "operations" => Some(Box::new(self.operations())),
            "jobs" => Some(Box::new(self.jobs())),
            "schedules" => Some(Box::new(self.schedules())),
            "leases" => Some(Box::new(self.leases())),
            _ => None,
        }
    }
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "with" => {
                let mut given_0 = vmbay::access::Context::default();
                if let Some(value) = arguments.optional::<_>("actor")? {
                    given_0.actor = value;
                }
                if let Some(value) = arguments.optional::<_>("scope")? {
                    given_0.scope = value;
                }
                if let Some(value) = arguments.optional::<_>("requestId")? {
                    given_0.request_id = value;
                }
                if let Some(value) = arguments.optional::<_>("deadline")? {
                    given_0.deadline = value;
                }
                arguments.end()?;
                Ok(Answer::object(async move { Ok(service.with(given_0)) }))
            }
            "health" => {
                let mut given_0 = vmbay::observe::HealthOptions::default();
                if let Some(value) = arguments.optional::<_>("deadlineMs")? {
                    given_0.deadline = value;
                }
                if let Some(value) = arguments.optional::<_>("backlogAgeMs")? {
                    given_0.backlog_age = value;
                }
                if let Some(value) = arguments.optional::<_>("freePercent")? {
                    given_0.free_percent = value;
                }
                if let Some(value) = arguments.optional::<_>("drift")? {
                    given_0.drift = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.health_with(given_0).await }))
            }
            "doctor" => {
                arguments.end()?;
                Ok(Answer::value(async move { service.doctor().await }))
            }
            "telemetry" => {
                arguments.end()?;
                Ok(Answer::value(async move { service.telemetry().await }))
            }
            "shutdown" => {
                let given_0 = arguments.required::<std::time::Duration>("deadlineMs")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.shutdown(given_0).await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::access::Organizations {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "create" => {
                let given_0 = arguments.required::<String>("name")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.create(given_0).await }))
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::OrganizationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }))
            }
            "list" => {
                let mut given_0 = vmbay::access::OrganizationQuery::default();
                if let Some(value) = arguments.optional::<_>("namePrefix")? {
                    given_0.name_prefix = value;
                }
                if let Some(value) = arguments.optional::<_>("suspended")? {
                    given_0.suspended = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "rename" => {
                let given_0 = arguments.required::<vmbay::id::OrganizationId>("id")?;
                let given_1 = arguments.required::<String>("name")?;
                let given_2 = arguments.optional::<u64>("expectedVersion")?;
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        service.rename(given_0, given_1, given_2).await
                    }),
                )
            }
            "suspend" => {
                let given_0 = arguments.required::<vmbay::id::OrganizationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.suspend(given_0).await }))
            }
            "resume" => {
                let given_0 = arguments.required::<vmbay::id::OrganizationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.resume(given_0).await }))
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::OrganizationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::access::Projects {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "create" => {
                let given_0 = arguments
                    .required::<vmbay::id::OrganizationId>("organization")?;
                let given_1 = arguments.required::<String>("name")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.create(given_0, given_1).await }))
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::ProjectId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }))
            }
            "list" => {
                let mut given_0 = vmbay::access::ProjectQuery::default();
                if let Some(value) = arguments.optional::<_>("organization")? {
                    given_0.organization_id = value;
                }
                if let Some(value) = arguments.optional::<_>("namePrefix")? {
                    given_0.name_prefix = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "rename" => {
                let given_0 = arguments.required::<vmbay::id::ProjectId>("id")?;
                let given_1 = arguments.required::<String>("name")?;
                let given_2 = arguments.optional::<u64>("expectedVersion")?;
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        service.rename(given_0, given_1, given_2).await
                    }),
                )
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::ProjectId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::fleet::Hosts {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "reconcile" => {
                let mut given_0 = vmbay::fleet::ReconcileOptions::default();
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host = value;
                }
                if let Some(value) = arguments.optional::<_>("mend")? {
                    given_0.mend = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.reconcile(given_0).await }))
            }
            "beginReconcile" => {
                let given_0 = arguments.required::<vmbay::id::HostId>("host")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_reconcile(given_0).await }))
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::HostId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }))
            }
            "list" => {
                let mut given_0 = vmbay::fleet::HostQuery::default();
                if let Some(value) = arguments.optional::<_>("adminState")? {
                    given_0.admin_state = value;
                }
                if let Some(value) = arguments.optional::<_>("connectionState")? {
                    given_0.connection_state = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "suggest" => {
                let mut given_0 = vmbay::fleet::Request::default();
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host = value;
                }
                if let Some(value) = arguments.optional::<_>("memoryMib")? {
                    given_0.memory_mib = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.suggest(&given_0).await }))
            }
            "update" => {
                let given_0 = arguments.required::<vmbay::id::HostId>("id")?;
                let mut given_1 = vmbay::fleet::HostUpdate::default();
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_1.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("adminState")? {
                    given_1.admin_state = value;
                }
                if let Some(value) = arguments.optional::<_>("expectedVersion")? {
                    given_1.expected_version = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.update(given_0, given_1).await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::event::Events {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "latest" => {
                arguments.end()?;
                Ok(Answer::value(async move { service.latest().await }))
            }
            "list" => {
                let mut given_0 = vmbay::event::EventQuery::default();
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("topic")? {
                    given_0.topic = value;
                }
                if let Some(value) = arguments.optional::<_>("entityId")? {
                    given_0.entity_id = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "stream" => {
                let mut given_0 = vmbay::event::EventQuery::default();
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("topic")? {
                    given_0.topic = value;
                }
                if let Some(value) = arguments.optional::<_>("entityId")? {
                    given_0.entity_id = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::stream(service.stream(given_0)))
            }
            "prune" => {
                let given_0 = arguments.required::<vmbay::Timestamp>("before")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.prune(given_0).await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::event::Consumers {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "open" => {
                let given_0 = arguments.required::<String>("name")?;
                let mut given_1 = vmbay::event::ConsumerOptions::default();
                if let Some(value) = arguments.optional::<_>("start")? {
                    given_1.start = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_1.limit = value;
                }
                if let Some(value) = arguments.optional::<_>("leaseMs")? {
                    given_1.lease = value;
                }
                arguments.end()?;
                Ok(
                    Answer::object(async move {
                        service.open(given_0, given_1).await.map(Held::new)
                    }),
                )
            }
            "list" => {
                let mut given_0 = vmbay::event::ConsumerQuery::default();
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "reset" => {
                let given_0 = arguments.required::<String>("name")?;
                let given_1 = arguments.required::<vmbay::event::EventToken>("to")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.reset(&given_0, given_1).await }))
            }
            "delete" => {
                let given_0 = arguments.required::<String>("name")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(&given_0).await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for Held<vmbay::event::Consumer> {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "next" => {
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        service.lock().await.get()?.next().await
                    }),
                )
            }
            "acknowledge" => {
                let given_0 = arguments.required::<vmbay::event::EventToken>("token")?;
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        service.lock().await.get()?.acknowledge(given_0).await
                    }),
                )
            }
            "release" => {
                arguments.end()?;
                Ok(Answer::value(async move { service.take().await?.release().await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::disk::Images {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "get" => {
                let given_0 = arguments.required::<vmbay::id::ImageId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }))
            }
            "list" => {
                let mut given_0 = vmbay::disk::ImageQuery::default();
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("kind")? {
                    given_0.kind = value;
                }
                if let Some(value) = arguments.optional::<_>("state")? {
                    given_0.state = value;
                }
                if let Some(value) = arguments.optional::<_>("namePrefix")? {
                    given_0.name_prefix = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "stream" => {
                let mut given_0 = vmbay::disk::ImageQuery::default();
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("kind")? {
                    given_0.kind = value;
                }
                if let Some(value) = arguments.optional::<_>("state")? {
                    given_0.state = value;
                }
                if let Some(value) = arguments.optional::<_>("namePrefix")? {
                    given_0.name_prefix = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(
                    Answer::stream(
                        async move { service.stream(given_0).await }.try_flatten_stream(),
                    ),
                )
            }
            "importDisk" => {
                let mut given_0 = vmbay::disk::ImageImport::disk(
                    arguments.required::<String>("name")?,
                    arguments.required::<std::path::PathBuf>("path")?,
                );
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("pool")? {
                    given_0.pool_id = value;
                }
                if let Some(value) = arguments.optional::<_>("description")? {
                    given_0.description = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("commandLine")? {
                    given_0.command_line = value;
                }
                if let Some(value) = arguments.optional::<_>("sha256")? {
                    given_0.sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("initrdSha256")? {
                    given_0.initrd_sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("idempotencyKey")? {
                    given_0.idempotency_key = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.import(given_0).await }))
            }
            "importIso" => {
                let mut given_0 = vmbay::disk::ImageImport::iso(
                    arguments.required::<String>("name")?,
                    arguments.required::<std::path::PathBuf>("path")?,
                );
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("pool")? {
                    given_0.pool_id = value;
                }
                if let Some(value) = arguments.optional::<_>("description")? {
                    given_0.description = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("commandLine")? {
                    given_0.command_line = value;
                }
                if let Some(value) = arguments.optional::<_>("sha256")? {
                    given_0.sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("initrdSha256")? {
                    given_0.initrd_sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("idempotencyKey")? {
                    given_0.idempotency_key = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.import(given_0).await }))
            }
            "importKernel" => {
                let mut given_0 = vmbay::disk::ImageImport::kernel(
                    arguments.required::<String>("name")?,
                    arguments.required::<std::path::PathBuf>("kernel")?,
                    arguments.required::<std::path::PathBuf>("initrd")?,
                );
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("pool")? {
                    given_0.pool_id = value;
                }
                if let Some(value) = arguments.optional::<_>("description")? {
                    given_0.description = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("commandLine")? {
                    given_0.command_line = value;
                }
                if let Some(value) = arguments.optional::<_>("sha256")? {
                    given_0.sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("initrdSha256")? {
                    given_0.initrd_sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("idempotencyKey")? {
                    given_0.idempotency_key = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.import(given_0).await }))
            }
            "beginImportDisk" => {
                let mut given_0 = vmbay::disk::ImageImport::disk(
                    arguments.required::<String>("name")?,
                    arguments.required::<std::path::PathBuf>("path")?,
                );
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("pool")? {
                    given_0.pool_id = value;
                }
                if let Some(value) = arguments.optional::<_>("description")? {
                    given_0.description = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("commandLine")? {
                    given_0.command_line = value;
                }
                if let Some(value) = arguments.optional::<_>("sha256")? {
                    given_0.sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("initrdSha256")? {
                    given_0.initrd_sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("idempotencyKey")? {
                    given_0.idempotency_key = value;
                }
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_import(given_0).await }))
            }
            "beginImportIso" => {
                let mut given_0 = vmbay::disk::ImageImport::iso(
                    arguments.required::<String>("name")?,
                    arguments.required::<std::path::PathBuf>("path")?,
                );
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("pool")? {
                    given_0.pool_id = value;
                }
                if let Some(value) = arguments.optional::<_>("description")? {
                    given_0.description = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("commandLine")? {
                    given_0.command_line = value;
                }
                if let Some(value) = arguments.optional::<_>("sha256")? {
                    given_0.sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("initrdSha256")? {
                    given_0.initrd_sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("idempotencyKey")? {
                    given_0.idempotency_key = value;
                }
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_import(given_0).await }))
            }
            "beginImportKernel" => {
                let mut given_0 = vmbay::disk::ImageImport::kernel(
                    arguments.required::<String>("name")?,
                    arguments.required::<std::path::PathBuf>("kernel")?,
                    arguments.required::<std::path::PathBuf>("initrd")?,
                );
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("pool")? {
                    given_0.pool_id = value;
                }
                if let Some(value) = arguments.optional::<_>("description")? {
                    given_0.description = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("commandLine")? {
                    given_0.command_line = value;
                }
                if let Some(value) = arguments.optional::<_>("sha256")? {
                    given_0.sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("initrdSha256")? {
                    given_0.initrd_sha256 = value;
                }
                if let Some(value) = arguments.optional::<_>("idempotencyKey")? {
                    given_0.idempotency_key = value;
                }
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_import(given_0).await }))
            }
            "update" => {
                let given_0 = arguments.required::<vmbay::id::ImageId>("id")?;
                let mut given_1 = vmbay::disk::ImageUpdate::default();
                if let Some(value) = arguments.optional::<_>("description")? {
                    given_1.description = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_1.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("commandLine")? {
                    given_1.command_line = value;
                }
                if let Some(value) = arguments.optional::<_>("expectedVersion")? {
                    given_1.expected_version = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.update(given_0, given_1).await }))
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::ImageId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }))
            }
            "beginDelete" => {
                let given_0 = arguments.required::<vmbay::id::ImageId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_delete(given_0).await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::disk::Volumes {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "get" => {
                let given_0 = arguments.required::<vmbay::id::VolumeId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }))
            }
            "list" => {
                let mut given_0 = vmbay::disk::VolumeQuery::default();
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("pool")? {
                    given_0.pool_id = value;
                }
                if let Some(value) = arguments.optional::<_>("machine")? {
                    given_0.machine_id = value;
                }
                if let Some(value) = arguments.optional::<_>("backingVolume")? {
                    given_0.backing_volume_id = value;
                }
                if let Some(value) = arguments.optional::<_>("state")? {
                    given_0.state = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "stream" => {
                let mut given_0 = vmbay::disk::VolumeQuery::default();
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("pool")? {
                    given_0.pool_id = value;
                }
                if let Some(value) = arguments.optional::<_>("machine")? {
                    given_0.machine_id = value;
                }
                if let Some(value) = arguments.optional::<_>("backingVolume")? {
                    given_0.backing_volume_id = value;
                }
                if let Some(value) = arguments.optional::<_>("state")? {
                    given_0.state = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(
                    Answer::stream(
                        async move { service.stream(given_0).await }.try_flatten_stream(),
                    ),
                )
            }
            "create" => {
                let mut given_0 = vmbay::disk::VolumeCreate::new(
                    arguments.required::<String>("name")?,
                    arguments.required::<u64>("sizeBytes")?,
                );
                if let Some(value) = arguments.optional::<_>("format")? {
                    given_0.format = value;
                }
                if let Some(value) = arguments.optional::<_>("image")? {
                    given_0.image_id = value;
                }
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("pool")? {
                    given_0.pool_id = value;
                }
                if let Some(value) = arguments.optional::<_>("idempotencyKey")? {
                    given_0.idempotency_key = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.create(given_0).await }))
            }
            "beginCreate" => {
                let mut given_0 = vmbay::disk::VolumeCreate::new(
                    arguments.required::<String>("name")?,
                    arguments.required::<u64>("sizeBytes")?,
                );
                if let Some(value) = arguments.optional::<_>("format")? {
                    given_0.format = value;
                }
                if let Some(value) = arguments.optional::<_>("image")? {
                    given_0.image_id = value;
                }
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("pool")? {
                    given_0.pool_id = value;
                }
                if let Some(value) = arguments.optional::<_>("idempotencyKey")? {
                    given_0.idempotency_key = value;
                }
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_create(given_0).await }))
            }
            "resize" => {
                let given_0 = arguments.required::<vmbay::id::VolumeId>("id")?;
                let given_1 = arguments.required::<u64>("sizeBytes")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.resize(given_0, given_1).await }))
            }
            "beginResize" => {
                let given_0 = arguments.required::<vmbay::id::VolumeId>("id")?;
                let given_1 = arguments.required::<u64>("sizeBytes")?;
                arguments.end()?;
                Ok(
                    Answer::work(async move {
                        service.begin_resize(given_0, given_1).await
                    }),
                )
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::VolumeId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }))
            }
            "beginDelete" => {
                let given_0 = arguments.required::<vmbay::id::VolumeId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_delete(given_0).await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::disk::StoragePools {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "get" => {
                let given_0 = arguments.required::<vmbay::id::StoragePoolId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }))
            }
            "list" => {
                let mut given_0 = vmbay::disk::StoragePoolQuery::default();
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "space" => {
                let given_0 = arguments.required::<vmbay::id::StoragePoolId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.space(given_0).await }))
            }
            "create" => {
                let mut given_0 = vmbay::disk::StoragePoolCreate {
                    host_id: arguments.required::<vmbay::id::HostId>("host")?,
                    name: arguments.required::<String>("name")?,
                    path: arguments.required::<String>("path")?,
                };
                arguments.end()?;
                Ok(Answer::value(async move { service.create(given_0).await }))
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::StoragePoolId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::compute::Machines {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "createMany" => {
                let given_0 = arguments.required::<Vec<_>>("creates")?;
                let mut given_1 = vmbay::compute::ManyOptions::default();
                if let Some(value) = arguments.optional::<_>("concurrency")? {
                    given_1.concurrency = value;
                }
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        Ok(service.create_many(given_0, given_1).await)
                    }),
                )
            }
            "startMany" => {
                let given_0 = arguments.required::<Vec<vmbay::id::MachineId>>("ids")?;
                let mut given_1 = vmbay::compute::ManyOptions::default();
                if let Some(value) = arguments.optional::<_>("concurrency")? {
                    given_1.concurrency = value;
                }
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        Ok(service.start_many(&given_0, given_1).await)
                    }),
                )
            }
            "stopMany" => {
                let given_0 = arguments.required::<Vec<vmbay::id::MachineId>>("ids")?;
                let mut given_1 = vmbay::compute::StopOptions::default();
                if let Some(value) = arguments.optional::<_>("timeoutMs")? {
                    given_1.timeout_ms = value;
                }
                if let Some(value) = arguments.optional::<_>("force")? {
                    given_1.force = value;
                }
                let mut given_2 = vmbay::compute::ManyOptions::default();
                if let Some(value) = arguments.optional::<_>("concurrency")? {
                    given_2.concurrency = value;
                }
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        Ok(service.stop_many(&given_0, given_1, given_2).await)
                    }),
                )
            }
            "deleteMany" => {
                let given_0 = arguments.required::<Vec<vmbay::id::MachineId>>("ids")?;
                let mut given_1 = vmbay::compute::DeleteOptions::default();
                if let Some(value) = arguments.optional::<_>("force")? {
                    given_1.force = value;
                }
                let mut given_2 = vmbay::compute::ManyOptions::default();
                if let Some(value) = arguments.optional::<_>("concurrency")? {
                    given_2.concurrency = value;
                }
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        Ok(service.delete_many(&given_0, given_1, given_2).await)
                    }),
                )
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }))
            }
            "list" => {
                let mut given_0 = vmbay::compute::MachineQuery::default();
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("image")? {
                    given_0.image_id = value;
                }
                if let Some(value) = arguments.optional::<_>("phase")? {
                    given_0.phase = value;
                }
                if let Some(value) = arguments.optional::<_>("powerState")? {
                    given_0.power_state = value;
                }
                if let Some(value) = arguments.optional::<_>("namePrefix")? {
                    given_0.name_prefix = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "stream" => {
                let mut given_0 = vmbay::compute::MachineQuery::default();
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("image")? {
                    given_0.image_id = value;
                }
                if let Some(value) = arguments.optional::<_>("phase")? {
                    given_0.phase = value;
                }
                if let Some(value) = arguments.optional::<_>("powerState")? {
                    given_0.power_state = value;
                }
                if let Some(value) = arguments.optional::<_>("namePrefix")? {
                    given_0.name_prefix = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(
                    Answer::stream(
                        async move { service.stream(given_0).await }.try_flatten_stream(),
                    ),
                )
            }
            "count" => {
                let mut given_0 = vmbay::compute::MachineQuery::default();
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("image")? {
                    given_0.image_id = value;
                }
                if let Some(value) = arguments.optional::<_>("phase")? {
                    given_0.phase = value;
                }
                if let Some(value) = arguments.optional::<_>("powerState")? {
                    given_0.power_state = value;
                }
                if let Some(value) = arguments.optional::<_>("namePrefix")? {
                    given_0.name_prefix = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.count(given_0).await }))
            }
            "create" => {
                let mut given_0 = vmbay::compute::MachineCreate::new(
                    arguments.required::<String>("name")?,
                );
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("image")? {
                    given_0.image_id = value;
                }
                if let Some(value) = arguments.optional::<_>("vcpus")? {
                    given_0.vcpus = value;
                }
                if let Some(value) = arguments.optional::<_>("memoryMib")? {
                    given_0.memory_mib = value;
                }
                if let Some(value) = arguments.optional::<_>("commandLine")? {
                    given_0.command_line = value;
                }
                if let Some(value) = arguments.optional::<_>("rootSizeBytes")? {
                    given_0.root_size_bytes = value;
                }
                if let Some(value) = arguments.optional::<_>("disks")? {
                    given_0.disks = value;
                }
                if let Some(value) = arguments.optional::<_>("volumes")? {
                    given_0.volumes = value;
                }
                if let Some(value) = arguments.optional::<_>("nics")? {
                    given_0.nics = value;
                }
                if let Some(value) = arguments.optional::<_>("description")? {
                    given_0.description = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("metadata")? {
                    given_0.metadata = value;
                }
                if let Some(value) = arguments.optional::<_>("idempotencyKey")? {
                    given_0.idempotency_key = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.create(given_0).await }))
            }
            "beginCreate" => {
                let mut given_0 = vmbay::compute::MachineCreate::new(
                    arguments.required::<String>("name")?,
                );
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("host")? {
                    given_0.host_id = value;
                }
                if let Some(value) = arguments.optional::<_>("image")? {
                    given_0.image_id = value;
                }
                if let Some(value) = arguments.optional::<_>("vcpus")? {
                    given_0.vcpus = value;
                }
                if let Some(value) = arguments.optional::<_>("memoryMib")? {
                    given_0.memory_mib = value;
                }
                if let Some(value) = arguments.optional::<_>("commandLine")? {
                    given_0.command_line = value;
                }
                if let Some(value) = arguments.optional::<_>("rootSizeBytes")? {
                    given_0.root_size_bytes = value;
                }
                if let Some(value) = arguments.optional::<_>("disks")? {
                    given_0.disks = value;
                }
                if let Some(value) = arguments.optional::<_>("volumes")? {
                    given_0.volumes = value;
                }
                if let Some(value) = arguments.optional::<_>("nics")? {
                    given_0.nics = value;
                }
                if let Some(value) = arguments.optional::<_>("description")? {
                    given_0.description = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_0.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("metadata")? {
                    given_0.metadata = value;
                }
                if let Some(value) = arguments.optional::<_>("idempotencyKey")? {
                    given_0.idempotency_key = value;
                }
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_create(given_0).await }))
            }
            "start" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.start(given_0).await }))
            }
            "beginStart" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_start(given_0).await }))
            }
            "forceStop" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.force_stop(given_0).await }))
            }
            "beginForceStop" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_force_stop(given_0).await }))
            }
            "reboot" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.reboot(given_0).await }))
            }
            "beginReboot" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_reboot(given_0).await }))
            }
            "reset" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.reset(given_0).await }))
            }
            "beginReset" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_reset(given_0).await }))
            }
            "pause" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.pause(given_0).await }))
            }
            "beginPause" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_pause(given_0).await }))
            }
            "resume" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.resume(given_0).await }))
            }
            "beginResume" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_resume(given_0).await }))
            }
            "save" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.save(given_0).await }))
            }
            "beginSave" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_save(given_0).await }))
            }
            "restore" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.restore(given_0).await }))
            }
            "beginRestore" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_restore(given_0).await }))
            }
            "stop" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let mut given_1 = vmbay::compute::StopOptions::default();
                if let Some(value) = arguments.optional::<_>("timeoutMs")? {
                    given_1.timeout_ms = value;
                }
                if let Some(value) = arguments.optional::<_>("force")? {
                    given_1.force = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.stop(given_0, given_1).await }))
            }
            "beginStop" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let mut given_1 = vmbay::compute::StopOptions::default();
                if let Some(value) = arguments.optional::<_>("timeoutMs")? {
                    given_1.timeout_ms = value;
                }
                if let Some(value) = arguments.optional::<_>("force")? {
                    given_1.force = value;
                }
                arguments.end()?;
                Ok(
                    Answer::work(async move {
                        service.begin_stop(given_0, given_1).await
                    }),
                )
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let mut given_1 = vmbay::compute::DeleteOptions::default();
                if let Some(value) = arguments.optional::<_>("force")? {
                    given_1.force = value;
                }
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        service.delete_with(given_0, given_1).await
                    }),
                )
            }
            "beginDelete" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let mut given_1 = vmbay::compute::DeleteOptions::default();
                if let Some(value) = arguments.optional::<_>("force")? {
                    given_1.force = value;
                }
                arguments.end()?;
                Ok(
                    Answer::work(async move {
                        service.begin_delete(given_0, given_1).await
                    }),
                )
            }
            "update" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let mut given_1 = vmbay::compute::MachineUpdate::default();
                if let Some(value) = arguments.optional::<_>("description")? {
                    given_1.description = value;
                }
                if let Some(value) = arguments.optional::<_>("labels")? {
                    given_1.labels = value;
                }
                if let Some(value) = arguments.optional::<_>("metadata")? {
                    given_1.metadata = value;
                }
                if let Some(value) = arguments.optional::<_>("expectedVersion")? {
                    given_1.expected_version = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.update(given_0, given_1).await }))
            }
            "reconfigure" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let mut given_1 = vmbay::compute::MachineReconfigure::default();
                if let Some(value) = arguments.optional::<_>("vcpus")? {
                    given_1.vcpus = value;
                }
                if let Some(value) = arguments.optional::<_>("memoryMib")? {
                    given_1.memory_mib = value;
                }
                if let Some(value) = arguments.optional::<_>("commandLine")? {
                    given_1.command_line = value;
                }
                if let Some(value) = arguments.optional::<_>("expectedVersion")? {
                    given_1.expected_version = value;
                }
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        service.reconfigure(given_0, given_1).await
                    }),
                )
            }
            "waitReady" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let mut given_1 = vmbay::compute::ReadyOptions::new(
                    arguments.required::<std::time::Duration>("timeoutMs")?,
                );
                if let Some(value) = arguments.optional::<_>("probes")? {
                    given_1.probes = value;
                }
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        service.wait_ready_with(given_0, given_1).await
                    }),
                )
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::compute::Guest {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "ping" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.ping(given_0).await }))
            }
            "exec" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let mut given_1 = vmbay::hypervisor::ExecCommand::new(
                    arguments.required::<Vec<String>>("argv")?,
                );
                if let Some(value) = arguments.optional::<_>("env")? {
                    given_1.env = value;
                }
                if let Some(value) = arguments.optional::<_>("stdin")? {
                    given_1.stdin = value;
                }
                if let Some(value) = arguments.optional::<_>("timeoutMs")? {
                    given_1.timeout = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.exec(given_0, given_1).await }))
            }
            "execStream" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let mut given_1 = vmbay::hypervisor::ExecCommand::new(
                    arguments.required::<Vec<String>>("argv")?,
                );
                if let Some(value) = arguments.optional::<_>("env")? {
                    given_1.env = value;
                }
                if let Some(value) = arguments.optional::<_>("stdin")? {
                    given_1.stdin = value;
                }
                if let Some(value) = arguments.optional::<_>("timeoutMs")? {
                    given_1.timeout = value;
                }
                arguments.end()?;
                Ok(
                    Answer::stream(
                        async move { service.exec_stream(given_0, given_1).await }
                            .try_flatten_stream(),
                    ),
                )
            }
            "readFile" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let given_1 = arguments.required::<String>("path")?;
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        service.read_file(given_0, &given_1).await
                    }),
                )
            }
            "readFileStream" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let given_1 = arguments.required::<String>("path")?;
                arguments.end()?;
                Ok(
                    Answer::stream(
                        async move { service.read_file_stream(given_0, &given_1).await }
                            .try_flatten_stream(),
                    ),
                )
            }
            "writeFile" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let given_1 = arguments.required::<String>("path")?;
                let given_2 = arguments.required::<Vec<u8>>("content")?;
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        service.write_file(given_0, &given_1, given_2).await
                    }),
                )
            }
            "consoleLog" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let given_1 = arguments.required::<u64>("offset")?;
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        service.console_log(given_0, given_1).await
                    }),
                )
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::operation::Operations {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "get" => {
                let given_0 = arguments.required::<vmbay::id::OperationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }))
            }
            "list" => {
                let mut given_0 = vmbay::operation::OperationQuery::default();
                if let Some(value) = arguments.optional::<_>("state")? {
                    given_0.state = value;
                }
                if let Some(value) = arguments.optional::<_>("kind")? {
                    given_0.kind = value;
                }
                if let Some(value) = arguments.optional::<_>("targetId")? {
                    given_0.target_id = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "begin" => {
                let given_0 = arguments.required::<String>("kind")?;
                let mut given_1 = vmbay::operation::OperationBegin::default();
                if let Some(value) = arguments.optional::<_>("input")? {
                    given_1.input = value;
                }
                if let Some(value) = arguments.optional::<_>("idempotencyKey")? {
                    given_1.idempotency_key = value;
                }
                if let Some(value) = arguments.optional::<_>("delayMs")? {
                    given_1.delay = value;
                }
                if let Some(value) = arguments.optional::<_>("timeLimitMs")? {
                    given_1.time_limit = value;
                }
                arguments.end()?;
                Ok(Answer::work(async move { service.begin(&given_0, given_1).await }))
            }
            "attach" => {
                let given_0 = arguments.required::<vmbay::id::OperationId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.attach(given_0).await }))
            }
            "cancel" => {
                let given_0 = arguments.required::<vmbay::id::OperationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.cancel(given_0).await }))
            }
            "settle" => {
                let given_0 = arguments.required::<std::time::Duration>("limitMs")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.settle(given_0).await }))
            }
            "prune" => {
                let given_0 = arguments.required::<vmbay::Timestamp>("before")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.prune(given_0).await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::job::Jobs {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "enqueue" => {
                let mut given_0 = vmbay::job::NewJob::new(
                        arguments.required::<String>("kind")?,
                        &arguments.required::<serde_json::Value>("payload")?,
                    )
                    .map_err(Refusal::from)?;
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("priority")? {
                    given_0.priority = value;
                }
                if let Some(value) = arguments.optional::<_>("delayMs")? {
                    given_0.delay = value;
                }
                if let Some(value) = arguments.optional::<_>("dedupeKey")? {
                    given_0.dedupe_key = value;
                }
                if let Some(value) = arguments.optional::<_>("limitKey")? {
                    given_0.limit_key = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.enqueue(given_0).await }))
            }
            "enqueueMany" => {
                let given_0 = arguments.required::<Vec<_>>("new")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.enqueue_many(given_0).await }))
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::JobId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }))
            }
            "list" => {
                let mut given_0 = vmbay::job::JobQuery::default();
                if let Some(value) = arguments.optional::<_>("state")? {
                    given_0.state = value;
                }
                if let Some(value) = arguments.optional::<_>("kind")? {
                    given_0.kind = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "cancel" => {
                let given_0 = arguments.required::<vmbay::id::JobId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.cancel(given_0).await }))
            }
            "replay" => {
                let given_0 = arguments.required::<vmbay::id::JobId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.replay(given_0).await }))
            }
            "replayAll" => {
                let given_0 = arguments.required::<String>("kind")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.replay_all(&given_0).await }))
            }
            "purge" => {
                let given_0 = arguments.required::<String>("kind")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.purge(&given_0).await }))
            }
            "stats" => {
                arguments.end()?;
                Ok(Answer::value(async move { service.stats().await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::schedule::Schedules {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "create" => {
                let mut given_0 = vmbay::schedule::ScheduleCreate::new(
                    arguments.required::<String>("name")?,
                    arguments.required::<_>("timing")?,
                    arguments.required::<_>("target")?,
                );
                if let Some(value) = arguments.optional::<_>("project")? {
                    given_0.project_id = value;
                }
                if let Some(value) = arguments.optional::<_>("misfire")? {
                    given_0.misfire = value;
                }
                if let Some(value) = arguments.optional::<_>("graceMs")? {
                    given_0.grace = value;
                }
                if let Some(value) = arguments.optional::<_>("jitterMs")? {
                    given_0.jitter = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.create(given_0).await }))
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }))
            }
            "list" => {
                let mut given_0 = vmbay::schedule::ScheduleQuery::default();
                if let Some(value) = arguments.optional::<_>("state")? {
                    given_0.state = value;
                }
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_0.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_0.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.list(given_0).await }))
            }
            "runs" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                let mut given_1 = vmbay::schedule::ScheduleRunQuery::default();
                if let Some(value) = arguments.optional::<_>("after")? {
                    given_1.after = value;
                }
                if let Some(value) = arguments.optional::<_>("limit")? {
                    given_1.limit = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.runs(given_0, given_1).await }))
            }
            "update" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                let mut given_1 = vmbay::schedule::ScheduleUpdate::default();
                if let Some(value) = arguments.optional::<_>("timing")? {
                    given_1.timing = value;
                }
                if let Some(value) = arguments.optional::<_>("target")? {
                    given_1.target = value;
                }
                if let Some(value) = arguments.optional::<_>("misfire")? {
                    given_1.misfire = value;
                }
                if let Some(value) = arguments.optional::<_>("graceMs")? {
                    given_1.grace = value;
                }
                if let Some(value) = arguments.optional::<_>("jitterMs")? {
                    given_1.jitter = value;
                }
                if let Some(value) = arguments.optional::<_>("expectedVersion")? {
                    given_1.expected_version = value;
                }
                arguments.end()?;
                Ok(Answer::value(async move { service.update(given_0, given_1).await }))
            }
            "pause" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.pause(given_0).await }))
            }
            "resume" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.resume(given_0).await }))
            }
            "run" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.run(given_0).await }))
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::operation::Leases {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "acquire" => {
                let given_0 = arguments.required::<String>("name")?;
                let given_1 = arguments.required::<std::time::Duration>("ttlMs")?;
                arguments.end()?;
                Ok(
                    Answer::object(async move {
                        service.acquire(given_0, given_1).await.map(Held::new)
                    }),
                )
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for Held<vmbay::operation::Lease> {
    fn call(&self, verb: &str, mut arguments: Arguments) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "fence" => {
                arguments.end()?;
                Ok(Answer::value(async move { Ok(service.lock().await.get()?.fence()) }))
            }
            "isHeld" => {
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        Ok(service.lock().await.get()?.is_held())
                    }),
                )
            }
            "lost" => {
                arguments.end()?;
                Ok(
                    Answer::value(async move {
                        Ok(service.lock().await.get()?.lost().await)
                    }),
                )
            }
            "release" => {
                arguments.end()?;
                Ok(Answer::value(async move { service.take().await?.release().await }))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
