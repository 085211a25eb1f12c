//! Markup that is written at once and stays as it is: the rows of tables, sums of money, states.
//!
//! A view keeps a node for each of its parts, to change it later. A page of a table has hundreds of cells that nobody changes;
//! written as text they cost the server a fraction and the browser wakes up without walking through them. What is written here is
//! escaped, always. Nothing in it listens to events: links are followed by the router, which hears every click, and the table around
//! them hears the boxes.

/// Text inside `<textarea>` and `<title>`, where the framework writes what it is given as it is. In the browser it becomes a text and
/// never markup.
#[must_use]
pub fn raw_text(text: String) -> String {
    if cfg!(feature = "ssr") {
        html_escape::encode_text(&text).into_owned()
    } else {
        text
    }
}

/// Finished markup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html {
    written: String,
    /// Only the words, as they are.
    plain: bool,
}

impl Html {
    /// Nothing yet, with room for so many bytes.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            written: String::with_capacity(bytes),
            plain: false,
        }
    }

    /// What a piece writes.
    ///
    /// ```ignore
    /// view! { <span class="badges" inner_html=Html::of(badges).into_string()></span> }
    /// ```
    #[must_use]
    pub fn of(piece: impl Piece) -> Self {
        let mut html = Self::default();
        piece.write(&mut html);
        html
    }

    /// The words of a piece without their markup and the blanks around them.
    #[must_use]
    pub fn words(write: impl FnOnce(&mut Self)) -> String {
        let mut html = Self {
            written: String::new(),
            plain: true,
        };
        write(&mut html);
        html.written.trim().to_owned()
    }

    #[must_use]
    pub fn into_string(self) -> String {
        self.written
    }

    /// Text; what would be markup in it is escaped.
    pub fn text(&mut self, text: &str) {
        if self.plain {
            self.written.push_str(text);
        } else {
            html_escape::encode_text_to_string(text, &mut self.written);
        }
    }

    /// An element. Attributes without a value are left out.
    pub fn element(&mut self, name: &'static str, attributes: &[(&'static str, &str)], inner: impl FnOnce(&mut Self)) {
        if self.plain {
            return inner(self);
        }
        self.open(name, attributes);
        let begins = self.written.len();
        inner(self);
        // Blanks alone are nothing: a cell that holds no more than the blank between its parts is left out of a card.
        if self
            .written
            .get(begins..)
            .is_some_and(|written| written.trim().is_empty())
        {
            self.written.truncate(begins);
        }
        self.written.push_str("</");
        self.written.push_str(name);
        self.written.push('>');
    }

    /// An element that holds nothing and has no end: a box to tick.
    pub fn void(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        if !self.plain {
            self.open(name, attributes);
        }
    }

    fn open(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.written.push('<');
        self.written.push_str(name);
        for (attribute, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.written.push(' ');
            self.written.push_str(attribute);
            self.written.push_str("=\"");
            html_escape::encode_double_quoted_attribute_to_string(value, &mut self.written);
            self.written.push('"');
        }
        self.written.push('>');
    }
}

/// What a cell of a table shows.
pub trait Piece {
    fn write(self, html: &mut Html);
}

impl Piece for () {
    fn write(self, _html: &mut Html) {}
}

impl Piece for &str {
    fn write(self, html: &mut Html) {
        html.text(self);
    }
}

impl Piece for String {
    fn write(self, html: &mut Html) {
        html.text(&self);
    }
}

impl Piece for i64 {
    fn write(self, html: &mut Html) {
        html.text(&self.to_string());
    }
}

impl<P: Piece> Piece for Option<P> {
    fn write(self, html: &mut Html) {
        if let Some(piece) = self {
            piece.write(html);
        }
    }
}

impl<P: Piece> Piece for Vec<P> {
    fn write(self, html: &mut Html) {
        for piece in self {
            piece.write(html);
        }
    }
}

impl<A: Piece, B: Piece> Piece for (A, B) {
    fn write(self, html: &mut Html) {
        self.0.write(html);
        self.1.write(html);
    }
}

impl<A: Piece, B: Piece, C: Piece> Piece for (A, B, C) {
    fn write(self, html: &mut Html) {
        self.0.write(html);
        self.1.write(html);
        self.2.write(html);
    }
}

/// An element around a piece.
pub struct Element<P> {
    name: &'static str,
    class: &'static str,
    href: String,
    title: String,
    inner: P,
}

impl<P: Piece> Piece for Element<P> {
    fn write(self, html: &mut Html) {
        let inner = self.inner;
        let attributes = [("class", self.class), ("href", &self.href), ("title", &self.title)];
        html.element(self.name, &attributes, |html| inner.write(html));
    }
}

/// `<span>`; without a class when that is empty.
pub const fn span<P: Piece>(class: &'static str, inner: P) -> Element<P> {
    element("span", class, inner)
}

/// `<div>`; without a class when that is empty.
pub const fn div<P: Piece>(class: &'static str, inner: P) -> Element<P> {
    element("div", class, inner)
}

const fn element<P: Piece>(name: &'static str, class: &'static str, inner: P) -> Element<P> {
    Element {
        name,
        class,
        href: String::new(),
        title: String::new(),
        inner,
    }
}

/// A link. The address begins with a path of ours, or with a scheme that is written out where the link is made.
pub const fn link<P: Piece>(href: String, inner: P) -> Element<P> {
    link_titled(href, String::new(), inner)
}

/// [`link`] with what it says under the pointer.
pub const fn link_titled<P: Piece>(href: String, title: String, inner: P) -> Element<P> {
    Element {
        name: "a",
        class: "",
        href,
        title,
        inner,
    }
}

#[cfg(test)]
mod tests {
    use super::{Html, Piece, div, link, raw_text, span};

    #[test]
    fn text_and_attributes_are_escaped() {
        let name = "</td><script>alert('x')</script> & \"Co\"";
        let html = Html::of((name, link(format!("/clients?q={name}"), "x"))).into_string();
        assert_eq!(
            html,
            "&lt;/td&gt;&lt;script&gt;alert('x')&lt;/script&gt; &amp; \"Co\"\
             <a href=\"/clients?q=&lt;/td&gt;&lt;script&gt;alert('x')&lt;/script&gt; &amp; &quot;Co&quot;\">x</a>"
        );
    }

    #[test]
    fn words_are_neither_marked_nor_escaped() {
        let badge = span("badge", "R & D");
        assert_eq!(Html::words(|html| ("a < b", " ", badge).write(html)), "a < b R & D");
    }

    #[test]
    fn text_where_nothing_else_escapes_ends_no_element() {
        assert_eq!(raw_text("</textarea><b>&".into()), "&lt;/textarea&gt;&lt;b&gt;&amp;");
    }

    #[test]
    fn what_holds_nothing_has_no_end() {
        let tick = |html: &mut Html| html.void("input", &[("type", "checkbox"), ("value", "\""), ("class", "")]);
        let mut html = Html::default();
        tick(&mut html);
        assert_eq!(html.into_string(), "<input type=\"checkbox\" value=\"&quot;\">");
        assert_eq!(Html::words(tick), "");
    }

    #[test]
    fn blanks_between_nothing_are_left_out() {
        let nothing: Option<&str> = None;
        assert_eq!(
            Html::of(span("badges", (nothing, " ", nothing))).into_string(),
            "<span class=\"badges\"></span>"
        );
        assert_eq!(
            Html::of(span("", (nothing, " ", Some("x")))).into_string(),
            "<span> x</span>"
        );
    }

    #[test]
    fn pieces_follow_each_other() {
        let nothing: Option<&str> = None;
        let html = Html::of((
            vec![div("", 1_i64), div("is-bad", 2)],
            span("muted", ("a", " ", nothing)),
        ));
        assert_eq!(
            html.into_string(),
            "<div>1</div><div class=\"is-bad\">2</div><span class=\"muted\">a </span>"
        );
    }
}
