//! A hit of any kind: its name, where it leads, and the few facts by which people recognise it.

use crate::company::catalog::model::ItemRow;
use crate::company::catalog::pages::words::price;
use crate::crm::clients::model::{ClientChoice, ClientRow};
use crate::crm::contacts::model::ContactRow;
use crate::crm::leads::model::LeadRow;
use crate::desk::settings::list::Setting;
use crate::documents::closing::model::ClosingRow;
use crate::documents::closing::pages::{badges, numbered_text};
use crate::documents::contracts::model::ContractRow;
use crate::documents::contracts::pages::words as contracts;
use crate::documents::invoices::model::InvoiceRow;
use crate::documents::invoices::pages::words::state_cell;
use crate::finance::expenses::model::ExpenseRow;
use crate::finance::payments::model::PaymentRow;
use crate::kernel::date::{Date, short_date, short_time};
use crate::kernel::format;
use crate::kernel::money::Money;
use crate::support::tickets::model::TicketRow;
use crate::support::tickets::pages::words as tickets;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::badge_cell;
use crate::ui::combo::PickerChoice;
use crate::ui::html::{Html, Piece};
use crate::ui::money::money_cell;

/// Something found.
pub(super) struct Hit {
    pub href: String,
    pub name: String,
    /// Empty ones are left out.
    pub facts: Vec<String>,
    pub state: Shown,
    pub sum: Shown,
}

/// The same as markup and as words.
#[derive(Default)]
pub(super) struct Shown {
    pub markup: String,
    pub words: String,
}

impl Shown {
    fn of<P: Piece>(piece: impl Fn() -> P) -> Self {
        Self {
            markup: Html::of(piece()).into_string(),
            words: Html::words(|html| piece().write(html)),
        }
    }

    fn sum(money: Money) -> Self {
        Self {
            // As markup the code stands apart by its style alone.
            words: format::money(lang(), money),
            ..Self::of(|| money_cell(money))
        }
    }
}

impl Hit {
    fn new(href: String, name: String, facts: impl IntoIterator<Item = String>) -> Self {
        Self {
            href,
            name,
            facts: facts.into_iter().filter(|fact| !fact.is_empty()).collect(),
            state: Shown::default(),
            sum: Shown::default(),
        }
    }

    pub fn into_choice(self) -> PickerChoice {
        let Self {
            mut facts, sum, state, ..
        } = self;
        facts.extend([sum.words, state.words].into_iter().filter(|words| !words.is_empty()));
        PickerChoice::new(self.href, self.name, facts.join(" · "))
    }
}

pub(super) fn client_choice_hit(client: ClientChoice) -> Hit {
    Hit::new(format!("/clients/{}", client.id), client.name, [client.tax_id])
}

/// A number that no end of a line tears.
fn unbroken(phone: &str) -> String {
    phone.replace(' ', "\u{a0}")
}

pub(super) fn client_hit(client: ClientRow) -> Hit {
    let tax_id = client.tax_id.map(|id| id.value).unwrap_or_default();
    let href = format!("/clients/{}", client.id);
    Hit::new(href, client.name, [tax_id, client.email, unbroken(&client.phone)])
}

pub(super) fn contact_hit(contact: ContactRow) -> Hit {
    let reached_by = if contact.phone.is_empty() {
        contact.email
    } else {
        unbroken(&contact.phone)
    };
    let href = format!("/contacts/{}", contact.id);
    Hit::new(href, contact.name, [contact.client_name, contact.position, reached_by])
}

pub(super) fn lead_hit(lead: LeadRow) -> Hit {
    let reached_by = if lead.phone.is_empty() {
        lead.email
    } else {
        unbroken(&lead.phone)
    };
    let status = lead.status.map(|(_, name, _)| name).unwrap_or_default();
    let href = format!("/leads/{}", lead.id);
    Hit::new(href, lead.name, [lead.company, status, reached_by])
}

pub(super) fn invoice_hit(invoice: InvoiceRow, today: Date) -> Hit {
    let state = || state_cell(invoice.stage, invoice.settlement, invoice.days_overdue(today));
    let name = invoice.number.clone().map_or_else(
        || tr!(invoices.state_draft).to_owned(),
        |number| tr!(invoices.numbered, number = number),
    );
    let facts = [short_date(lang(), invoice.issue_date), invoice.client_name.clone()];
    Hit {
        state: Shown::of(state),
        sum: Shown::sum(Money::new(invoice.total, invoice.currency)),
        ..Hit::new(format!("/invoices/{}", invoice.id), name, facts)
    }
}

pub(super) fn closing_hit(closing: ClosingRow) -> Hit {
    let state = || badges::state_cell(&closing);
    let name = match &closing.number {
        Some(number) => numbered_text(closing.kind, number),
        None => tr!(closing.state_draft).to_owned(),
    };
    let facts = [short_date(lang(), closing.date), closing.client_name.clone()];
    Hit {
        state: Shown::of(state),
        sum: Shown::sum(Money::new(closing.total, closing.currency)),
        ..Hit::new(format!("{}/{}", closing.kind.path(), closing.id), name, facts)
    }
}

pub(super) fn contract_hit(contract: ContractRow, today: Date) -> Hit {
    let state = || {
        let (expired, left) = (contract.is_expired(today), contract.days_left(today));
        contracts::state_cell(contract.stage, expired, left, contract.signature)
    };
    let name = format!(
        "{} {}",
        tr!(contracts.contract),
        tr!(contracts.numbered, number = contract.number.clone())
    );
    let date = short_date(lang(), contract.date);
    let facts = [date, contract.client_name.clone(), contract.subject.clone()];
    Hit {
        state: Shown::of(state),
        sum: contract.money().map(Shown::sum).unwrap_or_default(),
        ..Hit::new(format!("/contracts/{}", contract.id), name, facts)
    }
}

pub(super) fn payment_hit(payment: PaymentRow) -> Hit {
    let name = tr!(invoices.numbered, number = payment.number);
    let facts = [short_date(lang(), payment.date), payment.client_name];
    Hit {
        sum: Shown::sum(Money::new(payment.amount, payment.currency)),
        ..Hit::new(format!("/payments/{}", payment.id), name, facts)
    }
}

pub(super) fn expense_hit(expense: ExpenseRow) -> Hit {
    let sum = expense.money();
    let facts = [short_date(lang(), expense.date), expense.client_name, expense.supplier];
    Hit {
        sum: Shown::sum(sum),
        ..Hit::new(format!("/expenses/{}", expense.id), expense.name, facts)
    }
}

pub(super) fn ticket_hit(ticket: TicketRow) -> Hit {
    let state = || badge_cell(tickets::status_tone(ticket.status), tickets::status_text(ticket.status));
    let facts = [
        tr!(tickets.numbered, number = ticket.number),
        ticket.client_name.clone(),
        short_time(lang(), ticket.written),
    ];
    Hit {
        state: Shown::of(state),
        ..Hit::new(format!("/support/{}", ticket.id), ticket.subject.clone(), facts)
    }
}

pub(super) fn item_hit(row: ItemRow) -> Hit {
    let item = row.item;
    Hit {
        sum: Shown::of(|| price(&item)),
        ..Hit::new(
            format!("/catalogue/{}", item.id),
            item.name.clone(),
            [item.code.clone()],
        )
    }
}

pub(super) fn setting_hit(setting: &Setting) -> Hit {
    Hit::new(
        setting.path.to_owned(),
        setting.title().to_owned(),
        [setting.about().to_owned()],
    )
}

/// The kinds in the order in which they are shown: people first, or papers first, and what is sold last.
pub(super) fn by_kind<T, const PAPERS: usize>(
    papers_first: bool,
    people: [T; 3],
    papers: [T; PAPERS],
    items: T,
) -> Vec<T> {
    let (people, papers) = (Vec::from(people), Vec::from(papers));
    let (mut first, second) = if papers_first {
        (papers, people)
    } else {
        (people, papers)
    };
    first.extend(second);
    first.push(items);
    first
}
