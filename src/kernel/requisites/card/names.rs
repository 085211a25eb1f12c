//! Names of companies and sole proprietors, told by their legal form.

use std::ops::Range;

use super::CardKind;
use super::labels::matched;
use super::people;
use super::sheet::Sheet;
use crate::kernel::signatory::initials;

/// Most characters of a name, and words of one without quotes.
const LONGEST: usize = 200;
const MOST_WORDS: usize = 7;

/// A legal form before a name.
struct Form {
    /// As people abbreviate it.
    short: &'static str,
    /// Written in full; empty where nobody does.
    long: &'static str,
    kind: CardKind,
}

const fn company(short: &'static str, long: &'static str) -> Form {
    Form {
        short,
        long,
        kind: CardKind::Company,
    }
}

const fn proprietor(short: &'static str, long: &'static str) -> Form {
    Form {
        short,
        long,
        kind: CardKind::SoleProprietor,
    }
}

#[rustfmt::skip]
const FORMS: [Form; 32] = [
    company("ООО", "общество с ограниченной ответственностью"),
    company("ПАО", "публичное акционерное общество"),
    company("НАО", "непубличное акционерное общество"),
    company("ЗАО", "закрытое акционерное общество"),
    company("ОАО", "открытое акционерное общество"),
    company("АО", "акционерное общество"),
    company("АНО", "автономная некоммерческая организация"),
    company("ФГУП", "федеральное государственное унитарное предприятие"),
    company("ГУП", "государственное унитарное предприятие"),
    company("МУП", "муниципальное унитарное предприятие"),
    proprietor("ИП", "индивидуальный предприниматель"),
    company("ТОВ", "товариство з обмеженою відповідальністю"),
    company("ТзОВ", ""),
    company("ТДВ", "товариство з додатковою відповідальністю"),
    company("ПрАТ", "приватне акціонерне товариство"),
    company("ПАТ", "публічне акціонерне товариство"),
    company("АТ", "акціонерне товариство"),
    company("ПП", "приватне підприємство"),
    company("ДП", "державне підприємство"),
    company("КП", "комунальне підприємство"),
    company("ФГ", "фермерське господарство"),
    company("ГО", "громадська організація"),
    company("БФ", "благодійний фонд"),
    proprietor("ФОП", "фізична особа підприємець"),
    proprietor("ФЛП", "физическое лицо предприниматель"),
    proprietor("СПД", ""),
    company("ТОО", "товарищество с ограниченной ответственностью"),
    company("ЧП", "частное предприятие"),
    company("НКО", ""),
    company("ЧУП", "частное унитарное предприятие"),
    company("СООО", ""),
    company("ОСББ", ""),
];

/// Legal forms behind a name, the longer ones first. Capitals must be capitals: `as` is a word, too.
const BEHIND: [&str; 48] = [
    "GmbH & Co. KG",
    "Sp. z o.o.",
    "sp. z o.o.",
    "S.p.A.",
    "S.r.l.",
    "s.r.o.",
    "d.o.o.",
    "S.A.R.L.",
    "S.A.S.",
    "S.A.",
    "S.L.",
    "B.V.",
    "N.V.",
    "a.s.",
    "A/S",
    "Limited",
    "LIMITED",
    "Ltd.",
    "Ltd",
    "LTD",
    "ltd",
    "LLC",
    "LLP",
    "PLC",
    "plc",
    "Inc",
    "Corp",
    "GmbH",
    "AG",
    "UG",
    "KG",
    "OHG",
    "SARL",
    "SAS",
    "BV",
    "NV",
    "SIA",
    "UAB",
    "OÜ",
    "AB",
    "Oy",
    "ApS",
    "SE",
    "ООО",
    "ТОВ",
    "ПАО",
    "АО",
    "ПП",
];

/// A name with its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub place: Range<usize>,
    /// As it is written.
    pub text: String,
    /// With the form abbreviated; empty where it is not written in full.
    pub shortened: String,
    pub kind: Option<CardKind>,
    pub is_bank: bool,
}

/// The first name in a part of the text whose form stands before it or behind it. A bank's name only if `banks`.
pub(super) fn find(sheet: &Sheet, range: Range<usize>, banks: bool) -> Option<Named> {
    let to = range.end.min(sheet.len());
    let mut place = range.start;
    while place < to {
        if sheet.starts_word(place) && !sheet.is_taken(place) {
            let found = before_name(sheet, place, to).or_else(|| behind_name(sheet, place, range.start, to));
            if let Some(found) = found.filter(|found| found.place.clone().all(|at| !sheet.is_taken(at))) {
                if banks || !found.is_bank {
                    return Some(found);
                }
                place = found.place.end;
            }
        }
        place += 1;
    }
    None
}

/// `ООО «Ромашка»`
fn before_name(sheet: &Sheet, at: usize, to: usize) -> Option<Named> {
    let (form, long, form_end) = FORMS.iter().find_map(|form| {
        let long = (!form.long.is_empty()).then(|| matched(sheet, at, form.long)).flatten();
        let short = || {
            let end = at + form.short.chars().count();
            let is_word = !sheet.at(end).is_some_and(char::is_alphanumeric);
            (is_word && (at..end).filter_map(|place| sheet.at(place)).eq(form.short.chars())).then_some(end)
        };
        long.map(|end| (form, true, end))
            .or_else(|| short().map(|end| (form, false, end)))
    })?;
    let start = sheet.skip(form_end, to, |c| " :–—-".contains(c));
    let end = name_end(sheet, start, to, form.kind)?;
    let text = sheet.slice(at..end);
    let rest = sheet.slice(start..end);
    let shortened = match (long, form.kind) {
        (false, _) => String::new(),
        (true, CardKind::Company) => format!("{} {rest}", form.short),
        (true, CardKind::SoleProprietor) => format!("{} {}", form.short, initials(&rest)),
    };
    named(text, shortened, at..end, Some(form.kind))
}

fn named(text: String, shortened: String, place: Range<usize>, kind: Option<CardKind>) -> Option<Named> {
    let folded = text.to_lowercase();
    let is_bank = is_bank(&folded);
    (text.chars().count() <= LONGEST).then_some(Named {
        place,
        text,
        shortened,
        kind,
        is_bank,
    })
}

/// Whether a text speaks of a bank.
pub(super) fn is_bank(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = [
        "банк",
        "bank",
        "сбер",
        "втб",
        "пумб",
        "sparkasse",
        "revolut",
        "wise",
        "кредит",
        "credit",
        "казначейств",
    ];
    words.iter().any(|word| text.contains(word))
}

/// Where a name behind its form ends: its closing quote, or the last of its capitalised words.
fn name_end(sheet: &Sheet, start: usize, to: usize, kind: CardKind) -> Option<usize> {
    if kind == CardKind::SoleProprietor {
        return people::person(sheet, start, to)
            .filter(|person| person.start == start)
            .map(|person| person.end);
    }
    if sheet.at(start).is_some_and(is_quote) {
        return quoted_end(sheet, start, to);
    }
    let mut end = start;
    let mut place = start;
    for _ in 0..MOST_WORDS {
        let word_end = sheet.skip(place, to, |c| c.is_alphanumeric() || "-&+'’.".contains(c));
        let begins = sheet
            .at(place)
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&');
        let joins = matches!(
            sheet.folded_slice(place..word_end).as_str(),
            "и" | "та" | "і" | "й" | "and"
        );
        if word_end == place || !(begins || (joins && end > start)) {
            break;
        }
        if begins {
            end = word_end;
        }
        if sheet.at(word_end) != Some(' ') {
            // `ООО Завод «Луч»`
            break;
        }
        place = sheet.skip(word_end, to, |c| c == ' ');
        if sheet.at(place).is_some_and(is_quote) {
            end = quoted_end(sheet, place, to)?;
            break;
        }
    }
    (end > start).then_some(end)
}

fn is_quote(c: char) -> bool {
    "«\"“„‟'".contains(c)
}

/// The place behind the quote that closes the one at `start`; quotes inside are counted.
fn quoted_end(sheet: &Sheet, start: usize, to: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let to = to.min(start + LONGEST);
    for place in start..to {
        let c = sheet.at(place)?;
        if c == '\n' || c == '\t' {
            return None;
        }
        let after = sheet.at(place + 1).filter(|_| place + 1 < to);
        let opens = match c {
            '«' | '„' => true,
            '»' | '”' => false,
            '"' | '“' => {
                after.is_some_and(|c| c.is_alphanumeric() || is_quote(c))
                    && !sheet
                        .before(place)
                        .filter(|_| place > start)
                        .is_some_and(char::is_alphanumeric)
            }
            '\'' if place == start => true,
            '\'' if !after.is_some_and(char::is_alphanumeric) => false,
            _ => continue,
        };
        if opens {
            depth += 1;
        } else {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(place + 1);
            }
        }
    }
    None
}

/// `Sunrise Trading Ltd`; the place is that of the form.
fn behind_name(sheet: &Sheet, at: usize, from: usize, to: usize) -> Option<Named> {
    let spelled = |form: &&&str| {
        let end = at + form.chars().count();
        end <= to
            && (at..end).filter_map(|place| sheet.at(place)).eq(form.chars())
            && !sheet.at(end).is_some_and(char::is_alphanumeric)
    };
    let form = BEHIND.iter().find(spelled)?;
    let end = at + form.chars().count();
    // Not `Inc Street`: the name ends here.
    let after = sheet.skip(end, to, |c| c == ' ' || c == '.');
    if after < to && !sheet.at(after).is_none_or(|c| "\n\t,;()".contains(c)) {
        return None;
    }
    let end = if sheet.at(end) == Some('.') { end + 1 } else { end };
    let gap = (from..at)
        .rev()
        .find(|place| sheet.at(*place).is_some_and(|c| c != ' ' && c != ','))?;
    let start = (from..=gap)
        .rev()
        .take(80)
        .take_while(|place| !sheet.at(*place).is_none_or(|c| "\n\t:;,|".contains(c)))
        .last()?;
    let start = sheet.skip(start, at, |c| c == ' ');
    let capital = sheet
        .at(start)
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || is_quote(c));
    let text = sheet.slice(start..end.min(to.max(at)));
    (capital && start < at)
        .then(|| named(text, String::new(), start..end, Some(CardKind::Company)))
        .flatten()
}
