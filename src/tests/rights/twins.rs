//! Twins: a contact who asks for what belongs to another client gets the very answer that he gets for what does not exist, and nothing
//! is changed. Every server function, page and file of the cabinet has its row in [`FUNCTIONS`], [`PAGES`] or [`FILES`], or stands among
//! those that take no id ([`WITHOUT_IDS`]): what is new is looked for in the router, and a test here fails without it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;
use uuid::Uuid;

use super::table::Call;
use super::world::{Answer, Person, World};
use crate::app::App;
use crate::kernel::ids::Id;
use crate::tests::files::PDF;
use crate::tests::on_both_engines;

/// Turns the id of an object of another client into itself, or into one that names nothing.
type Pick<'a> = &'a dyn Fn(Uuid) -> Uuid;

/// How a server function of the cabinet is asked for something of `World::client`.
struct Function {
    path: &'static str,
    call: fn(&World, Pick) -> Call,
}

/// How a page or a file of the cabinet is asked for. The route as the router spells it.
struct Address {
    route: &'static str,
    address: fn(&World, Pick) -> String,
}

const fn function(path: &'static str, call: fn(&World, Pick) -> Call) -> Function {
    Function { path, call }
}

/// Server functions that are told of an object.
const FUNCTIONS: &[Function] = &[
    function("/api/cabinet/session/change-over", |w, id| {
        Call::Form(format!("contact={}", id(w.visitor(Person::Contact).uuid())))
    }),
    function("/api/cabinet/profile/end-session", |w, id| {
        Call::Form(format!("id={}", id(w.session_of(Person::Contact).uuid())))
    }),
    function("/api/cabinet/papers/show", |w, id| {
        Call::Get(format!("kind=invoice&id={}", id(w.issued.uuid())))
    }),
    function("/api/cabinet/signing/answers", |w, id| {
        Call::Get(format!("kind=act&id={}", id(w.act.uuid())))
    }),
    function("/api/cabinet/signing/sheet", |w, id| {
        Call::Get(format!("kind=act&id={}", id(w.act.uuid())))
    }),
    function("/api/cabinet/signing/sign", |w, id| {
        Call::Form(format!(
            "input[request]={}&input[kind]=act&input[id]={}&input[revision]=1&input[agreement]=1&input[lang]=en&input[name]=A&input[consent]=true",
            w.key(),
            id(w.act.uuid())
        ))
    }),
    function("/api/cabinet/signing/refuse", |w, id| {
        Call::Form(format!(
            "input[request]={}&input[kind]=act&input[id]={}&input[revision]=1&input[name]=A&input[reason]=a",
            w.key(),
            id(w.act.uuid())
        ))
    }),
    function("/api/cabinet/support/show", |w, id| {
        Call::Get(format!("id={}", id(w.ticket.uuid())))
    }),
    function("/api/cabinet/support/close", |w, id| {
        Call::Form(format!("id={}", id(w.ticket.uuid())))
    }),
    function("/api/cabinet/support/reopen", |w, id| {
        Call::Form(format!("id={}", id(w.ticket.uuid())))
    }),
    function("/api/cabinet/support/mark-read", |w, id| {
        Call::Form(format!("id={}", id(w.ticket.uuid())))
    }),
];

/// Server functions that are told of nothing but what the visitor's session says.
const WITHOUT_IDS: &[&str] = &[
    "/api/cabinet/home",
    "/api/cabinet/papers/list",
    "/api/cabinet/files/list",
    "/api/cabinet/files/limits",
    "/api/cabinet/payments/list",
    "/api/cabinet/statement/show",
    "/api/cabinet/session/sign-in",
    "/api/cabinet/session/sign-out",
    "/api/cabinet/session/stop-looking",
    "/api/cabinet/session/entrances",
    "/api/cabinet/session/ended-look",
    "/api/cabinet/session/reset-possible",
    "/api/cabinet/session/ask-reset",
    "/api/cabinet/access/open",
    "/api/cabinet/access/use",
    "/api/cabinet/view/language",
    "/api/cabinet/view/theme",
    "/api/cabinet/profile/show",
    "/api/cabinet/profile/save",
    "/api/cabinet/profile/password",
    "/api/cabinet/profile/sessions",
    "/api/cabinet/profile/end-other-sessions",
    "/api/cabinet/requisites/show",
    "/api/cabinet/requisites/ask",
    "/api/cabinet/support/list",
    "/api/cabinet/support/open",
    "/api/cabinet/support/form",
];

/// Pages of an object.
const PAGES: &[Address] = &[
    address("/cabinet/contracts/{id}", |w, id| {
        format!("/cabinet/contracts/{}", id(w.contract.uuid()))
    }),
    address("/cabinet/invoices/{id}", |w, id| {
        format!("/cabinet/invoices/{}", id(w.issued.uuid()))
    }),
    address("/cabinet/acts/{id}", |w, id| {
        format!("/cabinet/acts/{}", id(w.act.uuid()))
    }),
    address("/cabinet/delivery-notes/{id}", |w, id| {
        format!("/cabinet/delivery-notes/{}", id(w.act.uuid()))
    }),
    address("/cabinet/contracts/{id}/sign", |w, id| {
        format!("/cabinet/contracts/{}/sign", id(w.contract.uuid()))
    }),
    address("/cabinet/acts/{id}/sign", |w, id| {
        format!("/cabinet/acts/{}/sign", id(w.act.uuid()))
    }),
    address("/cabinet/delivery-notes/{id}/sign", |w, id| {
        format!("/cabinet/delivery-notes/{}/sign", id(w.act.uuid()))
    }),
    address("/cabinet/support/{id}", |w, id| {
        format!("/cabinet/support/{}", id(w.ticket.uuid()))
    }),
    // A link is no object of a client: whoever holds it is let in.
    address("/cabinet/access/{token}", |_, id| {
        format!("/cabinet/access/{}", id(Uuid::from_u128(1)))
    }),
];

/// Files of an object.
const FILES: &[Address] = &[
    address("/cabinet/contracts/{id}/document.pdf", |w, id| {
        format!("/cabinet/contracts/{}/document.pdf", id(w.contract.uuid()))
    }),
    address("/cabinet/invoices/{id}/document.pdf", |w, id| {
        format!("/cabinet/invoices/{}/document.pdf", id(w.issued.uuid()))
    }),
    address("/cabinet/acts/{id}/document.pdf", |w, id| {
        format!("/cabinet/acts/{}/document.pdf", id(w.act.uuid()))
    }),
    address("/cabinet/delivery-notes/{id}/document.pdf", |w, id| {
        format!("/cabinet/delivery-notes/{}/document.pdf", id(w.act.uuid()))
    }),
    address("/cabinet/files/{id}", |w, id| {
        format!("/cabinet/files/{}", id(w.file.uuid()))
    }),
    // A logo is no object of a client: it is found by its hash.
    address("/cabinet/logo/{id}/picture.png", |w, id| {
        format!("/cabinet/logo/{}/picture.png?sha256=00", id(w.organization.uuid()))
    }),
    address("/cabinet/support/{id}/files/{file}", |w, id| {
        format!("/cabinet/support/{}/files/{}", id(w.ticket.uuid()), id(w.file.uuid()))
    }),
];

/// Routes that take files for an object.
const UPLOADS: &[Address] = &[address("/cabinet/support/{id}/message", |w, id| {
    format!("/cabinet/support/{}/message", id(w.ticket.uuid()))
})];

const fn address(route: &'static str, address: fn(&World, Pick) -> String) -> Address {
    Address { route, address }
}

#[test]
fn every_server_function_of_the_cabinet_has_its_twins() {
    let asked: BTreeSet<&str> = FUNCTIONS.iter().map(|row| row.path).collect();
    let rows: BTreeSet<&str> = WITHOUT_IDS.iter().copied().chain(asked.iter().copied()).collect();
    assert_eq!(
        rows.len(),
        FUNCTIONS.len() + WITHOUT_IDS.len(),
        "a row stands there twice"
    );
    let functions: BTreeSet<&str> = server_fn_paths()
        .map(|(path, _)| path)
        .filter(|path| path.starts_with("/api/cabinet"))
        .collect();
    let missing: Vec<_> = functions.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&functions).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "without a row: {missing:?}; without a function: {gone:?}"
    );
}

#[tokio::test]
async fn every_page_of_an_object_in_the_cabinet_has_its_twins() {
    let rows: BTreeSet<String> = PAGES.iter().map(|row| row.route.to_owned()).collect();
    let of_objects: BTreeSet<String> = generate_route_list(App)
        .iter()
        .map(|route| route.path().to_owned())
        .filter(|path| path.starts_with("/cabinet") && path.contains('{'))
        .collect();
    assert_eq!(rows, of_objects);
}

/// The routes of files stand in the code of the server, which is read here: the router does not tell them.
#[test]
fn every_file_of_the_cabinet_has_its_twins() {
    let rows: BTreeSet<String> = FILES.iter().chain(UPLOADS).map(|row| row.route.to_owned()).collect();
    let mut routes = BTreeSet::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/server"), &mut routes);
    assert_eq!(rows, routes);
}

/// `"/cabinet/…{id}…"`, where it is no text to be put together.
fn collect(folder: &Path, routes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, routes);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices("\"/cabinet/") {
            let route = text[at + 1..].split('"').next().unwrap_or_default();
            if route.contains('{') && !text[..at].ends_with("format!(") {
                routes.insert(route.to_owned());
            }
        }
    }
}

#[tokio::test]
async fn what_is_another_clients_is_not_there_and_stays_as_it_is() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let nothing = Uuid::from_u128(7);
        let (foreign, unknown) = (|id: Uuid| id, |_: Uuid| nothing);
        let neighbour = Some(Person::Neighbour);
        for row in FUNCTIONS {
            let before = world.fingerprint().await;
            let asked = world.call(row.path, &(row.call)(&world, &foreign), neighbour).await;
            let made_up = world.call(row.path, &(row.call)(&world, &unknown), neighbour).await;
            assert_eq!(asked.status, 404, "{}: {}", row.path, asked.text);
            assert_eq!(said(&asked), said(&made_up), "{}", row.path);
            assert_eq!(world.fingerprint().await, before, "{} has changed something", row.path);
        }
        for row in PAGES.iter().chain(FILES) {
            let before = world.fingerprint().await;
            let address = (row.address)(&world, &foreign);
            let asked = world.page(&address, neighbour).await;
            let made_up = world.page(&(row.address)(&world, &unknown), neighbour).await;
            let expected = if row.route.contains("{token}") { 200 } else { 404 };
            assert_eq!(asked.status, expected, "{address}");
            assert_eq!(said(&asked), said(&made_up), "{address}");
            assert_eq!(world.fingerprint().await, before, "{address} has changed something");
        }
        for row in UPLOADS {
            let before = world.fingerprint().await;
            let (address, none) = ((row.address)(&world, &foreign), (row.address)(&world, &unknown));
            let send = async |address: &str| {
                world
                    .send_file(address, "files", "a.pdf", PDF, false, Person::Neighbour)
                    .await
            };
            let (asked, made_up) = (send(&address).await, send(&none).await);
            assert_eq!(asked.status, 404, "{address}: {}", asked.text);
            assert_eq!(said(&asked), said(&made_up), "{address}");
            assert_eq!(world.fingerprint().await, before, "{address} has changed something");
        }
    })
    .await;
}

/// An answer without what belongs to the question: ids, and the secret of a page's scripts.
fn said(answer: &Answer) -> (u16, String, String) {
    let text = match answer.text.split_once("<main") {
        Some((_, main)) => main.split_once("</main>").map_or(main, |(main, _)| main),
        None => &answer.text,
    };
    (answer.status, without_ids(&answer.location), without_ids(text))
}

fn without_ids(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(id) = rest.get(..36).filter(|start| Uuid::parse_str(start).is_ok()) {
            kept.push_str("ID");
            rest = &rest[id.len()..];
        } else {
            kept.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    kept
}
