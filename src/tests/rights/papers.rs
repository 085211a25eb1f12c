//! The routes of papers as files, asked by everybody.

use super::table::Call;
use super::world::{Person, World};
use crate::platform::db::Sql;
use crate::tests::on_both_engines;

/// Everybody who sees invoices; who sees only his own clients' finds nothing.
const fn expected(person: Person) -> u16 {
    match person {
        Person::Stranger | Person::Deactivated | Person::Contact | Person::Neighbour | Person::Bare => 401,
        Person::Limited => 404,
        Person::ReadOnly | Person::Manager | Person::Accountant | Person::Administrator => 200,
    }
}

#[tokio::test]
async fn a_paper_is_sent_to_who_sees_the_invoice() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        for (id, query) in [
            (world.issued, ""),
            (world.issued, "?rendition=stamped&revision=1&copies=2&download=true"),
            (world.draft, ""),
        ] {
            let address = format!("/invoices/{id}/document.pdf{query}");
            for person in Person::ALL {
                let answer = world.page(&address, Some(person)).await;
                assert_eq!(answer.status, expected(person), "{address} as {person:?}");
                assert_eq!(answer.text.starts_with("%PDF-"), answer.status == 200);
            }
        }
        let answer = world
            .page(
                &format!("/invoices/{}/document.pdf", world.issued),
                Some(Person::ReadOnly),
            )
            .await;
        for (header, value) in [
            ("content-type", "application/pdf"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(header), value, "{header}");
        }
        let name = answer.header("content-disposition");
        assert!(
            name.starts_with("inline; filename=\"") && name.contains("; filename*=UTF-8''") && name.ends_with("pdf"),
            "{name}"
        );
        for (query, status) in [
            ("?rendition=cancelled", 404),
            ("?rendition=x", 422),
            ("?revision=2", 404),
            ("?revision=x", 422),
            ("?copies=0", 422),
            ("?copies=21", 422),
            ("?copies=abc", 422),
            ("?download=perhaps", 422),
        ] {
            let address = format!("/invoices/{}/document.pdf{query}", world.issued);
            assert_eq!(
                world.page(&address, Some(Person::Manager)).await.status,
                status,
                "{address}"
            );
        }
        let nobody = format!("/invoices/{}/document.pdf", uuid::Uuid::from_u128(7));
        for address in [nobody.as_str(), "/invoices/x/document.pdf"] {
            assert_eq!(
                world.page(address, Some(Person::Manager)).await.status,
                404,
                "{address}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_contract_is_sent_to_who_sees_it() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        for (id, query) in [
            (world.contract, ""),
            (world.contract, "?rendition=stamped&copies=2&download=true"),
            (world.contract_draft, ""),
        ] {
            let address = format!("/contracts/{id}/document.pdf{query}");
            for person in Person::ALL {
                let answer = world.page(&address, Some(person)).await;
                assert_eq!(answer.status, expected(person), "{address} as {person:?}");
                assert_eq!(answer.text.starts_with("%PDF-"), answer.status == 200);
            }
        }
        for (query, status) in [
            ("?rendition=cancelled", 404),
            ("?revision=2", 404),
            ("?copies=0", 422),
            ("?copies=21", 422),
        ] {
            let address = format!("/contracts/{}/document.pdf{query}", world.contract);
            let answer = world.page(&address, Some(Person::Manager)).await;
            assert_eq!(answer.status, status, "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn many_papers_are_sent_to_who_sees_all_of_them() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let ids = format!("{},{}", world.issued, world.draft);
        for (together, kind, begin) in [("pdf", "application/pdf", "%PDF-"), ("zip", "application/zip", "PK")] {
            let form = Call::Form(format!("ids={ids}&as={together}&rendition=stamped&copies=2"));
            for person in Person::ALL {
                let answer = world.call("/invoices/papers", &form, Some(person)).await;
                assert_eq!(answer.status, expected(person), "{together} as {person:?}");
                if answer.status == 200 {
                    assert_eq!(answer.header("content-type"), kind);
                    assert!(answer.header("content-disposition").starts_with("attachment; "));
                    assert!(answer.text.starts_with(begin));
                }
            }
            let elsewhere = world
                .call_from(Some("cross-site"), "/invoices/papers", &form, Some(Person::Manager))
                .await;
            assert_eq!(elsewhere.status, 403);
        }
        for (form, status) in [
            (format!("ids={},{}&as=pdf", world.issued, world.key()), 404),
            ("ids=&as=pdf".to_owned(), 404),
            (format!("ids={}&as=exe", world.issued), 400),
            (format!("ids={}&as=pdf&copies=999", world.issued), 422),
            (format!("ids={}&as=zip&copies=abc", world.issued), 422),
        ] {
            let answer = world
                .call("/invoices/papers", &Call::Form(form.clone()), Some(Person::Manager))
                .await;
            assert_eq!(answer.status, status, "{form}");
        }
    })
    .await;
}

#[tokio::test]
async fn confirmations_and_statements_are_sent_to_who_sees_their_pages() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let confirmation = format!("/payments/{}/document.pdf", world.payment);
        let statement = format!("/clients/{}/statement/document.pdf", world.client);
        for address in [
            confirmation.clone(),
            format!("{confirmation}?copies=2&download=true"),
            statement.clone(),
            format!(
                "{statement}?period=all&currency=UAH&organization={}",
                world.organization
            ),
        ] {
            for person in Person::ALL {
                let answer = world.page(&address, Some(person)).await;
                assert_eq!(answer.status, expected(person), "{address} as {person:?}");
                assert_eq!(answer.text.starts_with("%PDF-"), answer.status == 200);
            }
        }
        let manager = Some(Person::Manager);
        for (address, status) in [
            (format!("/payments/{}/document.pdf", world.key()), 404),
            ("/payments/x/document.pdf".to_owned(), 404),
            (format!("{confirmation}?copies=0"), 422),
            (format!("{statement}?copies=abc"), 422),
            (format!("/clients/{}/statement/document.pdf", world.key()), 404),
            (format!("{statement}?from=2020-01-01&until=2020-01-31"), 404),
        ] {
            assert_eq!(world.page(&address, manager).await.status, status, "{address}");
        }
        let page = world.page(&format!("/payments/{}", world.payment), manager).await;
        assert!(page.text.contains(&format!("href=\"{confirmation}\"")), "{}", page.text);
        let page = world
            .page(&format!("/clients/{}/statement?period=all", world.client), manager)
            .await;
        assert!(page.text.contains(&format!("{statement}?period=all")), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn who_is_refused_a_paper_reads_why_on_its_page() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        crate::tests::templates::published_as(&env.ctx, "payment_confirmation", "<p>{{ company.name }}</p>").await;
        let by_hand = Sql::raw("UPDATE organizations SET legal_name = ''".to_owned());
        by_hand.outside_transaction(&env.ctx.db).await.unwrap();
        let page = format!("/payments/{}", world.payment);
        let refused = world.page(&format!("{page}/document.pdf"), Some(Person::Manager)).await;
        assert!(refused.leads_to(&page), "{} {}", refused.status, refused.text);
        let told = world.page(&refused.location, Some(Person::Manager)).await;
        assert!(told.text.contains("company.name"), "{}", told.text);
    })
    .await;
}

#[tokio::test]
async fn acts_are_sent_to_who_sees_them_each_twice_in_one_file() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let address = format!("/acts/{}/document.pdf", world.act);
        for person in Person::ALL {
            let answer = world.page(&address, Some(person)).await;
            assert_eq!(answer.status, expected(person), "{address} as {person:?}");
            let together = Call::Form(format!("ids={},{}&as=pdf", world.act, world.act_draft));
            let answer = world.call("/acts/papers", &together, Some(person)).await;
            assert_eq!(answer.status, expected(person), "together as {person:?}");
        }
        let manager = Some(Person::Manager);
        let bytes = async |query: &str| {
            let form = Call::Form(format!("ids={}&as=pdf{query}", world.act));
            world.call("/acts/papers", &form, manager).await.text.len()
        };
        let (usual, one, two) = (bytes("").await, bytes("&copies=1").await, bytes("&copies=2").await);
        assert!(usual == two && one < two, "{usual} {one} {two}");
        for address in [
            format!("/delivery-notes/{}/document.pdf", world.act),
            format!("/acts/{}/document.pdf", world.key()),
            format!("{address}?rendition=cancelled"),
            format!("/acts/{}/document.pdf?rendition=stamped", world.act_draft),
        ] {
            assert_eq!(world.page(&address, manager).await.status, 404, "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_asks_for_what_there_is_not_reads_why_in_his_language() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let manager = Some(Person::Manager);
        let page = format!("/invoices/{}", world.issued);
        let refused = world.page(&format!("{page}/document.pdf?copies=abc"), manager).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.header("content-type"), "text/html; charset=utf-8");
        for told in [
            "<html lang=\"en\"",
            "<li>Number of copies: This is not a number</li>",
            &format!("href=\"{page}\""),
        ] {
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        let by_hand = Sql::raw("UPDATE users SET lang = 'uk'".to_owned());
        by_hand.outside_transaction(&env.ctx.db).await.unwrap();
        let statement = format!("/clients/{}/statement/document.pdf?copies=30", world.client);
        for (address, told) in [
            (statement, "<li>Кількість примірників: "),
            (format!("/invoices/{}/document.pdf", world.key()), "<p>"),
        ] {
            let refused = world.page(&address, manager).await;
            assert!(
                refused.text.contains("<html lang=\"uk\"") && refused.text.contains(told),
                "{address}: {}",
                refused.text
            );
        }
        // A program is told as by a server function.
        let asked = Call::Get("copies=abc".to_owned());
        let told = world.call(&format!("{page}/document.pdf"), &asked, manager).await;
        assert_eq!(told.status, 422);
        assert!(told.text.contains("not_a_number"), "{}", told.text);
    })
    .await;
}
