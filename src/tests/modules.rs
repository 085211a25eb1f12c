//! What the installation does without.

use super::rights::table::Call;
use super::rights::world::{Person, World};
use super::{TestEnv, on_both_engines};
use crate::company::modules::actions::{list, switch};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::UserId;
use crate::kernel::module::Module;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::records::activity;

async fn on(ctx: &Ctx) -> Vec<Module> {
    let rows = list(ctx).await.unwrap().into_iter();
    rows.filter(|row| row.on).map(|row| row.module).collect()
}

#[tokio::test]
async fn a_module_is_switched_off_and_on_by_who_manages_the_company() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        assert_eq!(on(ctx).await, Module::ALL);
        for _ in 0..2 {
            switch(ctx, Module::Templates, false).await.unwrap();
            assert_eq!(
                on(ctx).await,
                [Module::Payments, Module::Acts, Module::DeliveryNotes, Module::Expenses]
            );
        }
        switch(ctx, Module::Templates, true).await.unwrap();
        assert_eq!(on(ctx).await, Module::ALL);
        let events = activity::actions::of_owner(ctx, &Owner::module(Module::Templates), 10).await;
        assert_eq!(events.unwrap().len(), 2, "what changes nothing is no event");
        let manager = env.as_staff(UserId::from(uuid::Uuid::from_u128(7)), Role::Manager, Scope::All);
        assert_eq!(
            switch(&manager, Module::Templates, false).await,
            Err(AppError::Forbidden)
        );
        assert_eq!(list(&manager).await, Err(AppError::Forbidden));
        assert_eq!(crate::server::check::check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_module_that_is_off_is_nowhere_and_its_pages_say_so() {
    on_both_engines(async |env: TestEnv| {
        let world = World::new(&env).await;
        let administrator = Some(Person::Administrator);
        let switched = async |module: &str, on: bool| {
            let form = format!("module={module}&on={on}");
            let answer = world
                .plain_form("/api/modules/switch", &form, "/settings/modules", administrator)
                .await;
            assert!(
                answer.leads_to("/settings/modules"),
                "{} {}",
                answer.status,
                answer.text
            );
        };
        let home = async || world.page("/", administrator).await.text;
        let (templates, payments) = ("href=\"/settings/templates\"", "href=\"/payments\"");
        let before = home().await;
        assert!(before.contains(templates) && before.contains(payments));

        switched("templates", false).await;
        let without = home().await;
        assert!(!without.contains(templates) && without.contains(payments), "{without}");
        let template = format!("/settings/templates/{}", world.template);
        for address in ["/settings/templates", "/settings/templates/new", template.as_str()] {
            let page = world.page(address, administrator).await;
            assert_eq!(page.status, 404, "{address}");
            assert!(page.text.contains("switched this part of Akta off"), "{}", page.text);
            // Whoever may not anyway is told just that.
            let page = world.page(address, Some(Person::Manager)).await;
            assert!(page.status == 403 && !page.text.contains("switched this part"));
        }
        let file = world.page(&format!("{template}/template.json"), administrator).await;
        assert_eq!(file.status, 404);
        let listed = world
            .call("/api/templates/list", &Call::Get(String::new()), administrator)
            .await;
        assert!(
            listed.status == 404 && listed.text.contains("switched_off"),
            "{}",
            listed.text
        );
        // Papers are made all the same, and accounts are managed.
        let paper = world
            .page(&format!("/invoices/{}/document.pdf", world.issued), administrator)
            .await;
        assert_eq!(paper.status, 200);
        let user = format!("/settings/users/{}", world.user(Person::Administrator));
        assert_eq!(world.page(&user, administrator).await.status, 200);

        switched("payments", false).await;
        assert!(!home().await.contains(payments));
        for address in [
            "/payments".to_owned(),
            format!("/payments/{}", world.payment),
            format!("/payments/{}/document.pdf", world.payment),
            "/reports/received".to_owned(),
            format!("/clients/{}/statement", world.client),
            format!("/clients/{}/payments", world.client),
            "/payments/export.csv".to_owned(),
        ] {
            for person in [Person::Administrator, Person::Accountant] {
                assert_eq!(
                    world.page(&address, Some(person)).await.status,
                    404,
                    "{address} as {person:?}"
                );
            }
        }
        for address in [
            "/".to_owned(),
            format!("/invoices/{}", world.issued),
            format!("/clients/{}", world.client),
        ] {
            let page = world.page(&address, administrator).await;
            assert_eq!(page.status, 200, "{address}");
            assert!(!page.text.contains("/payments"), "{address}: {}", page.text);
        }

        let act = format!("/acts/{}/document.pdf", world.act);
        assert_eq!(world.page(&act, administrator).await.status, 200);
        switched("acts", false).await;
        for person in [Person::Administrator, Person::Accountant] {
            assert_eq!(world.page(&act, Some(person)).await.status, 404, "as {person:?}");
        }
        // Their rights stay with the roles, whose form says that they are worth nothing now.
        let role = format!("/settings/roles/{}", Role::Manager.id());
        let form = world.page(&role, administrator).await.text;
        assert!(form.contains("name=\"input[rights][view_acts]\""), "{form}");
        assert_eq!(
            form.matches("(module is off)").count(),
            3,
            "templates, payments, acts: {form}"
        );
        let listed = world
            .call("/api/closing/list", &Call::Get("kind=act".into()), administrator)
            .await;
        assert!(
            listed.status == 404 && listed.text.contains("switched_off"),
            "{}",
            listed.text
        );
        let notes = world
            .call(
                "/api/closing/list",
                &Call::Get("kind=delivery_note".into()),
                administrator,
            )
            .await;
        assert_eq!(notes.status, 200);
        // With all of them off, the page of an invoice still says what they have closed, and what is to be done.
        switched("delivery_notes", false).await;
        let beside = world
            .call(
                "/api/closing/of-invoice",
                &Call::Get(format!("invoice={}", world.closable)),
                administrator,
            )
            .await;
        assert!(
            beside.status == 200 && beside.text.contains("\"is_off\":true"),
            "{}",
            beside.text
        );
        switched("delivery_notes", true).await;
        switched("acts", true).await;
        assert_eq!(world.page(&act, administrator).await.status, 200);

        switched("templates", true).await;
        switched("payments", true).await;
        let after = home().await;
        assert!(after.contains(templates) && after.contains(payments));
        assert_eq!(world.page(&template, administrator).await.status, 200);
    })
    .await;
}
