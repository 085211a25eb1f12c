//! The rights table: every page and every server function, asked by everybody through the real router.
//!
//! A new page or server function needs its row in [`table`] or [`pages`]: without one, a test here fails.

mod around;
mod deeds;
mod doors;
mod exports;
mod files;
mod images;
mod leaks;
mod made;
mod originals;
mod pages;
mod papers;
mod reach;
pub mod table;
mod templates;
mod twins;
pub mod world;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;
use tokio::task::JoinSet;
use tokio::time::timeout;

use self::pages::PAGES;
use self::table::{Call, FUNCTIONS, Needs, Then};
use self::world::{Answer, Person, World};
use super::on_both_engines;
use crate::app::App;
use crate::desk::settings::list::{SETTINGS, Stands};
use crate::kernel::actor::Right;

/// Who holds a right, written down here a second time on purpose.
const fn holders(right: Right) -> &'static [Person] {
    use Person::{Accountant, Administrator, Limited, Manager, ReadOnly};
    match right {
        Right::ViewClients
        | Right::ViewInvoices
        | Right::ViewActs
        | Right::ViewDeliveryNotes
        | Right::ViewContracts
        | Right::ViewPayments
        | Right::ViewLeads
        | Right::ViewExpenses
        | Right::ViewTickets
        | Right::ViewCatalogue => &[ReadOnly, Manager, Accountant, Limited, Administrator],
        Right::CreateClients
        | Right::EditClients
        | Right::DeleteClients
        | Right::CreateInvoices
        | Right::EditInvoices
        | Right::DeleteInvoices
        | Right::IssueInvoices
        | Right::CreateActs
        | Right::EditActs
        | Right::DeleteActs
        | Right::IssueActs
        | Right::CreateDeliveryNotes
        | Right::EditDeliveryNotes
        | Right::DeleteDeliveryNotes
        | Right::IssueDeliveryNotes
        | Right::CreateContracts
        | Right::EditContracts
        | Right::DeleteContracts
        | Right::IssueContracts
        | Right::CreateCatalogue
        | Right::EditCatalogue
        | Right::DeleteCatalogue
        | Right::CreateLeads
        | Right::EditLeads
        | Right::DeleteLeads
        | Right::CreateExpenses
        | Right::EditExpenses
        | Right::DeleteExpenses
        | Right::CreateTickets
        | Right::EditTickets
        | Right::InviteContacts
        | Right::SignPapers
        | Right::SendMail => &[Manager, Accountant, Limited, Administrator],
        Right::CancelInvoices
        | Right::CancelActs
        | Right::CancelDeliveryNotes
        | Right::CancelContracts
        | Right::RecordPayments
        | Right::AllocatePayments
        | Right::ReversePayments
        | Right::WriteOff => &[Accountant, Limited, Administrator],
        Right::ManageCompany | Right::ManageUsers | Right::ManageTemplates | Right::ManageMail => &[Administrator],
    }
}

impl Needs {
    fn allows(self, person: Person) -> bool {
        match self {
            Self::Nobody => true,
            Self::Staff => person.is_signed_in(),
            Self::Right(right) => holders(right).contains(&person),
            // Each right is held by those who hold all of them.
            Self::Cabinet(_) => matches!(person, Person::Contact | Person::Neighbour),
            Self::Visitor => person.is_contact(),
        }
    }

    /// Whether the person has signed in where this is asked.
    const fn knows(self, person: Person) -> bool {
        match self {
            Self::Cabinet(_) | Self::Visitor => person.is_contact(),
            Self::Nobody | Self::Staff | Self::Right(_) => person.is_signed_in(),
        }
    }
}

/// Whether the answer of a server function is the one the table expects.
fn fits(answer: &Answer, person: Person, needs: Needs, then: Then) -> bool {
    if !needs.allows(person) {
        return answer.status == if needs.knows(person) { 403 } else { 401 };
    }
    match then {
        Then::Missing => answer.status == 404,
        Then::Object if matches!(person, Person::Limited | Person::Neighbour) => answer.status == 404,
        // Done, or refused for what was asked and not for who asked. 429 comes only from signing in.
        Then::Object | Then::Done => matches!(answer.status, 200 | 409 | 422 | 429),
    }
}

#[tokio::test]
async fn every_server_function_answers_everybody_as_the_table_says() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let mut wrong = Vec::new();
        for row in FUNCTIONS {
            for person in Person::ALL {
                let answer = world.call(row.path, &(row.call)(&world, person), Some(person)).await;
                if !fits(&answer, person, row.needs, row.then) {
                    wrong.push(format!(
                        "{} as {person:?}: {} {}",
                        row.path,
                        answer.status,
                        start(&answer.text)
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    })
    .await;
}

fn start(text: &str) -> String {
    text.chars().take(200).collect()
}

#[test]
fn every_server_function_has_its_row() {
    let rows: BTreeSet<&str> = FUNCTIONS.iter().map(|row| row.path).collect();
    assert_eq!(rows.len(), FUNCTIONS.len(), "a row stands there twice");
    let functions: BTreeSet<&str> = server_fn_paths().map(|(path, _)| path).collect();
    let missing: Vec<_> = functions.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&functions).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "without a row: {missing:?}; without a function: {gone:?}"
    );
}

#[tokio::test]
async fn every_page_has_its_row() {
    let rows: BTreeSet<String> = PAGES.iter().map(|row| row.route.to_owned()).collect();
    let routes: BTreeSet<String> = generate_route_list(App)
        .iter()
        .map(|route| route.path().to_owned())
        .collect();
    let missing: Vec<_> = routes.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&routes).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "without a row: {missing:?}; without a page: {gone:?}"
    );
}

/// What is made anew and what shows one object is reached from its list; everything else is found by its name.
#[test]
fn every_page_of_the_settings_is_in_their_list() {
    let listed = |route: &'static str| SETTINGS.iter().filter(move |setting| setting.path == route);
    for row in PAGES {
        let is_setting = row.route.starts_with("/settings/");
        if !is_setting || row.route.contains('{') || row.route.ends_with("/new") {
            continue;
        }
        assert!(listed(row.route).count() > 0, "{} is not listed", row.route);
        for setting in listed(row.route) {
            let needs = setting.right.map_or(Needs::Staff, Needs::Right);
            assert_eq!(needs, row.needs, "{}", row.route);
        }
        let own = listed(row.route).filter(|setting| setting.stands != Stands::PartOf);
        assert_eq!(own.count(), 1, "{}", row.route);
    }
    for setting in SETTINGS {
        assert!(
            PAGES.iter().any(|row| row.route == setting.path),
            "{} leads nowhere",
            setting.path
        );
    }
}

#[tokio::test]
async fn the_settings_show_what_one_may_open_and_find_it() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let shown = async |address: &str, person| {
            let page = world.page(address, Some(person)).await.text;
            // The navigation has some of them too.
            let page = page.split_once("<main").map_or("", |(_, main)| main);
            let page = page.split_once("</main>").map_or("", |(main, _)| main);
            let listed = page.split("class=\"setting-list\"").skip(1).collect::<String>();
            let paths: BTreeSet<&str> = SETTINGS.iter().map(|setting| setting.path).collect();
            let seen = paths
                .into_iter()
                .filter(|path| listed.contains(&format!("href=\"{path}\"")));
            seen.collect::<Vec<_>>()
        };
        let all: BTreeSet<&str> = SETTINGS.iter().map(|setting| setting.path).collect();
        let seen = shown("/settings", Person::Administrator).await;
        assert_eq!(seen, all.into_iter().collect::<Vec<_>>());
        assert_eq!(shown("/settings", Person::ReadOnly).await, ["/profile"]);
        assert_eq!(
            shown("/settings", Person::Manager).await,
            ["/profile", "/settings/phrases"]
        );
        assert_eq!(
            shown("/settings?q=smtp", Person::Administrator).await,
            ["/settings/mail"]
        );
        assert!(shown("/settings?q=smtp", Person::Manager).await.is_empty());
        // The search over everything knows them too.
        let page = world.page("/search?q=smtp", Some(Person::Administrator)).await.text;
        let main = page.split_once("<main").map_or("", |(_, main)| main);
        assert!(main.contains("href=\"/settings/mail\""), "{main}");
    })
    .await;
}

#[tokio::test]
async fn every_page_answers_everybody_as_the_table_says() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let mut wrong = Vec::new();
        for row in PAGES {
            let address = (row.address)(&world);
            for person in Person::ALL {
                let answer = world.page(&address, Some(person)).await;
                let within = row.route.strip_prefix("/cabinet").is_some();
                let known = if within {
                    person.is_contact()
                } else {
                    person.is_signed_in()
                };
                let fits = match (row.route, known) {
                    // Nobody signs in twice, and an installation is set up once.
                    ("/sign-in", true) | ("/setup", _) => answer.leads_to("/"),
                    // Whoever has no password yet, or has forgotten it, is a stranger.
                    ("/sign-in" | "/forgot-password" | "/access/{token}", false) => answer.status == 200,
                    ("/cabinet/sign-in", true) => answer.leads_to("/cabinet"),
                    ("/cabinet/sign-in" | "/cabinet/forgot-password" | "/cabinet/access/{token}", false) => {
                        answer.status == 200
                    }
                    (_, false) if within => answer.leads_to("/cabinet/sign-in"),
                    (_, false) => answer.leads_to("/sign-in"),
                    _ if !row.needs.allows(person) => answer.status == 403,
                    _ if row.then == Then::Missing => answer.status == 404,
                    _ if row.then == Then::Object && matches!(person, Person::Limited | Person::Neighbour) => {
                        answer.status == 404
                    }
                    _ => answer.status == 200,
                };
                if !fits {
                    wrong.push(format!(
                        "{address} as {person:?}: {} {}",
                        answer.status, answer.location
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    })
    .await;
}

#[tokio::test]
async fn invoices_are_chosen_by_everybody_who_reads_them() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        for address in ["/invoices".to_owned(), format!("/clients/{}/invoices", world.client)] {
            for person in [Person::ReadOnly, Person::Manager, Person::Administrator] {
                let page = world.page(&address, Some(person)).await;
                let boxes = page.text.matches(r#"name="ids""#).count();
                let rows = page.text.matches(r#"class="row-link""#).count();
                // Whoever reads them prints and saves them.
                assert_eq!((boxes, rows > 0), (rows, true), "{address} as {person:?}");
                let deletes = page.text.contains("btn btn-error");
                assert!(!(deletes && person == Person::ReadOnly), "{address} as {person:?}");
            }
        }
    })
    .await;
}

/// However the loads of a page meet, it is whole, and what the browser finds in it has the same numbers.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_asked_for_at_once_are_the_same() {
    const AT_ONCE: usize = 12;
    on_both_engines(async |env| {
        let world = Arc::new(World::new(&env).await);
        for row in PAGES {
            let address = (row.address)(&world);
            let mut asked = JoinSet::new();
            for _ in 0..AT_ONCE {
                let (world, address) = (Arc::clone(&world), address.clone());
                let person = if row.route.starts_with("/cabinet") {
                    Person::Contact
                } else {
                    Person::Administrator
                };
                asked.spawn(async move { world.page(&address, Some(person)).await });
            }
            let answers = timeout(Duration::from_mins(1), asked.join_all()).await;
            let answers = answers.unwrap_or_else(|_| panic!("{address} is never answered"));
            for answer in &answers {
                assert_eq!(answer.status, answers[0].status, "{address}");
                let is_there = answer.status < 400 || row.then == Then::Missing;
                assert!(is_there, "{address}: {}", answer.status);
                assert_eq!(loaded(&answer.text), loaded(&answers[0].text), "{address}");
            }
        }
    })
    .await;
}

/// The names under which a page keeps what it has loaded.
fn loaded(page: &str) -> BTreeSet<&str> {
    let texts = page.split("__RESOLVED_RESOURCES[").skip(1);
    let names = texts.filter_map(|rest| Some(rest.split_once(" = \"")?.1.split_once("\\n")?.0));
    names.collect()
}

#[tokio::test]
async fn nothing_is_changed_by_reading_or_from_another_site() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let administrator = Some(Person::Administrator);
        let before = world.fingerprint().await;
        for row in FUNCTIONS {
            let call = (row.call)(&world, Person::Administrator);
            let (Call::Form(body) | Call::Json(body)) = &call else {
                continue;
            };
            // JSON can't be in an address at all.
            let query = if matches!(call, Call::Form(_)) {
                body.clone()
            } else {
                String::new()
            };
            let read = world.call(row.path, &Call::Get(query), administrator).await;
            assert!(matches!(read.status, 404 | 405), "GET {}: {}", row.path, read.status);
            for site in [Some("cross-site"), Some("same-site"), Some("none"), None] {
                let answer = world.call_from(site, row.path, &call, administrator).await;
                assert_eq!(answer.status, 403, "{} from {site:?}", row.path);
            }
        }
        assert_eq!(world.fingerprint().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_is_refused_offers_nothing_but_the_way_on() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        for (address, offered) in [
            ("/settings/users", "/settings/users/new"),
            ("/settings/company", "/settings/company/new"),
        ] {
            let allowed = world.page(address, Some(Person::Administrator)).await;
            assert!(allowed.text.contains(offered), "{address}");
            let refused = world.page(address, Some(Person::Manager)).await;
            assert_eq!(refused.status, 403, "{address}");
            assert!(!refused.text.contains(offered), "{address}");
            assert!(
                !refused.text.contains("list-head"),
                "{address}: the filters of a list nobody sees"
            );
            assert!(refused.text.contains("nav-side"), "{address}: the frame");
        }
        let nowhere = world.page("/nowhere", Some(Person::Manager)).await;
        assert_eq!(nowhere.status, 404);
        for part in ["nav-side", "href=\"/clients\"", "empty-state"] {
            assert!(nowhere.text.contains(part), "{part}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_has_no_invoices_sees_the_first_steps() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let home = world.page("/", Some(Person::Administrator)).await.text;
        assert!(home.contains("newest-list") && !home.contains("empty-state"), "{home}");
        // Somebody who sees only his own clients has none yet.
        let home = world.page("/", Some(Person::Limited)).await.text;
        assert!(home.contains("empty-state") && !home.contains("newest-list"), "{home}");
        assert!(!home.contains("form-section"), "no heading over nothing: {home}");
        assert!(
            home.contains("href=\"/clients/new\" class=\"btn btn-primary\""),
            "the next step: {home}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let administrator = Some(Person::Administrator);
        let nothing = uuid::Uuid::from_u128(7);
        for address in [
            "/nowhere".to_owned(),
            format!("/clients/{nothing}"),
            format!("/clients/{nothing}/payments"),
            format!("/invoices/{nothing}"),
            format!("/payments/{nothing}"),
            format!("/payments/new?invoice={nothing}"),
            format!("/clients/{nothing}/contacts"),
            format!("/contacts/{nothing}"),
            "/clients/x".to_owned(),
            "/invoices/x".to_owned(),
            "/payments/x".to_owned(),
            format!("/catalogue/{nothing}"),
            format!("/catalogue/{nothing}/edit"),
            "/catalogue/x".to_owned(),
            format!("/settings/company/{nothing}"),
            format!("/settings/users/{nothing}"),
        ] {
            assert_eq!(world.page(&address, administrator).await.status, 404, "{address}");
        }
        for path in ["/api/nothing", "/api/"] {
            assert_eq!(
                world.call(path, &Call::Get(String::new()), administrator).await.status,
                404,
                "{path}"
            );
        }
    })
    .await;
}
