//! A contract as everything its paper prints, and the paper itself.

use super::super::model::{Contract, ContractPreview, SaveContract, Stage};
use super::super::store;
use crate::company::organization::model::{BankAccount, Organization};
use crate::company::organization::store as organizations;
use crate::crm::clients::model::{Client, ClientAccount};
use crate::crm::clients::store as clients;
use crate::documents::papers;
use crate::documents::papers::store::jobs::Frozen;
use crate::documents::templates::actions::as_stored;
use crate::documents::templates::check;
use crate::documents::templates::model::{Fault, Finding, PaperKind, Place, Shortcode, TemplateKind};
use crate::documents::templates::serving::{self, refuse_unmet};
use crate::documents::templates::shortcodes::{Sheet, list};
use crate::documents::templates::views::{AccountView, BasisView, ContractView, PaperView};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::ids::ContractId;
use crate::kernel::lang::Lang;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::requisites::TaxIds;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};

pub(super) const KIND: TemplateKind = TemplateKind::paper(PaperKind::Contract);

/// Whom a contract is between, and what else its paper names.
struct Parties {
    seller: Organization,
    account: Option<BankAccount>,
    buyer: Client,
    buyer_account: Option<ClientAccount>,
    buyer_ids: TaxIds,
    type_name: String,
    parent: Option<BasisView>,
}

impl Parties {
    async fn of(conn: &mut Conn, ctx: &Ctx, contract: &Contract) -> AppResult<Self> {
        let seller = organizations::by_id(conn, contract.organization).await?;
        let buyer = clients::by_id(conn, contract.client, ctx.scope_of(Object::Contracts)).await?;
        let accounts = organizations::accounts(conn, contract.organization).await?;
        let of_buyer = clients::accounts(conn, contract.client).await?;
        let type_name = match contract.kind {
            Some(kind) => store::type_name(conn, kind).await?.unwrap_or_default(),
            None => String::new(),
        };
        // An annex is of the parties of its contract: whoever sees the one may know the other.
        let parent = match contract.parent {
            Some(parent) => store::by_id(conn, parent, Scope::All).await?,
            None => None,
        };
        let currency = contract.currency;
        Ok(Self {
            account: pick(
                accounts,
                |account| account.currency == currency,
                |account| account.is_default,
            ),
            buyer_account: pick(
                of_buyer,
                |account| account.details.currency == currency,
                |account| account.is_default,
            ),
            buyer_ids: clients::tax_ids(conn, contract.client).await?,
            seller: seller.ok_or(AppError::NotFound)?,
            buyer: buyer.ok_or(AppError::NotFound)?,
            type_name,
            parent: parent.map(|parent| basis_of(&parent)),
        })
    }
}

/// The account in the contract's currency: the default one before others; without one in it, the first of all.
fn pick<T>(accounts: Vec<T>, fits: impl Fn(&T) -> bool, is_default: impl Fn(&T) -> bool) -> Option<T> {
    let mut accounts = accounts;
    // Stable: of equals the first one stays first.
    accounts.sort_by_key(|account| (!fits(account), !is_default(account)));
    accounts.into_iter().next()
}

/// A contract as a paper goes back to it.
pub(super) fn basis_of(contract: &Contract) -> BasisView {
    BasisView {
        number: contract.number.clone(),
        date: contract.date,
        subject: contract.subject.clone(),
    }
}

/// Everything the paper prints.
fn view(contract: &Contract, parties: &Parties) -> ContractView {
    let mut seller = papers::parties::seller(&parties.seller);
    if let Some(account) = &parties.account {
        seller.bank = papers::parties::account(account);
    }
    let mut buyer = papers::parties::buyer(&parties.buyer, &parties.buyer_ids);
    if let Some(ClientAccount { details, .. }) = &parties.buyer_account {
        buyer.bank = AccountView {
            bank: details.bank.clone(),
            number: details.number.clone(),
            bic: details.bic.clone(),
            correspondent: details.correspondent.clone(),
        };
    }
    ContractView {
        lang: contract.lang,
        second_lang: contract.second_lang,
        number: contract.number.clone(),
        date: contract.date,
        city: contract.city.clone(),
        subject: contract.subject.clone(),
        type_name: parties.type_name.clone(),
        seller,
        buyer,
        currency: contract.currency,
        value: contract.value,
        start: contract.start,
        end: contract.end,
        parent: parties.parent.clone(),
        template: contract.template.clone(),
        hryvnia: parties.seller.hryvnia,
        today: None,
        body: Some(contract.body.clone()),
        second_body: contract.second_body.clone(),
    }
}

/// The paper of a draft as it is now.
pub(super) async fn view_of(conn: &mut Conn, ctx: &Ctx, contract: &Contract) -> AppResult<ContractView> {
    let parties = Parties::of(conn, ctx, contract).await?;
    Ok(ContractView {
        today: Some(ctx.clock.today(&parties.seller.time_zone)),
        ..view(contract, &parties)
    })
}

/// Refuses to issue a text that is empty, that has errors, or that prints what the contract lacks.
///
/// # Errors
/// Beside `body` or `second_body`: how many errors there are and where the first one is.
pub(super) async fn check_text(conn: &mut Conn, ctx: &Ctx, contract: &Contract) -> AppResult<()> {
    let mut errors = errors_of_text(contract);
    if contract.body.trim().is_empty() {
        errors.add("body", Problem::Required);
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let paper = PaperView::Contract(view_of(conn, ctx, contract).await?);
    for body in [&contract.body, &contract.second_body] {
        refuse_unmet(&check::needs(KIND, body), &paper)?;
    }
    // What takes too much to be made is no paper; a text without errors can fail for nothing else.
    serving::markup_of(conn, paper).await.map(|_| ()).map_err(|_| {
        let problem = Problem::TemplateErrors {
            errors: 1,
            line: 1,
            column: 1,
        };
        AppError::field("body", problem)
    })
}

/// How many errors the texts have and where the first ones are, beside `body` and `second_body`: with them no paper can be made.
pub(super) fn errors_of_text(contract: &Contract) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for (field, body) in [("body", &contract.body), ("second_body", &contract.second_body)] {
        let findings = check::check(KIND, "", body);
        let mut wrong = findings.iter().filter(|finding| finding.fault.is_error());
        if let Some(first) = wrong.next() {
            let problem = Problem::TemplateErrors {
                errors: wrong.count() + 1,
                line: first.place.line,
                column: first.place.column,
            };
            errors.add(field, problem);
        }
    }
    errors
}

/// Keeps the paper as it is now, for good. Nothing is rendered here.
pub(super) async fn freeze(tx: &mut Tx, ctx: &Ctx, contract: &Contract) -> AppResult<()> {
    let mut view = view_of(tx, ctx, contract).await?;
    view.seller.pictures = Some(papers::parties::pictures(tx, contract.organization).await?);
    papers::actions::freeze(tx, ctx, &frozen(contract), &view).await?;
    Ok(())
}

/// What was issued. A contract has one revision: what changes later is an annex.
pub(super) fn frozen(contract: &Contract) -> Frozen {
    Frozen::new(&contract.owner(), 1, contract.organization)
}

/// The paper on its page: what was frozen, or of a draft what it would be now, with what is wrong in its text.
pub(super) async fn shown(conn: &mut Conn, ctx: &Ctx, contract: &Contract) -> AppResult<ContractPreview> {
    if contract.stage() == Stage::Draft {
        return drafted(conn, ctx, contract).await;
    }
    let frozen = papers::actions::frozen::<ContractView>(conn, &contract.owner(), 1).await?;
    let frozen = frozen.ok_or_else(|| crate::error::internal(&format!("contract {} has no snapshot", contract.id)))?;
    let logo = papers::parties::logo_address(conn, contract.organization, &frozen.view.seller).await?;
    let paper = PaperView::Contract(frozen.view);
    let html = serving::html_of(conn, paper, Some(frozen.sha256), logo.as_deref()).await?;
    Ok(ContractPreview {
        paper: Some(html),
        findings: Vec::new(),
        second_findings: Vec::new(),
    })
}

async fn drafted(conn: &mut Conn, ctx: &Ctx, contract: &Contract) -> AppResult<ContractPreview> {
    let view = view_of(conn, ctx, contract).await?;
    let logo = papers::parties::logo_address(conn, contract.organization, &view.seller).await?;
    let paper = PaperView::Contract(view);
    let mut preview = ContractPreview {
        paper: None,
        findings: check::check(KIND, "", &contract.body),
        second_findings: check::check(KIND, "", &contract.second_body),
    };
    let has_errors = |findings: &[Finding]| findings.iter().any(|finding| finding.fault.is_error());
    if has_errors(&preview.findings) || has_errors(&preview.second_findings) {
        return Ok(preview);
    }
    let sheet = Sheet::of(&paper, contract.lang);
    preview
        .findings
        .extend(check::needs(KIND, &contract.body).unmet(&sheet));
    preview
        .second_findings
        .extend(check::needs(KIND, &contract.second_body).unmet(&sheet));
    match serving::html_of(conn, paper, None, logo.as_deref()).await {
        Ok(html) => preview.paper = Some(html),
        Err(_) => preview.findings.push(Finding {
            fault: Fault::TooMuchWork,
            in_subject: false,
            place: Place::default(),
        }),
    }
    Ok(preview)
}

/// A draft as it stands in its form, which may not be saved yet. What can't be read yet is as it is stored.
pub async fn preview(ctx: &Ctx, input: SaveContract) -> AppResult<ContractPreview> {
    ctx.may(Right::EditContracts)?;
    let id = input.id.ok_or(AppError::NotFound)?;
    let mut conn = ctx.read();
    let stored = store::by_id(&mut conn, id, ctx.scope_of(Object::Contracts))
        .await?
        .ok_or(AppError::NotFound)?;
    let clean = |body: &str| as_stored(KIND, "", body).1;
    let mut typed = Contract {
        body: clean(&input.body),
        second_body: clean(&input.second_body),
        ..stored.clone()
    };
    // Client, company and parent are looked up when they are saved.
    let as_stored = SaveContract::of(&stored);
    let readable = SaveContract {
        organization: as_stored.organization,
        client: as_stored.client,
        kind: as_stored.kind,
        parent: as_stored.parent,
        ..input
    };
    if let Ok(valid) = readable.validated() {
        typed = Contract {
            number: valid.number,
            date: valid.date,
            subject: valid.subject,
            currency: valid.currency,
            value: valid.value,
            start: valid.start,
            end: valid.end,
            city: valid.city,
            ..typed
        };
    }
    drafted(&mut conn, ctx, &typed).await
}

/// The shortcodes of a contract with their values in a draft; described in the reader's language.
pub async fn shortcodes(ctx: &Ctx, id: ContractId, reader: Lang) -> AppResult<Vec<Shortcode>> {
    ctx.may(Right::EditContracts)?;
    let mut conn = ctx.read();
    let contract = store::by_id(&mut conn, id, ctx.scope_of(Object::Contracts))
        .await?
        .ok_or(AppError::NotFound)?;
    let paper = PaperView::Contract(view_of(&mut conn, ctx, &contract).await?);
    Ok(list::list(&Sheet::of(&paper, contract.lang), contract.lang, reader))
}
