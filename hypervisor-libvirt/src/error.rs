//! libvirt's errors in the words of the library.

use virt::error::{Error as VirtError, ErrorNumber as Number};
use vmbay::id::MachineId;
use vmbay::{Error, Resource};

/// The error of a call about the hypervisor as a whole; `what` is a verb phrase.
pub(crate) fn hypervisor(what: &'static str) -> impl Fn(VirtError) -> Error {
    move |error| translate(what, Resource::kind("hypervisor"), error)
}

/// The error of a call about one machine.
pub(crate) fn machine(what: &'static str, id: MachineId) -> impl Fn(VirtError) -> Error {
    move |error| translate(what, Resource::new("machine", id), error)
}

/// The error of a call to a machine's guest agent.
pub(crate) fn guest(id: MachineId) -> impl Fn(VirtError) -> Error {
    move |error| match number(&error) {
        Some(Number::NoDomain) => Error::not_found("machine", id),
        Some(Number::Rpc | Number::NoConnect | Number::InvalidConn) => {
            translate("reach the guest agent", Resource::new("machine", id), error)
        }
        _ => Error::GuestFailed {
            resource: Resource::new("machine", id),
            problem: error.message().to_owned().into(),
            source: Some(Box::new(error)),
        },
    }
}

fn translate(what: &'static str, resource: Resource, error: VirtError) -> Error {
    let message = error.message();
    if message.contains("No space left on device") || message.contains("Disk quota exceeded") {
        return Error::OutOfSpace { what: what.into(), source: Some(Box::new(error)) };
    }
    match number(&error) {
        Some(Number::NoDomain) => Error::NotFound { resource },
        Some(Number::NoNetwork) => Error::NotFound { resource: Resource::kind("network") },
        Some(Number::DomExist) => Error::AlreadyExists { resource, field: "name".into() },
        Some(
            Number::NoSupport
            | Number::OperationUnsupported
            | Number::ArgumentUnsupported
            | Number::ConfigUnsupported,
        ) => Error::Unsupported { ability: what.into(), by: format!("this libvirt ({message})").into() },
        Some(Number::NoConnect | Number::InvalidConn | Number::Rpc) => Error::Unavailable {
            what: "the connection to libvirt".into(),
            mend: "see that its daemon runs".into(),
            source: Some(Box::new(error)),
        },
        Some(Number::AuthFailed | Number::AuthCancelled | Number::AuthUnavailable | Number::AccessDenied) => {
            Error::Unavailable {
                what: "access to libvirt".into(),
                mend: "run as a user whom libvirt lets in, such as a member of the group libvirt".into(),
                source: Some(Box::new(error)),
            }
        }
        Some(Number::NoMemory) => {
            Error::Exhausted { resource: Resource::kind("host"), field: "memory".into() }
        }
        Some(Number::OperationAborted) => Error::Cancelled { what: what.into() },
        // libvirt waits 30 seconds for whatever else it does with the domain, then gives up having done nothing.
        Some(Number::OperationTimeout) => {
            Error::TimedOut { what: what.into(), after: std::time::Duration::from_secs(30), operation: None }
        }
        _ => Error::HypervisorFailed { what: what.into(), source: Box::new(error) },
    }
}

/// libvirt's number of the error, where this version of `virt` knows it.
pub(crate) fn number(error: &VirtError) -> Option<Number> {
    match error.code() {
        virt::enumutil::Enum::Known(number) => Some(number),
        virt::enumutil::Enum::Unknown(_) => None,
    }
}
