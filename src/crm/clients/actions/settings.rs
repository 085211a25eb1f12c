//! How the whole company works with clients, and what follows from it for a card that is saved.

use super::{SeenMail, changes, locked};
use crate::company::modules;
use crate::crm::clients::forms::{ClientPart, SaveClient, ValidClient};
use crate::crm::clients::model::ClientKind;
use crate::crm::clients::settings::{
    ArrangeTab, ClientSettings, ClientSettingsSheet, ClientTab, Likeness, SaveClientSettings,
};
use crate::crm::clients::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::ids::ClientId;
use crate::kernel::module::Module;
use crate::kernel::owner::Owner;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::requisites::TaxIdKind;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Events on the page of the settings.
const EVENTS: i64 = 10;
/// Whoever changes the settings is alone with them; whoever saves a client that may be refused is alone with all clients.
const ALONE: &str = "client settings";

/// The settings, for who changes them; tabs of a module that is off are not among them.
pub async fn settings(ctx: &Ctx) -> AppResult<ClientSettingsSheet> {
    ctx.may(Right::ManageCompany)?;
    let mut conn = ctx.read();
    let settings = store::settings(&mut conn).await?;
    let off = modules::store::off(&mut conn).await?;
    let is_there = |tab: &ClientTab| is_there(*tab, &off);
    Ok(ClientSettingsSheet {
        shown: settings.tabs.shown().iter().copied().filter(is_there).collect(),
        hidden: settings.tabs.hidden().filter(is_there).collect(),
        events: activity::actions::of_owner(ctx, &Owner::client_settings(), EVENTS).await?,
        settings,
    })
}

/// Whether none of the rights to a tab belongs to a module that is off.
fn is_there(tab: ClientTab, off: &[Module]) -> bool {
    let gone = |right: &Right| off.iter().any(|module| module.rights().any(|of| of == *right));
    !tab.rights().iter().any(gone)
}

/// The tabs of a card that the actor sees, in the order of the settings, and those that the settings hide from everybody.
pub async fn visible_tabs(ctx: &Ctx) -> AppResult<(Vec<ClientTab>, Vec<ClientTab>)> {
    ctx.may(Right::ViewClients)?;
    let settings = store::settings(&mut ctx.read()).await?;
    let hidden = settings.tabs.hidden().collect();
    let may = |tab: &ClientTab| tab.rights().iter().all(|right| ctx.actor.has(*right));
    let tabs: Vec<ClientTab> = settings.tabs.shown().iter().copied().filter(may).collect();
    // Somebody without the rights to any visible tab sees at least who it is.
    if tabs.is_empty() {
        return Ok((vec![ClientTab::Profile], Vec::new()));
    }
    Ok((tabs, hidden))
}

/// Shows or hides a tab for everybody, or moves it among the others. The last visible one stays.
///
/// # Errors
/// [`AppError::NotFound`] for a tab of a module that is off.
pub async fn arrange_tab(ctx: &Ctx, input: ArrangeTab) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    tx.alone_with(ALONE).await?;
    let old = store::settings(&mut tx).await?;
    let off = modules::store::off(&mut tx).await?;
    if !is_there(input.tab, &off) {
        return Err(AppError::NotFound);
    }
    let Some(tabs) = old.tabs.after(input.tab, input.step, |tab| is_there(tab, &off)) else {
        return Ok(());
    };
    let event = event(&mut tx).await?.change("tabs", &old.tabs, &tabs);
    store::save_settings(&mut tx, &ClientSettings { tabs, ..old }).await?;
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes the settings but for the tabs.
pub async fn save_settings(ctx: &Ctx, input: SaveClientSettings) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    tx.alone_with(ALONE).await?;
    let old = store::settings(&mut tx).await?;
    let new = input.validated(old.clone())?;
    let before = SaveClientSettings::of(&old);
    if old.version != input.version {
        let fields = before
            .fields()
            .map(|(field, value)| (field.to_owned(), value.to_owned()));
        let current = fields.into_iter().collect();
        return Err(activity::actions::conflict(&mut tx, &Owner::client_settings(), old.version, current).await?);
    }
    let after = SaveClientSettings::of(&new);
    let pairs = before.fields().into_iter().zip(after.fields());
    let begun = event(&mut tx).await?;
    let event = pairs.fold(begun, |event, ((field, old), (_, new))| event.change(field, old, new));
    if event.changes.is_empty() {
        return Ok(());
    }
    store::save_settings(&mut tx, &new).await?;
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// The chain of the settings begins with the first change of them.
async fn event(tx: &mut Tx) -> AppResult<Event> {
    let begun = activity::store::of_owner(tx, &Owner::client_settings(), 1).await?;
    let verb = if begun.is_empty() { Verb::Created } else { Verb::Changed };
    Ok(Event::new(Owner::client_settings(), verb))
}

/// What the settings demand of a card whose requisites are saved.
pub(super) fn demanded(settings: &ClientSettings, input: &SaveClient, new: &ValidClient) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    let part: Option<ClientPart> = input.part.parse().ok();
    if !matches!(part, None | Some(ClientPart::Requisites)) {
        return Ok(());
    }
    if settings.name_required && input.name.trim().is_empty() {
        errors.add("name", Problem::Required);
    }
    let has_number = TaxIdKind::ALL.iter().any(|kind| !new.tax_ids.value(*kind).is_empty());
    if settings.tax_id_required && new.kind != ClientKind::Person && !has_number {
        errors.add(format!("tax_ids.{}", usual_number(new)), Problem::Required);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// The tax id that stands open in the form.
fn usual_number(new: &ValidClient) -> TaxIdKind {
    match (new.currency.as_str(), new.kind) {
        ("RUB", _) => TaxIdKind::RuInn,
        ("UAH", ClientKind::Company) => TaxIdKind::UaEdrpou,
        ("UAH", _) => TaxIdKind::UaRnokpp,
        _ => TaxIdKind::EuVat,
    }
}

/// Refuses what another client has, where the settings say so; among all clients, also those the actor can't see.
pub(super) async fn must_be_unique(
    tx: &mut Tx,
    settings: &ClientSettings,
    with: &store::Compared,
    but: ClientId,
) -> AppResult<()> {
    let refuses = |likeness: Likeness| likeness == Likeness::Refuse;
    let any = [settings.same_tax_id, settings.same_email, settings.same_phone];
    if with.is_empty() || !any.into_iter().any(refuses) {
        return Ok(());
    }
    // Two that are entered at the same time don't see each other.
    tx.alone_with("clients alike").await?;
    let others = store::similar(tx, Scope::All, with, Some(but)).await?;
    let mut errors = FieldErrors::default();
    if refuses(settings.same_tax_id) && others.iter().any(|other| other.same_tax_id) {
        let number = TaxIdKind::ALL
            .iter()
            .find(|kind| !with.tax_ids.value(**kind).is_empty());
        let number = number.copied().unwrap_or(TaxIdKind::Other);
        errors.add(format!("tax_ids.{number}"), Problem::AlreadyTaken);
    }
    if refuses(settings.same_email) && others.iter().any(|other| other.same_email) {
        errors.add("email", Problem::AlreadyTaken);
    }
    if refuses(settings.same_phone) && others.iter().any(|other| other.same_phone) {
        errors.add("phone", Problem::AlreadyTaken);
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(errors))
    }
}

/// Whether a person's card says what his primary contact says.
pub(in crate::crm) async fn person_is_contact(conn: &mut Conn) -> AppResult<bool> {
    Ok(store::settings(conn).await?.person_is_contact)
}

/// What the primary contact of a person says. What he does not say, the card keeps.
pub(in crate::crm) struct PersonSaid {
    pub name: String,
    /// Only in the step that says where the client is written to.
    pub email: Option<String>,
    pub phone: String,
}

/// Puts what the primary contact of a person says onto the card, where the settings want it so; his e-mail where the actor may say where the client
/// is written to. The client is locked, and the caller has checked the right to edit clients.
pub(in crate::crm) async fn mirror_person_in(tx: &mut Tx, ctx: &Ctx, id: ClientId, said: PersonSaid) -> AppResult<()> {
    if !person_is_contact(tx).await? {
        return Ok(());
    }
    let client = locked(tx, ctx, id).await?;
    if client.kind != ClientKind::Person {
        return Ok(());
    }
    let old = store::profile(tx, client).await?;
    let mut form = SaveClient::of(&old);
    if form.legal_name == form.name {
        form.legal_name.clone_from(&said.name);
    }
    form.name = said.name;
    let email = said.email.filter(|email| !email.is_empty() && *email != form.email);
    if let Some(email) = email
        && SeenMail::of(tx, ctx, id).await?.may_readdress_client()
    {
        form.email = email;
    }
    if !said.phone.is_empty() {
        form.phone = said.phone;
    }
    let new = form.validated()?;
    let mut after = old.clone();
    after.client.name.clone_from(&new.name);
    after.client.legal_name.clone_from(&new.legal_name);
    after.client.email.clone_from(&new.email);
    after.client.phone.clone_from(&new.phone);
    let event = changes(&old, &after);
    if event.changes.is_empty() {
        return Ok(());
    }
    store::update(tx, id, &new).await?;
    activity::record(tx, ctx, event).await?;
    Ok(())
}
