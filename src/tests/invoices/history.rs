//! What an invoice's history names.

use super::{client, office, opened};
use crate::company::organization;
use crate::company::organization::forms::NewOrganization;
use crate::documents::invoices::actions;
use crate::documents::invoices::pages::words;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{ClientId, InvoiceId, UserId};
use crate::platform::ctx::Ctx;
use crate::records::activity::model::EventRow;
use crate::tests::on_both_engines;

/// The newest event's changes as the page of the invoice tells them: label, before, now.
fn told(events: &[EventRow]) -> Vec<(String, String, String)> {
    let newest = events[0].clone().in_words(words::change);
    let changes = newest.changes.into_iter();
    changes.map(|change| (change.field, change.old, change.new)).collect()
}

/// Another own company: its id and that of its account.
pub async fn second_company(ctx: &Ctx) -> (String, String) {
    let new = NewOrganization {
        request: Some(ctx.new_id()),
        name: "Друга".into(),
        country: "ua".into(),
        currency: "UAH".into(),
        price_mode: "without_vat".into(),
        vat_ground: "п. 196.1 ПКУ".into(),
        time_zone: "Europe/Kyiv".into(),
        lang: "uk".into(),
        bank: "АТ «Інший»".into(),
        account: "UA903052992990004149123456789".into(),
        ..NewOrganization::default()
    };
    let id = organization::actions::create(ctx, new).await.unwrap();
    let accounts = organization::store::accounts(&mut ctx.read(), id).await.unwrap();
    (id.to_string(), accounts[0].id.to_string())
}

async fn given_away(ctx: &Ctx, id: InvoiceId, to: ClientId) {
    let (organization, account) = second_company(ctx).await;
    let mut form = opened(ctx, id).await;
    (form.organization, form.account, form.client) = (organization, account, to.to_string());
    form.price_mode = "without_vat".into();
    for line in &mut form.lines {
        line.vat = String::new();
    }
    actions::save_draft(ctx, form).await.unwrap();
}

#[tokio::test]
async fn a_client_a_company_and_an_account_are_told_by_name() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.draft(ctx, "100").await;
        let other = client(ctx, "ФОП Їжак").await;
        given_away(ctx, id, other).await;
        let sheet = actions::sheet(ctx, id, None).await.unwrap();
        let changes = told(&sheet.activity);
        let of = |label: &str| {
            let found = changes.iter().find(|(field, ..)| field == label);
            found.map(|(_, old, new)| (old.as_str(), new.as_str()))
        };
        assert_eq!(of("Client"), Some(("ТОВ «Ромашка»", "ФОП Їжак")));
        assert_eq!(of("Own company"), Some(("Обрій", "Друга")));
        assert_eq!(
            of("Account"),
            Some((
                "UA213223130000026007233566001 АТ «Банк»",
                "UA903052992990004149123456789 АТ «Інший»"
            ))
        );
        assert_eq!(of("Prices"), Some(("without VAT, it is added", "no VAT at all")));
    })
    .await;
}

#[tokio::test]
async fn a_client_of_somebody_else_is_not_named() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.draft(ctx, "100").await;
        let user: UserId = crate::company::accounts::actions::create_user(
            ctx,
            crate::company::accounts::model::NewUser {
                request: ctx.new_id(),
                name: "Менеджер".into(),
                email: "m@example.com".into(),
                role: "manager".into(),
                own_only: true,
                lang: "uk".into(),
                invite: false,
                password: "correct horse battery".into(),
            },
        )
        .await
        .unwrap();
        let other = client(ctx, "ФОП Їжак").await;
        let card = crate::crm::clients::actions::profile(ctx, other).await.unwrap();
        let mut form = crate::crm::clients::forms::SaveClient::of(&card);
        form.managers.insert(crate::crm::clients::forms::tick(user), true);
        crate::crm::clients::actions::save(ctx, form).await.unwrap();
        given_away(ctx, id, other).await;
        let own = env.as_staff(user, Role::Manager, Scope::OwnedBy(user));
        let sheet = actions::sheet(&own, id, None).await.unwrap();
        let changes = told(&sheet.activity);
        assert_eq!(changes[0], ("Client".into(), String::new(), "ФОП Їжак".into()));
    })
    .await;
}
