//! The lists as files, asked by everybody.

use super::holders;
use super::world::{Person, World};
use crate::kernel::actor::Right;
use crate::server::exports::{LISTS, REPORTS};
use crate::tests::on_both_engines;

const fn right(list: &str) -> Option<Right> {
    match list.as_bytes() {
        b"/acts" => Some(Right::ViewActs),
        b"/delivery-notes" => Some(Right::ViewDeliveryNotes),
        b"/catalogue" => Some(Right::ViewCatalogue),
        b"/clients" | b"/contacts" => Some(Right::ViewClients),
        b"/contracts" => Some(Right::ViewContracts),
        b"/leads" => Some(Right::ViewLeads),
        b"/expenses" => Some(Right::ViewExpenses),
        b"/invoices" => Some(Right::ViewInvoices),
        b"/payments" => Some(Right::ViewPayments),
        b"/settings/users" => Some(Right::ManageUsers),
        b"/support" => Some(Right::ViewTickets),
        _ => None,
    }
}

#[tokio::test]
async fn a_list_is_exported_for_who_may_see_it() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        for list in LISTS {
            let right = right(list).expect("a list has its right");
            for extension in ["csv", "xlsx"] {
                let address = format!("{list}/export.{extension}");
                for person in Person::ALL {
                    let expected = match (person.is_signed_in(), holders(right).contains(&person)) {
                        (false, _) => 401,
                        (true, false) => 403,
                        (true, true) => 200,
                    };
                    let answer = world.page(&address, Some(person)).await;
                    assert_eq!(answer.status, expected, "{address} as {person:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_added_up_is_exported_for_who_may_see_it() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let [received, statements] = REPORTS;
        for extension in ["csv", "xlsx"] {
            for person in Person::ALL {
                let signed_in = person.is_signed_in();
                let report = format!("{received}/export.{extension}?period=all");
                let answer = world.page(&report, Some(person)).await;
                assert_eq!(
                    answer.status,
                    if signed_in { 200 } else { 401 },
                    "{report} as {person:?}"
                );
                let statement = format!("{statements}/export.{extension}?client={}", world.client);
                let answer = world.page(&statement, Some(person)).await;
                let expected = match person {
                    _ if !signed_in => 401,
                    Person::Limited => 404,
                    _ => 200,
                };
                assert_eq!(answer.status, expected, "{statement} as {person:?}");
            }
            let nobodys = format!("{statements}/export.{extension}");
            assert_eq!(world.page(&nobodys, Some(Person::Administrator)).await.status, 404);
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_holds_what_the_reader_sees_of_the_list_and_no_more() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let address = "/invoices/export.csv";
        let file = world.page(address, Some(Person::Administrator)).await;
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        let name = file.header("content-disposition");
        assert!(
            name.starts_with("attachment; filename=\"invoices-20") && name.ends_with(".csv\""),
            "{name}"
        );
        let rows = file.text.lines().count();
        assert!(rows > 2, "{}", file.text);
        // His own clients only, and he has none: the heads alone.
        let limited = world.page(address, Some(Person::Limited)).await;
        assert_eq!(limited.text.lines().count(), 1, "{}", limited.text);
        // A filter narrows the file like the list.
        let none = world
            .page(
                "/invoices/export.csv?from=1990-01-01&until=1990-12-31",
                Some(Person::Administrator),
            )
            .await;
        assert_eq!(none.text.lines().count(), 1, "{}", none.text);
    })
    .await;
}
