//! What a browser reads where a file was asked for and is not given: a page with the reason, in the language of the reader. Our own client and
//! programs get the error as server functions answer it, and the status is the same for all.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html as HtmlPage, IntoResponse, Response};
use http::HeaderValue;
use http::header::CONTENT_SECURITY_POLICY;
use leptos::prelude::{Owner, provide_context};
use leptos::server_fn::error::{FromServerFnError, SERVER_FN_ERROR_HEADER};

use super::uploads;
use crate::error::AppError;
use crate::kernel::problem::FieldErrors;
use crate::kernel::viewer::{Theme, Viewer};
use crate::platform::web::site::Site;
use crate::tr;
use crate::ui::html::Html;
use crate::ui::{error_text, problem_text};

/// An error is no longer than this.
const LONGEST_ERROR: usize = 64 << 10;

/// The page runs nothing and shows nothing but itself.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// What follows the page of a file's object in the file's address.
const FILES_OF_PAGES: [&str; 4] = ["/document.pdf", "/papers", "/export.csv", "/export.xlsx"];

/// The layer over the routes of files.
pub async fn layer(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let reader = request.extensions().get::<Viewer>().cloned();
    let reader = reader.filter(|_| uploads::by_browser(request.headers()));
    let page = page_of(request.uri().path()).to_owned();
    let response = next.run(request).await;
    let Some(reader) = reader.filter(|_| response.headers().contains_key(SERVER_FN_ERROR_HEADER)) else {
        return response;
    };
    let (parts, body) = response.into_parts();
    let Ok(error) = to_bytes(body, LONGEST_ERROR).await else {
        return parts.status.into_response();
    };
    let text = written(&site, &reader, &page, &AppError::de(error));
    let mut answer = (parts.status, HtmlPage(text)).into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    answer
}

/// The page on which a file is offered; the first one where none belongs to it alone.
fn page_of(path: &str) -> &str {
    let page = FILES_OF_PAGES.into_iter().find_map(|end| path.strip_suffix(end));
    match page {
        Some(page) => page,
        None if path.starts_with("/cabinet") => "/cabinet",
        None => "/",
    }
}

fn written(site: &Site, reader: &Viewer, page: &str, error: &AppError) -> String {
    let theme = match reader.theme {
        Theme::Auto => "",
        theme => theme.as_str(),
    };
    let looks = [("lang", reader.lang.as_str()), ("data-theme", theme)];
    let html = Owner::new().with(|| {
        provide_context(reader.lang);
        let mut html = Html::default();
        html.element("html", &looks, |html| {
            head(html, site);
            html.element("body", &[], |html| body(html, page, error));
        });
        html
    });
    format!("<!DOCTYPE html>{}", html.into_string())
}

fn head(html: &mut Html, site: &Site) {
    html.element("head", &[], |html| {
        html.void("meta", &[("charset", "utf-8")]);
        html.void(
            "meta",
            &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")],
        );
        html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
        html.void("link", &[("rel", "stylesheet"), ("href", &site.css)]);
        let title = format!("{} · Akta", tr!(papers.no_file));
        html.element("title", &[], |html| html.text(&title));
    });
}

fn body(html: &mut Html, page: &str, error: &AppError) {
    html.element("main", &[("class", "page")], |html| {
        html.element("div", &[("class", "empty-state")], |html| told(html, page, error));
    });
}

fn told(html: &mut Html, page: &str, error: &AppError) {
    html.element("h1", &[("class", "page-title")], |html| html.text(tr!(papers.no_file)));
    match error {
        AppError::Invalid(errors) => sentences(html, errors),
        other => html.element("p", &[], |html| html.text(&error_text(other))),
    }
    html.element("p", &[], |html| {
        html.element("a", &[("class", "btn btn-primary"), ("href", page)], |html| {
            html.text(tr!(papers.to_page));
        });
    });
}

fn sentences(html: &mut Html, errors: &FieldErrors) {
    html.element("ul", &[], |html| {
        for (name, problem) in errors.iter() {
            let sentence = format!("{}: {}", label(name), problem_text(problem));
            html.element("li", &[], |html| html.text(&sentence));
        }
    });
}

/// What people call a part of the address; what has no name is called as it stands there.
fn label(name: &str) -> &str {
    match name {
        "copies" => tr!(invoices.copies),
        "rendition" => tr!(invoices.rendition),
        "revision" => tr!(invoices.revision),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::page_of;

    #[test]
    fn a_file_leads_back_to_the_page_that_offers_it() {
        for (path, page) in [
            ("/invoices/1/document.pdf", "/invoices/1"),
            ("/invoices/papers", "/invoices"),
            ("/clients/1/statement/document.pdf", "/clients/1/statement"),
            ("/cabinet/acts/1/document.pdf", "/cabinet/acts/1"),
            ("/payments/export.csv", "/payments"),
            ("/cabinet/files/1", "/cabinet"),
            ("/files/1", "/"),
        ] {
            assert_eq!(page_of(path), page, "{path}");
        }
    }
}
