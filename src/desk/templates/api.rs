//! Server functions around the editor of templates. Each needs the right to manage templates.

use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

use super::model::{BuiltinPage, TemplatePage as Page, TemplateQuery};
use crate::documents::templates::model::{Preview, PreviewInput, SampleChoice, SampleResult, Shortcode, TemplateKind};
use crate::error::AppError;
use crate::kernel::ids::TemplateId;
use crate::kernel::lang::Lang;

/// Everything the page of a template shows.
#[server(endpoint = "templates/page", input = GetUrl)]
pub async fn template_page(id: TemplateId, #[server(default)] query: TemplateQuery) -> Result<Page, AppError> {
    super::actions::page(&crate::platform::ctx::Ctx::current()?, id, query).await
}

/// A template that comes with the program, on a sample.
#[server(endpoint = "templates/builtin", input = GetUrl)]
pub async fn builtin_template(name: String, #[server(default)] sample: String) -> Result<BuiltinPage, AppError> {
    super::actions::builtin(&crate::platform::ctx::Ctx::current()?, &name, sample).await
}

/// A body that may not be saved yet, on a sample: HTML and findings. Changes nothing.
#[server(endpoint = "templates/preview", input = Json)]
pub async fn preview_template(input: PreviewInput) -> Result<Preview, AppError> {
    super::actions::preview(&crate::platform::ctx::Ctx::current()?, input).await
}

/// The same on every sample.
#[server(endpoint = "templates/try", input = Json)]
pub async fn try_template(input: PreviewInput) -> Result<Vec<SampleResult>, AppError> {
    super::actions::try_all(&crate::platform::ctx::Ctx::current()?, input).await
}

/// What a template of a kind can be tried on.
#[server(endpoint = "templates/samples", input = GetUrl)]
pub async fn list_samples(kind: TemplateKind) -> Result<Vec<SampleChoice>, AppError> {
    super::actions::choices(&crate::platform::ctx::Ctx::current()?, kind).await
}

/// The shortcodes of a kind, described in the reader's language, with their values on a sample.
#[server(endpoint = "templates/shortcodes", input = GetUrl)]
pub async fn list_shortcodes(
    kind: TemplateKind,
    lang: Lang,
    #[server(default)] sample: String,
) -> Result<Vec<Shortcode>, AppError> {
    let reader = crate::text::lang();
    super::actions::shortcodes(&crate::platform::ctx::Ctx::current()?, kind, lang, &sample, reader).await
}
