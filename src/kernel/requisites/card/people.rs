//! Names of people, what they are, and on which ground they sign.

use super::labels::matched;
use super::sheet::Sheet;

/// Patterns of a position as a label, its nominative and its genitive (empty where the language has none).
#[rustfmt::skip]
pub(super) const POSITIONS: &[(&[&str], &str, &str)] = &[
    (&["генеральный директор", "ген директор", "гендиректор"], "Генеральный директор", "Генерального директора"),
    (&["генеральний директор"], "Генеральний директор", "Генерального директора"),
    (&["исполнительный директор"], "Исполнительный директор", "Исполнительного директора"),
    (&["виконавчий директор"], "Виконавчий директор", "Виконавчого директора"),
    (&["коммерческий директор"], "Коммерческий директор", "Коммерческого директора"),
    (&["комерційний директор"], "Комерційний директор", "Комерційного директора"),
    (&["директор"], "Директор", "Директора"),
    (&["президент"], "Президент", "Президента"),
    (&["председатель правления"], "Председатель правления", "Председателя правления"),
    (&["голова правління"], "Голова правління", "Голови правління"),
    (&["управляющий"], "Управляющий", "Управляющего"),
    (&["керуючий"], "Керуючий", "Керуючого"),
    (&["managing director"], "Managing Director", ""),
    (&["general director"], "General Director", ""),
    (&["general manager"], "General Manager", ""),
    (&["chief executive officer", "chief executive officer (ceo)", "ceo"], "Chief Executive Officer", ""),
    (&["director"], "Director", ""),
    (&["president"], "President", ""),
    (&["geschäftsführer", "geschäftsführerin"], "Geschäftsführer", ""),
];

/// What a basis begins with: its nominative and its genitive.
const BASES: [(&str, &str); 16] = [
    ("Устав", "Устава"),
    ("Статут", "Статуту"),
    ("Доверенность", "Доверенности"),
    ("Довіреність", "Довіреності"),
    ("Свидетельство", "Свидетельства"),
    ("Свідоцтво", "Свідоцтва"),
    ("Положение", "Положения"),
    ("Приказ", "Приказа"),
    ("Наказ", "Наказу"),
    ("Протокол", "Протокола"),
    ("Лист", "Листа"),
    ("Выписка", "Выписки"),
    ("Виписка", "Виписки"),
    ("Витяг", "Витягу"),
    ("Решение", "Решения"),
    ("Договор", "Договора"),
];

/// Capitalised words of a card that begin no name.
const NO_NAMES: [&str; 26] = [
    "банк",
    "адрес",
    "адреса",
    "телефон",
    "сайт",
    "факс",
    "почта",
    "пошта",
    "главный",
    "головний",
    "общество",
    "товариство",
    "україна",
    "россия",
    "российская",
    "устав",
    "статут",
    "bank",
    "phone",
    "address",
    "company",
    "website",
    "account",
    "email",
    "charter",
    "registered",
];

/// A name, and where it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// Surname first where the name tells which word it is.
    pub name: String,
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    /// `Иванова`
    Full(String),
    /// `А.`
    Initial(String),
}

/// A name right behind a label: on its line, or on the next.
pub(super) fn person(sheet: &Sheet, from: usize, to: usize) -> Option<Person> {
    let mut start = sheet.skip(from, to, |c| " \t:;=|–—-_/,.".contains(c));
    if sheet.at(start) == Some('\n') {
        start = sheet.skip(start + 1, to, |c| " \t:–—-_/".contains(c));
    }
    let mut words: Vec<(Word, usize)> = Vec::new();
    let mut place = start;
    while words.len() < 4 {
        let Some((word, end)) = word(sheet, place, to) else {
            break;
        };
        words.push((word, end));
        place = sheet.skip(end, to, |c| c == ' ');
    }
    let (name, count) = named(&words)?;
    let end = words.get(count.checked_sub(1)?).map(|(_, end)| *end)?;
    Some(Person { name, start, end })
}

/// A word of a name that begins at the place, and where it ends.
fn word(sheet: &Sheet, place: usize, to: usize) -> Option<(Word, usize)> {
    let first = sheet.at(place).filter(|c| c.is_uppercase())?;
    let end = sheet.skip(place, to.min(place + 40), |c| {
        c.is_alphabetic() || matches!(c, '\'' | '’' | 'ʼ' | '`' | '-')
    });
    let letters = end - place;
    if letters == 1 {
        return (sheet.at(end) == Some('.')).then(|| (Word::Initial(format!("{first}.")), end + 1));
    }
    let text = sheet.slice(place..end);
    let ends_well =
        text.chars().next_back().is_some_and(char::is_alphabetic) && !sheet.at(end).is_some_and(|c| c.is_ascii_digit());
    // ООО is no name; ІВАНОВА may be one.
    let is_short_form = letters < 5 && text.chars().all(char::is_uppercase) && !text.contains('\'');
    let is_other = NO_NAMES.contains(&sheet.folded_slice(place..end).as_str());
    (ends_well && !is_short_form && !is_other).then_some((Word::Full(text), end))
}

/// Reads the words as a name, and how many of them belong to it.
fn named(words: &[(Word, usize)]) -> Option<(String, usize)> {
    use Word::{Full, Initial};
    let words: Vec<&Word> = words.iter().map(|(word, _)| word).collect();
    Some(match words.as_slice() {
        [Full(surname), Initial(first), Initial(second), ..] | [Initial(first), Initial(second), Full(surname), ..] => {
            (format!("{surname} {first} {second}"), 3)
        }
        [Full(first), Initial(middle), Full(last), ..] => (format!("{first} {middle} {last}"), 3),
        [Full(surname), Initial(first), ..] | [Initial(first), Full(surname), ..] => (format!("{surname} {first}"), 2),
        [Full(first), Full(patronymic), Full(surname), ..] if is_patronymic(patronymic) && !is_patronymic(surname) => {
            (format!("{surname} {first} {patronymic}"), 3)
        }
        [Full(a), Full(b), Full(c)] => (format!("{a} {b} {c}"), 3),
        [Full(a), Full(b), Full(c), ..] if is_patronymic(c) => (format!("{a} {b} {c}"), 3),
        [Full(a), Full(b), ..] => (format!("{a} {b}"), 2),
        _ => return None,
    })
}

fn is_patronymic(word: &str) -> bool {
    gender_of_word(word).is_some()
}

fn gender_of_word(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&["ович", "евич", "ёвич", "йович", "ьич", "ллич", "мич", "тич"]) {
        Some("male")
    } else if ends(&["овна", "евна", "ёвна", "ична", "івна", "ївна"]) {
        Some("female")
    } else {
        None
    }
}

/// What a patronymic says: `male` or `female`; empty where there is none.
pub(super) fn gender(name: &str) -> &'static str {
    let mut words = name.split_whitespace();
    let patronymic = words.nth(2).filter(|_| words.next().is_none());
    patronymic.and_then(gender_of_word).unwrap_or_default()
}

/// A position in the genitive at the place: «генерального директора». Its nominative, its genitive and its end.
pub(super) fn position_genitive(sheet: &Sheet, at: usize) -> Option<(&'static str, &'static str, usize)> {
    let found = POSITIONS
        .iter()
        .filter(|(.., genitive)| !genitive.is_empty())
        .filter_map(|(_, nominative, genitive)| {
            let end = matched(sheet, at, &genitive.to_lowercase())?;
            Some((*nominative, *genitive, end))
        });
    // Where both languages have the same genitive, the letters of the card tell which it is.
    let found: Vec<_> = found.collect();
    let end = found.iter().map(|(.., end)| *end).max()?;
    let mut longest = found.into_iter().filter(|(.., other)| *other == end);
    if sheet.is_ukrainian() {
        longest.next_back()
    } else {
        longest.next()
    }
}

/// A position in the nominative at the place.
pub(super) fn position(sheet: &Sheet, at: usize) -> Option<(&'static str, &'static str, usize)> {
    let found = POSITIONS.iter().flat_map(|(patterns, nominative, genitive)| {
        patterns
            .iter()
            .filter_map(|pattern| Some((*nominative, *genitive, matched(sheet, at, pattern)?)))
    });
    found.max_by_key(|(.., end)| *end)
}

/// A basis, nominative and genitive; the genitive is empty where it is not known. «Устава» is a genitive, «Устав» is not.
pub(super) fn basis(text: &str) -> (String, String) {
    let (first, rest) = text
        .split_once(' ')
        .map_or((text, String::new()), |(first, rest)| (first, format!(" {rest}")));
    let folded = first.to_lowercase();
    let known = BASES
        .iter()
        .find(|(nominative, genitive)| nominative.to_lowercase() == folded || genitive.to_lowercase() == folded);
    match known {
        Some((nominative, genitive)) => (format!("{nominative}{rest}"), format!("{genitive}{rest}")),
        None => (text.to_owned(), String::new()),
    }
}
