//! Letters of a sentence and a link, to one person: the rest is read where the link leads.

use super::letter::{NewLetter, Person};
use crate::kernel::ids::ClientId;
use crate::kernel::lang::Lang;

/// What such a letter says. All of it is plain text.
#[derive(Debug, Clone)]
pub struct Brief {
    /// What is the same intention, as of every letter.
    pub dedupe: String,
    /// Whose letter it is; nobody's is the staff's.
    pub client: Option<ClientId>,
    pub lang: Lang,
    pub to: Person,
    pub subject: String,
    pub sentence: String,
    /// What somebody has typed and the letter repeats, which may be nothing.
    pub typed: String,
    /// Words in front of the link, or none.
    pub before_link: String,
    pub link: String,
}

impl Brief {
    #[must_use]
    pub fn letter(self) -> NewLetter {
        let said = Leading {
            sentence: &self.sentence,
            typed: &self.typed,
            before_link: &self.before_link,
            link: &self.link,
        };
        NewLetter {
            html: said.html(),
            dedupe: self.dedupe,
            organization: None,
            client: self.client,
            lang: self.lang,
            subject: self.subject,
            to: vec![self.to],
            cc: Vec::new(),
            attachments: Vec::new(),
            papers: Vec::new(),
            sealed: None,
        }
    }
}

/// What leads to a link. What was typed and the words before the link may be empty, and then nothing stands in their place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Leading<'a> {
    pub sentence: &'a str,
    pub typed: &'a str,
    pub before_link: &'a str,
    pub link: &'a str,
}

impl Leading<'_> {
    /// As a fragment of HTML.
    #[must_use]
    pub fn html(self) -> String {
        let (sentence, typed) = (html_escape::encode_text(self.sentence), typed_html(self.typed));
        let before = html_escape::encode_text(self.before_link);
        let blank = if before.is_empty() { "" } else { " " };
        let link = html_escape::encode_double_quoted_attribute(self.link);
        format!("<p>{sentence}</p>{typed}<p>{before}{blank}<a href=\"{link}\">{link}</a></p>")
    }
}

/// A typed text as a fragment of HTML: a paragraph between empty lines, lines as they were typed.
#[must_use]
pub fn typed_html(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut html = String::new();
    for paragraph in text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
    {
        let lines: Vec<_> = paragraph
            .lines()
            .map(|line| html_escape::encode_text(line.trim_end()))
            .collect();
        html.push_str("<p>");
        html.push_str(&lines.join("<br>"));
        html.push_str("</p>");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::{Leading, typed_html};

    #[test]
    fn a_typed_text_stays_text() {
        assert_eq!(
            typed_html("Вітаємо!\r\n\r\nДругий\nрядок\n\n\n<b>&</b>"),
            "<p>Вітаємо!</p><p>Другий<br>рядок</p><p>&lt;b&gt;&amp;&lt;/b&gt;</p>"
        );
        assert_eq!(typed_html("  "), "");
    }

    #[test]
    fn what_is_not_said_leaves_nothing_behind() {
        let alone = Leading {
            sentence: "R & D",
            link: "https://a.b/c",
            ..Leading::default()
        };
        assert_eq!(
            alone.html(),
            "<p>R &amp; D</p><p><a href=\"https://a.b/c\">https://a.b/c</a></p>"
        );
        let whole = Leading {
            sentence: "a",
            typed: "<b>",
            before_link: "Here:",
            ..alone
        };
        assert_eq!(
            whole.html(),
            "<p>a</p><p>&lt;b&gt;</p><p>Here: <a href=\"https://a.b/c\">https://a.b/c</a></p>"
        );
    }
}
