//! The routes by which a client's contact gets papers as files, and the logo that stands on them. Rights and scope are those of the actions behind
//! them; files of objects are in `files`.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, RawQuery};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use http::HeaderMap;
use serde::Deserialize;

use super::asked::Asked;
use super::images;
use super::papers::{Sent, or_back, printed, respond};
use super::state::AppState;
use crate::cabinet::papers::actions;
use crate::cabinet::papers::model::CabinetPaper;
use crate::company::organization::images::logo_in_cabinet;
use crate::error::{AppError, AppResult};
use crate::finance::statements;
use crate::finance::statements::model::StatementFilter;
use crate::platform::ctx::Ctx;
use crate::ui::query::{href, parse};

/// The page of the statement.
const STATEMENT: &str = "/cabinet/statement";

/// Where the files of each kind are.
const PAPERS: [(&str, CabinetPaper); 4] = [
    ("/cabinet/contracts/{id}/document.pdf", CabinetPaper::Contract),
    ("/cabinet/invoices/{id}/document.pdf", CabinetPaper::Invoice),
    ("/cabinet/acts/{id}/document.pdf", CabinetPaper::Act),
    ("/cabinet/delivery-notes/{id}/document.pdf", CabinetPaper::DeliveryNote),
];

/// The routes.
pub fn routes() -> Router<AppState> {
    let papers = PAPERS.into_iter().fold(Router::new(), |router, (path, kind)| {
        router.route(path, get(move |ctx, id, asked| paper(kind, ctx, id, asked)))
    });
    papers
        .route("/cabinet/statement/document.pdf", get(statement))
        .route("/cabinet/logo/{id}/picture.png", get(logo))
}

/// `/cabinet/invoices/{id}/document.pdf?download=true` and the like: what was issued, byte for byte.
async fn paper(
    kind: CabinetPaper,
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    respond(file(&ctx, kind, &id, query.as_deref()).await)
}

async fn file(ctx: &Ctx, kind: CabinetPaper, id: &str, query: Option<&str>) -> AppResult<Sent> {
    // Whoever may not see the kind is told that first, whatever stands in the address.
    ctx.visitor(kind.right())?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let mut asked = Asked::of(query);
    // To be saved, and not shown.
    let download = asked.tick("download");
    let download = asked.finish(download)?;
    let file = actions::file(ctx, kind, id).await?;
    printed(&file.title, vec![file.bytes], 1, download).await
}

/// `/cabinet/statement/document.pdf`, narrowed as the page of the statement is.
async fn statement(Extension(ctx): Extension<Ctx>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let filter: StatementFilter = parse(&query.unwrap_or_default());
    let answer = statement_file(&ctx, &filter).await;
    or_back(&ctx, &headers, &href(STATEMENT, &filter), answer).await
}

async fn statement_file(ctx: &Ctx, filter: &StatementFilter) -> AppResult<Sent> {
    let papers = statements::cabinet::papers(ctx, filter).await?;
    let files = papers.files.into_iter().map(|file| file.bytes).collect();
    printed(&papers.title, files, 1, false).await
}

/// Which logo.
#[derive(Debug, Deserialize)]
struct AskedLogo {
    sha256: String,
}

/// `/cabinet/logo/{id}/picture.png?sha256=…`
async fn logo(
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    asked: Result<Query<AskedLogo>, QueryRejection>,
) -> Response {
    let picture = match (id.parse(), asked) {
        (Ok(id), Ok(Query(asked))) => logo_in_cabinet(&ctx, id, &asked.sha256).await,
        _ => ctx.any_visitor().and(Err(AppError::NotFound)),
    };
    images::respond(picture)
}
