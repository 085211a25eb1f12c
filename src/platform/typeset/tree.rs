//! The tree of a paper as the fixed `document.typ` walks it. Everything that could stop the typesetter is made sound here: white space is
//! that of a page, long words may break, lengths are lengths.

use serde::Serialize;

use super::table::{Table, table};
use super::{MILLIMETRES_PER_PIXEL, Picture};
use crate::platform::elements::{Element, Node};

/// Words longer than this may break anywhere. An IBAN, at most 34 characters, stays whole.
const LONGEST_WORD: usize = 34;

/// What is to stay on one page may be as long as a good half of one.
const LONGEST_WHOLE: usize = 3000;

/// What never breaks across lines is no longer than this; otherwise it would leave the page.
const LONGEST_UNBROKEN: usize = 60;

/// A length: a unit (`%`, `mm`, `fr`) and how many of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Length(pub &'static str, pub f64);

impl Length {
    /// `12.5%`, `30mm`, `100px`.
    pub fn read(text: &str) -> Option<Self> {
        let number = |unit: &str| text.strip_suffix(unit)?.trim().parse::<f64>().ok();
        let length = match (number("%"), number("mm"), number("px")) {
            (Some(percent), _, _) => Self("%", percent.min(100.0)),
            (_, Some(mm), _) => Self("mm", mm),
            (_, _, Some(px)) => Self("mm", px * MILLIMETRES_PER_PIXEL),
            _ => return None,
        };
        (length.1.is_finite() && length.1 > 0.0 && length.1 <= 400.0).then_some(length)
    }
}

/// What stands within a line.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Run {
    Text(String),
    Styled {
        t: &'static str,
        c: Vec<Run>,
    },
    Picture {
        t: &'static str,
        file: String,
        alt: String,
        w: Option<Length>,
        h: Option<Length>,
        shown: bool,
        room: (f64, f64),
    },
}

impl Run {
    /// No line ends at its blanks. For cells, where a box of its own would take its time.
    pub fn keep_together(&mut self) {
        match self {
            Self::Text(text) => *text = text.replace(' ', "\u{a0}"),
            Self::Styled { c, .. } => c.iter_mut().for_each(Self::keep_together),
            Self::Picture { .. } => {}
        }
    }
}

/// What stands under one another.
#[derive(Debug, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub(super) enum Block {
    P {
        c: Vec<Run>,
        side: Option<&'static str>,
        k: &'static str,
    },
    /// A line of text that is no paragraph.
    Line {
        c: Vec<Run>,
        side: Option<&'static str>,
    },
    H {
        c: Vec<Run>,
        side: Option<&'static str>,
        level: u8,
    },
    Ul {
        c: Vec<Vec<Block>>,
    },
    Ol {
        c: Vec<Vec<Block>>,
        start: u32,
    },
    Table(Table),
    Hr,
    /// A new page begins.
    Page,
    Keep {
        c: Vec<Block>,
    },
    Columns {
        c: Vec<Vec<Block>>,
    },
    Signatures {
        c: Vec<Vec<Block>>,
        /// Pictures alone: the stamp.
        beside: Vec<Block>,
        stacked: bool,
        whole: bool,
    },
    /// A part with a language or a side of its own.
    Part {
        c: Vec<Block>,
        lang: Option<&'static str>,
        side: Option<&'static str>,
    },
}

/// What is needed to walk a tree.
#[derive(Clone, Copy)]
pub(super) struct Shaper<'a> {
    pub pictures: &'a [Picture],
    /// Whether a page can end here: not within cells and columns.
    pub is_page: bool,
    /// Whether the line is a part of the page's: within columns.
    pub is_narrow: bool,
}

impl Shaper<'_> {
    fn inside(self) -> Self {
        Self { is_page: false, ..self }
    }

    /// Blocks as they are; runs of text between them as lines.
    pub fn blocks(self, parent: &Element) -> Vec<Block> {
        let (mut blocks, mut line) = (Vec::new(), Vec::new());
        for node in &parent.children {
            match node {
                Node::Element(element) if is_block(&element.name) => {
                    flush(&mut line, &mut blocks, self);
                    self.block(element, &mut blocks);
                }
                node => line.push(node),
            }
        }
        flush(&mut line, &mut blocks, self);
        blocks
    }

    /// The content of an element that is one line of text, if it is.
    pub fn line(self, parent: &Element) -> Option<Vec<Run>> {
        let is_line = !parent.elements().any(|element| is_block(&element.name));
        is_line.then(|| self.runs(parent.children.iter(), false))
    }

    fn runs<'n>(self, nodes: impl Iterator<Item = &'n Node>, keeps_lines: bool) -> Vec<Run> {
        let mut ink = Ink {
            pictures: self.pictures,
            keeps_lines,
            is_started: false,
            has_space: false,
        };
        let mut runs = Vec::new();
        nodes.for_each(|node| ink.run(node, &mut runs, true));
        runs
    }

    fn block(self, element: &Element, into: &mut Vec<Block>) {
        let side = side(element);
        let runs = |keeps_lines| self.runs(element.children.iter(), keeps_lines);
        match element.name.as_str() {
            "p" => {
                let k = ["lead", "note", "small", "keep"];
                let k = k.into_iter().find(|k| element.has_class(k)).unwrap_or_default();
                let c = runs(k == "note");
                if !c.is_empty() {
                    into.push(Block::P { c, side, k });
                }
            }
            "h1" | "h2" | "h3" => {
                let level = match element.name.as_str() {
                    "h1" => 1,
                    "h2" => 2,
                    _ => 3,
                };
                let c = runs(false);
                if !c.is_empty() {
                    into.push(Block::H { c, side, level });
                }
            }
            "ul" | "ol" => {
                let items = element.elements().filter(|item| item.name == "li");
                let c: Vec<_> = items.map(|item| self.inside().blocks(item)).collect();
                if !c.is_empty() {
                    into.push(if element.name == "ul" {
                        Block::Ul { c }
                    } else {
                        let start = element.attribute("start").parse().unwrap_or(1);
                        Block::Ol { c, start }
                    });
                }
            }
            "table" => into.extend(table(self.inside(), element).map(Block::Table)),
            "hr" if element.has_class("page-break") => {
                if self.is_page {
                    into.push(Block::Page);
                }
            }
            "hr" => into.push(Block::Hr),
            _ => self.division(element, side, into),
        }
    }

    fn division(self, element: &Element, side: Option<&'static str>, into: &mut Vec<Block>) {
        let parts = |shaper: Self| -> Vec<_> {
            let parts = element.elements().filter(|part| part.name == "div");
            let part = |part| {
                let mut blocks = Vec::new();
                shaper.inside().division(part, self::side(part), &mut blocks);
                blocks
            };
            parts.map(part).collect()
        };
        let is_short = element.text_length() < LONGEST_WHOLE;
        if element.has_class("qr") {
            // Printed as nothing where there is no code.
        } else if element.has_class("columns") {
            let narrow = Self {
                is_narrow: true,
                ..self
            };
            let c = parts(narrow);
            if !c.is_empty() {
                into.push(Block::Columns { c });
            }
        } else if element.has_class("signatures") {
            // What is only a picture, the stamp, stands beside those who sign; they then sign one under another, each on the whole width.
            let signs: Vec<bool> = element
                .elements()
                .filter(|part| part.name == "div")
                .map(|part| part.text_length() > 0)
                .collect();
            let (mut c, mut beside) = (Vec::new(), Vec::new());
            for (part, signs) in parts(self).into_iter().zip(&signs) {
                if *signs {
                    c.push(part);
                } else {
                    beside.extend(part);
                }
            }
            if !c.is_empty() || !beside.is_empty() {
                into.push(Block::Signatures {
                    c,
                    beside,
                    stacked: signs.contains(&false),
                    whole: is_short,
                });
            }
        } else if element.has_class("keep") && is_short {
            let c = self.inside().blocks(element);
            into.push(Block::Keep { c });
        } else {
            let lang = ["ru", "uk", "en"];
            let lang = lang.into_iter().find(|lang| element.attribute("lang") == *lang);
            let c = self.blocks(element);
            if lang.is_none() && side.is_none() {
                into.extend(c);
            } else {
                into.push(Block::Part { c, lang, side });
            }
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1" | "h2" | "h3" | "ul" | "ol" | "li" | "table" | "hr" | "div"
    )
}

fn flush(line: &mut Vec<&Node>, blocks: &mut Vec<Block>, shaper: Shaper<'_>) {
    let c = shaper.runs(line.drain(..), false);
    if !c.is_empty() {
        blocks.push(Block::Line { c, side: None });
    }
}

/// To which side its text is set.
pub(super) fn side(element: &Element) -> Option<&'static str> {
    let wanted = element.style("text-align")?;
    ["left", "center", "right", "justify"]
        .into_iter()
        .find(|side| *side == wanted)
}

/// Texts as a browser would set them: white space is one blank, and none at the beginning and the end of a line.
struct Ink<'a> {
    pictures: &'a [Picture],
    /// A line break in the text is one on the paper.
    keeps_lines: bool,
    /// Whether something stands on the line that a blank may follow.
    is_started: bool,
    has_space: bool,
}

impl Ink<'_> {
    fn run(&mut self, node: &Node, into: &mut Vec<Run>, breaks: bool) {
        match node {
            Node::Text(text) => self.text(text, into, breaks),
            Node::Element(element) => self.element(element, into, breaks),
        }
    }

    fn element(&mut self, element: &Element, into: &mut Vec<Run>, breaks: bool) {
        let t = match element.name.as_str() {
            "br" => {
                self.line_break(into);
                return;
            }
            "img" => {
                if let Some(picture) = picture(element, self.pictures) {
                    self.pending_space(into);
                    self.is_started = true;
                    into.push(picture);
                }
                return;
            }
            "strong" | "b" => "b",
            "em" | "i" => "i",
            "u" => "u",
            "s" => "s",
            "small" => "small",
            "sub" => "sub",
            "sup" => "sup",
            "span" if element.has_class("nowrap") && element.text_length() <= LONGEST_UNBROKEN => "nowrap",
            "span" if element.has_class("muted") => "muted",
            _ => "span",
        };
        // The blank before belongs to the text around.
        self.pending_space(into);
        let mut c = Vec::new();
        for node in &element.children {
            self.run(node, &mut c, breaks && t != "nowrap");
        }
        if !c.is_empty() {
            into.push(Run::Styled { t, c });
        }
    }

    fn line_break(&mut self, into: &mut Vec<Run>) {
        (self.is_started, self.has_space) = (false, false);
        into.push(Run::Styled { t: "br", c: Vec::new() });
    }

    fn pending_space(&mut self, into: &mut Vec<Run>) {
        if self.is_started && self.has_space {
            into.push(Run::Text(" ".to_owned()));
            // None may follow it.
            self.is_started = false;
        }
        self.has_space = false;
    }

    fn text(&mut self, text: &str, into: &mut Vec<Run>, breaks: bool) {
        let mut out = String::new();
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                if self.keeps_lines {
                    if !out.is_empty() {
                        into.push(Run::Text(std::mem::take(&mut out)));
                    }
                    self.line_break(into);
                } else {
                    self.has_space = true;
                }
            }
            let mut words = line.split([' ', '\t', '\r', '\x0c']).peekable();
            while let Some(word) = words.next() {
                if !word.is_empty() {
                    if self.is_started && self.has_space {
                        out.push(' ');
                    }
                    (self.is_started, self.has_space) = (true, false);
                    push_word(&mut out, word, breaks);
                }
                if words.peek().is_some() {
                    self.has_space = true;
                }
            }
        }
        if !out.is_empty() {
            into.push(Run::Text(out));
        }
    }
}

/// A word; a long one with places where it may break.
fn push_word(out: &mut String, word: &str, breaks: bool) {
    let printed = word.chars().filter(|c| !c.is_control());
    if !breaks || word.len() <= LONGEST_WORD || word.chars().count() <= LONGEST_WORD {
        out.extend(printed);
        return;
    }
    for (place, character) in printed.enumerate() {
        // Not before an accent, which would lose its letter.
        if place > 0 && place % 4 == 0 && !('\u{300}'..='\u{36f}').contains(&character) {
            out.push('\u{200b}');
        }
        out.push(character);
    }
}

/// A picture of the own company; nothing if it has none of that name.
fn picture(element: &Element, pictures: &[Picture]) -> Option<Run> {
    let name = element.attribute("data-asset");
    let picture = pictures.iter().find(|picture| picture.name == name)?;
    let length = |property| element.style(property).and_then(Length::read).filter(|l| l.0 == "mm");
    let (w, h) = (length("width"), length("height"));
    let (wide, high) = picture.size()?;
    let (w, h) = match (w, h) {
        (None, None) => (None, Some(Length("mm", picture.usual_height()))),
        given => given,
    };
    let room = match (w, h) {
        (Some(w), Some(h)) => (w.1, h.1),
        (Some(w), None) => (w.1, w.1 * high / wide),
        (None, h) => {
            let h = h.map_or(picture.usual_height(), |h| h.1);
            (h * wide / high, h)
        }
    };
    Some(Run::Picture {
        t: "img",
        file: picture.file(),
        alt: element.attribute("alt").to_owned(),
        w,
        h,
        shown: picture.shown,
        room,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::{DEEPEST, MILLIMETRES_PER_PIXEL};
    use super::{Length, Shaper};
    use crate::platform::elements::read;

    fn shaped(html: &str) -> Value {
        let shaper = Shaper {
            pictures: &[],
            is_page: true,
            is_narrow: false,
        };
        serde_json::to_value(shaper.blocks(&read(html, DEEPEST))).unwrap()
    }

    #[test]
    fn white_space_is_that_of_a_page() {
        assert_eq!(
            shaped("<p>\n  a  b\n<b> c </b> d<br> e </p>\n"),
            json!([{"t": "p", "side": null, "k": "", "c": ["a b", " ", {"t": "b", "c": ["c"]}, " d", {"t": "br", "c": []}, "e"]}])
        );
        assert_eq!(
            shaped("<p class=note>a\n b</p>"),
            json!([{"t": "p", "side": null, "k": "note", "c": ["a", {"t": "br", "c": []}, "b"]}])
        );
        assert_eq!(shaped("<p> \n </p><p></p>"), json!([]));
    }

    #[test]
    fn a_word_that_no_line_holds_may_break_and_an_iban_may_not() {
        let iban = "UA213223130000026007233566001";
        assert_eq!(shaped(iban), json!([{"t": "line", "side": null, "c": [iban]}]));
        let shaped = shaped(&"x".repeat(40)).to_string();
        assert_eq!(shaped.matches('\u{200b}').count(), 9, "{shaped}");
    }

    #[test]
    fn a_page_ends_only_where_pages_can() {
        let pages = |html| shaped(html).to_string().matches("\"page\"").count();
        assert_eq!(pages("<p>a</p><hr class=page-break><p>b</p>"), 1);
        assert_eq!(pages("<div lang=uk><hr class=page-break></div>"), 1);
        assert_eq!(pages("<div class=keep><hr class=page-break></div>"), 0);
        assert_eq!(pages("<table><tr><td><hr class=page-break></td></tr></table>"), 0);
    }

    #[test]
    fn lengths_are_lengths() {
        assert_eq!(Length::read("12.5%"), Some(Length("%", 12.5)));
        assert_eq!(Length::read("30mm"), Some(Length("mm", 30.0)));
        assert_eq!(Length::read("100px"), Some(Length("mm", 100.0 * MILLIMETRES_PER_PIXEL)));
        for wrong in ["", "5", "-5mm", "0%", "1e999mm", "NaNmm", "500mm", "calc(1mm)"] {
            assert_eq!(Length::read(wrong), None, "{wrong}");
        }
    }
}
