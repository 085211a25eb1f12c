//! Agreements, answers, and the forms they are made with.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::documents::signatures::model::Signing;
use crate::documents::templates::model::PaperHtml;
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::date::{Date, LocalTime};
use crate::kernel::ids::{OrganizationId, RequestKey};
use crate::kernel::lang::Lang;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::tax::spelled;
use crate::kernel::validate::Reader;

/// Most characters of a name and a position.
pub const NAME_MAX: u32 = 200;
/// Most characters of the basis on which somebody signs, and of a clause.
pub const BASIS_MAX: u32 = 300;
/// Most characters of a reason.
pub const REASON_MAX: u32 = 500;

/// Where people have agreed on simple electronic signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementKind {
    /// A contract with the client.
    Contract,
    /// A public offer, which clients accept.
    Offer,
}

spelled!(AgreementKind {
    Contract = "contract",
    Offer = "offer",
});

/// On what signatures rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    pub kind: AgreementKind,
    /// `п. 5.3`
    pub clause: String,
    /// Of the contract or the offer; an offer may have none.
    pub number: String,
    pub date: Date,
}

/// The agreement of an own company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredAgreement {
    pub agreement: Agreement,
    /// Papers can be answered.
    pub in_force: bool,
    pub version: i64,
}

/// The form of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveAgreement {
    pub organization: OrganizationId,
    /// 0 where nothing is recorded yet.
    pub version: i64,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub clause: String,
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub date: String,
}

impl SaveAgreement {
    /// # Errors
    /// All problems of the form; nothing rests on what is agreed after `today`.
    pub fn validated(&self, today: Date) -> Result<Agreement, FieldErrors> {
        let mut read = Reader::default();
        let kind = read.choice::<AgreementKind>("kind", &self.kind);
        let clause = read.line("clause", &self.clause, 300);
        let number = match kind {
            Some(AgreementKind::Contract) => read.line("number", &self.number, 60),
            _ => read.optional_line("number", &self.number, 60),
        };
        let date = read.date("date", &self.date);
        if date.is_some_and(|date| date > today) {
            read.problem("date", Problem::LaterThan { date: today });
        }
        read.finish(kind.zip(date).map(|(kind, date)| Agreement {
            kind,
            clause,
            number,
            date,
        }))
    }
}

/// Puts the agreement of a company out of force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndAgreement {
    pub organization: OrganizationId,
    pub version: i64,
}

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Client,
    Company,
}

spelled!(Side {
    Client = "client",
    Company = "company",
});

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Signed,
    Refused,
}

spelled!(Outcome {
    Signed = "signed",
    Refused = "refused",
});

/// What of an answer the state of its paper follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    pub side: Side,
    pub outcome: Outcome,
    pub date: Date,
}

impl Given {
    /// Whether what is known of the paper's signatures agrees with the answer. After a refusal the client may sign all the same.
    #[must_use]
    pub fn stands_in(&self, signing: &Signing) -> bool {
        match (self.side, self.outcome) {
            (Side::Company, _) => signing.ours == Some(self.date),
            (Side::Client, Outcome::Signed) => signing.clients == Some(self.date),
            (Side::Client, Outcome::Refused) => signing.clients.is_some() || signing.refused.is_some(),
        }
    }
}

/// An answer as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub side: Side,
    pub outcome: Outcome,
    pub revision: i64,
    pub name: String,
    /// May be empty, like the basis.
    pub position: String,
    pub basis: String,
    /// As it was shown; empty for a refusal.
    pub consent: String,
    /// Of a refusal.
    pub reason: String,
    pub agreement: Agreement,
    /// Of the file, in hexadecimal digits.
    pub sha256: String,
    /// From where; empty where the reader is not told.
    pub address: String,
    pub user_agent: String,
    /// In the reader's time zone.
    pub at: LocalTime,
}

/// The kinds of papers that people sign, as addresses of the cabinet name them, with the right to see them there.
#[must_use]
pub const fn in_cabinet(kind: OwnerKind) -> Option<(&'static str, CabinetRight)> {
    match kind {
        OwnerKind::Contract => Some(("contracts", CabinetRight::Contracts)),
        OwnerKind::Act => Some(("acts", CabinetRight::Acts)),
        OwnerKind::DeliveryNote => Some(("delivery-notes", CabinetRight::DeliveryNotes)),
        _ => None,
    }
}

/// The form that signs a paper, as it opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignSheet {
    /// Of the paper that is shown.
    pub revision: i64,
    /// The version of the agreement that is shown.
    pub agreement: i64,
    /// Of the text.
    pub lang: Lang,
    pub name: String,
    pub position: String,
    pub basis: String,
    pub consent: String,
    /// Whether the file that is signed is there.
    pub is_ready: bool,
    /// Whether the client may refuse: he has not answered yet.
    pub may_refuse: bool,
}

/// Signs a paper. A plain form can send it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerSigned {
    pub request: RequestKey,
    pub kind: OwnerKind,
    pub id: Uuid,
    /// As it stood on the page: [`SignSheet::revision`].
    pub revision: i64,
    /// [`SignSheet::agreement`]
    pub agreement: i64,
    /// [`SignSheet::lang`]
    pub lang: Lang,
    /// [`SignSheet::consent`]
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub position: String,
    #[serde(default)]
    pub basis: String,
    #[serde(default)]
    pub consent: bool,
}

/// Refuses to sign a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRefused {
    pub request: RequestKey,
    pub kind: OwnerKind,
    pub id: Uuid,
    pub revision: i64,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub position: String,
    #[serde(default)]
    pub reason: String,
}

/// Who answers, as he names himself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    pub name: String,
    pub position: String,
    pub basis: String,
    pub reason: String,
}

impl AnswerSigned {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<Signer, FieldErrors> {
        let mut read = Reader::default();
        let signer = Signer {
            name: read.line("name", &self.name, 200),
            position: read.optional_line("position", &self.position, 200),
            basis: read.optional_line("basis", &self.basis, 300),
            reason: String::new(),
        };
        if !self.consent {
            read.problem("consent", Problem::Required);
        }
        read.finish(Some(signer))
    }
}

impl AnswerRefused {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<Signer, FieldErrors> {
        let mut read = Reader::default();
        let signer = Signer {
            name: read.line("name", &self.name, 200),
            position: read.optional_line("position", &self.position, 200),
            basis: String::new(),
            reason: read.line("reason", &self.reason, 500),
        };
        read.finish(Some(signer))
    }
}

/// What the staff sees of the answers to a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffAnswers {
    /// The newest first.
    pub answers: Vec<Answer>,
    /// To sign for the own company, as long as that is possible.
    pub sign: Option<SignSheet>,
}

/// What a client sees of a paper's signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientAnswers {
    pub kind: OwnerKind,
    pub id: Uuid,
    pub number: String,
    pub date: Date,
    pub signing: Signing,
    /// To the current revision, the newest first.
    pub answers: Vec<Answer>,
    /// Whether it can be signed now.
    pub may_sign: bool,
}

/// The page on which a client answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerSheet {
    pub paper: ClientAnswers,
    pub html: PaperHtml,
    /// As long as the paper can be signed.
    pub sign: Option<SignSheet>,
}
