//! What a walk is about: how much may happen, what the nets are, and which rule is broken on purpose.

use crate::world::{Budget, CallKind};

/// A rule that is broken on purpose, to show that the check sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// None: the program as it is.
    #[default]
    None,
    /// Tasks write without checking their fence.
    NoFence,
    /// The fence leaves out the number of the try.
    FenceWithoutTry,
    /// The fence is checked in one transaction and the write made in another.
    CommitWithoutLock,
    /// Open calls get no synthetic result.
    NoSyntheticResults,
    /// A metadata update does not wake the acquirers.
    LostWake,
    /// No ticker looks for work when a notification is lost.
    NoTicker,
    /// A runner acts on old notifications.
    NoWatermark,
    /// A new runner takes a notification from before its acquisition for the present.
    NewRunnerWithoutWatermark,
    /// A tool that another runner started is begun with a new idempotency key.
    NewKeyOnTakeover,
    /// Tools run without a word to the ledger.
    NoLedger,
    /// The head of the queue becomes a user message and stays in the queue.
    PromotedMessageStays,
}

/// How notifications travel, and what makes good for lost ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notifications {
    /// Each arrives, perhaps late and after others; there is neither ticker nor poller. What comes to rest here needs
    /// no net.
    ReliableWithoutNets,
    /// Any of them may be lost, doubled or late; ticker and poller are the nets.
    LossyWithNets,
}

/// A walk.
#[derive(Clone, Debug)]
pub struct Rules {
    /// For the report.
    pub name: &'static str,
    /// What may happen.
    pub budget: Budget,
    /// How notifications travel.
    pub notifications: Notifications,
    /// The steps with tool calls that the model may answer with.
    pub shapes: Vec<&'static [CallKind]>,
    /// Assistant messages per turn, at most: the model's own limit (chat-engine.md GL-3 has 1200).
    pub step_limit: u8,
    /// Tries per step, at most (the program has `GENERATION_ATTEMPT_LIMIT`).
    pub attempt_limit: u8,
    /// How many replicas there are: 1 or 2.
    pub replicas: u8,
    /// How many past notifications stay on the wire.
    pub wire: usize,
    /// How many cancelled operations may be on their way at once.
    pub loose: usize,
    /// Which rule is broken.
    pub fault: Fault,
    /// Steps from the start, at most; `None`: to the end.
    pub depth: Option<u32>,
}

impl Rules {
    /// Whether this rule is broken.
    pub(crate) fn breaks(&self, fault: Fault) -> bool {
        self.fault == fault
    }

    /// Whether a worker looks for work without being told.
    pub(crate) fn has_ticker(&self) -> bool {
        self.notifications == Notifications::LossyWithNets && !self.breaks(Fault::NoTicker)
    }

    /// Whether runners are told of the row without a notification.
    pub(crate) fn has_poller(&self) -> bool {
        self.notifications == Notifications::LossyWithNets
    }

    /// The same walk with `fault`.
    #[must_use]
    pub fn with(mut self, fault: Fault) -> Self {
        self.fault = fault;
        self
    }

    /// All walks of the normal run. `more` adds as many requests and disturbances to each.
    #[must_use]
    pub fn all(more: u8) -> Vec<Self> {
        vec![
            Self::queue(more),
            Self::tools(more),
            Self::replicas(more),
            Self::wakes(more),
            Self::notifications(more),
        ]
    }

    fn base(name: &'static str, budget: Budget) -> Self {
        Self {
            name,
            budget,
            notifications: Notifications::LossyWithNets,
            shapes: vec![&[CallKind::Keyed]],
            step_limit: 2,
            attempt_limit: 2,
            replicas: 2,
            wire: 1,
            loose: 1,
            fault: Fault::None,
            depth: None,
        }
    }

    /// Two clients and everything that they can ask for, dynamic tools and a queue of three; nothing goes wrong but
    /// notifications.
    #[must_use]
    pub fn queue(more: u8) -> Self {
        let budget = Budget { requests: 3 + more, disturbances: 0, locks: 0 };
        Self {
            shapes: vec![&[CallKind::Dynamic]],
            replicas: 1,
            wire: 0,
            ..Self::base("clients and queue", budget)
        }
    }

    /// Tools of all kinds, side by side, and crashes at every instant.
    #[must_use]
    pub fn tools(more: u8) -> Self {
        let budget = Budget { requests: more, disturbances: 2 + more, locks: 0 };
        let shapes: Vec<&[CallKind]> =
            vec![&[CallKind::Keyed, CallKind::Once], &[CallKind::Keyed, CallKind::Dynamic]];
        Self { shapes, step_limit: 1, ..Self::base("tools and crashes", budget) }
    }

    /// Two replicas that crash, stall, come back and stop, and clients that go on meanwhile.
    #[must_use]
    pub fn replicas(more: u8) -> Self {
        let budget = Budget { requests: 1 + more, disturbances: 1 + more, locks: 0 };
        Self { step_limit: 1, wire: 2, ..Self::base("replicas", budget) }
    }

    /// Metadata updates that hold the row lock, with nothing to fall back on but notifications.
    #[must_use]
    pub fn wakes(more: u8) -> Self {
        let budget = Budget { requests: 1 + more, disturbances: 0, locks: 1 + more };
        Self { notifications: Notifications::ReliableWithoutNets, ..Self::base("wake-ups", budget) }
    }
    /// One replica, and old notifications that come again and again.
    #[must_use]
    pub fn notifications(more: u8) -> Self {
        let budget = Budget { requests: 2 + more, disturbances: 0, locks: 0 };
        Self { replicas: 1, wire: 2, loose: 0, step_limit: 1, ..Self::base("old notifications", budget) }
    }
}
