//! Numbers as long as those of accounts, in a text.

use leptos::prelude::*;

/// A number is long from so many characters on: the shortest IBAN has them.
const LONG: usize = 15;
/// As people read them.
const GROUP: usize = 4;

/// A text whose long numbers stay whole where a line has room for them, and else break between their groups of four. Nothing stands between the
/// groups, so that a copied number is what it was.
#[must_use]
pub fn with_long_numbers(text: &str) -> AnyView {
    let mut parts: Vec<AnyView> = Vec::new();
    let mut words = String::new();
    for word in text.split_inclusive(' ') {
        let number = word.trim_end_matches(|letter: char| letter == ' ' || letter.is_ascii_punctuation());
        if !is_long(number) {
            words.push_str(word);
            continue;
        }
        // An empty text would be written as a blank.
        if !words.is_empty() {
            parts.push(std::mem::take(&mut words).into_any());
        }
        parts.push(grouped(number));
        words.push_str(word.strip_prefix(number).unwrap_or_default());
    }
    if parts.is_empty() {
        return words.into_any();
    }
    if !words.is_empty() {
        parts.push(words.into_any());
    }
    parts.into_any()
}

/// Digits, with capital letters among them as in an IBAN.
fn is_long(word: &str) -> bool {
    let is_of_number = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    word.len() >= LONG && word.bytes().all(is_of_number) && word.bytes().any(|byte| byte.is_ascii_digit())
}

fn grouped(number: &str) -> AnyView {
    let groups: Vec<_> = groups(number)
        .into_iter()
        .enumerate()
        .map(|(n, group)| view! { {(n > 0).then(|| view! { <wbr /> })} {group} })
        .collect();
    view! { <span class="long-number">{groups}</span> }.into_any()
}

fn groups(number: &str) -> Vec<String> {
    let letters: Vec<char> = number.chars().collect();
    letters.chunks(GROUP).map(|group| group.iter().collect()).collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::*;

    use super::{groups, is_long, with_long_numbers};

    fn html(text: &str) -> String {
        Owner::new().with(|| with_long_numbers(text).to_html())
    }

    #[test]
    fn numbers_of_accounts_are_long_and_words_are_not() {
        for (word, long) in [
            ("UA213223130000026007233566001", true),
            ("40702810100000000001", true),
            ("NO9386011117947", true),
            ("7707083893", false),
            ("АТ", false),
            ("INTERNATIONALIZATION", false),
            ("reader@example.com", false),
        ] {
            assert_eq!(is_long(word), long, "{word}");
        }
        assert_eq!(groups("UA2132231").join(" "), "UA21 3223 1");
    }

    #[test]
    fn a_copied_number_is_what_it_was() {
        let written = html("АТ «Банк» 40702810100000000001 RUB");
        let mut text = String::new();
        let mut inside = false;
        for letter in written.chars() {
            match letter {
                '<' => inside = true,
                '>' => inside = false,
                letter if !inside => text.push(letter),
                _ => {}
            }
        }
        assert_eq!(text, "АТ «Банк» 40702810100000000001 RUB");
        assert_eq!(written.matches("<wbr").count(), 4);
        assert!(!html("АТ «Банк»").contains("<span"));
        assert!(html("NO9386011117947").starts_with("<span"));
    }

    #[test]
    fn what_follows_a_number_is_none_of_it() {
        for text in ["NO9386011117947, DNB", "NO9386011117947; DNB", "(DNB NO9386011117947)."] {
            let written = html(text);
            assert_eq!(written.matches("long-number").count(), 1, "{written}");
            assert_eq!(written.matches("<wbr").count(), 3, "{written}");
        }
    }
}
