//! What a lead is.

use serde::{Deserialize, Serialize};

use super::conversion::ConvertLead;
use super::forms::SaveLead;
use crate::crm::clients::model::SimilarClient;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::folding::search_text;
use crate::kernel::ids::{ClientId, LeadChoiceId, LeadId, UserId};
use crate::kernel::money::Money;
use crate::kernel::owner::Owner;
use crate::kernel::paging::Cursor;
use crate::kernel::problem::Problem;
use crate::kernel::tax::spelled;
use crate::records::activity::model::EventRow;

/// What has become of a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum LeadState {
    Open,
    /// It went elsewhere.
    Lost {
        reason: String,
    },
    /// It was none: a mistake, an advertisement.
    Junk {
        reason: String,
    },
    Customer {
        client: ClientId,
    },
}

/// [`LeadState`] without what belongs to each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadStage {
    #[default]
    Open,
    Lost,
    Junk,
    Customer,
}

spelled!(LeadStage {
    Open = "open",
    Lost = "lost",
    Junk = "junk",
    Customer = "customer",
});

/// How an open lead is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenUp {
    Lost,
    Junk,
}

spelled!(GivenUp { Lost = "lost", Junk = "junk" });

impl LeadState {
    #[must_use]
    pub const fn stage(&self) -> LeadStage {
        match self {
            Self::Open => LeadStage::Open,
            Self::Lost { .. } => LeadStage::Lost,
            Self::Junk { .. } => LeadStage::Junk,
            Self::Customer { .. } => LeadStage::Customer,
        }
    }

    /// Why it was given up; empty if it was not.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self {
            Self::Lost { reason } | Self::Junk { reason } => reason,
            Self::Open | Self::Customer { .. } => "",
        }
    }

    /// The client it has become.
    #[must_use]
    pub const fn client(&self) -> Option<ClientId> {
        match self {
            Self::Customer { client } => Some(*client),
            Self::Open | Self::Lost { .. } | Self::Junk { .. } => None,
        }
    }

    /// # Errors
    /// Unless the lead is open.
    pub fn give_up(self, how: GivenUp, reason: String) -> Result<Self, Problem> {
        match (self, how) {
            (Self::Open, GivenUp::Lost) => Ok(Self::Lost { reason }),
            (Self::Open, GivenUp::Junk) => Ok(Self::Junk { reason }),
            (Self::Customer { .. }, _) => Err(Problem::AlreadyConverted),
            (Self::Lost { .. } | Self::Junk { .. }, _) => Err(Problem::WrongState),
        }
    }

    /// # Errors
    /// If the lead has become a client.
    pub fn reopen(self) -> Result<Self, Problem> {
        match self {
            Self::Open | Self::Lost { .. } | Self::Junk { .. } => Ok(Self::Open),
            Self::Customer { .. } => Err(Problem::AlreadyConverted),
        }
    }

    /// # Errors
    /// Unless the lead is open.
    pub fn convert(self, client: ClientId) -> Result<Self, Problem> {
        match self {
            Self::Open => Ok(Self::Customer { client }),
            Self::Customer { .. } => Err(Problem::AlreadyConverted),
            Self::Lost { .. } | Self::Junk { .. } => Err(Problem::WrongState),
        }
    }
}

/// Somebody who may become a client. Texts may be empty, but for the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    pub id: LeadId,
    /// Of the person.
    pub name: String,
    pub company: String,
    pub position: String,
    pub email: String,
    pub phone: String,
    pub website: String,
    pub address: String,
    pub source: Option<LeadChoiceId>,
    pub status: Option<LeadChoiceId>,
    pub state: LeadState,
    /// What it may be worth; zero where nobody knows.
    pub value: Money,
    pub assigned: Option<UserId>,
    pub description: String,
    /// `a, b, c`
    pub tags: String,
    /// When somebody spoke to it last.
    pub contacted: Option<Date>,
    pub notes: String,
    pub version: i64,
}

impl Lead {
    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::lead(self.id, self.state.client())
    }

    /// A converted lead is locked.
    #[must_use]
    pub const fn is_converted(&self) -> bool {
        matches!(self.state, LeadState::Customer { .. })
    }

    /// The company, or the person where there is none.
    #[must_use]
    pub fn called(&self) -> &str {
        if self.company.is_empty() {
            &self.name
        } else {
            &self.company
        }
    }
}

/// The colour of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadColor {
    #[default]
    Grey,
    Blue,
    Teal,
    Green,
    Amber,
    Red,
    Violet,
}

spelled!(LeadColor {
    Grey = "grey",
    Blue = "blue",
    Teal = "teal",
    Green = "green",
    Amber = "amber",
    Red = "red",
    Violet = "violet",
});

/// The two directories of leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceKind {
    #[default]
    Source,
    Status,
}

spelled!(ChoiceKind {
    Source = "source",
    Status = "status",
});

/// A source or a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadChoice {
    pub id: LeadChoiceId,
    pub kind: ChoiceKind,
    pub name: String,
    /// Of a status.
    pub color: LeadColor,
    /// New leads begin with it.
    pub default: bool,
    pub version: i64,
}

/// Both directories, each in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LeadChoices {
    pub sources: Vec<LeadChoice>,
    pub statuses: Vec<LeadChoice>,
}

/// A row of the list, and a card of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadRow {
    pub id: LeadId,
    pub name: String,
    pub company: String,
    pub email: String,
    pub phone: String,
    /// Name of the source; empty if it is not known.
    pub source: String,
    /// Its status by id, name and colour.
    pub status: Option<(LeadChoiceId, String, LeadColor)>,
    pub stage: LeadStage,
    /// Who looks after it; empty if nobody does.
    pub assigned: String,
    pub value: Money,
    pub tags: String,
    pub contacted: Option<Date>,
    /// The name as it is sorted.
    pub sort_name: String,
}

/// A column of the board: open leads of one status, or of none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardColumn {
    pub status: Option<LeadChoice>,
    /// All of them; the newest have a card.
    pub leads: i64,
    /// What all of them may be worth, by currency.
    pub values: Vec<Money>,
    pub cards: Vec<LeadRow>,
}

/// By what the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadSort {
    /// When it was entered.
    #[default]
    Created,
    Name,
    Value,
    Contacted,
}

spelled!(LeadSort {
    Created = "created",
    Name = "name",
    Value = "value",
    Contacted = "contacted",
});

/// Which leads the list and the board show, as the address says it. The newest come first; the board knows only open ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadFilter {
    /// Words to be found in names, e-mail, phone and tags.
    #[serde(deserialize_with = "search_text")]
    pub q: String,
    pub stage: LeadStage,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<LeadChoiceId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<LeadChoiceId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned: Option<UserId>,
    pub sort: LeadSort,
    pub desc: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
}

impl Default for LeadFilter {
    fn default() -> Self {
        Self {
            q: String::new(),
            stage: LeadStage::Open,
            status: None,
            source: None,
            assigned: None,
            sort: LeadSort::Created,
            desc: true,
            after: None,
        }
    }
}

/// A lead with what stands around it on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadSheet {
    pub lead: Lead,
    pub source: String,
    pub assigned: String,
    /// Name of the client it has become.
    pub client_name: String,
    /// All of them, in their order.
    pub statuses: Vec<LeadChoice>,
    pub events: Vec<EventRow>,
}

/// What the form of a new lead, or of a stored one, begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadForm {
    pub input: SaveLead,
    pub choices: LeadChoices,
    /// Whom the lead can be given to; empty for who sees only his own.
    pub staff: Vec<(UserId, String)>,
}

/// What the page of a conversion begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    pub name: String,
    pub input: ConvertLead,
    /// Clients that may be the same.
    pub similar: Vec<SimilarClient>,
    /// Files that go along.
    pub files: usize,
}

/// Currency of a new lead's value where there is no own company yet.
pub const USUAL_CURRENCY: Currency = Currency::Eur;

#[cfg(test)]
mod tests {
    use super::{ClientId, GivenUp, LeadState, Problem};

    #[test]
    fn a_lead_is_converted_once_and_then_locked() {
        let client = ClientId::from(uuid::Uuid::from_u128(1));
        let lost = LeadState::Open.give_up(GivenUp::Lost, "price".into()).unwrap();
        assert_eq!(lost.reason(), "price");
        assert_eq!(lost.clone().convert(client), Err(Problem::WrongState));
        assert_eq!(
            lost.clone().give_up(GivenUp::Junk, "x".into()),
            Err(Problem::WrongState)
        );
        let customer = lost.reopen().unwrap().convert(client).unwrap();
        assert_eq!(customer.client(), Some(client));
        for step in [
            customer.clone().convert(client),
            customer.clone().reopen(),
            customer.clone().give_up(GivenUp::Junk, "x".into()),
        ] {
            assert_eq!(step, Err(Problem::AlreadyConverted));
        }
    }
}
