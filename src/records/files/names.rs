//! The name a file is kept under and saved with.

use crate::platform::pictures::is_program;
use crate::platform::web::disposition::file_name;

/// A name that every file system takes and that says what the file is: without folders, control characters and marks that turn the
/// direction of writing, of at most some 120 characters, and with one ending. The ending of a program inside of it becomes a part of the
/// name: `x.php.png` → `x_php.png`.
#[must_use]
pub fn cleaned(sent: &str) -> String {
    // The only characters that browsers spell in another way in a form.
    let sent = sent.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut parts = stem.split('.');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        whole.push(if is_program(&part.to_lowercase()) { '_' } else { '.' });
        whole.push_str(part);
    }
    let ending: String = ending.chars().filter(|c| c.is_alphanumeric()).take(10).collect();
    file_name(&whole, &ending)
}

#[cfg(test)]
mod tests {
    use super::cleaned;

    #[test]
    fn a_name_is_one_that_every_file_system_takes() {
        for (sent, kept) in [
            ("Договор № 5 от 1 мая.pdf", "Договор № 5 от 1 мая.pdf"),
            ("../../etc/passwd.txt", "passwd.txt"),
            ("..\\..\\boot.zip", "boot.zip"),
            ("C:\\fakepath\\scan.JPG", "scan.JPG"),
            ("x.php.png", "x_php.png"),
            ("ooo.romashka.2026.pdf", "ooo.romashka.2026.pdf"),
            ("a\0b\r\nc.pdf", "a_b__c.pdf"),
            ("photo\u{202e}gnp.pdf", "photognp.pdf"),
            (
                "\"><img src=x onerror=alert(1)>.pdf",
                "___img src=x onerror=alert(1)_.pdf",
            ),
            ("%22quoted%22.pdf", "_quoted_.pdf"),
            (".pdf", "file.pdf"),
            ("  spaced  .pdf ", "spaced.pdf"),
        ] {
            assert_eq!(cleaned(sent), kept, "{sent:?}");
        }
    }

    #[test]
    fn a_name_of_three_hundred_characters_keeps_its_ending() {
        let kept = cleaned(&format!("{}.pdf", "я".repeat(300)));
        assert_eq!(kept.chars().count(), 124, "{kept}");
        assert!(kept.ends_with("я.pdf"), "{kept}");
    }
}
