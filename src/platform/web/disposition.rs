//! Under which name a browser saves a file: `Content-Disposition` (RFC 6266), with the real name in UTF-8 (RFC 8187) and a plain one
//! for programs that don't know that.

use std::fmt::Write as _;

use http::HeaderValue;

use crate::kernel::format::plain_blanks;

/// What a browser does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// Shows it.
    Inline,
    /// Saves it.
    Attachment,
}

/// The longest name, without its extension.
const LONGEST: usize = 120;

/// A name that every file system takes and a search finds: no separators, no control characters, nothing that turns the direction of
/// writing, no blanks that nobody types.
#[must_use]
pub fn file_name(stem: &str, extension: &str) -> String {
    let is_refused = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let is_hidden =
        |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let clean: String = plain_blanks(stem)
        .chars()
        .filter(|c| !is_hidden(*c))
        .map(|c| if is_refused(c) { '_' } else { c })
        .take(LONGEST)
        .collect();
    let clean = clean.trim_matches(|c: char| c == '.' || c.is_whitespace());
    format!("{}.{extension}", if clean.is_empty() { "file" } else { clean })
}

/// The header for a name made by [`file_name`].
#[must_use]
pub fn content_disposition(how: Disposition, name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%' | ';') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    let how = match how {
        Disposition::Inline => "inline",
        Disposition::Attachment => "attachment",
    };
    let header = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&header).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::{Disposition, content_disposition, file_name};

    #[test]
    fn a_name_is_one_that_every_file_system_takes() {
        assert_eq!(file_name("Счёт № 5/а от 1 мая", "pdf"), "Счёт № 5_а от 1 мая.pdf");
        assert_eq!(file_name("../../x\r\n\u{202e}fdp", "pdf"), "_.._x__fdp.pdf");
        assert_eq!(file_name("Акт №\u{a0}7 на 1\u{202f}250", "pdf"), "Акт № 7 на 1 250.pdf");
        assert_eq!(file_name(" . ", "pdf"), "file.pdf");
        assert!(file_name(&"я".repeat(300), "pdf").chars().count() <= 124);
    }

    #[test]
    fn the_header_has_the_real_name_and_a_plain_one() {
        assert_eq!(
            content_disposition(Disposition::Inline, "№ 5.pdf"),
            "inline; filename=\"__5.pdf\"; filename*=UTF-8''%E2%84%96%205.pdf"
        );
        assert_eq!(
            content_disposition(Disposition::Attachment, "a\"; x=y.pdf"),
            "attachment; filename=\"a___x=y.pdf\"; filename*=UTF-8''a%22%3B%20x%3Dy.pdf"
        );
    }
}
