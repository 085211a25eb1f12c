//! The HTML of a paper as a tree. It comes out of the allow-list, so its tags are balanced and its names are known; tokens are enough. What
//! is not so all the same does no harm: an end without a beginning is passed over, and what is open at the end ends there.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Elements that have no content.
const VOID: [&str; 4] = ["br", "hr", "img", "col"];

/// Elements within a line, which may begin and end within a word; all others divide the words around them, `br` too.
const WITHIN_LINES: [&str; 11] = ["strong", "b", "em", "i", "u", "s", "small", "sub", "sup", "span", "img"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    Text(String),
    Element(Element),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

impl Element {
    /// The value of an attribute; empty if there is none.
    #[must_use]
    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Puts an attribute behind those that are there.
    pub fn add_attribute(&mut self, name: &str, value: &str) {
        self.attributes.push((name.to_owned(), value.to_owned()));
    }

    #[must_use]
    pub fn has_class(&self, name: &str) -> bool {
        self.attribute("class").split_ascii_whitespace().any(|own| own == name)
    }

    /// The value of a property of its `style`.
    #[must_use]
    pub fn style(&self, property: &str) -> Option<&str> {
        self.attribute("style").split(';').find_map(|declaration| {
            let (name, value) = declaration.split_once(':')?;
            (name.trim() == property).then(|| value.trim())
        })
    }

    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Characters of all its texts.
    #[must_use]
    pub fn text_length(&self) -> usize {
        let lengths = self.children.iter().map(|node| match node {
            Node::Text(text) => text.chars().count(),
            Node::Element(element) => element.text_length(),
        });
        lengths.sum()
    }

    /// All its texts on one line.
    #[must_use]
    pub fn text_on_one_line(&self) -> String {
        let mut text = String::new();
        self.write_texts(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn write_texts(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) if WITHIN_LINES.contains(&element.name.as_str()) => element.write_texts(out),
                Node::Element(element) => {
                    out.push(' ');
                    element.write_texts(out);
                    out.push(' ');
                }
            }
        }
    }

    /// What is in it as HTML, spelled as the allow-list spells it.
    #[must_use]
    pub fn inner_html(&self) -> String {
        let mut out = String::new();
        self.write_children(&mut out);
        out
    }

    fn write_children(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(&spelled(&html_escape::encode_text(text))),
                Node::Element(element) => element.write(out),
            }
        }
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&spelled(&html_escape::encode_double_quoted_attribute(value)));
            out.push('"');
        }
        out.push('>');
        if !VOID.contains(&self.name.as_str()) {
            self.write_children(out);
            out.push_str("</");
            out.push_str(&self.name);
            out.push('>');
        }
    }
}

/// The blank at which no line ends is written by its name.
fn spelled(escaped: &str) -> String {
    escaped.replace('\u{a0}', "&nbsp;")
}

/// The fragment as the children of an element without a name. Elements deeper than `deepest` are taken for their content.
#[must_use]
pub fn read(html: &str, deepest: usize) -> Element {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let reader = Reader {
        deepest,
        open: RefCell::default(),
        root: RefCell::default(),
    };
    let tokens = Tokenizer::new(reader, TokenizerOpts::default());
    // It stops for scripts only, and the reader asks for none.
    let _ = tokens.feed(&input);
    tokens.end();
    tokens.sink.finish()
}

/// The elements that are open, outermost first. One that is too deep is only remembered by its name.
struct Reader {
    deepest: usize,
    open: RefCell<Vec<Open>>,
    root: RefCell<Vec<Node>>,
}

struct Open {
    element: Element,
    /// What is in it goes to the one around it.
    is_dropped: bool,
}

impl Reader {
    fn add(&self, node: Node) {
        let mut open = self.open.borrow_mut();
        match open.iter_mut().rev().find(|open| !open.is_dropped) {
            Some(around) => around.element.children.push(node),
            None => self.root.borrow_mut().push(node),
        }
    }

    fn end_of_innermost(&self) {
        let innermost = self.open.borrow_mut().pop();
        if let Some(Open {
            element,
            is_dropped: false,
        }) = innermost
        {
            self.add(Node::Element(element));
        }
    }

    fn finish(self) -> Element {
        while !self.open.borrow().is_empty() {
            self.end_of_innermost();
        }
        Element {
            children: self.root.into_inner(),
            ..Element::default()
        }
    }
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.add(Node::Text(text.to_string())),
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                match tag.kind {
                    TagKind::StartTag => {
                        let attributes = tag.attrs.iter();
                        let attributes = attributes.map(|a| (a.name.local.to_string(), a.value.to_string()));
                        let element = Element {
                            attributes: attributes.collect(),
                            name,
                            children: Vec::new(),
                        };
                        if VOID.contains(&element.name.as_str()) {
                            self.add(Node::Element(element));
                        } else {
                            let mut open = self.open.borrow_mut();
                            let is_dropped = open.len() >= self.deepest;
                            open.push(Open { element, is_dropped });
                        }
                    }
                    TagKind::EndTag => {
                        let depth = self.open.borrow().iter().rposition(|open| open.element.name == name);
                        if let Some(depth) = depth {
                            while self.open.borrow().len() > depth {
                                self.end_of_innermost();
                            }
                        }
                    }
                }
            }
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::{Element, Node, read};

    fn text(element: &Element) -> String {
        let of = |node: &Node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => text(element),
        };
        element.children.iter().map(of).collect()
    }

    fn depth(element: &Element) -> usize {
        element.elements().map(depth).max().map_or(0, |deepest| deepest + 1)
    }

    #[test]
    fn a_fragment_is_read_as_it_is_written() {
        let html = r#"<p class="lead x" style="text-align: right;width:5mm">a &amp; <b>б&#8372;</b><br>в</p>г"#;
        let read = read(html, 9);
        let paragraph = read.elements().next().unwrap();
        assert_eq!((paragraph.name.as_str(), text(&read).as_str()), ("p", "a & б₴вг"));
        assert!(paragraph.has_class("lead") && !paragraph.has_class("le"));
        assert_eq!(paragraph.style("text-align"), Some("right"));
        assert_eq!(paragraph.style("width"), Some("5mm"));
        assert_eq!(paragraph.style("height"), None);
    }

    #[test]
    fn what_was_read_is_written_as_the_allow_list_writes_it() {
        let html = "a &lt;b&gt; &amp; \"c\"&nbsp;<br><p class=\"num\" title=\"&quot;&amp;&lt;&nbsp;\"><b></b>'d'</p>\n";
        assert_eq!(read(html, 9).inner_html(), html);
        let mut changed = read("<td class=\"num\">1</td>", 9);
        let cell = changed.elements_mut().next().unwrap();
        cell.add_attribute("data-label", "a \"b\"");
        assert_eq!(
            changed.inner_html(),
            "<td class=\"num\" data-label=\"a &quot;b&quot;\">1</td>"
        );
    }

    #[test]
    fn on_one_line_words_are_divided_as_on_paper() {
        for (html, line) in [
            ("Ціна, <b>грн</b>.", "Ціна, грн."),
            (" a<b>b</b>c <i>d</i>\n e&nbsp;f ", "abc d e f"),
            ("a<br>b<div>c<p>d</p></div>e", "a b c d e"),
            ("<br>", ""),
        ] {
            assert_eq!(read(html, 9).text_on_one_line(), line, "{html}");
        }
    }

    #[test]
    fn what_is_not_balanced_does_no_harm() {
        assert_eq!(text(&read("</p>a</b><p>b<i>c</p>d", 9)), "abcd");
        let deep = format!("{}x{}", "<div>".repeat(5000), "</div>".repeat(5000));
        let deep = read(&deep, 24);
        assert_eq!((text(&deep).as_str(), depth(&deep)), ("x", 24));
    }
}
