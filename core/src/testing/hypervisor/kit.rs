//! Runs cases and tells how they ended.

use std::{fmt, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::{FutureExt, future::BoxFuture};

use super::{Rig, bench::Bench, cases::CASES};
use crate::{
    hypervisor::{Hypervisor, VolumeRef},
    id::{InstallationId, MachineId},
};

/// One sentence of the contract, and what proves it.
#[derive(Clone, Copy)]
pub struct Case {
    /// The sentence, as an identifier.
    pub name: &'static str,
    pub(super) run: for<'a> fn(&'a mut Bench<'_>) -> BoxFuture<'a, Result<(), Inapplicable>>,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Why a case says nothing about a hypervisor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inapplicable(pub String);

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The sentence holds.
    Passed,
    /// It does not, and how that showed.
    Failed(String),
    /// It says nothing about this hypervisor, and why.
    Inapplicable(String),
}

/// How all cases ended.
#[derive(Clone, Debug)]
pub struct Report(pub Vec<(&'static str, Outcome)>);

impl Report {
    /// The cases that failed.
    pub fn failed(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Failed(_))).map(|(name, _)| *name)
    }

    /// Panics with the whole report if a case failed.
    pub fn assert_passed(&self) {
        assert!(self.failed().next().is_none(), "the adapter breaks the hypervisor contract:\n{self}");
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, outcome) in &self.0 {
            let name = name.replace('_', " ");
            match outcome {
                Outcome::Passed => writeln!(f, "passed        {name}")?,
                Outcome::Failed(how) => writeln!(f, "FAILED        {name}: {how}")?,
                Outcome::Inapplicable(why) => writeln!(f, "inapplicable  {name}: {why}")?,
            }
        }
        Ok(())
    }
}

/// A connection to the hypervisor under test, and the booted machine that cases share.
pub struct Kit {
    pub(super) rig: Arc<dyn Rig>,
    pub(super) hypervisor: Arc<dyn Hypervisor>,
    /// Whose machines these are, so that kits side by side on one hypervisor leave each other's alone.
    pub(super) owner: InstallationId,
    pub(super) booted: Option<Booted>,
    /// Set while its guest boots: found set, it did not come up, and nobody need wait for it again.
    pub(super) boot_failed: bool,
}

impl fmt::Debug for Kit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kit").field("hypervisor", &self.hypervisor).finish_non_exhaustive()
    }
}

/// A machine whose guest is up.
#[derive(Clone, Debug)]
pub(super) struct Booted {
    pub(super) machine: MachineId,
    pub(super) volumes: Vec<VolumeRef>,
}

impl Kit {
    /// Connects to the hypervisor of `rig`.
    pub async fn new(rig: Arc<dyn Rig>) -> Self {
        let hypervisor = rig.connect().await;
        Self { rig, hypervisor, owner: Bench::new_id(), booted: None, boot_failed: false }
    }

    /// Runs every case, one after another, and ends.
    pub async fn run_all(mut self) -> Report {
        let mut outcomes = Vec::with_capacity(CASES.len());
        for case in CASES {
            outcomes.push((case.name, self.run(case).await));
        }
        if let Err(how) = self.finish().await {
            outcomes.push(("the_kit_leaves_nothing_behind", Outcome::Failed(how)));
        }
        Report(outcomes)
    }

    /// Runs one case and removes what it made.
    pub async fn run(&mut self, case: &Case) -> Outcome {
        let outcome = match self.rig.inapplicable(case.name) {
            Some(why) => Outcome::Inapplicable(why.to_owned()),
            None => self.attempt(case).await,
        };
        if let Outcome::Inapplicable(why) = &outcome {
            self.rig.not_run(case.name, why);
        }
        outcome
    }

    async fn attempt(&mut self, case: &Case) -> Outcome {
        let limit = self.limit();
        let clock = self.rig.clock();
        let mut bench = Bench::new(self);
        let before = bench.inventory().await;
        let outcome = tokio::select! {
            biased;
            outcome = AssertUnwindSafe((case.run)(&mut bench)).catch_unwind() => outcome,
            () = clock.sleep(limit) => Err(Box::new(format!("it was not done after {limit:?}")) as _),
        };
        let left = tokio::select! {
            biased;
            left = bench.clean(before) => left,
            () = clock.sleep(limit) => Err(format!("cleaning up was not done after {limit:?}")),
        };
        match (outcome, left) {
            (Err(panic), _) => Outcome::Failed(message(&*panic)),
            (Ok(_), Err(left)) => Outcome::Failed(left),
            (Ok(Ok(())), Ok(())) => Outcome::Passed,
            (Ok(Err(Inapplicable(why))), Ok(())) => Outcome::Inapplicable(why),
        }
    }

    /// A case may wait for a boot or a deadline more than once.
    fn limit(&self) -> Duration {
        self.rig.patience() * 5
    }

    /// Removes the booted machine and checks that nothing is left.
    ///
    /// # Errors
    /// What is left, in words.
    pub async fn finish(mut self) -> Result<(), String> {
        Bench::new(&mut self).clean_shared().await?;
        // Whether it closes well is a case; here it only gives back what the connection holds.
        drop(self.hypervisor.close().await);
        Ok(())
    }
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it panicked".to_owned())
}

/// Runs the case of that name alone, as [`hypervisor_conformance!`](crate::hypervisor_conformance) does.
///
/// # Panics
/// If the sentence does not hold.
pub fn prove(rig: &Arc<dyn Rig>, name: &str) {
    let case = CASES.iter().find(|case| case.name == name).expect("the name comes from the same table");
    rig.block_on(
        async {
            let mut kit = Kit::new(rig.clone()).await;
            let outcome = kit.run(case).await;
            let finished = kit.finish().await;
            match outcome {
                Outcome::Passed | Outcome::Inapplicable(_) => {}
                Outcome::Failed(how) => panic!("{how}"),
            }
            finished.unwrap_or_else(|left| panic!("{left}"));
        }
        .boxed(),
    );
}
