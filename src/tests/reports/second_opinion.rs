//! A second opinion on sums: `end2end/oracle/reports.py`, written from the rules and not from this code, reads the exported files of
//! payments, invoices, statements and reports, and adds up what was entered.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::json;

use super::story::{Story, story};
use crate::finance::reports::model::Grouping;
use crate::tests::on_both_engines;
use crate::tests::rights::world::{Person, World};

/// Asks the oracle about a folder of files; `None` where there is no Python and it may be missing.
fn ask(folder: &Path) -> Option<Output> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/end2end/oracle/reports.py");
    match Command::new("python3").arg(script).arg(folder).output() {
        Err(error) if error.kind() == ErrorKind::NotFound && std::env::var("CI").as_deref() != Ok("true") => {
            println!("skipped: there is no python3 here");
            None
        }
        output => Some(output.unwrap()),
    }
}

/// The files of one story, as an administrator downloads them, with what they are of.
async fn exported(world: &World, story: &Story, folder: &Path) {
    let clients = &story.clients;
    // The world has papers of another own company.
    let ours = format!("organization={}", story.books.organization);
    fs::create_dir_all(folder).unwrap();
    let mut index = Vec::new();
    let mut download = async |kind: &str, about: serde_json::Value, address: String| {
        let answer = world.page(&address, Some(Person::Administrator)).await;
        assert_eq!(answer.status, 200, "{address}");
        let name = format!("{}-{kind}.csv", index.len());
        fs::write(folder.join(&name), answer.text).unwrap();
        index.push(json!({ "kind": kind, "file": name, "about": about }));
    };
    download("payments", json!({}), format!("/payments/export.csv?{ours}")).await;
    download("invoices", json!({}), format!("/invoices/export.csv?{ours}")).await;
    for client in clients {
        for (from, until) in [
            ("", ""),
            ("2026-09-01", "2026-09-30"),
            ("2026-10-01", "2026-10-31"),
            ("2026-10-15", "2026-11-14"),
        ] {
            let address = format!("/statements/export.csv?client={client}&{ours}&period=all&from={from}&until={until}");
            let about = json!({ "client": client, "from": from, "until": until });
            download("statement", about, address).await;
        }
    }
    for group in Grouping::ALL {
        for basis in ["date", "entered"] {
            for (from, until) in [("", ""), ("2026-10-01", "2026-10-31"), ("2026-10-20", "2026-11-24")] {
                let address = format!(
                    "/reports/received/export.csv?{ours}&period=all&group={group}&basis={basis}&from={from}&until={until}"
                );
                let about = json!({ "group": group, "basis": basis, "from": from, "until": until });
                download("report", about, address).await;
            }
        }
    }
    let clients: Vec<_> = clients
        .iter()
        .zip(["ТОВ «Ромашка»", "ФОП Йолкін Семен", "Nordwind GmbH"])
        .map(|(id, name)| json!({ "id": id, "name": name }))
        .collect();
    let start = json!([
        { "client": "ТОВ «Ромашка»", "currency": "UAH", "date": "2026-08-31", "amount": "1000.10" },
        { "client": "ФОП Йолкін Семен", "currency": "EUR", "date": "2026-10-01", "amount": "-50.00" },
    ]);
    let index = json!({ "files": index, "clients": clients, "start_balances": start });
    fs::write(folder.join("index.json"), index.to_string()).unwrap();
}

/// The file with another last figure of the first sum that counts.
fn with_another_kopiyka(file: &str) -> String {
    let mut changed = false;
    let lines = file.lines().map(|line| {
        let sum = [",UAH,Received,", ",EUR,Received,"]
            .iter()
            .find_map(|words| line.find(words));
        let counts = !changed && !line.contains("Reversed");
        match sum.filter(|_| counts) {
            Some(at) => {
                changed = true;
                let figure = if line[..at].ends_with('1') { '2' } else { '1' };
                format!("{}{figure}{}", &line[..at - 1], &line[at..])
            }
            None => line.to_owned(),
        }
    });
    let wrong = lines.collect::<Vec<_>>().join("\r\n");
    assert_ne!(wrong.trim(), file.trim());
    wrong
}

#[tokio::test]
async fn a_second_opinion_agrees_with_every_statement_and_report() {
    on_both_engines(async |env| {
        let story = story(&env.ctx, 41, 160).await;
        story.is_rich();
        let world = World::new(&env).await;
        let folder = std::env::temp_dir().join(format!("akta_reports_{}_{:?}", std::process::id(), env.engine));
        exported(&world, &story, &folder).await;
        if let Some(output) = ask(&folder) {
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(
                output.status.success(),
                "{said}{}",
                String::from_utf8_lossy(&output.stderr)
            );
            assert!(said.contains("12 statements and 24 reports agree"), "{said}");
            println!("{}", said.trim());
            // One kopiyka more or less in a payment, and nothing agrees.
            let payments = folder.join("0-payments.csv");
            let wrong = with_another_kopiyka(&fs::read_to_string(&payments).unwrap());
            fs::write(&payments, wrong).unwrap();
            let noticed = ask(&folder).unwrap();
            assert_eq!(
                noticed.status.code(),
                Some(1),
                "{}",
                String::from_utf8_lossy(&noticed.stdout)
            );
        }
        fs::remove_dir_all(folder).unwrap();
    })
    .await;
}
