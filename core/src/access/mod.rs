//! Who may do what, and how far they can see.
//!
//! [`Context`] says on whose behalf a call is made; [`Policy`] is the one port that every operation passes; [`Scope`] is
//! what a policy answers, and becomes part of every query.

mod caller;
mod context;
mod organization;
mod policy;
mod project;
mod scoped;

pub(crate) use self::scoped::ScopedRepository;
pub use self::{
    caller::Caller,
    context::{Actor, Context, Scope},
    organization::{Organization, OrganizationQuery, Organizations},
    policy::{AllowAll, Permission, Policy},
    project::{Project, ProjectQuery, Projects},
};
