//! A letter as the lines that are sent: the text in plain and in HTML, pictures within it, files beside it (RFC 5322, RFC 2045). Names that
//! are not ASCII are written as RFC 2047 and RFC 2231 have it.

use std::time::{Duration, UNIX_EPOCH};

use lettre::Message;
use lettre::message::header::ContentType;
use lettre::message::{Attachment as Part, Mailbox, MultiPart, SinglePart};

use super::letter::{Attachment, Person};
use super::store::Letter;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::LetterId;

/// By what name and address a letter is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    pub name: String,
    pub address: String,
    /// Where answers go; empty: to the address.
    pub reply_to: String,
}

/// Why no lines could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unwritable(String);

fn unwritable(error: impl std::fmt::Display) -> Unwritable {
    Unwritable(error.to_string())
}

/// The lines of a letter; the same for everybody who gets it.
///
/// # Errors
/// What of it can't be written: an address that is none, a type that is none.
pub fn lines(letter: &Letter, sender: &Sender, files: &[(Attachment, Vec<u8>)]) -> Result<Vec<u8>, Unwritable> {
    let mut message = Message::builder()
        .from(mailbox(&sender.name, &sender.address)?)
        .subject(letter.subject.clone())
        .message_id(Some(letter.message_id.clone()))
        .date(moment(letter.created_at));
    if !sender.reply_to.is_empty() {
        message = message.reply_to(mailbox("", &sender.reply_to)?);
    }
    for Person { name, address } in &letter.to {
        message = message.to(mailbox(name, address)?);
    }
    for Person { name, address } in &letter.cc {
        message = message.cc(mailbox(name, address)?);
    }
    let (inline, attached): (Vec<_>, Vec<_>) = files.iter().partition(|(file, _)| !file.content_id.is_empty());
    let html = SinglePart::html(page(letter));
    let plain = SinglePart::plain(letter.plain.clone());
    let text = if inline.is_empty() {
        MultiPart::alternative().singlepart(plain).singlepart(html)
    } else {
        let mut related = MultiPart::related().singlepart(html);
        for (file, bytes) in inline {
            let part = Part::new_inline_with_name(file.content_id.clone(), file.file_name.clone());
            related = related.singlepart(part.body(bytes.clone(), media_type(file)?));
        }
        MultiPart::alternative().singlepart(plain).multipart(related)
    };
    let message = if attached.is_empty() {
        message.multipart(text)
    } else {
        let mut mixed = MultiPart::mixed().multipart(text);
        for (file, bytes) in attached {
            let part = Part::new(file.file_name.clone());
            mixed = mixed.singlepart(part.body(bytes.clone(), media_type(file)?));
        }
        message.multipart(mixed)
    };
    Ok(message.map_err(unwritable)?.formatted())
}

fn mailbox(name: &str, address: &str) -> Result<Mailbox, Unwritable> {
    // Refused where it is typed; the writer of headers knows no answer to it but to break off.
    let name = (!name.is_empty()).then(|| name.replace(char::is_control, " "));
    let address = address
        .parse()
        .map_err(|error| unwritable(format!("{address}: {error}")))?;
    Ok(Mailbox::new(name, address))
}

fn media_type(file: &Attachment) -> Result<ContentType, Unwritable> {
    ContentType::parse(&file.media_type).map_err(|error| unwritable(format!("{}: {error}", file.media_type)))
}

fn moment(at: Timestamp) -> std::time::SystemTime {
    UNIX_EPOCH + Duration::from_secs(u64::try_from(at.as_second()).unwrap_or_default())
}

/// The letter as a whole page. Mail programs take little style, and most of it only beside the element.
fn page(letter: &Letter) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"font-family: Arial, Helvetica, sans-serif; font-size: 15px; line-height: 1.5; color: #1c1c1c\">{}</body></html>",
        letter.lang,
        html_escape::encode_text(&letter.subject),
        letter.html
    )
}

/// The name by which the letter is known for good (RFC 5322, 3.6.4).
#[must_use]
pub fn message_id(id: LetterId, origin: &str) -> String {
    let host = origin.rsplit("//").next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    // An address in brackets belongs to no name.
    let host = if host.starts_with('[') { "localhost" } else { host };
    format!("<{id}@{host}>")
}

/// A fragment of HTML that the allow-list has let through, as plain text: paragraphs with a line between them, cells side by side.
#[must_use]
pub fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut out, &rest[..at]);
        let (tag, after) = split_tag(&rest[at..]);
        rest = after;
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let closes = tag.starts_with("</");
        match (name.as_str(), closes) {
            ("br", _) => out.push('\n'),
            ("p" | "h1" | "h2" | "h3" | "table" | "ul" | "ol" | "div" | "hr", _) => end_block(&mut out, "\n\n"),
            ("tr", _) | ("li", true) => end_block(&mut out, "\n"),
            ("li", false) => {
                end_block(&mut out, "\n");
                out.push_str("- ");
            }
            ("td" | "th", true) => out.push_str("  "),
            _ => {}
        }
    }
    push_text(&mut out, rest);
    let lines: Vec<_> = out.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

/// A tag and what follows it; a `>` within quotes belongs to a value.
fn split_tag(text: &str) -> (&str, &str) {
    let mut quoted = None;
    for (at, c) in text.char_indices() {
        match (quoted, c) {
            (None, '"' | '\'') => quoted = Some(c),
            (Some(quote), _) if quote == c => quoted = None,
            (None, '>') => return text.split_at(at + 1),
            _ => {}
        }
    }
    (text, "")
}

/// Text between tags: white space is one blank, and none at the beginning of a line.
fn push_text(out: &mut String, text: &str) {
    let text = html_escape::decode_html_entities(text);
    for c in text.chars() {
        if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else {
            out.push(if c == '\u{a0}' || c == '\u{202f}' { ' ' } else { c });
        }
    }
}

fn end_block(out: &mut String, end: &str) {
    let kept = out.trim_end_matches([' ', '\n']).len();
    if kept == 0 {
        return;
    }
    let had = out[kept..].matches('\n').count();
    out.truncate(kept);
    out.push_str(if had >= 2 { "\n\n" } else { end });
}

#[cfg(test)]
mod tests {
    use super::super::letter::tests::person;
    use super::super::letter::{Attachment, Content};
    use super::{Letter, Sender, lines, message_id, plain};
    use crate::kernel::lang::Lang;

    #[test]
    fn plain_text_reads_like_the_page() {
        assert_eq!(
            plain(
                "<p>Вітаємо,\n Оксано &amp; Ко!</p><p>1&nbsp;250,50<br>UAH</p>\n<ul><li>one</li><li>two</li></ul><p>end</p>"
            ),
            "Вітаємо, Оксано & Ко!\n\n1 250,50\nUAH\n\n- one\n- two\n\nend"
        );
        assert_eq!(
            plain("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td><img alt=\"x > y\">2</td></tr></table>"),
            "a  b\n1  2"
        );
        assert_eq!(plain("&lt;b&gt; no tag"), "<b> no tag");
        assert_eq!(plain(""), "");
    }

    fn letter() -> Letter {
        Letter {
            id: uuid::Uuid::from_u128(1).into(),
            organization: None,
            client: None,
            lang: Lang::Uk,
            subject: "Рахунок № 1 від 24.11.2026".into(),
            html: "<p>Вітаємо!</p>".into(),
            plain: "Вітаємо!".into(),
            to: vec![person("Мельник, Оксана", "oksana@example.com")],
            cc: vec![person("", "kopia@example.com")],
            message_id: message_id(uuid::Uuid::from_u128(1).into(), "https://akta.example.com:8443"),
            sealed: None,
            created_at: "2026-11-24T12:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_letter_is_written_as_mail_programs_read_it() {
        let sender = Sender {
            name: "ТОВ «Обрій»".into(),
            address: "office@example.com".into(),
            reply_to: "buh@example.com".into(),
        };
        let file = |name: &str, id: &str| Attachment {
            file_name: name.into(),
            media_type: if id.is_empty() { "application/pdf" } else { "image/png" }.into(),
            content_id: id.into(),
            content: Content::Blob(Vec::new()),
        };
        let files = [
            (
                file("Рахунок № 1 — дуже довга назва файлу, яку видно повністю.pdf", ""),
                b"%PDF-1".to_vec(),
            ),
            (file("logo.png", "logo"), vec![1, 2, 3]),
        ];
        let text = String::from_utf8(lines(&letter(), &sender, &files).unwrap()).unwrap();
        assert!(text.is_ascii(), "nothing that an old server could spoil");
        for part in [
            "Message-ID: <00000000-0000-0000-0000-000000000001@akta.example.com>",
            "Date: Tue, 24 Nov 2026 12:00:00 ",
            "Cc: kopia@example.com",
            "Reply-To: buh@example.com",
            "=?utf-8?b?",
            "multipart/mixed",
            "multipart/alternative",
            "multipart/related",
            "Content-ID: <logo>",
            "filename*0*=utf-8''",
            "MIME-Version: 1.0",
        ] {
            assert!(text.contains(part), "{part}:\n{text}");
        }
        assert!(!text.contains("Bcc"));
    }

    #[test]
    fn a_line_never_becomes_two() {
        let sender = Sender {
            name: "A\r\nBcc: x@y.z".into(),
            address: "office@example.com".into(),
            reply_to: String::new(),
        };
        // Refused before; should it come through all the same, it stays one line.
        let text = String::from_utf8(lines(&letter(), &sender, &[]).unwrap()).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
    }
}
