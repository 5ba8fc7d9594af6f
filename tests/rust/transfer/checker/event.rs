//! Events: the transitions between two states. Each is a line of a trace.

use std::fmt;

use mixerr::{Action, Ending};

use super::bank::Params;
use super::responses::Seen;

/// A transition between two states.
#[derive(Clone, Copy)]
pub(crate) enum Event {
    Saved,
    Waited(u32),
    Sent { fate: Fate, saw: Seen },
    LookedUp(Seen),
    Decided { asked: Option<Action>, go: bool },
    Amended,
    Expired,
    Cut(&'static str),
    Started(&'static str),
    Arrived(Params),
    BecameFinal,
    Taken,
    Spoiled,
    Claimed(Ending),
}

/// What happened to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    NeverLeft,
    Lost,
    Late,
    Executed,
    ExecutedAndLateAgain,
    Refused,
    RefusedAndLateAgain,
}

impl Fate {
    /// Returns the fate of a request that the API answers. It is not lost, so it was executed, perhaps without effect.
    pub(crate) const fn answered(self) -> Self {
        match self {
            Self::Lost => Self::Executed,
            Self::Late => Self::ExecutedAndLateAgain,
            other => other,
        }
    }
}

/// Writes a line of a trace.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Saved => f.write_str("the record is saved"),
            Self::Waited(ms) => write!(f, "a pause of {ms} ms"),
            Self::Sent { fate, saw } => {
                write!(f, "the payment is sent: {fate:?}; the caller sees: {}", saw.name)
            }
            Self::LookedUp(saw) => write!(f, "a look-up; the caller sees: {}", saw.name),
            Self::Decided { asked: Some(action), go } => write!(f, "asked for {action}: {go}"),
            Self::Decided { asked: None, go } => write!(f, "unknown, go on: {go}"),
            Self::Amended => f.write_str("the parameters are amended"),
            Self::Expired => f.write_str("all tokens have expired"),
            Self::Cut(place) => write!(f, "power cut {place}"),
            Self::Started(how) => write!(f, "power on: {how}"),
            Self::Arrived(params) => write!(f, "a late request arrives ({params:?})"),
            Self::BecameFinal => f.write_str("the signed transaction becomes final"),
            Self::Taken => f.write_str("somebody else takes the key"),
            Self::Spoiled => f.write_str("the storage is replaced"),
            Self::Claimed(ending) => write!(f, "the end: {ending}"),
        }
    }
}
