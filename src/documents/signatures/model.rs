//! Who has signed: facts recorded by the staff, and the state that follows from them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::date::Date;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::tax::spelled;
use crate::kernel::validate::{Reader, typed};

/// What is known of the signatures under the current revision. A correction begins anew: what was signed was another paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signing {
    /// When the own company signed.
    pub ours: Option<Date>,
    /// When the client signed; never together with a refusal.
    pub clients: Option<Date>,
    pub refused: Option<Refusal>,
    /// When the original with the client's signature came back.
    pub original: Option<Date>,
}

/// The client will not sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub date: Date,
    pub reason: String,
}

/// How far a paper is signed. Derived by [`Signing::state`] and by nothing else; stored for filtering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    None,
    Ours,
    Client,
    Both,
    Refused,
}

spelled!(Signature {
    None = "none",
    Ours = "ours",
    Client = "client",
    Both = "both",
    Refused = "refused",
});

impl Signature {
    /// From then on only both sides together can undo it.
    #[must_use]
    pub const fn is_by_client(self) -> bool {
        matches!(self, Self::Client | Self::Both)
    }
}

impl Signing {
    #[must_use]
    pub const fn state(&self) -> Signature {
        match (self.ours, self.clients, &self.refused) {
            (_, None, Some(_)) => Signature::Refused,
            (None, None, None) => Signature::None,
            (Some(_), None, None) => Signature::Ours,
            (None, Some(_), _) => Signature::Client,
            (Some(_), Some(_), _) => Signature::Both,
        }
    }

    /// The facts by the names under which the history tells of them.
    #[must_use]
    pub fn told(&self) -> [(&'static str, String); 5] {
        let refused = self.refused.as_ref();
        [
            ("signed_by_us", typed(self.ours)),
            ("signed_by_client", typed(self.clients)),
            ("refused_on", typed(refused.map(|refusal| refusal.date))),
            (
                "reason",
                refused.map(|refusal| refusal.reason.clone()).unwrap_or_default(),
            ),
            ("original_received", typed(self.original)),
        ]
    }

    /// Field → stored value, for a conflict.
    #[must_use]
    pub fn flattened(&self) -> BTreeMap<String, String> {
        let told = self.told().into_iter();
        told.map(|(field, value)| (field.to_owned(), value)).collect()
    }
}

/// A paper as its signatures are shown and recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedPaper {
    pub owner: Owner,
    pub version: i64,
    /// The revision that is signed.
    pub revision: i64,
    pub signing: Signing,
}

/// What is recorded of the signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SigningStep {
    /// The own company has signed.
    Ours,
    /// The client has signed; a refusal is over.
    Client,
    /// The client will not sign, for a reason.
    Refused,
    /// The signed original is here; whoever has it has the client's signature, so that is recorded with it.
    Original,
    /// The own company has not signed: it was recorded by mistake.
    NotOurs,
    /// The client has neither signed nor refused, and there is no original: it was recorded by mistake.
    NotClient,
    /// The original is not here.
    NoOriginal,
}

spelled!(SigningStep {
    Ours = "ours",
    Client = "client",
    Refused = "refused",
    Original = "original",
    NotOurs = "not_ours",
    NotClient = "not_client",
    NoOriginal = "no_original",
});

/// The form that records a signature. A plain form can send it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignPaper {
    /// What kind of paper: a contract, an act, a delivery note.
    pub kind: OwnerKind,
    pub id: Uuid,
    /// The version that was on the page.
    pub version: i64,
    pub step: SigningStep,
    /// Not needed to take something back.
    #[serde(default)]
    pub date: String,
    /// Of a refusal.
    #[serde(default)]
    pub reason: String,
}

impl SignPaper {
    /// What is known after that. `today` is that of the own company, after which nothing has happened yet; nobody signs before `earliest`.
    ///
    /// # Errors
    /// Problems beside `date` and `reason`.
    pub fn applied(&self, before: &Signing, earliest: Option<Date>, today: Date) -> Result<Signing, FieldErrors> {
        let mut read = Reader::default();
        let mut after = before.clone();
        let date = match self.step {
            SigningStep::NotOurs | SigningStep::NotClient | SigningStep::NoOriginal => None,
            _ => read.date("date", &self.date),
        };
        if let Some(date) = date {
            if date > today {
                read.problem("date", Problem::LaterThan { date: today });
            }
            if let Some(earliest) = earliest.map(|date| date.min(today)).filter(|earliest| date < *earliest) {
                read.problem("date", Problem::EarlierThan { date: earliest });
            }
        }
        match self.step {
            SigningStep::Ours => after.ours = date,
            SigningStep::Client => {
                after.clients = date;
                after.refused = None;
            }
            SigningStep::Refused => {
                let reason = read.line("reason", &self.reason, 500);
                if before.original.is_some() {
                    read.problem("date", Problem::SignedByClient);
                }
                after.clients = None;
                after.refused = date.map(|date| Refusal { date, reason });
            }
            SigningStep::Original => {
                after.clients = before.clients.or(date);
                after.refused = None;
                after.original = date;
            }
            SigningStep::NotOurs => after.ours = None,
            SigningStep::NotClient => {
                after.clients = None;
                after.refused = None;
                after.original = None;
            }
            SigningStep::NoOriginal => after.original = None,
        }
        read.finish(Some(after))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::{Refusal, SignPaper, Signature, Signing, SigningStep};
    use crate::kernel::owner::OwnerKind;
    use crate::kernel::problem::{FieldErrors, Problem};

    fn step(before: &Signing, step: SigningStep, day: &str, reason: &str) -> Result<Signing, FieldErrors> {
        let form = SignPaper {
            kind: OwnerKind::Act,
            id: Uuid::nil(),
            version: 1,
            step,
            date: day.into(),
            reason: reason.into(),
        };
        form.applied(before, Some(date(2026, 1, 31)), date(2026, 2, 10))
    }

    #[test]
    fn the_state_follows_from_what_is_known() {
        let none = Signing::default();
        assert_eq!(none.state(), Signature::None);
        let ours = step(&none, SigningStep::Ours, "2026-02-01", "").unwrap();
        assert_eq!(ours.state(), Signature::Ours);
        let refused = step(&ours, SigningStep::Refused, "2026-02-02", "the hours are wrong").unwrap();
        assert_eq!(refused.state(), Signature::Refused);
        let expected = Refusal {
            date: date(2026, 2, 2),
            reason: "the hours are wrong".into(),
        };
        assert_eq!(refused.refused, Some(expected));
        let both = step(&refused, SigningStep::Client, "2026-02-03", "").unwrap();
        assert_eq!((both.state(), both.refused.clone()), (Signature::Both, None));
        let client = step(&both, SigningStep::NotOurs, "", "").unwrap();
        assert_eq!(client.state(), Signature::Client);
        assert_eq!(step(&client, SigningStep::NotClient, "", "").unwrap(), none);
    }

    #[test]
    fn an_original_has_the_clients_signature() {
        let with = step(&Signing::default(), SigningStep::Original, "2026-02-05", "").unwrap();
        assert_eq!(
            (with.state(), with.original),
            (Signature::Client, Some(date(2026, 2, 5)))
        );
        let refused = step(&with, SigningStep::Refused, "2026-02-06", "why").unwrap_err();
        assert_eq!(refused.get("date"), Some(&Problem::SignedByClient));
        let without = step(&with, SigningStep::NoOriginal, "", "").unwrap();
        assert_eq!((without.state(), without.original), (Signature::Client, None));
    }

    #[test]
    fn nobody_signs_before_the_paper_or_after_today() {
        let none = Signing::default();
        for (day, problem) in [
            (
                "2026-01-30",
                Problem::EarlierThan {
                    date: date(2026, 1, 31),
                },
            ),
            (
                "2026-02-11",
                Problem::LaterThan {
                    date: date(2026, 2, 10),
                },
            ),
            ("", Problem::Required),
        ] {
            let errors = step(&none, SigningStep::Client, day, "").unwrap_err();
            assert_eq!(errors.get("date"), Some(&problem), "{day}");
        }
        let errors = step(&none, SigningStep::Refused, "2026-02-01", " ").unwrap_err();
        assert_eq!(errors.get("reason"), Some(&Problem::Required));
    }
}
