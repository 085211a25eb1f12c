//! The lists and reports as files: the address of a list with `/export.csv` or `/export.xlsx`, its filter and its order behind it. The
//! file has the columns of the table in the reader's language, and all rows.

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use leptos::prelude::{Owner, provide_context};
use leptos::reactive::computed::ScopedFuture;
use tokio::task::spawn_blocking;

use super::state::AppState;
use crate::company::accounts::api::list_users;
use crate::company::accounts::pages::user_columns;
use crate::company::catalog::api::list_items;
use crate::company::catalog::pages::item_columns;
use crate::crm::clients::api::list_clients;
use crate::crm::clients::pages::client_columns;
use crate::crm::contacts::api::list_contacts;
use crate::crm::contacts::pages::contact_columns;
use crate::crm::leads::api::list_leads;
use crate::crm::leads::pages::lead_columns;
use crate::desk::files::api::list_client_files;
use crate::desk::files::pages::file_columns;
use crate::documents::closing::api::list_closings;
use crate::documents::closing::model::ClosingKind;
use crate::documents::closing::pages::closing_columns;
use crate::documents::contracts::api::list_contracts;
use crate::documents::contracts::pages::contract_columns;
use crate::documents::invoices::api::list_invoices;
use crate::documents::invoices::pages::invoice_columns;
use crate::error::{AppError, AppResult, internal};
use crate::finance::expenses::api::list_expenses;
use crate::finance::expenses::pages::expense_columns;
use crate::finance::payments::api::list_payments;
use crate::finance::payments::pages::payment_columns;
use crate::finance::reports::model::{ReceivedFilter, ReceivedLine};
use crate::finance::reports::pages::received_columns;
use crate::finance::statements::model::{StatementFilter, StatementLine};
use crate::finance::statements::pages::statement_columns;
use crate::finance::{reports, statements};
use crate::kernel::lang::Lang;
use crate::kernel::paging::Page;
use crate::kernel::viewer::Viewer;
use crate::platform::ctx::Ctx;
use crate::platform::sheet::{Format, Sheet};
use crate::platform::web::api;
use crate::support::tickets::api::list_tickets;
use crate::support::tickets::pages::ticket_columns;
use crate::ui::query::{ListFilter, UrlFilter, parse};
use crate::ui::table::{Column, heads, values};

/// The addresses of the lists that can be exported.
pub const LISTS: [&str; 12] = [
    "/acts",
    "/catalogue",
    "/clients",
    "/contacts",
    "/contracts",
    "/delivery-notes",
    "/expenses",
    "/invoices",
    "/leads",
    "/payments",
    "/settings/users",
    "/support",
];

/// The addresses of what is added up and can be exported, whole.
pub const REPORTS: [&str; 2] = ["/reports/received", "/statements"];

/// The address of the files of a client, who is named in the filter.
pub const FILES: &str = "/files";

/// The routes of [`LISTS`], [`REPORTS`] and [`FILES`].
pub fn routes() -> Router<AppState> {
    let [
        acts,
        catalogue,
        clients,
        people,
        contracts,
        notes,
        expenses,
        invoices,
        leads,
        payments,
        users,
        support,
    ] = LISTS;
    let [received, statements] = REPORTS;
    Router::new()
        .merge(list(
            acts,
            || closing_columns(true),
            |filter| list_closings(ClosingKind::Act, filter),
        ))
        .merge(list(
            notes,
            || closing_columns(true),
            |filter| list_closings(ClosingKind::DeliveryNote, filter),
        ))
        .merge(list(catalogue, item_columns, list_items))
        .merge(list(clients, client_columns, list_clients))
        .merge(list(people, || contact_columns(true), list_contacts))
        .merge(list(contracts, || contract_columns(true), list_contracts))
        .merge(list(expenses, || expense_columns(true), list_expenses))
        .merge(list(invoices, || invoice_columns(true), list_invoices))
        .merge(list(leads, lead_columns, list_leads))
        .merge(list(payments, || payment_columns(true, false), list_payments))
        .merge(list(users, user_columns, list_users))
        .merge(list(support, || ticket_columns(true), list_tickets))
        .merge(list(FILES, file_columns, list_client_files))
        .merge(whole(received, received_columns, received_lines))
        .merge(whole(statements, statement_columns, statement_lines))
}

async fn received_lines(filter: ReceivedFilter) -> AppResult<Vec<ReceivedLine>> {
    reports::actions::lines(&Ctx::current()?, &filter).await
}

async fn statement_lines(filter: StatementFilter) -> AppResult<Vec<StatementLine>> {
    statements::actions::lines(&Ctx::current()?, &filter).await
}

/// The files of a list, whose rows are read page by page.
fn list<T, F, R>(path: &'static str, columns: fn() -> Vec<Column<T>>, load: fn(F) -> R) -> Router<AppState>
where
    T: Send + 'static,
    F: ListFilter,
    R: Future<Output = AppResult<Page<T>>> + Send + 'static,
{
    files(path, move |format, lang, filter| {
        write_list(format, lang, filter, columns, load)
    })
}

/// The files of what is read at once.
fn whole<T, F, R>(path: &'static str, columns: fn() -> Vec<Column<T>>, load: fn(F) -> R) -> Router<AppState>
where
    T: Send + 'static,
    F: UrlFilter,
    R: Future<Output = AppResult<Vec<T>>> + Send + 'static,
{
    files(path, move |format, lang, filter| {
        write_whole(format, lang, filter, columns, load)
    })
}

fn files<F, W, R>(path: &'static str, write: W) -> Router<AppState>
where
    F: UrlFilter,
    W: Fn(Format, Lang, F) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = AppResult<Vec<u8>>> + Send + 'static,
{
    Format::ALL.into_iter().fold(Router::new(), |router, format| {
        let address = format!("{path}/export.{}", format.extension());
        let write = write.clone();
        let export = move |request: Request| answer(request, path, format, write.clone());
        router.route(&address, get(export))
    })
}

async fn answer<F, W, R>(request: Request, path: &'static str, format: Format, write: W) -> Response
where
    F: UrlFilter,
    W: Fn(Format, Lang, F) -> R,
    R: Future<Output = AppResult<Vec<u8>>> + Send + 'static,
{
    let (parts, _) = request.into_parts();
    let Some(viewer) = parts.extensions.get::<Viewer>().cloned() else {
        return api::error_response(path, &AppError::NotSignedIn);
    };
    let filter: F = parse(parts.uri.query().unwrap_or_default());
    let (today, lang) = (viewer.today, viewer.lang);
    let owner = Owner::new();
    let written = owner.with(|| {
        provide_context(parts);
        provide_context(viewer.lang);
        provide_context(viewer);
        ScopedFuture::new_untracked(write(format, lang, filter))
    });
    match written.await {
        Ok(bytes) => {
            let name = path.rsplit('/').next().unwrap_or_default();
            let name = format!("attachment; filename=\"{name}-{today}.{}\"", format.extension());
            let mut response = bytes.into_response();
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
            if let Ok(name) = HeaderValue::from_str(&name) {
                headers.insert(CONTENT_DISPOSITION, name);
            }
            response
        }
        Err(error) => api::error_response(path, &error),
    }
}

async fn write_list<T, F, R>(
    format: Format,
    lang: Lang,
    filter: F,
    columns: fn() -> Vec<Column<T>>,
    load: fn(F) -> R,
) -> AppResult<Vec<u8>>
where
    F: ListFilter,
    R: Future<Output = AppResult<Page<T>>>,
{
    // Asked for first: whoever may not see the list gets no file.
    let mut page = load(filter.clone().at(None)).await?;
    let columns = columns();
    let mut sheet = Sheet::new(format, lang, &heads(&columns))?;
    loop {
        for row in &page.rows {
            sheet.row(&values(&columns, row))?;
        }
        let Some(next) = page.next else { break };
        page = load(filter.clone().at(Some(next))).await?;
        // A page that follows another one knows of it; one that does not is the first again.
        if page.previous.is_none() && !page.rows.is_empty() {
            return Err(internal("export: the list began again"));
        }
    }
    packed(sheet).await
}

async fn write_whole<T, F, R>(
    format: Format,
    lang: Lang,
    filter: F,
    columns: fn() -> Vec<Column<T>>,
    load: fn(F) -> R,
) -> AppResult<Vec<u8>>
where
    R: Future<Output = AppResult<Vec<T>>>,
{
    let rows = load(filter).await?;
    let columns = columns();
    let mut sheet = Sheet::new(format, lang, &heads(&columns))?;
    for row in &rows {
        sheet.row(&values(&columns, row))?;
    }
    packed(sheet).await
}

/// Packing a long list takes its time.
async fn packed(sheet: Sheet) -> AppResult<Vec<u8>> {
    let packed = spawn_blocking(move || sheet.finish()).await;
    packed.map_err(|error| internal(&format!("export: {error}")))?
}
