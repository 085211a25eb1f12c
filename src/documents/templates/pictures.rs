//! Templates as pictures: the first page of a paper that is made with one, drawn by the browser.
//!
//! A picture is an SVG file with the paper's HTML in it. As the source of an `<img>` it runs nothing, loads nothing and can't be walked into; it
//! is as small or large as its place, and lazy like any picture. What it shows follows from its address, so a browser keeps it, and the paper
//! itself is made once ([`Made`]).

use std::sync::{Arc, LazyLock};

use sha2::{Digest, Sha256};

use super::hash::content_hash;
use super::markup::Markup;
use super::model::TemplateKind;
use super::render::{Failure, render, render_line};
use super::samples;
use super::serving::Made;
use crate::error::{AppResult, internal};
use crate::kernel::lang::Lang;

/// What everything in a browser starts from, as the pages' own style sheet has it.
const GROUND: &str = "@layer base{*{box-sizing:border-box;margin:0;padding:0;border:0 solid}h1,h2,h3{font-weight:600;line-height:1.3}\
                      strong,b{font-weight:600}\
                      .paper{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',sans-serif}}";

/// How papers look on pages; what comes behind is for printing.
static LOOK: LazyLock<&str> = LazyLock::new(|| {
    let all = include_str!("../../../style/paper.css");
    all.split("\n@media print").next().unwrap_or(all)
});

/// A4 in pixels.
const WIDTH: u32 = 794;
const HEIGHT: u32 = 1123;

/// A picture, and by what it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub look: String,
    pub svg: String,
}

/// The address of the picture of a text; `page` is that of its template.
#[must_use]
pub fn address(page: &str, kind: TemplateKind, lang: Lang, sha256: &[u8]) -> String {
    format!("{page}/picture.svg?look={}", look(&key(kind, lang, sha256)))
}

/// The text, the sample it is tried on, and the program that draws it.
fn key(kind: TemplateKind, lang: Lang, sha256: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in [
        &kind.to_string(),
        lang.as_str(),
        env!("CARGO_PKG_VERSION"),
        GROUND,
        *LOOK,
    ] {
        hash.update(part);
        hash.update([0]);
    }
    hash.update(sha256);
    hash.finalize().to_vec()
}

/// As much of it as tells pictures apart.
fn look(key: &[u8]) -> String {
    hex::encode(key).chars().take(16).collect()
}

/// The picture of a text, on the first sample of its kind. A text that can't be printed is an empty sheet.
pub async fn picture(kind: TemplateKind, lang: Lang, subject: String, body: String) -> AppResult<Picture> {
    let key = key(kind, lang, &content_hash(&subject, &body));
    let made = if let Some(made) = Made::of(&key) {
        made
    } else {
        let made = tokio::task::spawn_blocking(move || on_sample(kind, lang, &subject, &body));
        let made = made.await.map_err(|error| internal(&error.to_string()))?;
        let made = Arc::new((lang, made.unwrap_or_else(|_| Markup::nothing())));
        Made::keep(key.clone(), &made);
        made
    };
    Ok(Picture {
        look: look(&key),
        svg: svg(lang, &made.1.on_page(None)),
    })
}

fn on_sample(kind: TemplateKind, lang: Lang, subject: &str, body: &str) -> Result<Markup, Failure> {
    let sheet = samples::sheet(kind, samples::first(kind.paper, lang), lang);
    let markup = render(body, &sheet, lang)?;
    if !kind.mail {
        return Ok(markup);
    }
    let subject = render_line(subject, &sheet, lang)?;
    let subject = html_escape::encode_text(&subject);
    let letter = format!("<h3>{subject}</h3><hr>{}", markup.as_str());
    Markup::clean(&letter).ok_or(Failure::TooDeep)
}

fn svg(lang: Lang, html: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\
         <style><![CDATA[{GROUND}{}]]></style><foreignObject width=\"{WIDTH}\" height=\"{HEIGHT}\">\
         <div xmlns=\"http://www.w3.org/1999/xhtml\" class=\"paper\" lang=\"{}\">{}</div></foreignObject></svg>",
        *LOOK,
        lang.as_str(),
        xhtml(html)
    )
}

/// HTML as it comes out of the allow-list, whose attributes all stand in quotes and hold no `>`, as XML.
fn xhtml(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        push(&mut out, text);
        push(&mut out, tag);
        let name = tag[1..].split(' ').next().unwrap_or_default();
        out.push_str(if matches!(name, "br" | "hr" | "img" | "col") {
            "/>"
        } else {
            ">"
        });
        rest = after;
    }
    push(&mut out, rest);
    out
}

/// Without the one entity that XML has no name for, and without what it can't hold at all.
fn push(out: &mut String, text: &str) {
    let text = text.replace("&nbsp;", "\u{a0}");
    out.extend(
        text.chars().filter(
            |c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'),
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::{Markup, address, picture, xhtml};
    use crate::documents::templates::builtin;
    use crate::documents::templates::model::{PaperKind, TemplateKind};
    use crate::kernel::lang::Lang;

    #[test]
    fn what_papers_may_have_becomes_xml() {
        let html = "<p style=\"text-align: right\">a\u{a0}b &lt;c&gt; &amp; d<br>\u{c}e</p><hr class=\"page-break\"><hr>\
                    <table><colgroup><col style=\"width: 5%\"><col></colgroup><tbody><tr><td colspan=\"2\">1</td></tr></tbody></table>\
                    <img data-asset=\"logo\" alt=\"5 &quot;a&quot;\">";
        let clean = Markup::clean(html).unwrap();
        assert_eq!(
            xhtml(clean.as_str()),
            "<p style=\"text-align: right\">a\u{a0}b &lt;c&gt; &amp; d<br/>e</p><hr class=\"page-break\"/><hr/>\
             <table><colgroup><col style=\"width: 5%\"/><col/></colgroup><tbody><tr><td colspan=\"2\">1</td></tr></tbody></table>\
             <img data-asset=\"logo\" alt=\"5 a\"/>"
        );
    }

    #[tokio::test]
    async fn every_template_that_comes_with_the_program_has_a_picture() {
        for kind in TemplateKind::all() {
            for lang in Lang::ALL {
                let builtin = builtin::serving(kind, lang);
                let (subject, body) = (builtin.subject.to_owned(), builtin.body.to_owned());
                let picture = picture(kind, lang, subject, body).await.unwrap();
                let address = address("/x", kind, lang, &builtin.sha256);
                assert_eq!(address, format!("/x/picture.svg?look={}", picture.look));
                assert_eq!(well_formed(&picture.svg), Ok(()), "{}", builtin.name);
                assert!(picture.svg.contains(".paper table"), "the look of papers is in it");
            }
        }
    }

    /// Every tag is closed by its own one, and there are no entities but those of XML.
    fn well_formed(xml: &str) -> Result<(), String> {
        let xml = match xml.split_once("<![CDATA[") {
            Some((before, rest)) => before.to_owned() + rest.split_once("]]>").ok_or("CDATA")?.1,
            None => xml.to_owned(),
        };
        let mut open = Vec::new();
        for piece in xml.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').ok_or(piece)?;
            let name = tag.split([' ', '/']).next().unwrap_or_default();
            if let Some(closed) = tag.strip_prefix('/') {
                if open.pop() != Some(closed) {
                    return Err(format!("</{closed}>"));
                }
            } else if !tag.ends_with('/') {
                open.push(name);
            }
            for entity in text.split('&').skip(1) {
                if !["amp;", "lt;", "gt;", "quot;"]
                    .iter()
                    .any(|known| entity.starts_with(known))
                {
                    return Err(format!("&{entity}"));
                }
            }
        }
        if open.is_empty() { Ok(()) } else { Err(open.join(", ")) }
    }

    #[tokio::test]
    async fn what_can_not_be_printed_is_an_empty_sheet() {
        let kind = TemplateKind::paper(PaperKind::Act);
        let empty = picture(kind, Lang::Ru, String::new(), "{{ nobody.knows }}".to_owned())
            .await
            .unwrap();
        assert!(
            empty.svg.ends_with("lang=\"ru\"></div></foreignObject></svg>"),
            "{}",
            empty.svg
        );
        let other = picture(kind, Lang::Ru, String::new(), "<p>1</p>".to_owned())
            .await
            .unwrap();
        assert_ne!(other.look, empty.look);
        let letter = TemplateKind::mail(PaperKind::Act);
        let letter = picture(
            letter,
            Lang::Ru,
            "<b> {{ act.number }}".to_owned(),
            "<p>1</p>".to_owned(),
        )
        .await
        .unwrap();
        assert!(
            letter.svg.contains("<h3>&lt;b&gt; "),
            "the subject stands above a letter: {}",
            letter.svg
        );
    }
}
