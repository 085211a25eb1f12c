//! `/contracts/<id>`

use leptos::prelude::*;

use super::papers::{Annexes, Invoices};
use super::steps::Steps;
use crate::desk::files::pages::FilesPanel;
use crate::desk::signing::electronic::AnswersCard;
use crate::desk::signing::pages::SigningCard;
use crate::documents::contracts::api::get_contract;
use crate::documents::contracts::model::{Contract, ContractPreview, ContractSheet, Lifecycle, Stage};
use crate::documents::contracts::pages::words::{self, numbered_of, state_badges};
use crate::documents::sending::model::PaperRef;
use crate::documents::sending::pages::MailPanel;
use crate::documents::templates::model::PaperKind;
use crate::documents::templates::pages::{Findings, Mark, PaperSheet};
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::date::{Date, short_date};
use crate::kernel::format;
use crate::kernel::ids::{ContractId, Id};
use crate::kernel::owner::OwnerKind;
use crate::kernel::viewer::Viewer;
use crate::records::activity::pages::History;
use crate::text::lang;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::page::{Facts, PageHead};
use crate::ui::query::id_of_address;
use crate::ui::regarding::Regarding;

/// The contract of the address.
#[component]
pub fn ContractPage() -> impl IntoView {
    let id = id_of_address::<ContractId>();
    let sheet = Data::new(
        move || id.get(),
        |id| async move { get_contract(id.ok_or(AppError::NotFound)?).await },
    );
    let changed = Callback::new(move |()| sheet.refetch());
    view! {
        <Load resource=sheet let:sheet>
            <Regarding rights=sheet.rights>
                <Sheet sheet changed />
            </Regarding>
        </Load>
    }
    .into_any()
}

#[component]
fn Sheet(sheet: ContractSheet, changed: Callback<()>) -> impl IntoView {
    let ContractSheet {
        contract,
        client_name,
        organization_name,
        type_name,
        parent,
        annexes,
        preview,
        activity,
        rights: _,
    } = sheet;
    let viewer = expect_context::<Viewer>();
    let today = viewer.today;
    let expired = contract.is_expired(today);
    let badges = state_badges(
        contract.stage(),
        expired,
        days_left(&contract, today),
        contract.signing.state(),
    );
    let date = short_date(lang(), contract.date);
    let title = if contract.parent.is_some() {
        tr!(
            contracts.page_title_annex,
            number = contract.number.clone(),
            date = date
        )
    } else {
        tr!(contracts.page_title, number = contract.number.clone(), date = date)
    };
    let client = format!("/clients/{}", contract.client);
    let parent = parent.map(|parent| {
        let name = numbered_of(&parent.number, parent.date);
        view! { " · " {tr!(contracts.annex_of)} " " <a href=format!("/contracts/{}", parent.id)>{name}</a> }
    });
    let facts = facts(&contract, &type_name);
    let note = (!contract.note.is_empty()).then(|| {
        view! {
            <section class="side-card">
                <h2>{tr!(contracts.note)}</h2>
                <p class="preserve-lines">{contract.note.clone()}</p>
            </section>
        }
    });
    let signed = contract.signed();
    let signatures = match contract.stage() {
        Stage::Draft => ().into_any(),
        Stage::Issued | Stage::Terminated => view! { <SigningCard paper=signed today changed /> }.into_any(),
        Stage::Cancelled => view! { <AnswersCard paper=signed changed /> }.into_any(),
    };
    let may_annex = contract.parent.is_none() && matches!(contract.stage(), Stage::Issued | Stage::Terminated);
    let annexes = (may_annex || !annexes.is_empty()).then(|| {
        let new = may_annex && viewer.may(Right::CreateContracts);
        view! { <Annexes parent=contract.id annexes may_add=new /> }
    });
    let invoices = viewer
        .may(Right::ViewInvoices)
        .then(|| view! { <Invoices contract=contract.clone() /> });
    let files = view! { <FilesPanel kind=OwnerKind::Contract id=contract.id.uuid() changed /> };
    let alert = alert(&contract);
    let mails = (contract.stage() != Stage::Draft).then(|| {
        let paper = PaperRef {
            kind: PaperKind::Contract,
            id: contract.id.uuid(),
        };
        let sendable = contract.stage() != Stage::Cancelled;
        view! { <MailPanel paper sendable /> }
    });
    let mark = match contract.stage() {
        Stage::Draft => Some(Mark::Draft),
        Stage::Issued | Stage::Terminated => None,
        Stage::Cancelled => Some(Mark::Cancelled),
    };
    let paper = paper(&contract, preview, mark);
    view! {
        <PageHead title beside=move || badges>
            <Steps contract changed />
        </PageHead>
        <p class="page-sub"><a href=client>{client_name}</a> " · " {organization_name} {parent}</p>
        {alert}
        <div class="with-side paper-page">
            <div>{paper}</div>
            <aside class="side-column">
                <section class="side-card">
                    <h2>{tr!(contracts.facts)}</h2>
                    <Facts rows=facts />
                </section>
                {signatures}
                {mails}
                {annexes}
                {invoices}
                {note}
                {files}
                <History events=activity words=words::change aside=true />
            </aside>
        </div>
    }
    .into_any()
}

fn days_left(contract: &Contract, today: Date) -> Option<i32> {
    let end = contract
        .end
        .filter(|end| contract.stage() == Stage::Issued && *end >= today)?;
    let days = (end - today).get_days();
    (i64::from(days) <= crate::documents::contracts::model::SOON).then_some(days)
}

fn facts(contract: &Contract, type_name: &str) -> Vec<(String, String)> {
    let date = |date: Option<Date>| date.map(|date| short_date(lang(), date)).unwrap_or_default();
    let end = contract
        .end
        .map_or_else(|| tr!(contracts.open_end).to_owned(), |end| short_date(lang(), end));
    let value = contract.money().map(|money| format::money(lang(), money));
    vec![
        (tr!(contracts.subject).to_owned(), contract.subject.clone()),
        (tr!(contracts.kind).to_owned(), type_name.to_owned()),
        (tr!(contracts.value).to_owned(), value.unwrap_or_default()),
        (tr!(contracts.start).to_owned(), date(contract.start)),
        (tr!(contracts.end).to_owned(), end),
        (tr!(contracts.city).to_owned(), contract.city.clone()),
    ]
}

/// Why it is over, or why nobody signs it.
fn alert(contract: &Contract) -> Vec<AnyView> {
    let date = |on: Date| short_date(lang(), on);
    let ended = match &contract.lifecycle {
        Lifecycle::Terminated { on, reason } => Some(tr!(
            contracts.terminated_because,
            date = date(*on),
            reason = reason.clone()
        )),
        Lifecycle::Cancelled { on, reason } => Some(tr!(
            contracts.cancelled_because,
            date = date(*on),
            reason = reason.clone()
        )),
        Lifecycle::Draft | Lifecycle::Issued => None,
    };
    let refused = contract.signing.refused.as_ref().map(|refusal| {
        tr!(
            contracts.refused_because,
            date = date(refusal.date),
            reason = refusal.reason.clone()
        )
    });
    [ended, refused]
        .into_iter()
        .flatten()
        .map(|text| view! { <p class="alert alert-error" role="note">{text}</p> }.into_any())
        .collect()
}

/// The paper; of a draft with what is wrong in its text.
fn paper(contract: &Contract, preview: ContractPreview, mark: Option<Mark>) -> AnyView {
    let ContractPreview {
        paper,
        findings,
        second_findings,
    } = preview;
    if contract.stage() == Stage::Draft && contract.body.is_empty() {
        return view! { <p class="alert" role="note">{tr!(contracts.no_text)}</p> }.into_any();
    }
    let second = (!second_findings.is_empty()).then(|| {
        view! { <p class="muted">{tr!(contracts.second_findings)}</p> <Findings findings=second_findings /> }
    });
    let wrong = !findings.is_empty() || second.is_some();
    let mend = (wrong && contract.stage() == Stage::Draft && may(Right::EditContracts)).then(|| {
        let to = format!("/contracts/{}/edit", contract.id);
        view! { <p><a href=to>{tr!(contracts.mend_text)}</a></p> }
    });
    let findings = (!findings.is_empty()).then(|| view! { <Findings findings /> });
    let paper = paper.map(|html| view! { <PaperSheet html mark /> });
    view! { {findings} {second} {mend} {paper} }.into_any()
}
