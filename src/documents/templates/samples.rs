//! Made-up papers of every kind, on which templates are tried: a company, a sole proprietor, a person, somebody abroad, forty lines, several rates,
//! prices with VAT in them, no VAT at all. Their sums are those of the one arithmetic.

mod lines;
mod parts;

use jiff::civil::date;

use self::lines::{priced, services};
use self::parts::{Parties, buyer_abroad, buyer_person, buyer_proprietor, home};
use super::model::{PaperKind, TemplateKind};
use super::shortcodes::Sheet;
use super::views::{
    AllocationView, BasisView, ClosingView, ContractView, EntryView, InvoiceView, LineView, MailView, PaperView,
    PaymentView, PersonView, PowerOfAttorneyView, StatementView, VatView,
};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::tax::{PriceMode, VatRounding};
use crate::kernel::totals::Totals;
use crate::kernel::words::Hryvnia;

/// A made-up paper.
#[derive(Debug, Clone)]
pub struct Sample {
    /// `company`, `sole_proprietor`, `person`, `foreign`, `long`, `rates`, `gross`, `without_vat`.
    pub name: &'static str,
    pub paper: PaperView,
}

/// The names of the samples, in the order in which they are offered.
pub const NAMES: [&str; 8] = [
    "company",
    "sole_proprietor",
    "person",
    "foreign",
    "long",
    "rates",
    "gross",
    "without_vat",
];

/// All samples of a kind, as they would be in a language.
#[must_use]
pub fn all(kind: PaperKind, lang: Lang) -> Vec<Sample> {
    NAMES
        .into_iter()
        .map(|name| Sample {
            name,
            paper: paper(kind, lang, name),
        })
        .collect()
}

/// The first sample of a kind.
#[must_use]
pub fn first(kind: PaperKind, lang: Lang) -> PaperView {
    paper(kind, lang, NAMES[0])
}

/// A sample by its name.
#[must_use]
pub fn named(kind: PaperKind, lang: Lang, name: &str) -> Option<PaperView> {
    let name = NAMES.into_iter().find(|known| *known == name)?;
    Some(paper(kind, lang, name))
}

/// The letter that a paper would go with.
#[must_use]
pub fn letter(paper: PaperView) -> MailView {
    let (lang, _) = paper.langs();
    let person = |first: &str, last: &str, position: &str, email: &str| PersonView {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        position: position.to_owned(),
        email: email.to_owned(),
        phone: "+380 44 123-45-67".to_owned(),
    };
    let (recipient, sender) = match lang {
        Lang::Ru => (
            person("Анна", "Иванова", "Бухгалтер", "anna@example.com"),
            person("Пётр", "Сидоров", "Менеджер", "petr@example.com"),
        ),
        Lang::Uk => (
            person("Оксана", "Мельник", "Бухгалтерка", "oksana@example.com"),
            person("Андрій", "Коваль", "Менеджер", "andrii@example.com"),
        ),
        Lang::En => (
            person("Emma", "Novak", "Accountant", "emma@example.com"),
            person("John", "Miller", "Manager", "john@example.com"),
        ),
    };
    MailView {
        paper,
        paid: Amount::default(),
        recipient,
        sender,
        link: "https://akta.example.com/cabinet".to_owned(),
    }
}

/// What a template of a kind prints of a paper: the paper itself, or the letter that it goes with.
#[must_use]
pub fn sheet(kind: TemplateKind, paper: PaperView, lang: Lang) -> Sheet {
    if kind.mail {
        Sheet::of_mail(&letter(paper), lang)
    } else {
        Sheet::of(&paper, lang)
    }
}

/// What the papers of a sample have in common.
struct Deal {
    parties: Parties,
    currency: Currency,
    mode: PriceMode,
    lines: Vec<LineView>,
    groups: Vec<VatView>,
    sums: Totals,
    contract: BasisView,
}

const DAY: Date = date(2026, 1, 31);

fn paper(kind: PaperKind, lang: Lang, name: &str) -> PaperView {
    let deal = deal(lang, name);
    match kind {
        PaperKind::Invoice => PaperView::Invoice(invoice(lang, deal)),
        PaperKind::Act => PaperView::Act(closing(lang, deal)),
        PaperKind::DeliveryNote => PaperView::DeliveryNote(closing(lang, deal)),
        PaperKind::Contract => PaperView::Contract(contract(lang, deal)),
        PaperKind::PaymentConfirmation => PaperView::PaymentConfirmation(payment(lang, deal)),
        PaperKind::Statement => PaperView::Statement(statement(lang, deal)),
        PaperKind::ReconciliationAct => PaperView::ReconciliationAct(statement(lang, deal)),
    }
}

fn deal(lang: Lang, name: &str) -> Deal {
    let mut parties = home(lang);
    match name {
        "sole_proprietor" => parties = parties.between_proprietors(lang, buyer_proprietor(lang)),
        "person" => parties.buyer = buyer_person(lang),
        "foreign" => parties.buyer = buyer_abroad(),
        _ => {}
    }
    let (currency, mode) = match (name, lang) {
        ("foreign", _) => (Currency::Usd, PriceMode::WithoutVat),
        ("sole_proprietor" | "without_vat", _) => (parts::currency(lang), PriceMode::WithoutVat),
        ("gross", _) => (parts::currency(lang), PriceMode::Gross),
        _ => (parts::currency(lang), PriceMode::Net),
    };
    let lines = services(
        lang,
        if name == "long" {
            40
        } else if name == "rates" {
            6
        } else {
            2
        },
        name == "rates",
    );
    let (lines, groups, sums) = priced(lang, lines, currency, mode);
    let subject = match lang {
        Lang::Ru => "оказание услуг по сопровождению сайта",
        Lang::Uk => "надання послуг із супроводу сайту",
        Lang::En => "maintenance of the web site",
    };
    Deal {
        parties,
        currency,
        mode,
        lines,
        groups,
        sums,
        contract: BasisView {
            number: "17/2026".to_owned(),
            date: date(2026, 1, 12),
            subject: subject.to_owned(),
        },
    }
}

fn invoice(lang: Lang, deal: Deal) -> InvoiceView {
    InvoiceView {
        lang,
        number: Some("00126".to_owned()),
        revision: 1,
        issue_date: DAY,
        due_date: date(2026, 2, 10),
        currency: deal.currency,
        price_mode: deal.mode,
        vat_rounding: VatRounding::Line,
        account: deal.parties.seller.bank.clone(),
        seller: deal.parties.seller,
        buyer: deal.parties.buyer,
        lines: deal.lines,
        subtotal: deal.sums.subtotal,
        discount: deal.sums.discount,
        net: deal.sums.net,
        vat: deal.sums.vat,
        total: deal.sums.total,
        groups: deal.groups,
        note: String::new(),
        template: None,
        contract: Some(deal.contract),
        purpose: String::new(),
        hryvnia: Hryvnia::Grivna,
        today: None,
    }
}

fn closing(lang: Lang, deal: Deal) -> ClosingView {
    let person = deal.parties.buyer.signatory.full_name.clone();
    ClosingView {
        lang,
        second_lang: None,
        number: Some("40".to_owned()),
        date: DAY,
        place: String::new(),
        period_from: Some(date(2026, 1, 1)),
        period_until: Some(DAY),
        currency: deal.currency,
        price_mode: deal.mode,
        seller: deal.parties.seller,
        buyer: deal.parties.buyer,
        invoice: BasisView {
            number: "00126".to_owned(),
            date: date(2026, 1, 20),
            subject: String::new(),
        },
        contract: Some(deal.contract),
        lines: deal.lines,
        net: deal.sums.net,
        vat: deal.sums.vat,
        total: deal.sums.total,
        groups: deal.groups,
        note: String::new(),
        consignee: None,
        delivery_address: String::new(),
        power_of_attorney: Some(PowerOfAttorneyView {
            number: "5".to_owned(),
            date: Some(date(2026, 1, 29)),
            person,
        }),
        template: None,
        hryvnia: Hryvnia::Grivna,
        today: None,
    }
}

fn contract(lang: Lang, deal: Deal) -> ContractView {
    let city = match lang {
        Lang::Ru => "Москва",
        Lang::Uk => "Київ",
        Lang::En => "Warsaw",
    };
    ContractView {
        lang,
        second_lang: None,
        number: deal.contract.number,
        date: deal.contract.date,
        city: city.to_owned(),
        subject: deal.contract.subject,
        type_name: String::new(),
        seller: deal.parties.seller,
        buyer: deal.parties.buyer,
        currency: deal.currency,
        value: Some(deal.sums.total),
        start: Some(deal.contract.date),
        end: Some(date(2026, 12, 31)),
        parent: None,
        template: None,
        hryvnia: Hryvnia::Grivna,
        today: None,
        body: None,
        second_body: String::new(),
    }
}

fn payment(lang: Lang, deal: Deal) -> PaymentView {
    let advance = Amount::from_minor(500_000);
    let amount = deal.sums.total.checked_add(advance).unwrap_or(deal.sums.total);
    let mode = match lang {
        Lang::Ru => "Банковский перевод",
        Lang::Uk => "Банківський переказ",
        Lang::En => "Bank transfer",
    };
    PaymentView {
        lang,
        number: "П-15".to_owned(),
        date: DAY,
        amount,
        currency: deal.currency,
        mode: mode.to_owned(),
        transaction_id: "884213".to_owned(),
        purpose: String::new(),
        seller: deal.parties.seller,
        buyer: deal.parties.buyer,
        allocations: vec![AllocationView {
            invoice: BasisView {
                number: "00126".to_owned(),
                date: date(2026, 1, 20),
                subject: String::new(),
            },
            amount: deal.sums.total,
            closed: deal.sums.total,
            currency: deal.currency,
        }],
        advance,
        template: None,
        hryvnia: Hryvnia::Grivna,
        today: None,
    }
}

fn statement(lang: Lang, deal: Deal) -> StatementView {
    let (act, payment, balance) = match lang {
        Lang::Ru => ("Акт", "Платёж", Amount::from_minor(1_200_000)),
        Lang::Uk => ("Акт", "Платіж", Amount::from_minor(1_200_000)),
        Lang::En => ("Act", "Payment", Amount::from_minor(1_200_000)),
    };
    let mut entries = Vec::new();
    let (mut debit, mut credit, mut after) = (Amount::ZERO, Amount::ZERO, balance);
    let add = |a: Amount, b: Amount| a.checked_add(b).unwrap_or(a);
    let less = |a: Amount, b: Amount| a.checked_sub(b).unwrap_or(a);
    for (n, line) in (1_i8..).zip(deal.lines.iter()) {
        let charged = n % 2 == 1;
        let (plus, minus) = if charged {
            (line.gross, Amount::ZERO)
        } else {
            (Amount::ZERO, line.gross)
        };
        (debit, credit) = (add(debit, plus), add(credit, minus));
        after = less(add(after, plus), minus);
        entries.push(EntryView {
            date: Date::new(2026, 1, 1 + (n % 28)).unwrap_or(DAY),
            document: format!("{} № {n}", if charged { act } else { payment }),
            debit: plus,
            credit: minus,
            balance: after,
        });
    }
    StatementView {
        lang,
        second_lang: None,
        date: DAY,
        from: date(2026, 1, 1),
        until: DAY,
        seller: deal.parties.seller,
        buyer: deal.parties.buyer,
        contract: Some(deal.contract),
        currency: deal.currency,
        opening: balance,
        entries,
        debit,
        credit,
        closing: after,
        template: None,
        hryvnia: Hryvnia::Grivna,
        today: None,
    }
}
