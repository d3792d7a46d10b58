//! Exceptions: each code has a class of its own, in `vmbay/errors.py`.

use pyo3::{intern, prelude::*, sync::PyOnceLock};
use vmbay::{
    ErrorCode, Resource,
    error::{Error, Failure},
};

use crate::convert::Outgoing;

/// The Python half of the package, where the classes are that need no Rust.
pub(crate) fn types(py: Python<'_>) -> PyResult<&Bound<'_, PyModule>> {
    static TYPES: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    let module = TYPES.get_or_try_init(py, || py.import("vmbay._types").map(Bound::unbind))?;
    Ok(module.bind(py))
}

/// The exception of an error.
pub(crate) fn raise(py: Python<'_>, error: &Error) -> PyErr {
    make(py, error).unwrap_or_else(|failed| failed)
}

fn make(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    let make = types(py)?.getattr(intern!(py, "error"))?;
    let Failure { code, reason, message, resource, retryable } = Failure::from(error);
    let resource = resource.into_py(py)?;
    Ok(PyErr::from_value(make.call1((code.as_str(), message, reason, retryable, resource))?))
}

/// What a function of the program raised, as far as it can be told without Python.
#[derive(Debug)]
pub(crate) struct Raised {
    /// `ValueError: it is wrong`.
    said: String,
    /// The code, the message, the reason and the resource of one of our own exceptions.
    ours: Option<Box<Ours>>,
}

#[derive(Debug)]
struct Ours {
    code: ErrorCode,
    message: String,
    reason: String,
    resource: Option<Resource>,
}

impl Raised {
    pub(crate) fn new(py: Python<'_>, error: &PyErr) -> Self {
        Self { said: error.to_string(), ours: ours(error.value(py).as_any()).map(Box::new) }
    }

    /// The answer when there is nothing left to call.
    pub(crate) fn closed(name: &str) -> Self {
        let message = format!("{name} is shut down");
        let ours =
            Ours { code: ErrorCode::Closed, message: message.clone(), reason: name.into(), resource: None };
        Self { said: message, ours: Some(Box::new(ours)) }
    }

    /// What it said.
    pub(crate) fn said(self) -> String {
        self.said
    }

    /// As an error of the hypervisor that was asked to `what`: of the same code if it was one of our own exceptions.
    pub(crate) fn of_hypervisor(self, what: &'static str, about: Option<Resource>) -> Error {
        let Some(ours) = self.ours else {
            return Error::HypervisorFailed { what: what.into(), source: self.said.into() };
        };
        let Ours { code, message, reason, resource } = *ours;
        let resource = resource.or(about).unwrap_or_else(|| Resource::kind("machine"));
        match code {
            ErrorCode::InvalidArgument => Error::invalid(reason, message),
            ErrorCode::NotFound => Error::NotFound { resource },
            ErrorCode::AlreadyExists => Error::AlreadyExists { resource, field: reason.into() },
            ErrorCode::IllegalTransition => {
                Error::IllegalTransition { resource, from: reason.into(), verb: what.into() }
            }
            ErrorCode::Unsupported => {
                Error::Unsupported { ability: what.into(), by: "this hypervisor".into() }
            }
            ErrorCode::Unavailable => {
                Error::Unavailable { what: "the hypervisor".into(), mend: message.into(), source: None }
            }
            ErrorCode::TimedOut => {
                Error::TimedOut { what: what.into(), after: std::time::Duration::ZERO, operation: None }
            }
            ErrorCode::UnknownOutcome => {
                Error::UnknownOutcome { what: what.into(), source: Some(message.into()) }
            }
            ErrorCode::Cancelled => Error::Cancelled { what: what.into() },
            ErrorCode::GuestFailed => Error::GuestFailed { resource, problem: message.into(), source: None },
            ErrorCode::OutOfSpace => Error::OutOfSpace { what: what.into(), source: Some(message.into()) },
            ErrorCode::Closed => Error::Closed { what: reason.into() },
            _ => Error::HypervisorFailed { what: what.into(), source: message.into() },
        }
    }
}

/// One of our own exceptions, if it is one.
fn ours(error: &Bound<'_, PyAny>) -> Option<Ours> {
    let text = |name: &str| error.getattr(name).ok()?.extract::<String>().ok();
    let code = text("code")?.parse().ok()?;
    let resource =
        error.getattr("resource").ok().filter(|resource| !resource.is_none()).and_then(|resource| {
            let kind: String = resource.getattr("kind").ok()?.extract().ok()?;
            Some(Resource { kind: kind.into(), id: resource.getattr("id").ok()?.extract().ok()? })
        });
    Some(Ours { code, message: error.str().ok()?.to_string(), reason: text("reason")?, resource })
}
