//! A saga of three steps that writes down what happens to it, and that a test can hold up at any point.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use serde_json::{Value, json};
use tokio::sync::Notify;
use vmbay::{
    Failure, Result, Vmbay,
    operation::{Observed, Operation, OperationBegin, Run, Saga, Step},
    storage::Changes,
};

/// The names of its steps.
pub(crate) const STEPS: [&str; 3] = ["a", "b", "c"];

type Outcome = dyn Fn(&str) -> Result<()> + Send + Sync;

/// The saga `cook`. Clones are one.
#[derive(Clone)]
pub(crate) struct Recipe(Arc<Inner>);

struct Inner {
    outcome: Box<Outcome>,
    log: Mutex<Vec<String>>,
    hold: Mutex<Option<&'static str>>,
    reached: Notify,
    go_on: Notify,
}

impl Recipe {
    /// Every act ends as `outcome` of its name says: `perform a`, `undo b`, `record c` …
    pub(crate) fn new(outcome: impl Fn(&str) -> Result<()> + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner {
            outcome: Box::new(outcome),
            log: Mutex::default(),
            hold: Mutex::default(),
            reached: Notify::new(),
            go_on: Notify::new(),
        }))
    }

    pub(crate) async fn begin(&self, bay: &Vmbay) -> Operation<Value> {
        bay.operations().begin("cook", OperationBegin::default()).await.unwrap()
    }

    /// Lets the act of this name wait, once, until it may go on.
    pub(crate) fn hold_at(&self, act: &'static str) {
        *self.0.hold.lock().unwrap() = Some(act);
    }

    /// Returns when the act is reached.
    pub(crate) async fn reached(&self) {
        self.0.reached.notified().await;
    }

    pub(crate) fn go_on(&self) {
        self.0.go_on.notify_one();
    }

    /// What its steps did, in order.
    pub(crate) fn acts(&self) -> Vec<String> {
        self.log(|line| ["perform", "undo", "observe"].iter().any(|act| line.starts_with(act)))
    }

    /// How it ended, as far as this runner was asked.
    pub(crate) fn ends(&self) -> Vec<String> {
        self.log(|line| line.starts_with("succeed") || line.starts_with("fail"))
    }

    fn log(&self, which: impl Fn(&str) -> bool) -> Vec<String> {
        self.0.log.lock().unwrap().iter().filter(|line| which(line)).cloned().collect()
    }

    async fn act(&self, act: String) -> Result<()> {
        self.0.log.lock().unwrap().push(act.clone());
        let held = self.0.hold.lock().unwrap().take_if(|hold| *hold == act).is_some();
        if held {
            self.0.reached.notify_one();
            self.0.go_on.notified().await;
        }
        (self.0.outcome)(&act)
    }
}

impl std::fmt::Debug for Recipe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Recipe")
    }
}

#[async_trait]
impl Saga for Recipe {
    const STEPS: &'static [&'static dyn Step<Self>] = &[&Part("a"), &Part("b"), &Part("c")];
    const COMPENSATES: bool = true;

    fn kind(&self) -> &'static str {
        "cook"
    }

    async fn succeed(&self, _run: &Run) -> Result<Changes> {
        self.act("succeed".to_owned()).await?;
        Ok(Changes::new())
    }

    async fn fail(&self, _run: &Run, _failure: &Failure, undone: bool) -> Result<Changes> {
        self.act(format!("fail {}", if undone { "undone" } else { "left" })).await?;
        Ok(Changes::new())
    }
}

struct Part(&'static str);

#[async_trait]
impl Step<Recipe> for Part {
    fn name(&self) -> &'static str {
        self.0
    }

    async fn observe(&self, recipe: &Recipe, _run: &Run) -> Result<Observed> {
        recipe.act(format!("observe {}", self.0)).await?;
        Ok(Observed::Absent)
    }

    async fn perform(&self, recipe: &Recipe, run: &Run) -> Result<()> {
        recipe.act(format!("perform {}", self.0)).await?;
        if self.0 == "b" {
            run.set_output(json!("served"));
        }
        Ok(())
    }

    async fn undo(&self, recipe: &Recipe, _run: &Run) -> Result<()> {
        recipe.act(format!("undo {}", self.0)).await
    }

    async fn record(&self, recipe: &Recipe, _run: &Run) -> Result<Changes> {
        recipe.act(format!("record {}", self.0)).await?;
        Ok(Changes::new())
    }
}
