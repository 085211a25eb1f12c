//! `akta check`: holds everything that is stored against the invariants of ARCHITECTURE.md, on one committed state.
//!
//! | invariant | what it says | file |
//! |---|---|---|
//! | I1 | lines and totals of an invoice are what the arithmetic gives | `money` |
//! | I2 | what payments and write-offs settle is what an invoice has as paid, and no more than it has; what of a payment is settled, |
//! | | given back and left is what it has as such, and comes to its amount | `money` |
//! | I3 | a stored settlement, closing state or signature is what its function gives | `money`, `closing`, `contracts` |
//! | I4 | numbers run from first to last; each issued document has one, no draft has; those of contracts are told apart | `numbers`, `contracts` |
//! | I5 | each issued paper has its snapshot, each snapshot its hash and the pictures it names, each picture its hash; renditions are of |
//! | | what was issued | here |
//! | I6 | acts and delivery notes close no more of an invoice's line than there is, and all of it where it is closed; their sums are those of |
//! | | their lines, which are what they take of the invoice, but for a change of the VAT rate | `money`, `closing` |
//! | I7 | each rendition and each file has its bytes, and they have their hash | here |
//! | I8 | each letter goes to somebody; no row of the outbox is done and begun at once; a paper's dispatch is what its rows say | here |
//! | I9 | the chain of events of each object is unbroken | here |
//! | I10 | a client with contacts has one primary contact, in use if any is | here |
//! | I11 | every reference leads to a row; a lead's source and status are of their own directories, and of one that has become a client no
//! | | file is left | here |
//! | | annexes and invoices belong to contracts of the same parties | `contracts` |
//! | I12 | maintained totals are the sums | `money` |
//! | I13 | the VAT of an expense is what its rate takes out of its sum; an expense is on one line of an invoice at most, and that is one of its own
//! | | client, company and currency that was not cancelled | `expenses` |
//! | I15 | what was answered to a paper is the stored file of its revision; a paper is signed, or refused, as the answers to its current
//! | | revision say | `answers` |
//! | I16 | a request says of its messages what they say; its contact, its paper and the files of its messages are its own | `tickets` |
//! | I14 | one mode of payments, which is offered, is what new ones begin with | here |
//!
//! `store` holds the SQL. Rows are read in slices or already narrowed to the breaches by the database, so that memory stays bounded.

mod answers;
mod closing;
mod contracts;
mod expenses;
mod money;
mod numbers;
mod store;
mod tickets;

use std::fmt;

use crate::company::organization::images;
use crate::documents::papers::actions::BrokenSnapshot;
use crate::documents::papers::renditions::Broken;
use crate::documents::{papers, templates};
use crate::error::AppResult;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Engine};
use crate::records::mail::actions::Broken as BrokenMail;
use crate::records::{activity, files, mail};

/// Something stored that can't be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// As the table above counts them: `I2`.
    pub invariant: &'static str,
    /// Kind, number and id.
    pub object: String,
    pub sentence: String,
}

impl Breach {
    fn new(invariant: &'static str, object: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self {
            invariant,
            object: object.into(),
            sentence: sentence.into(),
        }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.invariant, self.object, self.sentence)
    }
}

/// Checks all invariants. An empty answer means that all of them hold.
///
/// # Errors
/// Only if the database does not answer: what is wrong with the data is part of the answer.
pub async fn check(ctx: &Ctx) -> AppResult<Vec<Breach>> {
    let mut conn = ctx.db.snapshot().await?;
    let mut breaches = money::of_invoices(&mut conn).await?;
    breaches.extend(closing::all(&mut conn).await?);
    breaches.extend(money::of_payments(&mut conn).await?);
    breaches.extend(money::of_balances(&mut conn).await?);
    breaches.extend(expenses::all(&mut conn).await?);
    breaches.extend(numbers::all(&mut conn).await?);
    breaches.extend(contracts::all(&mut conn).await?);
    breaches.extend(answers::all(&mut conn).await?);
    breaches.extend(tickets::all(&mut conn).await?);
    breaches.extend(of_snapshots(&mut conn).await?);
    breaches.extend(of_renditions(&mut conn, ctx).await?);
    breaches.extend(of_files(&mut conn, ctx).await?);
    breaches.extend(of_mail(&mut conn).await?);
    breaches.extend(of_chains(&mut conn).await?);
    breaches.extend(of_contacts(&mut conn).await?);
    breaches.extend(of_leads(&mut conn).await?);
    breaches.extend(of_modes(&mut conn).await?);
    breaches.extend(of_references(&mut conn, ctx.db.engine()).await?);
    Ok(breaches)
}

async fn of_snapshots(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let (pictures, broken) = images::all_and_broken(conn).await?;
    let broken = broken.into_iter();
    let broken = broken.map(|name| Breach::new("I5", name, "the picture does not have its hash"));
    let changed = papers::actions::broken_snapshots(conn, &pictures).await?.into_iter();
    let changed = changed.map(|broken| {
        let (id, sentence) = match broken {
            BrokenSnapshot::Changed(id) => (id, "its content does not have its hash"),
            BrokenSnapshot::WithoutPicture(id) => (id, "a picture it was issued with is not there"),
        };
        Breach::new("I5", format!("snapshot {id}"), sentence)
    });
    let missing = store::issued_without_snapshot(conn).await?.into_iter();
    let missing = missing.map(|row| Breach::new("I5", row.object(), "was issued, but what was issued is not there"));
    let texts = templates::actions::broken_versions(conn).await?.into_iter();
    let texts = texts.map(|id| {
        Breach::new(
            "I5",
            format!("template version {id}"),
            "its text does not have its hash",
        )
    });
    Ok(changed.chain(missing).chain(texts).chain(broken).collect())
}

async fn of_renditions(conn: &mut Conn, ctx: &Ctx) -> AppResult<Vec<Breach>> {
    let broken = papers::renditions::broken(conn, &ctx.blobs).await?.into_iter();
    let broken = broken.map(|broken| {
        let (invariant, id, sentence) = match broken {
            Broken::NotIssued(id) => ("I5", id, "is of a paper that was not issued"),
            Broken::Missing(id) => ("I7", id, "its file is not there"),
            Broken::Changed(id) => ("I7", id, "its file does not have its hash"),
        };
        Breach::new(invariant, format!("rendition {id}"), sentence)
    });
    Ok(broken.collect())
}

async fn of_files(conn: &mut Conn, ctx: &Ctx) -> AppResult<Vec<Breach>> {
    let broken = files::actions::broken(conn, &ctx.blobs).await?.into_iter();
    let broken = broken.map(|broken| {
        let (id, sentence) = match broken {
            files::actions::Broken::Missing(id) => (id, "its bytes are not there"),
            files::actions::Broken::Changed(id) => (id, "its bytes do not have their hash"),
        };
        Breach::new("I7", format!("file {id}"), sentence)
    });
    let astray = store::files_astray(conn).await?.into_iter();
    let astray = astray.map(|id| {
        Breach::new(
            "I11",
            format!("file {id}"),
            "what it belongs to is not there, or is another client's",
        )
    });
    Ok(broken.chain(astray).collect())
}

async fn of_mail(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let broken = mail::actions::broken(conn).await?.into_iter();
    let broken = broken.map(|broken| match broken {
        BrokenMail::Dispatch(paper) => Breach::new("I3", paper, "its dispatch is not what the outbox says"),
        BrokenMail::Letter(id) => Breach::new("I8", format!("letter {id}"), "goes to nobody"),
        BrokenMail::Row(id) => Breach::new("I8", format!("outbox {id}"), "is done, and is being sent"),
    });
    Ok(broken.collect())
}

async fn of_chains(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let broken = activity::actions::broken_chains(conn).await?.into_iter();
    let broken = broken.map(|link| {
        let object = format!("event {} of {} {}", link.seq, link.owner_kind, link.owner_id);
        Breach::new("I9", object, link.reason)
    });
    let silent = store::without_events(conn).await?.into_iter();
    let silent = silent.map(|row| Breach::new("I9", row.object(), "nothing tells how it came to be"));
    Ok(broken.chain(silent).collect())
}

async fn of_contacts(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let wrong = store::without_one_primary(conn).await?.into_iter();
    let wrong = wrong.map(|client| {
        Breach::new(
            "I10",
            format!("client {client}"),
            "not exactly one of the contacts is primary, or the primary one is out of use while another is not",
        )
    });
    Ok(wrong.collect())
}

async fn of_leads(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let astray = store::leads_astray(conn).await?.into_iter();
    let astray = astray.map(|row| {
        let sentence =
            "its source or status is of another directory, or it keeps files although it has become a client";
        Breach::new("I11", row.object(), sentence)
    });
    Ok(astray.collect())
}

async fn of_modes(conn: &mut Conn) -> DbResult<Vec<Breach>> {
    let sound = store::modes_to_begin_with(conn).await? == 1;
    let breach = || {
        Breach::new(
            "I14",
            "payment modes",
            "none of those that are offered is what new payments begin with",
        )
    };
    Ok((!sound).then(breach).into_iter().collect())
}

async fn of_references(conn: &mut Conn, engine: Engine) -> DbResult<Vec<Breach>> {
    Ok(match engine {
        Engine::Sqlite => {
            let dangling = store::dangling_references(conn).await?.into_iter();
            dangling
                .map(|row| {
                    let sentence = format!("refers to a row of {} that is not there", row.parent);
                    Breach::new("I11", row.object(), sentence)
                })
                .collect()
        }
        // Enforced by the database, as long as it was told to look at the rows that were there before.
        Engine::Postgres => {
            let unchecked = store::unchecked_constraints(conn).await?.into_iter();
            unchecked
                .map(|name| {
                    Breach::new(
                        "I11",
                        format!("constraint {name}"),
                        "the database does not vouch for it",
                    )
                })
                .collect()
        }
    })
}
