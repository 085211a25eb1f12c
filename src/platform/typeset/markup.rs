//! Reading the HTML of a paper. It comes out of the allow-list, so its tags are balanced and its names are known; tokens are enough. What
//! is not so all the same does no harm: an end without a beginning is passed over, and what is open at the end ends there.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Elements deeper than this are taken for their content: more would be nested than the typesetter follows, and no paper needs it.
const DEEPEST: usize = 24;

const LONGEST_TITLE: usize = 200;

/// Elements that have no content.
const VOID: [&str; 4] = ["br", "hr", "img", "col"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Text(String),
    Element(Element),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

impl Element {
    /// The value of an attribute; empty if there is none.
    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    pub fn has_class(&self, name: &str) -> bool {
        self.attribute("class").split_ascii_whitespace().any(|own| own == name)
    }

    /// The value of a property of its `style`.
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

    /// Characters of all its texts.
    pub fn text_length(&self) -> usize {
        let lengths = self.children.iter().map(|node| match node {
            Node::Text(text) => text.chars().count(),
            Node::Element(element) => element.text_length(),
        });
        lengths.sum()
    }
}

/// What a paper calls itself: the text of its first `<h1>`, on one line; empty if it has none.
pub(super) fn title(html: &str) -> String {
    fn first<'a>(element: &'a Element, name: &str) -> Option<&'a Element> {
        element
            .elements()
            .find_map(|own| if own.name == name { Some(own) } else { first(own, name) })
    }
    fn write(element: &Element, out: &mut String) {
        for node in &element.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => {
                    if element.name == "br" {
                        out.push(' ');
                    }
                    write(element, out);
                }
            }
        }
    }
    let (read, mut out) = (read(html), String::new());
    if let Some(heading) = first(&read, "h1") {
        write(heading, &mut out);
    }
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(LONGEST_TITLE).collect()
}

/// The fragment as the children of an element without a name.
pub(super) fn read(html: &str) -> Element {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokens = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    // It stops for scripts only, and the reader asks for none.
    let _ = tokens.feed(&input);
    tokens.end();
    tokens.sink.finish()
}

/// The elements that are open, outermost first. One that is too deep is only remembered by its name.
#[derive(Default)]
struct Reader {
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
                            let is_dropped = open.len() >= DEEPEST;
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
    use super::{DEEPEST, Element, Node, read, title};

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
        let read = read(r#"<p class="lead x" style="text-align: right;width:5mm">a &amp; <b>б&#8372;</b><br>в</p>г"#);
        let paragraph = read.elements().next().unwrap();
        assert_eq!((paragraph.name.as_str(), text(&read).as_str()), ("p", "a & б₴вг"));
        assert!(paragraph.has_class("lead") && !paragraph.has_class("le"));
        assert_eq!(paragraph.style("text-align"), Some("right"));
        assert_eq!(paragraph.style("width"), Some("5mm"));
        assert_eq!(paragraph.style("height"), None);
    }

    #[test]
    fn a_paper_is_called_by_its_heading() {
        assert_eq!(
            title("<p>x</p><div><h1> Акт <b>№ 5</b><br>надання послуг\n</h1></div><h1>y</h1>"),
            "Акт № 5 надання послуг"
        );
        assert_eq!(title("<p>x</p>"), "");
    }

    #[test]
    fn what_is_not_balanced_does_no_harm() {
        assert_eq!(text(&read("</p>a</b><p>b<i>c</p>d")), "abcd");
        let deep = format!("{}x{}", "<div>".repeat(5000), "</div>".repeat(5000));
        let deep = read(&deep);
        assert_eq!((text(&deep).as_str(), depth(&deep)), ("x", DEEPEST));
    }
}
