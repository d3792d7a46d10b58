//! libvirt's errors in the words of the library.

use std::time::Duration;

use virt::error::{Error as VirtError, ErrorNumber as Number};
use vmbay::error::Source;
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
    let (number, message) = (number(&error), error.message().to_owned());
    judge(what, resource, number, &message, Box::new(error))
}

fn judge(
    what: &'static str,
    resource: Resource,
    number: Option<Number>,
    message: &str,
    source: Source,
) -> Error {
    if message.contains("No space left on device") || message.contains("Disk quota exceeded") {
        return Error::OutOfSpace { what: what.into(), source: Some(source) };
    }
    match number {
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
            source: Some(source),
        },
        Some(Number::AuthFailed | Number::AuthCancelled | Number::AuthUnavailable | Number::AccessDenied) => {
            Error::Unavailable {
                what: "access to libvirt".into(),
                mend: "run as a user whom libvirt lets in, such as a member of the group libvirt".into(),
                source: Some(source),
            }
        }
        Some(Number::NoMemory) => {
            Error::Exhausted { resource: Resource::kind("host"), field: "memory".into() }
        }
        Some(Number::OperationAborted) => Error::Cancelled { what: what.into() },
        // libvirt waits 30 seconds for whatever else it does with the domain, then gives up having done nothing.
        Some(Number::OperationTimeout) => {
            Error::TimedOut { what: what.into(), after: Duration::from_secs(30), operation: None }
        }
        _ => Error::HypervisorFailed { what: what.into(), source },
    }
}

/// libvirt's number of the error, where this version of `virt` knows it.
pub(crate) fn number(error: &VirtError) -> Option<Number> {
    match error.code() {
        virt::enumutil::Enum::Known(number) => Some(number),
        virt::enumutil::Enum::Unknown(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use vmbay::ErrorCode;

    use super::*;

    #[test]
    fn each_number_of_libvirt_that_we_know_has_its_code() {
        for (number, code) in [
            (Number::NoDomain, ErrorCode::NotFound),
            (Number::NoNetwork, ErrorCode::NotFound),
            (Number::DomExist, ErrorCode::AlreadyExists),
            (Number::NoSupport, ErrorCode::Unsupported),
            (Number::ConfigUnsupported, ErrorCode::Unsupported),
            (Number::Rpc, ErrorCode::Unavailable),
            (Number::AuthFailed, ErrorCode::Unavailable),
            (Number::NoMemory, ErrorCode::Exhausted),
            (Number::OperationTimeout, ErrorCode::TimedOut),
            (Number::OperationAborted, ErrorCode::Cancelled),
            (Number::InternalError, ErrorCode::HypervisorFailed),
        ] {
            let error = judge("do it", Resource::kind("machine"), Some(number), "because", "libvirt".into());
            assert_eq!(error.code(), code, "{number:?}");
        }
        let unknown = judge("do it", Resource::kind("machine"), None, "because", "libvirt".into());
        assert_eq!(unknown.code(), ErrorCode::HypervisorFailed);
    }

    #[test]
    fn a_full_disk_is_out_of_space_whatever_number_it_comes_with() {
        let message = "cannot write data to file 'save': No space left on device";
        for number in [Number::SystemError, Number::InternalError, Number::OperationFailed] {
            let error = judge("save", Resource::kind("machine"), Some(number), message, "libvirt".into());
            assert_eq!(error.code(), ErrorCode::OutOfSpace);
        }
    }
}
