//! Demo data, made by calling the actions: nothing here writes to the database, and nothing creates an account somebody could
//! sign in with. What is made is dated back: each action runs on the day it would have been done.
//!
//! | file | what it holds |
//! |---|---|
//! | `company` | the own company, the items it sells |
//! | `small` | the clients and invoices of the first start: every state once or more |
//! | `large` | a random company of any size for the benches; the same seed makes the same |
//! | `contacts` | the people at the clients |
//! | `leads` | who may become a client, and who has, with the directories of sources and statuses |
//! | `contracts` | types and contracts of the first start |
//! | `expenses` | what the company has spent, with the directory of categories |
//! | `tickets` | requests of clients, with the directory of departments |
//! | `requisites` | what clients ask to have changed on their cards |
//! | `run` | from what is planned to what is stored, in the order of the days |
//! | `till` | what happens to the money of the invoices |
//! | `handover` | what is handed over of them: acts and delivery notes |

mod company;
mod contacts;
mod contracts;
mod expenses;
mod handover;
mod large;
mod leads;
mod requisites;
mod run;
mod small;
mod tickets;
mod till;

use crate::company::organization;
use crate::documents::papers;
use crate::error::{AppError, AppResult};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;

/// Fills an empty installation with what a first visitor can look at: a company, its catalogue, a dozen clients, leads, contracts with some of them,
/// some forty invoices in every state, their payments, acts and delivery notes in every state, expenses, and requests. Its papers can be signed in
/// the cabinet.
///
/// # Errors
/// [`Problem::AlreadyTaken`] beside [`DATABASE`] if there is an own company already.
pub async fn small(ctx: &Ctx) -> AppResult<()> {
    must_be_empty(ctx).await?;
    let mut company = company::create(ctx, company::FIRST_DAY).await?;
    company.fill_catalogue(ctx, company::FIRST_DAY).await?;
    company.agree_on_signatures(ctx, company::FIRST_DAY).await?;
    let choices = leads::fill_directories(ctx, company::FIRST_DAY).await?;
    let mut clients = Vec::new();
    for (index, client) in small::CLIENTS.iter().enumerate() {
        clients.push(if index == leads::CONVERTED {
            leads::convert(ctx, &choices, client.form()).await?
        } else {
            run::create_client(ctx, company::FIRST_DAY, client.form()).await?
        });
    }
    for contact in contacts::CONTACTS {
        if let Some(client) = clients.get(contact.client) {
            run::create_contact(ctx, company::FIRST_DAY, *client, contact.form()).await?;
        }
    }
    leads::create(ctx, &choices).await?;
    let contracts = contracts::create(ctx, &company, &clients, company::FIRST_DAY).await?;
    let plan = small::plan();
    let run = run::Run::new(ctx, &company, &clients).based_on(contracts);
    Box::pin(run.all(plan.len(), |index| plan.get(index).cloned(), |_, _| ())).await?;
    expenses::create(ctx, &company, &clients, company::FIRST_DAY).await?;
    tickets::create(ctx, &clients, company::FIRST_DAY).await?;
    requisites::create(ctx, &clients).await?;
    Ok(papers::renditions::leave_to_readers(ctx).await?)
}

/// Fills an empty installation with a random company of a size; the same seed makes the same clients, invoices and sums, the
/// dates counted back from today. There are about one and a half payments per invoice; some settle several, stay an advance in part, come in
/// another currency, are given back or reversed. A fifth of the invoices have acts and delivery notes.
///
/// # Errors
/// As [`small`].
pub async fn large(ctx: &Ctx, clients: u32, invoices: u32, seed: u64) -> AppResult<()> {
    must_be_empty(ctx).await?;
    let mut company = company::create(ctx, large::FIRST_DAY).await?;
    company.fill_catalogue(ctx, large::FIRST_DAY).await?;
    let mut ids = Vec::new();
    for index in 0..clients {
        let id = run::create_client(ctx, large::FIRST_DAY, large::client(seed, index)).await?;
        run::create_contact(ctx, large::FIRST_DAY, id, large::contact(seed, index)).await?;
        ids.push(id);
        if (index + 1) % 1000 == 0 || index + 1 == clients {
            eprintln!("clients: {} of {clients}", index + 1);
        }
    }
    let count = usize::try_from(invoices).unwrap_or(usize::MAX);
    let plan = |index| Some(large::invoice(seed, index, ids.len()));
    let told = |done: usize, steps: usize| eprintln!("invoices and payments: {done} of {steps}");
    let run = run::Run::new(ctx, &company, &ids);
    Box::pin(run.all(count, plan, told)).await?;
    Ok(papers::renditions::leave_to_readers(ctx).await?)
}

/// What [`Problem::AlreadyTaken`] stands beside in an installation that is not empty.
pub const DATABASE: &str = "database";

async fn must_be_empty(ctx: &Ctx) -> AppResult<()> {
    if organization::actions::list(ctx).await?.is_empty() {
        Ok(())
    } else {
        Err(AppError::field(DATABASE, Problem::AlreadyTaken))
    }
}
