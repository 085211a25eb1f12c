//! The HTML of papers: what is allowed in it, and nothing else gets through. The list is described in the room's map.

mod columns;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use ammonia::Builder;

use super::shortcodes::aliases::{Kind, pieces};

/// Elements within one another.
const DEEPEST: usize = 40;

/// HTML that holds nothing but what papers may have, and in [`Markup::with_columns`] the names of columns beside the cells. It can only be made by
/// [`Markup::clean`], or of what it made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Drops what is not allowed. `None` if elements stand within one another more than [`DEEPEST`] deep.
    #[must_use]
    pub fn clean(html: &str) -> Option<Self> {
        let clean = ALLOWED.clean(html).to_string();
        is_shallow(&clean).then_some(Self(clean))
    }

    /// Two papers side by side: one in each language.
    #[must_use]
    pub fn side_by_side(first: (&str, &Self), second: (&str, &Self)) -> Self {
        let column = |(lang, markup): (&str, &Self)| format!("<div lang=\"{lang}\">{}</div>", markup.0);
        Self(format!(
            "<div class=\"columns\">{}{}</div>",
            column(first),
            column(second)
        ))
    }

    /// A paper with nothing on it.
    pub(super) const fn nothing() -> Self {
        Self(String::new())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a page shows it: with the address of the logo, and without stamp and signatures, which are not lent to browsers.
    #[must_use]
    pub fn on_page(&self, logo: Option<&str>) -> String {
        let mut out = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some(at) = rest.find("<img ") {
            let (before, image) = rest.split_at(at);
            out.push_str(before);
            let end = image.find('>').map_or(image.len(), |end| end + 1);
            let (image, after) = image.split_at(end);
            rest = after;
            if let (Some(logo), true) = (logo, image.contains("data-asset=\"logo\"")) {
                out.push_str("<img src=\"");
                out.push_str(&html_escape::encode_double_quoted_attribute(logo));
                out.push_str("\" ");
                out.push_str(&image[5..]);
            }
        }
        out.push_str(rest);
        out
    }
}

const TEXT_ALIGN: &[&str] = &["left", "center", "right", "justify"];
const LANGS: &[&str] = &["ru", "uk", "en"];
pub(super) const ASSETS: &[&str] = &["logo", "stamp", "facsimile", "accountant_facsimile"];

/// The tags with their attributes, and the classes they may have.
const TAGS: &[(&str, &[&str], &[&str])] = &[
    ("p", &["style"], &["lead", "note", "small", "keep"]),
    ("h1", &["style"], &[]),
    ("h2", &["style"], &[]),
    ("h3", &["style"], &[]),
    ("strong", &[], &[]),
    ("b", &[], &[]),
    ("em", &[], &[]),
    ("i", &[], &[]),
    ("u", &[], &[]),
    ("s", &[], &[]),
    ("small", &[], &[]),
    ("sub", &[], &[]),
    ("sup", &[], &[]),
    ("br", &[], &[]),
    ("span", &[], &["nowrap", "copy", "muted"]),
    ("ul", &[], &[]),
    ("ol", &["start"], &[]),
    ("li", &[], &[]),
    ("table", &[], &["positions", "rows", "bank", "plain", "sums", "parties"]),
    ("colgroup", &[], &[]),
    ("col", &["style", "span"], &[]),
    ("thead", &[], &[]),
    ("tbody", &[], &[]),
    ("tfoot", &[], &[]),
    ("tr", &[], &["total"]),
    ("th", &["style", "colspan", "rowspan"], &["num", "nowrap"]),
    ("td", &["style", "colspan", "rowspan"], &["num", "nowrap"]),
    (
        "div",
        &["style", "lang", "data-qr"],
        &["columns", "signatures", "signature", "keep", "qr"],
    ),
    ("hr", &[], &["page-break"]),
    ("img", &["style", "data-asset", "alt"], &[]),
];

/// Dropped together with what is in them.
const WITH_CONTENT: &[&str] = &[
    "script", "style", "svg", "math", "iframe", "object", "template", "title", "noscript", "textarea", "select",
];

/// Whether papers may have the tag.
pub(super) fn is_tag(name: &str) -> bool {
    TAGS.iter().any(|(tag, ..)| *tag == name)
}

/// Whether papers may have the attribute on the tag.
pub(super) fn is_attribute(tag: &str, attribute: &str) -> bool {
    let Some((_, attributes, classes)) = TAGS.iter().find(|(name, ..)| *name == tag) else {
        return false;
    };
    attributes.contains(&attribute) || (attribute == "class" && !classes.is_empty())
}

static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(allowed);

/// The same, with comments left where they stand.
static WITH_COMMENTS: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = allowed();
    builder.strip_comments(false);
    builder
});

fn allowed() -> Builder<'static> {
    let mut builder = Builder::empty();
    let attributes: HashMap<_, _> = TAGS
        .iter()
        .map(|(tag, attributes, _)| (*tag, attributes.iter().copied().collect::<HashSet<_>>()))
        .collect();
    let classes: HashMap<_, _> = TAGS
        .iter()
        .map(|(tag, _, classes)| (*tag, classes.iter().copied().collect::<HashSet<_>>()))
        .collect();
    builder
        .tags(TAGS.iter().map(|(tag, ..)| *tag).collect())
        .clean_content_tags(WITH_CONTENT.iter().copied().collect())
        .tag_attributes(attributes)
        .allowed_classes(classes)
        .generic_attributes(HashSet::new())
        .link_rel(None)
        .attribute_filter(attribute);
    builder
}

/// The value of an attribute as it may stay.
fn attribute<'a>(tag: &str, name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    let one_of = |allowed: &[&str]| allowed.contains(&value).then_some(Cow::Borrowed(value));
    match name {
        "style" => style(tag, value).map(Cow::Owned),
        "lang" => one_of(LANGS),
        "data-asset" => one_of(ASSETS),
        "data-qr" => one_of(&["payment"]),
        "colspan" | "rowspan" | "span" | "start" => {
            let number: u16 = value.parse().ok()?;
            let most = if name == "start" { 9_999 } else { 40 };
            (1..=most).contains(&number).then(|| Cow::Owned(number.to_string()))
        }
        // The one free text: without what could be taken for the end of a tag.
        "alt" => Some(Cow::Owned(
            value.chars().filter(|c| !matches!(c, '<' | '>' | '"')).collect(),
        )),
        _ => Some(Cow::Borrowed(value)),
    }
}

/// What of a style may stay, in one spelling.
fn style(tag: &str, value: &str) -> Option<String> {
    let mut kept = Vec::new();
    for declaration in value.split(';') {
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
        let stays = match (name.as_str(), tag) {
            ("text-align", "p" | "h1" | "h2" | "h3" | "th" | "td" | "div") => TEXT_ALIGN.contains(&value.as_str()),
            ("width", "col" | "th" | "td") => is_length(&value, &["%", "mm", "px"]),
            ("width" | "height", "img") => is_length(&value, &["mm", "px"]),
            _ => false,
        };
        if stays {
            kept.push(format!("{name}: {value}"));
        }
    }
    (!kept.is_empty()).then(|| kept.join("; "))
}

/// A number below 10,000 with at most two places and one of the units.
fn is_length(value: &str, units: &[&str]) -> bool {
    let Some(number) = units.iter().find_map(|unit| value.strip_suffix(unit)) else {
        return false;
    };
    let (whole, places) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits(whole, 4) && digits(places, 2)
}

fn is_shallow(html: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(closing) = rest.strip_prefix('/') {
            depth = depth.saturating_sub(1);
            rest = closing;
        } else if !["br", "hr", "img", "col>", "col "]
            .iter()
            .any(|void| rest.starts_with(void))
        {
            depth += 1;
        }
        if depth > DEEPEST {
            return false;
        }
    }
    true
}

/// A body with its shortcodes, sanitised: shortcodes are put aside, the rest goes through the allow-list, and they come back where they
/// stood. What stood inside of `<…>` does not come back.
#[must_use]
pub fn clean_body(body: &str) -> String {
    let mut aside = Vec::new();
    let mut masked = String::with_capacity(body.len());
    for (kind, range) in pieces(body) {
        let piece = &body[range];
        match kind {
            Kind::Text => masked.push_str(&without_comments(piece)),
            Kind::Comment => {}
            Kind::Expression | Kind::Statement => {
                masked.push_str(&mark(aside.len()));
                aside.push(piece);
            }
        }
    }
    // Comments stay where they stand, also between the rows of a table; all that are left are ours.
    let clean = WITH_COMMENTS.clean(&masked).to_string();
    let mut out = String::with_capacity(body.len());
    let mut rest = clean.as_str();
    while let Some(at) = rest.find("<!--") {
        out.push_str(&rest[..at]);
        let comment = &rest[at..];
        let end = comment.find("-->").map_or(comment.len(), |end| end + 3);
        if let Some(piece) = marked(&comment[..end]).and_then(|n| aside.get(n)) {
            out.push_str(piece);
        }
        rest = &comment[end..];
    }
    out.push_str(rest);
    out
}

fn mark(n: usize) -> String {
    format!("<!--akta {n}-->")
}

fn marked(comment: &str) -> Option<usize> {
    comment.strip_prefix("<!--akta ")?.strip_suffix("-->")?.parse().ok()
}

fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("<!--") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find("-->").map_or("", |end| &rest[at + end + 3..]);
    }
    out.push_str(rest);
    out
}

/// A tag of a body, with its attributes by name.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    pub name: String,
    pub attributes: Vec<&'a str>,
    pub range: Range<usize>,
}

/// The opening tags of a text, as a browser would find them or nearly so: for telling people what will be dropped.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|offset| at + offset) {
        at = open + 1;
        let inside = &text[at..];
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = inside.find('>').unwrap_or(inside.len());
        let name_end = inside[..end]
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(end);
        found.push(Tag {
            name: inside[..name_end].to_ascii_lowercase(),
            attributes: attribute_names(&inside[name_end..end]),
            range: open..(at + end + 1).min(text.len()),
        });
        at += end;
    }
    found
}

fn attribute_names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=' || c == '/')
            .unwrap_or(rest.len());
        if end > 0 {
            names.push(&rest[..end]);
        }
        rest = rest[end..].trim_start();
        if let Some(value) = rest.strip_prefix('=') {
            let value = value.trim_start();
            rest = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).map_or("", |(_, after)| after),
                _ => value.find(char::is_whitespace).map_or("", |end| &value[end..]),
            };
        }
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Markup, clean_body};

    fn clean(html: &str) -> String {
        Markup::clean(html).unwrap().as_str().to_owned()
    }

    #[test]
    fn what_papers_may_have_stays() {
        let html = "<h1 style=\"text-align: center\">A</h1><table class=\"positions\"><colgroup><col style=\"width: 12.5%\">\
                    </colgroup><thead><tr><th class=\"num\" colspan=\"2\">B</th></tr></thead><tbody><tr class=\"total\">\
                    <td style=\"text-align: right; width: 20mm\">1</td></tr></tbody></table><hr class=\"page-break\">\
                    <div class=\"signatures\"><div class=\"signature\"><img data-asset=\"stamp\" style=\"width: 35mm\" alt=\"\"></div></div>\
                    <div class=\"qr\" data-qr=\"payment\"></div>";
        assert_eq!(clean(html), html);
    }

    #[test]
    fn everything_else_goes() {
        for (html, left) in [
            ("<script>alert(1)</script>a", "a"),
            ("<style>*{}</style>a", "a"),
            ("<svg onload=alert(1)><path></svg>a", "a"),
            ("<img src=x onerror=alert(1)>", "<img>"),
            ("<img data-asset=\"passport\" src=\"https://a.b/c.png\">", "<img>"),
            ("<a href=\"javascript:alert(1)\">x</a>", "x"),
            ("<a href=\"https://elsewhere\">x</a>", "x"),
            (
                "<p onclick=\"x()\" id=\"a\" class=\"lead other\">x</p>",
                "<p class=\"lead\">x</p>",
            ),
            (
                "<p style=\"background: url(//x); text-align: RIGHT\">x</p>",
                "<p style=\"text-align: right\">x</p>",
            ),
            ("<td style=\"width: calc(1px)\">x</td>", "x"),
            (
                "<table><tbody><tr><td colspan=\"9999\">x</td></tr></tbody></table>",
                "<table><tbody><tr><td>x</td></tr></tbody></table>",
            ),
            ("<form action=\"/api\"><input name=a><button>x</button></form>", "x"),
            ("<iframe srcdoc=\"<script>\"></iframe>a", "a"),
            ("a<!-- b -->c", "ac"),
            (
                "<img alt=\"a><script>alert(1)</script>\">",
                "<img alt=\"ascriptalert(1)/script\">",
            ),
            ("<p title=\"</p><script>alert(1)</script>\">x</p>", "<p>x</p>"),
        ] {
            assert_eq!(clean(html), left, "{html}");
        }
        assert_eq!(Markup::clean(&"<div>".repeat(5_000)), None, "too deep");
    }

    #[test]
    fn shortcodes_keep_their_places_in_a_body() {
        let body = "<table class=\"positions\"><tbody>{% for line in lines %}<tr><td>{{ line.n }}</td></tr>{% endfor %}</tbody></table>";
        assert_eq!(clean_body(body), body);
        assert_eq!(
            clean_body("<p onclick=\"a\">{% if a < b %}x{% endif %}</p><script>{{ a }}</script>{# note #}<!-- c -->"),
            "<p>{% if a < b %}x{% endif %}</p>"
        );
        assert_eq!(clean_body("<p style=\"{{ a }}\">x</p><!--akta 0-->"), "<p>x</p>");
    }

    #[test]
    fn a_page_gets_the_logo_and_no_stamp() {
        let markup =
            Markup::clean("<p><img data-asset=\"logo\" style=\"width: 30mm\"><img data-asset=\"stamp\"></p>").unwrap();
        assert_eq!(
            markup.on_page(Some("/logo.png")),
            "<p><img src=\"/logo.png\" data-asset=\"logo\" style=\"width: 30mm\"></p>"
        );
        assert_eq!(markup.on_page(None), "<p></p>");
    }
}
