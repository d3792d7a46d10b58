//! Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.

#![allow(clippy::all, clippy::pedantic, unused_mut, missing_docs)]

use futures::future::TryFutureExt as _;
use serde::Serializer;
use serde_json::Value;
use vmbay_bindings_common::Held;
use crate::{
    object::{Answer, Object},
    read::{Arguments, FromJson, Refusal, word},
    write::{Exact, Fields, Form, Put, ToJson},
};
impl ToJson for vmbay::id::ConsumerId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::ConsumerId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::EventId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::EventId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::HostId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::HostId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::ImageId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::ImageId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::InstallationId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::InstallationId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::InstanceId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::InstanceId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::JobId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::JobId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::JobLimitId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::JobLimitId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::JobWorkerId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::JobWorkerId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::MachineId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::MachineId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::NamedLeaseId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::NamedLeaseId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::NicId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::NicId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::OperationId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::OperationId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::OrganizationId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::OrganizationId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::ProjectId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::ProjectId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::ScheduleId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::ScheduleId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::ScheduleRunId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::ScheduleRunId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::SettingId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::SettingId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::StoragePoolId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::StoragePoolId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::UserId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::UserId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::id::VolumeId {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        vmbay::uuid::Uuid::from(*self).write(out, form)
    }
}
impl FromJson for vmbay::id::VolumeId {
    fn read(value: Value) -> Result<Self, Refusal> {
        vmbay::uuid::Uuid::read(value).map(Self::from)
    }
}
impl ToJson for vmbay::fleet::AdminState {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::fleet::AdminState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::fleet::ConnectionState {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::fleet::ConnectionState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::compute::DesiredPower {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::compute::DesiredPower {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::hypervisor::DiskKind {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::hypervisor::DiskKind {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::compute::DisplayStatus {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::compute::DisplayStatus {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::fleet::DriftKind {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::fleet::DriftKind {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::error::ErrorCode {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::error::ErrorCode {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::compute::GuestPhase {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::compute::GuestPhase {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::observe::HealthStatus {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::observe::HealthStatus {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::disk::ImageKind {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::disk::ImageKind {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::disk::ImageState {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::disk::ImageState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::job::JobState {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::job::JobState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::compute::MachinePhase {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::compute::MachinePhase {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::operation::OperationState {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::operation::OperationState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::disk::PoolKind {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::disk::PoolKind {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::hypervisor::PowerReason {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::hypervisor::PowerReason {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::hypervisor::PowerState {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::hypervisor::PowerState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::schedule::ScheduleState {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::schedule::ScheduleState {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::hypervisor::Severity {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::hypervisor::Severity {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::compute::Verb {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::compute::Verb {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::hypervisor::VolumeFormat {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
    }
}
impl FromJson for vmbay::hypervisor::VolumeFormat {
    fn read(value: Value) -> Result<Self, Refusal> {
        word(value)
    }
}
impl ToJson for vmbay::disk::VolumeState {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.as_str().write(out, form)
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
impl Fields for vmbay::schedule::Begun {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        match self {
            Self::Job(job) => {
                out.put("type", "job")?;
                out.put("job", &job)?;
            }
            Self::Operation(operation) => {
                out.put("type", "operation")?;
                out.put("operation", &operation)?;
            }
        }
        Ok(())
    }
}
impl ToJson for vmbay::schedule::Begun {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::BootSpec {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        match self {
            Self::Disk => {
                out.put("type", "disk")?;
            }
            Self::Kernel { kernel, initrd, command_line } => {
                out.put("type", "kernel")?;
                out.put("kernel", &kernel)?;
                out.put("initrd", &initrd)?;
                out.put("commandLine", &command_line)?;
            }
        }
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::BootSpec {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::event::EventItem {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        match self {
            Self::Event(value) => {
                out.put("type", "event")?;
                value.fields(out)?;
            }
            Self::Gap(value) => {
                out.put("type", "gap")?;
                value.fields(out)?;
            }
        }
        Ok(())
    }
}
impl ToJson for vmbay::event::EventItem {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::ExecEvent {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        match self {
            Self::Stdout(value) => {
                out.put("type", "stdout")?;
                out.put("value", &value)?;
            }
            Self::Stderr(value) => {
                out.put("type", "stderr")?;
                out.put("value", &value)?;
            }
            Self::Exited { exit_code, signal } => {
                out.put("type", "exited")?;
                out.put("exitCode", &exit_code)?;
                out.put("signal", &signal)?;
            }
        }
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::ExecEvent {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::schedule::Misfire {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        match self {
            Self::Skip => {
                out.put("type", "skip")?;
            }
            Self::RunOnce => {
                out.put("type", "run_once")?;
            }
            Self::CatchUp { runs } => {
                out.put("type", "catch_up")?;
                out.put("runs", &runs)?;
            }
        }
        Ok(())
    }
}
impl ToJson for vmbay::schedule::Misfire {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
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
impl Fields for vmbay::hypervisor::NicSource {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        match self {
            Self::User => {
                out.put("type", "user")?;
            }
            Self::Network(value) => {
                out.put("type", "network")?;
                out.put("value", &value)?;
            }
        }
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::NicSource {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
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
impl Fields for vmbay::schedule::Target {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        match self {
            Self::Job { kind, payload } => {
                out.put("type", "job")?;
                out.put("kind", &kind)?;
                out.put("payload", &payload)?;
            }
            Self::Operation { kind, input } => {
                out.put("type", "operation")?;
                out.put("kind", &kind)?;
                out.put("input", &input)?;
            }
            Self::Machine { machine_id, verb } => {
                out.put("type", "machine")?;
                out.put("machineId", &machine_id)?;
                out.put("verb", &verb)?;
            }
        }
        Ok(())
    }
}
impl ToJson for vmbay::schedule::Target {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
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
impl Fields for vmbay::schedule::Timing {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        match self {
            Self::Cron { pattern, zone } => {
                out.put("type", "cron")?;
                out.put("pattern", &pattern)?;
                out.put("zone", &zone)?;
            }
            Self::Every { interval_ms, from } => {
                out.put("type", "every")?;
                out.put("intervalMs", &interval_ms)?;
                out.put("from", &from)?;
            }
            Self::Once { at } => {
                out.put("type", "once")?;
                out.put("at", &at)?;
            }
        }
        Ok(())
    }
}
impl ToJson for vmbay::schedule::Timing {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
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
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("reset", &self.reset)?;
        out.put("pause", &self.pause)?;
        out.put("save", &self.save)?;
        out.put("volumes", &self.volumes)?;
        out.put("guestAgent", &self.guest_agent)?;
        out.put("consoleLog", &self.console_log)?;
        out.put("events", &self.events)?;
        out.put("stats", &self.stats)?;
        out.put("userNetwork", &self.user_network)?;
        out.put("namedNetwork", &self.named_network)?;
        out.put("guests", &self.guests)?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::Capabilities {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::event::ConsumerLag {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("consumer", &self.consumer)?;
        out.put("behind", &self.behind)?;
        out.put("oldestAt", &self.oldest_at)?;
        out.put("gap", &self.gap)?;
        Ok(())
    }
}
impl ToJson for vmbay::event::ConsumerLag {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::event::ConsumerRecord {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("name", &self.name)?;
        out.put("position", &self.position)?;
        out.put("movedAt", &self.moved_at)?;
        out.put("createdAt", &self.created_at)?;
        Ok(())
    }
}
impl ToJson for vmbay::event::ConsumerRecord {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::observe::Diagnosis {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("host", &self.host)?;
        out.put("finding", &self.finding)?;
        Ok(())
    }
}
impl ToJson for vmbay::observe::Diagnosis {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
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
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("volume", &self.volume)?;
        out.put("kind", &self.kind)?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::DiskSpec {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::fleet::Drift {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("kind", &self.kind)?;
        out.put("hostId", &self.host_id)?;
        out.put("id", &self.id)?;
        out.put("problem", &self.problem)?;
        out.put("mended", &self.mended)?;
        out.put("failure", &self.failure)?;
        Ok(())
    }
}
impl ToJson for vmbay::fleet::Drift {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::fleet::DriftReport {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("drifts", &self.drifts)?;
        out.put("unreachable", &self.unreachable)?;
        out.put("isClean", &self.is_clean())?;
        Ok(())
    }
}
impl ToJson for vmbay::fleet::DriftReport {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::event::Event {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("sequence", &self.sequence)?;
        out.put("topic", &self.topic)?;
        out.put("entityKind", &self.entity_kind)?;
        out.put("entityId", &self.entity_id)?;
        out.put("organizationId", &self.organization_id)?;
        out.put("projectId", &self.project_id)?;
        out.put("actor", &self.actor)?;
        out.put("operationId", &self.operation_id)?;
        out.put("requestId", &self.request_id)?;
        out.put("payload", &self.payload)?;
        out.put("payloadVersion", &self.payload_version)?;
        out.put("at", &self.at)?;
        out.put("token", &self.token())?;
        Ok(())
    }
}
impl ToJson for vmbay::event::Event {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::event::EventPage {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("gap", &self.gap)?;
        out.put("events", &self.events)?;
        out.put("token", &self.token)?;
        Ok(())
    }
}
impl ToJson for vmbay::event::EventPage {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::ExecCommand {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("argv", &self.argv)?;
        out.put("env", &self.env)?;
        out.put("stdin", &self.stdin)?;
        out.put("timeoutMs", &self.timeout)?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::ExecCommand {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::ExecOutput {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("exitCode", &self.exit_code)?;
        out.put("signal", &self.signal)?;
        out.put("stdout", &self.stdout)?;
        out.put("stderr", &self.stderr)?;
        out.put("success", &self.success())?;
        out.put("stdoutText", &self.stdout_text().to_string())?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::ExecOutput {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::error::Failure {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("code", &self.code)?;
        out.put("reason", &self.reason)?;
        out.put("message", &self.message)?;
        out.put("resource", &self.resource)?;
        out.put("retryable", &self.retryable)?;
        Ok(())
    }
}
impl ToJson for vmbay::error::Failure {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::Finding {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("code", &self.code)?;
        out.put("severity", &self.severity)?;
        out.put("problem", &self.problem)?;
        out.put("mend", &self.mend)?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::Finding {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::event::Gap {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("after", &self.after)?;
        out.put("until", &self.until)?;
        out.put("token", &self.token())?;
        Ok(())
    }
}
impl ToJson for vmbay::event::Gap {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::observe::Health {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("status", &self.status)?;
        out.put("live", &self.live)?;
        out.put("checks", &self.checks)?;
        out.put("at", &self.at)?;
        out.put("isReady", &self.is_ready())?;
        Ok(())
    }
}
impl ToJson for vmbay::observe::Health {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::observe::HealthCheck {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("name", &self.name)?;
        out.put("status", &self.status)?;
        out.put("message", &self.message)?;
        out.put("latencyUs", &self.latency_us)?;
        Ok(())
    }
}
impl ToJson for vmbay::observe::HealthCheck {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::fleet::Host {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("name", &self.name)?;
        out.put("adapter", &self.adapter)?;
        out.put("uri", &self.uri)?;
        out.put("hostname", &self.hostname)?;
        out.put("hypervisorVersion", &self.hypervisor_version)?;
        out.put("cpus", &self.cpus)?;
        out.put("memoryMib", &self.memory_mib)?;
        out.put("accelerated", &self.accelerated)?;
        out.put("labels", &self.labels)?;
        out.put("adminState", &self.admin_state)?;
        out.put("connectionState", &self.connection_state)?;
        out.put("seenAt", &self.seen_at)?;
        out.put("epoch", &self.epoch)?;
        out.put("createdAt", &self.created_at)?;
        Ok(())
    }
}
impl ToJson for vmbay::fleet::Host {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::HostInfo {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("hostname", &self.hostname)?;
        out.put("version", &self.version)?;
        out.put("cpus", &self.cpus)?;
        out.put("memoryMib", &self.memory_mib)?;
        out.put("accelerated", &self.accelerated)?;
        out.put("defaultPool", &self.default_pool)?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::HostInfo {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::disk::Image {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("organizationId", &self.organization_id)?;
        out.put("projectId", &self.project_id)?;
        out.put("name", &self.name)?;
        out.put("description", &self.description)?;
        out.put("kind", &self.kind)?;
        out.put("state", &self.state)?;
        out.put("lockOperationId", &self.lock_operation_id)?;
        out.put("poolId", &self.pool_id)?;
        out.put("volumeId", &self.volume_id)?;
        out.put("initrdVolumeId", &self.initrd_volume_id)?;
        out.put("sha256", &self.sha256)?;
        out.put("initrdSha256", &self.initrd_sha256)?;
        out.put("sizeBytes", &Exact(self.size_bytes))?;
        out.put("virtualSizeBytes", &self.virtual_size_bytes.map(Exact))?;
        out.put("commandLine", &self.command_line)?;
        out.put("labels", &self.labels)?;
        out.put("createdAt", &self.created_at)?;
        Ok(())
    }
}
impl ToJson for vmbay::disk::Image {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::job::JobProgress {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("fraction", &self.fraction)?;
        out.put("message", &self.message)?;
        Ok(())
    }
}
impl ToJson for vmbay::job::JobProgress {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::job::JobRecord {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("organizationId", &self.organization_id)?;
        out.put("projectId", &self.project_id)?;
        out.put("kind", &self.kind)?;
        out.put("payload", &self.payload)?;
        out.put("state", &self.state)?;
        out.put("priority", &self.priority)?;
        out.put("place", &self.place)?;
        out.put("runAfter", &self.run_after)?;
        out.put("attempts", &self.attempts)?;
        out.put("dedupeKey", &self.dedupe_key)?;
        out.put("limitKey", &self.limit_key)?;
        out.put("owner", &self.owner)?;
        out.put("cancelRequested", &self.cancel_requested)?;
        out.put("progress", &self.progress)?;
        out.put("lastError", &self.last_error)?;
        out.put("actor", &self.actor)?;
        out.put("createdAt", &self.created_at)?;
        Ok(())
    }
}
impl ToJson for vmbay::job::JobRecord {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::job::JobStats {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("kind", &self.kind)?;
        out.put("queued", &self.queued)?;
        out.put("running", &self.running)?;
        out.put("dead", &self.dead)?;
        out.put("oldestAgeMs", &self.oldest_age)?;
        Ok(())
    }
}
impl ToJson for vmbay::job::JobStats {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::observe::Latency {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("name", &self.name)?;
        out.put("count", &self.count)?;
        out.put("failures", &self.failures)?;
        out.put("totalUs", &self.total_us)?;
        out.put("p50Us", &self.p50_us)?;
        out.put("p90Us", &self.p90_us)?;
        out.put("p99Us", &self.p99_us)?;
        out.put("maxUs", &self.max_us)?;
        Ok(())
    }
}
impl ToJson for vmbay::observe::Latency {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::compute::Machine {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("organizationId", &self.organization_id)?;
        out.put("projectId", &self.project_id)?;
        out.put("name", &self.name)?;
        out.put("description", &self.description)?;
        out.put("labels", &self.labels)?;
        out.put("metadata", &self.metadata)?;
        out.put("hostId", &self.host_id)?;
        out.put("imageId", &self.image_id)?;
        out.put("desired", &self.desired)?;
        out.put("applied", &self.applied)?;
        out.put("desiredPower", &self.desired_power)?;
        out.put("powerState", &self.power_state)?;
        out.put("powerReason", &self.power_reason)?;
        out.put("hasSavedState", &self.has_saved_state)?;
        out.put("powerObservedAt", &self.power_observed_at)?;
        out.put("powerEpoch", &self.power_epoch)?;
        out.put("powerSequence", &self.power_sequence)?;
        out.put("phase", &self.phase)?;
        out.put("lockOperationId", &self.lock_operation_id)?;
        out.put("guestPhase", &self.guest_phase)?;
        out.put("createdAt", &self.created_at)?;
        out.put("displayStatus", &self.display_status())?;
        out.put("pendingRestart", &self.pending_restart())?;
        Ok(())
    }
}
impl ToJson for vmbay::compute::Machine {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
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
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("vcpus", &self.vcpus)?;
        out.put("memoryMib", &self.memory_mib)?;
        out.put("commandLine", &self.command_line)?;
        Ok(())
    }
}
impl ToJson for vmbay::compute::MachineHardware {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::MachineSpec {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("owner", &self.owner)?;
        out.put("name", &self.name)?;
        out.put("vcpus", &self.vcpus)?;
        out.put("memoryMib", &self.memory_mib)?;
        out.put("boot", &self.boot)?;
        out.put("disks", &self.disks)?;
        out.put("nics", &self.nics)?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::MachineSpec {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::MachineStats {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("cpuTimeNs", &self.cpu_time_ns)?;
        out.put("vcpus", &self.vcpus)?;
        out.put("memoryMib", &self.memory_mib)?;
        out.put("diskReadBytes", &self.disk_read_bytes.map(Exact))?;
        out.put("diskWriteBytes", &self.disk_write_bytes.map(Exact))?;
        out.put("netRxBytes", &self.net_rx_bytes.map(Exact))?;
        out.put("netTxBytes", &self.net_tx_bytes.map(Exact))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::MachineStats {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::MachineStatus {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("owner", &self.owner)?;
        out.put("power", &self.power)?;
        out.put("reason", &self.reason)?;
        out.put("hasSavedState", &self.has_saved_state)?;
        out.put("agentConnected", &self.agent_connected)?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::MachineStatus {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
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
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("mac", &self.mac)?;
        out.put("source", &self.source)?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::NicSpec {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::operation::OperationRecord {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("organizationId", &self.organization_id)?;
        out.put("projectId", &self.project_id)?;
        out.put("kind", &self.kind)?;
        out.put("state", &self.state)?;
        out.put("targetKind", &self.target_kind)?;
        out.put("targetId", &self.target_id)?;
        out.put("hostId", &self.host_id)?;
        out.put("input", &self.input)?;
        out.put("output", &self.output)?;
        out.put("failure", &self.failure)?;
        out.put("idempotencyKey", &self.idempotency_key)?;
        out.put("inputDigest", &self.input_digest)?;
        out.put("step", &self.step)?;
        out.put("progress", &self.progress)?;
        out.put("attempts", &self.attempts)?;
        out.put("runAfter", &self.run_after)?;
        out.put("deadline", &self.deadline)?;
        out.put("cancelRequested", &self.cancel_requested)?;
        out.put("owner", &self.owner)?;
        out.put("leaseUntil", &self.lease_until)?;
        out.put("actor", &self.actor)?;
        out.put("requestId", &self.request_id)?;
        out.put("createdAt", &self.created_at)?;
        out.put("startedAt", &self.started_at)?;
        out.put("finishedAt", &self.finished_at)?;
        out.put("leaseMs", &self.lease_ms)?;
        out.put("durationMs", &self.duration())?;
        Ok(())
    }
}
impl ToJson for vmbay::operation::OperationRecord {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::access::Organization {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("name", &self.name)?;
        out.put("suspended", &self.suspended)?;
        out.put("createdAt", &self.created_at)?;
        Ok(())
    }
}
impl ToJson for vmbay::access::Organization {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::PoolSpace {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("capacityBytes", &Exact(self.capacity_bytes))?;
        out.put("availableBytes", &Exact(self.available_bytes))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::PoolSpace {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::storage::PoolUse {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("limit", &self.limit)?;
        out.put("busy", &self.busy)?;
        out.put("waiting", &self.waiting)?;
        Ok(())
    }
}
impl ToJson for vmbay::storage::PoolUse {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::operation::Progress {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("step", &self.step)?;
        out.put("fraction", &self.fraction)?;
        out.put("message", &self.message)?;
        Ok(())
    }
}
impl ToJson for vmbay::operation::Progress {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::access::Project {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("organizationId", &self.organization_id)?;
        out.put("name", &self.name)?;
        out.put("createdAt", &self.created_at)?;
        Ok(())
    }
}
impl ToJson for vmbay::access::Project {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::error::Resource {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("kind", &self.kind)?;
        out.put("id", &self.id)?;
        Ok(())
    }
}
impl ToJson for vmbay::error::Resource {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::schedule::Schedule {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("organizationId", &self.organization_id)?;
        out.put("projectId", &self.project_id)?;
        out.put("name", &self.name)?;
        out.put("timing", &self.timing)?;
        out.put("target", &self.target)?;
        out.put("misfire", &self.misfire)?;
        out.put("graceMs", &self.grace_ms)?;
        out.put("jitterMs", &self.jitter_ms)?;
        out.put("state", &self.state)?;
        out.put("dueAt", &self.due_at)?;
        out.put("tickedAt", &self.ticked_at)?;
        out.put("runs", &self.runs)?;
        out.put("actor", &self.actor)?;
        out.put("createdAt", &self.created_at)?;
        out.put("nextAt", &self.next_at())?;
        Ok(())
    }
}
impl ToJson for vmbay::schedule::Schedule {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::schedule::ScheduleRun {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("organizationId", &self.organization_id)?;
        out.put("projectId", &self.project_id)?;
        out.put("scheduleId", &self.schedule_id)?;
        out.put("number", &self.number)?;
        out.put("tickAt", &self.tick_at)?;
        out.put("at", &self.at)?;
        out.put("begun", &self.begun)?;
        out.put("failure", &self.failure)?;
        Ok(())
    }
}
impl ToJson for vmbay::schedule::ScheduleRun {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::disk::StoragePool {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("hostId", &self.host_id)?;
        out.put("name", &self.name)?;
        out.put("kind", &self.kind)?;
        out.put("path", &self.path)?;
        out.put("createdAt", &self.created_at)?;
        Ok(())
    }
}
impl ToJson for vmbay::disk::StoragePool {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::observe::Telemetry {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("since", &self.since)?;
        out.put("storage", &self.storage)?;
        out.put("operations", &self.operations)?;
        out.put("pool", &self.pool)?;
        Ok(())
    }
}
impl ToJson for vmbay::observe::Telemetry {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::fleet::UnreachableHost {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("hostId", &self.host_id)?;
        out.put("failure", &self.failure)?;
        Ok(())
    }
}
impl ToJson for vmbay::fleet::UnreachableHost {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::disk::Volume {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("id", &self.id)?;
        out.put("version", &self.version)?;
        out.put("organizationId", &self.organization_id)?;
        out.put("projectId", &self.project_id)?;
        out.put("poolId", &self.pool_id)?;
        out.put("name", &self.name)?;
        out.put("format", &self.format)?;
        out.put("sizeBytes", &Exact(self.size_bytes))?;
        out.put("backingVolumeId", &self.backing_volume_id)?;
        out.put("machineId", &self.machine_id)?;
        out.put("deleteWithMachine", &self.delete_with_machine)?;
        out.put("position", &self.position)?;
        out.put("imageId", &self.image_id)?;
        out.put("state", &self.state)?;
        out.put("lockOperationId", &self.lock_operation_id)?;
        out.put("createdAt", &self.created_at)?;
        Ok(())
    }
}
impl ToJson for vmbay::disk::Volume {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::VolumeRef {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("pool", &self.pool)?;
        out.put("id", &self.id)?;
        out.put("format", &self.format)?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::VolumeRef {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::VolumeSpec {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("volume", &self.volume)?;
        out.put("sizeBytes", &Exact(self.size_bytes))?;
        out.put("backing", &self.backing)?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::VolumeSpec {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
    }
}
impl Fields for vmbay::hypervisor::VolumeStatus {
    fn fields<P: Put>(&self, out: &mut P) -> Result<(), P::Error> {
        out.put("volume", &self.volume)?;
        out.put("sizeBytes", &Exact(self.size_bytes))?;
        out.put("allocatedBytes", &Exact(self.allocated_bytes))?;
        Ok(())
    }
}
impl ToJson for vmbay::hypervisor::VolumeStatus {
    fn write<S: Serializer>(&self, out: S, form: Form) -> Result<S::Ok, S::Error> {
        self.record(out, form)
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
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
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
                Ok(
                    Answer::value(
                        async move { service.health_with(given_0).await },
                        form,
                    ),
                )
            }
            "doctor" => {
                arguments.end()?;
                Ok(Answer::value(async move { service.doctor().await }, form))
            }
            "telemetry" => {
                arguments.end()?;
                Ok(Answer::value(async move { service.telemetry().await }, form))
            }
            "shutdown" => {
                let given_0 = arguments.required::<std::time::Duration>("deadlineMs")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.shutdown(given_0).await }, form))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::access::Organizations {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "create" => {
                let given_0 = arguments.required::<String>("name")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.create(given_0).await }, form))
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::OrganizationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }, form))
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
            }
            "rename" => {
                let given_0 = arguments.required::<vmbay::id::OrganizationId>("id")?;
                let given_1 = arguments.required::<String>("name")?;
                let given_2 = arguments.optional::<u64>("expectedVersion")?;
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.rename(given_0, given_1, given_2).await },
                        form,
                    ),
                )
            }
            "suspend" => {
                let given_0 = arguments.required::<vmbay::id::OrganizationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.suspend(given_0).await }, form))
            }
            "resume" => {
                let given_0 = arguments.required::<vmbay::id::OrganizationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.resume(given_0).await }, form))
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::OrganizationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }, form))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::access::Projects {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "create" => {
                let given_0 = arguments
                    .required::<vmbay::id::OrganizationId>("organization")?;
                let given_1 = arguments.required::<String>("name")?;
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.create(given_0, given_1).await },
                        form,
                    ),
                )
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::ProjectId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }, form))
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
            }
            "rename" => {
                let given_0 = arguments.required::<vmbay::id::ProjectId>("id")?;
                let given_1 = arguments.required::<String>("name")?;
                let given_2 = arguments.optional::<u64>("expectedVersion")?;
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.rename(given_0, given_1, given_2).await },
                        form,
                    ),
                )
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::ProjectId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }, form))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::fleet::Hosts {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
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
                Ok(Answer::value(async move { service.reconcile(given_0).await }, form))
            }
            "beginReconcile" => {
                let given_0 = arguments.required::<vmbay::id::HostId>("host")?;
                arguments.end()?;
                Ok(
                    Answer::work(
                        async move { service.begin_reconcile(given_0).await },
                        form,
                    ),
                )
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::HostId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }, form))
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
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
                Ok(Answer::value(async move { service.suggest(&given_0).await }, form))
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
                Ok(
                    Answer::value(
                        async move { service.update(given_0, given_1).await },
                        form,
                    ),
                )
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::event::Events {
    fn follows(&self, verb: &str) -> bool {
        matches!(verb, "stream")
    }
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "latest" => {
                arguments.end()?;
                Ok(Answer::value(async move { service.latest().await }, form))
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
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
                Ok(Answer::stream(service.stream(given_0), form))
            }
            "prune" => {
                let given_0 = arguments.required::<vmbay::Timestamp>("before")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.prune(given_0).await }, form))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::event::Consumers {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
            }
            "reset" => {
                let given_0 = arguments.required::<String>("name")?;
                let given_1 = arguments.required::<vmbay::event::EventToken>("to")?;
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.reset(&given_0, given_1).await },
                        form,
                    ),
                )
            }
            "delete" => {
                let given_0 = arguments.required::<String>("name")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(&given_0).await }, form))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for Held<vmbay::event::Consumer> {
    fn follows(&self, verb: &str) -> bool {
        matches!(verb, "next")
    }
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "next" => {
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.lock().await.get()?.next().await },
                        form,
                    ),
                )
            }
            "acknowledge" => {
                let given_0 = arguments.required::<vmbay::event::EventToken>("token")?;
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move {
                            service.lock().await.get()?.acknowledge(given_0).await
                        },
                        form,
                    ),
                )
            }
            "release" => {
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.take().await?.release().await },
                        form,
                    ),
                )
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::disk::Images {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "get" => {
                let given_0 = arguments.required::<vmbay::id::ImageId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }, form))
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
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
                        async move { service.stream(given_0).await }
                            .try_flatten_stream(),
                        form,
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
                Ok(Answer::value(async move { service.import(given_0).await }, form))
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
                Ok(Answer::value(async move { service.import(given_0).await }, form))
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
                Ok(Answer::value(async move { service.import(given_0).await }, form))
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
                Ok(
                    Answer::work(
                        async move { service.begin_import(given_0).await },
                        form,
                    ),
                )
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
                Ok(
                    Answer::work(
                        async move { service.begin_import(given_0).await },
                        form,
                    ),
                )
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
                Ok(
                    Answer::work(
                        async move { service.begin_import(given_0).await },
                        form,
                    ),
                )
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
                Ok(
                    Answer::value(
                        async move { service.update(given_0, given_1).await },
                        form,
                    ),
                )
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::ImageId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }, form))
            }
            "beginDelete" => {
                let given_0 = arguments.required::<vmbay::id::ImageId>("id")?;
                arguments.end()?;
                Ok(
                    Answer::work(
                        async move { service.begin_delete(given_0).await },
                        form,
                    ),
                )
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::disk::Volumes {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "get" => {
                let given_0 = arguments.required::<vmbay::id::VolumeId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }, form))
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
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
                        async move { service.stream(given_0).await }
                            .try_flatten_stream(),
                        form,
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
                Ok(Answer::value(async move { service.create(given_0).await }, form))
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
                Ok(
                    Answer::work(
                        async move { service.begin_create(given_0).await },
                        form,
                    ),
                )
            }
            "resize" => {
                let given_0 = arguments.required::<vmbay::id::VolumeId>("id")?;
                let given_1 = arguments.required::<u64>("sizeBytes")?;
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.resize(given_0, given_1).await },
                        form,
                    ),
                )
            }
            "beginResize" => {
                let given_0 = arguments.required::<vmbay::id::VolumeId>("id")?;
                let given_1 = arguments.required::<u64>("sizeBytes")?;
                arguments.end()?;
                Ok(
                    Answer::work(
                        async move { service.begin_resize(given_0, given_1).await },
                        form,
                    ),
                )
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::VolumeId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }, form))
            }
            "beginDelete" => {
                let given_0 = arguments.required::<vmbay::id::VolumeId>("id")?;
                arguments.end()?;
                Ok(
                    Answer::work(
                        async move { service.begin_delete(given_0).await },
                        form,
                    ),
                )
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::disk::StoragePools {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "get" => {
                let given_0 = arguments.required::<vmbay::id::StoragePoolId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }, form))
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
            }
            "space" => {
                let given_0 = arguments.required::<vmbay::id::StoragePoolId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.space(given_0).await }, form))
            }
            "create" => {
                let mut given_0 = vmbay::disk::StoragePoolCreate {
                    host_id: arguments.required::<vmbay::id::HostId>("host")?,
                    name: arguments.required::<String>("name")?,
                    path: arguments.required::<String>("path")?,
                };
                arguments.end()?;
                Ok(Answer::value(async move { service.create(given_0).await }, form))
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::StoragePoolId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }, form))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::compute::Machines {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
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
                    Answer::value(
                        async move { Ok(service.create_many(given_0, given_1).await) },
                        form,
                    ),
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
                    Answer::value(
                        async move { Ok(service.start_many(&given_0, given_1).await) },
                        form,
                    ),
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
                    Answer::value(
                        async move {
                            Ok(service.stop_many(&given_0, given_1, given_2).await)
                        },
                        form,
                    ),
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
                    Answer::value(
                        async move {
                            Ok(service.delete_many(&given_0, given_1, given_2).await)
                        },
                        form,
                    ),
                )
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }, form))
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
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
                        async move { service.stream(given_0).await }
                            .try_flatten_stream(),
                        form,
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
                Ok(Answer::value(async move { service.count(given_0).await }, form))
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
                Ok(Answer::value(async move { service.create(given_0).await }, form))
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
                Ok(
                    Answer::work(
                        async move { service.begin_create(given_0).await },
                        form,
                    ),
                )
            }
            "start" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.start(given_0).await }, form))
            }
            "beginStart" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_start(given_0).await }, form))
            }
            "forceStop" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.force_stop(given_0).await }, form))
            }
            "beginForceStop" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(
                    Answer::work(
                        async move { service.begin_force_stop(given_0).await },
                        form,
                    ),
                )
            }
            "reboot" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.reboot(given_0).await }, form))
            }
            "beginReboot" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(
                    Answer::work(
                        async move { service.begin_reboot(given_0).await },
                        form,
                    ),
                )
            }
            "reset" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.reset(given_0).await }, form))
            }
            "beginReset" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_reset(given_0).await }, form))
            }
            "pause" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.pause(given_0).await }, form))
            }
            "beginPause" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_pause(given_0).await }, form))
            }
            "resume" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.resume(given_0).await }, form))
            }
            "beginResume" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(
                    Answer::work(
                        async move { service.begin_resume(given_0).await },
                        form,
                    ),
                )
            }
            "save" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.save(given_0).await }, form))
            }
            "beginSave" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.begin_save(given_0).await }, form))
            }
            "restore" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.restore(given_0).await }, form))
            }
            "beginRestore" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(
                    Answer::work(
                        async move { service.begin_restore(given_0).await },
                        form,
                    ),
                )
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
                Ok(
                    Answer::value(
                        async move { service.stop(given_0, given_1).await },
                        form,
                    ),
                )
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
                    Answer::work(
                        async move { service.begin_stop(given_0, given_1).await },
                        form,
                    ),
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
                    Answer::value(
                        async move { service.delete_with(given_0, given_1).await },
                        form,
                    ),
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
                    Answer::work(
                        async move { service.begin_delete(given_0, given_1).await },
                        form,
                    ),
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
                Ok(
                    Answer::value(
                        async move { service.update(given_0, given_1).await },
                        form,
                    ),
                )
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
                    Answer::value(
                        async move { service.reconfigure(given_0, given_1).await },
                        form,
                    ),
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
                    Answer::value(
                        async move { service.wait_ready_with(given_0, given_1).await },
                        form,
                    ),
                )
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::compute::Guest {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "ping" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.ping(given_0).await }, form))
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
                Ok(
                    Answer::value(
                        async move { service.exec(given_0, given_1).await },
                        form,
                    ),
                )
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
                        form,
                    ),
                )
            }
            "readFile" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let given_1 = arguments.required::<String>("path")?;
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.read_file(given_0, &given_1).await },
                        form,
                    ),
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
                        form,
                    ),
                )
            }
            "writeFile" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let given_1 = arguments.required::<String>("path")?;
                let given_2 = arguments.required::<Vec<u8>>("content")?;
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move {
                            service.write_file(given_0, &given_1, given_2).await
                        },
                        form,
                    ),
                )
            }
            "consoleLog" => {
                let given_0 = arguments.required::<vmbay::id::MachineId>("id")?;
                let given_1 = arguments.required::<u64>("offset")?;
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.console_log(given_0, given_1).await },
                        form,
                    ),
                )
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::operation::Operations {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "get" => {
                let given_0 = arguments.required::<vmbay::id::OperationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }, form))
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
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
                Ok(
                    Answer::work(
                        async move { service.begin(&given_0, given_1).await },
                        form,
                    ),
                )
            }
            "attach" => {
                let given_0 = arguments.required::<vmbay::id::OperationId>("id")?;
                arguments.end()?;
                Ok(Answer::work(async move { service.attach(given_0).await }, form))
            }
            "cancel" => {
                let given_0 = arguments.required::<vmbay::id::OperationId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.cancel(given_0).await }, form))
            }
            "settle" => {
                let given_0 = arguments.required::<std::time::Duration>("limitMs")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.settle(given_0).await }, form))
            }
            "prune" => {
                let given_0 = arguments.required::<vmbay::Timestamp>("before")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.prune(given_0).await }, form))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::job::Jobs {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
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
                Ok(Answer::value(async move { service.enqueue(given_0).await }, form))
            }
            "enqueueMany" => {
                let given_0 = arguments.required::<Vec<_>>("new")?;
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.enqueue_many(given_0).await },
                        form,
                    ),
                )
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::JobId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }, form))
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
            }
            "cancel" => {
                let given_0 = arguments.required::<vmbay::id::JobId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.cancel(given_0).await }, form))
            }
            "replay" => {
                let given_0 = arguments.required::<vmbay::id::JobId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.replay(given_0).await }, form))
            }
            "replayAll" => {
                let given_0 = arguments.required::<String>("kind")?;
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.replay_all(&given_0).await },
                        form,
                    ),
                )
            }
            "purge" => {
                let given_0 = arguments.required::<String>("kind")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.purge(&given_0).await }, form))
            }
            "stats" => {
                arguments.end()?;
                Ok(Answer::value(async move { service.stats().await }, form))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::schedule::Schedules {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
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
                Ok(Answer::value(async move { service.create(given_0).await }, form))
            }
            "get" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.get(given_0).await }, form))
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
                Ok(Answer::value(async move { service.list(given_0).await }, form))
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
                Ok(
                    Answer::value(
                        async move { service.runs(given_0, given_1).await },
                        form,
                    ),
                )
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
                Ok(
                    Answer::value(
                        async move { service.update(given_0, given_1).await },
                        form,
                    ),
                )
            }
            "pause" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.pause(given_0).await }, form))
            }
            "resume" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.resume(given_0).await }, form))
            }
            "run" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.run(given_0).await }, form))
            }
            "delete" => {
                let given_0 = arguments.required::<vmbay::id::ScheduleId>("id")?;
                arguments.end()?;
                Ok(Answer::value(async move { service.delete(given_0).await }, form))
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
impl Object for vmbay::operation::Leases {
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        _form: Form,
    ) -> Result<Answer, Refusal> {
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
    fn follows(&self, verb: &str) -> bool {
        matches!(verb, "lost")
    }
    fn call(
        &self,
        verb: &str,
        mut arguments: Arguments,
        form: Form,
    ) -> Result<Answer, Refusal> {
        let service = self.clone();
        match verb {
            "fence" => {
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { Ok(service.lock().await.get()?.fence()) },
                        form,
                    ),
                )
            }
            "isHeld" => {
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { Ok(service.lock().await.get()?.is_held()) },
                        form,
                    ),
                )
            }
            "lost" => {
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { Ok(service.lock().await.get()?.lost().await) },
                        form,
                    ),
                )
            }
            "release" => {
                arguments.end()?;
                Ok(
                    Answer::value(
                        async move { service.take().await?.release().await },
                        form,
                    ),
                )
            }
            _ => Err(Refusal::Type(format!("{verb} is no verb of this service"))),
        }
    }
}
