//! One course of events.

use std::{sync::Mutex, time::Duration};

use futures::future::join_all;
use vmbay::{
    Result, Vmbay,
    compute::{DeleteOptions, Machine, MachineCreate, MachineQuery, NicCreate, StopOptions},
    hypervisor::simulated::Incident,
    testing::faults::{Fault, FaultPlan, Point},
};

use crate::{
    dice::Dice,
    stock,
    world::{PATIENCE, World},
};

/// The second is longer than a lease: whoever is delayed comes back as a zombie.
const DELAYS: [Fault; 2] = [Fault::Delay(Duration::from_secs(3)), Fault::Delay(Duration::from_secs(25))];

const VERBS: [&str; 12] = [
    "create",
    "create",
    "start",
    "start",
    "stop",
    "force_stop",
    "pause",
    "resume",
    "save",
    "restore",
    "reboot",
    "delete",
];

/// What happened, and how it ended.
pub(crate) struct Course {
    pub(crate) log: Vec<String>,
    pub(crate) outcome: std::result::Result<(), String>,
}

/// A course under way.
struct Run {
    world: World,
    dice: Dice,
    log: Mutex<Vec<String>>,
}

impl Course {
    /// The course of this seed.
    pub(crate) fn run(seed: u64) -> Self {
        World::run_seeded(seed, async |world| {
            let run = Run { world, dice: Dice::new(seed), log: Mutex::default() };
            let outcome = run.whole().await;
            Self { log: run.log.into_inner().unwrap(), outcome }
        })
    }
}

impl Run {
    fn tell(&self, what: impl Into<String>) {
        self.log.lock().unwrap().push(what.into());
    }

    async fn whole(&self) -> std::result::Result<(), String> {
        for _ in 0..=self.dice.below(3) {
            self.life().await?;
        }
        self.tell("faults off");
        self.world.host.happen(Incident::HostReturned);
        let bay = self.world.open().await;
        for machine in machines(&bay).await.unwrap() {
            self.world.host.happen(Incident::MachineUnstuck(machine.id));
        }
        stock::settle(&self.world).await;
        stock::agrees(&self.world).await?;
        for machine in machines(&bay).await.unwrap() {
            let deleted = bay.machines().delete_with(machine.id, DeleteOptions::force()).await;
            deleted.map_err(|error| format!("{} cannot be deleted: {error}", machine.id))?;
        }
        bay.shutdown(PATIENCE).await.map_err(|error| error.to_string())?;
        stock::is_empty(&self.world).await
    }

    /// A library is opened, works, and goes, in one way or another.
    async fn life(&self) -> std::result::Result<(), String> {
        let plan = FaultPlan::new(self.world.clock.clone());
        let bay = self.world.open_faulty(&plan).await.map_err(|error| error.to_string())?;
        if self.dice.chance(80) {
            let faults = [&Fault::PROMPT[..], &DELAYS].concat();
            let (call, fault) = (self.dice.below(90), self.dice.pick(&faults));
            self.tell(format!("armed: {fault:?} at call {call}"));
            plan.arm(Point::Call(usize::try_from(call).unwrap()), fault);
        }
        let works = async {
            for _ in 0..=self.dice.below(4) {
                self.round(&bay).await;
                stock::is_safe(&self.world).await?;
            }
            Ok::<_, String>(())
        };
        tokio::select! {
            biased;
            () = plan.crash().cancelled() => self.tell("it crashed"),
            safe = works => safe?,
        }
        if !plan.crash().is_cancelled() && self.dice.chance(50) {
            self.tell("it shuts down");
            plan.disarm();
            bay.shutdown(PATIENCE).await.map_err(|error| error.to_string())?;
        }
        plan.crash().cancel();
        drop(bay);
        stock::is_safe(&self.world).await
    }

    /// A few verbs at once, and perhaps an incident.
    async fn round(&self, bay: &Vmbay) {
        let all = machines(bay).await.unwrap_or_default();
        if self.dice.chance(30)
            && let Some(incident) = self.incident(&all)
        {
            self.tell(format!("{incident:?}"));
            self.world.host.happen(incident);
            let end = match incident {
                Incident::ConnectionLost | Incident::HostDied => Some(Incident::HostReturned),
                Incident::MachineStuck(id) => Some(Incident::MachineUnstuck(id)),
                _ => None,
            };
            if let Some(end) = end {
                self.world.host.happen_after(Duration::from_secs(self.dice.below(120)), end);
            }
        }
        let verbs: Vec<_> = (0..=self.dice.below(3)).map(|_| self.dice.pick(&VERBS)).collect();
        let outcomes = join_all(verbs.iter().map(|verb| self.verb(bay, verb, &all))).await;
        for (verb, outcome) in verbs.iter().zip(outcomes) {
            self.tell(match outcome {
                Ok(()) => format!("{verb}: done"),
                Err(error) => format!("{verb}: {}", error.code()),
            });
        }
    }

    fn incident(&self, machines: &[Machine]) -> Option<Incident> {
        if self.dice.chance(40) {
            return Some(self.dice.pick(&[
                Incident::ConnectionLost,
                Incident::HostDied,
                Incident::HintsLost(3),
            ]));
        }
        if machines.is_empty() {
            return None;
        }
        let id = self.dice.pick(machines).id;
        Some(self.dice.pick(&[
            Incident::MachineCrashed(id),
            Incident::MachineStuck(id),
            Incident::GuestDied(id),
            Incident::GuestDeaf(id),
        ]))
    }

    async fn verb(&self, bay: &Vmbay, verb: &str, all: &[Machine]) -> Result<()> {
        let bay = bay.machines();
        if verb == "create" || all.is_empty() {
            let create = MachineCreate::new(format!("m{}", self.dice.below(4))).memory_mib(128);
            return bay.create(create.disk(1 << 30).nic(NicCreate::User)).await.map(drop);
        }
        let id = self.dice.pick(all).id;
        match verb {
            "start" => bay.start(id).await.map(drop),
            "stop" => bay.stop(id, StopOptions::graceful()).await.map(drop),
            "force_stop" => bay.force_stop(id).await.map(drop),
            "pause" => bay.pause(id).await.map(drop),
            "resume" => bay.resume(id).await.map(drop),
            "save" => bay.save(id).await.map(drop),
            "restore" => bay.restore(id).await.map(drop),
            "reboot" => bay.reboot(id).await.map(drop),
            "delete" => bay.delete_with(id, DeleteOptions { force: self.dice.chance(50) }).await,
            _ => unreachable!("every verb is above"),
        }
    }
}

async fn machines(bay: &Vmbay) -> Result<Vec<Machine>> {
    Ok(bay.machines().list(MachineQuery::default()).await?.items)
}
