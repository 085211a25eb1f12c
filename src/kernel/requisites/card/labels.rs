//! What people write before a value, in three languages and many abbreviations.
//!
//! In a pattern a blank is any gap within a line (`юр адрес` is also `юр. адрес` and `юр.(адрес`), `/` is a slash or a dot
//! (`р/с`, `р.с.`, `р \ с`), and `*` is any ending of the word.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::people;
use super::sheet::Sheet;

/// What stands behind a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Inn,
    Kpp,
    /// ОГРН or ОГРНИП: their lengths tell them apart.
    Ogrn,
    /// ЄДРПОУ or РНОКПП: their lengths tell them apart.
    UaCode,
    Ipn,
    Passport,
    Vat,
    /// A number we know nothing of: what it is called, where, and how many digits it has (0: any).
    Other(&'static str, &'static str, usize),
    Account,
    Correspondent,
    Bic,
    Mfo,
    Swift,
    Bank,
    /// The registered address.
    Legal,
    /// An address that does not say which.
    Address,
    Actual,
    Shipping,
    FullName,
    ShortName,
    Name,
    Phone,
    Email,
    Site,
    /// A position with the name behind it: its nominative and its genitive.
    Position(&'static str, &'static str),
    /// A position alone.
    PositionText,
    Person,
    /// Whoever is named in the genitive: «в лице …».
    PersonGenitive,
    Basis,
    Accountant,
    /// Known, and not wanted.
    Nothing,
}

impl What {
    /// Whether a text stands behind the label, and no number.
    pub(super) const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Bank
                | Self::Legal
                | Self::Address
                | Self::Actual
                | Self::Shipping
                | Self::FullName
                | Self::ShortName
                | Self::Name
        )
    }
}

/// When words count as a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counts {
    Always,
    /// With a colon, a tab or the end of the line behind them.
    Marked,
    /// Marked, or where a line or a part of it begins.
    Leading,
}

use Counts::{Always, Leading, Marked};

/// A label in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub what: What,
    pub start: usize,
    /// Where what stands behind it begins.
    pub end: usize,
}

impl Span {
    pub(super) const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

#[rustfmt::skip]
const LABELS: &[(What, Counts, &[&str])] = &[
    (What::Inn, Always, &["инн"]),
    (What::Kpp, Always, &["кпп"]),
    (What::Ogrn, Always, &["огрн", "огрнип", "основн* государственн* регистрационн* номер*"]),
    (What::UaCode, Always, &[
        "єдрпоу", "едрпоу", "егрпоу", "єдрпу", "код єдрпоу", "код за єдрпоу", "код егрпоу", "код по егрпоу", "рнокпп", "дрфо",
        "код дрфо", "ідентифікаційн* код*", "ідентифікаційн* номер*", "идентификационн* код*", "edrpou", "rnokpp",
        "реєстраційн* номер* облікової картки", "реєстраційн* номер* облікової картки платника податків",
    ]),
    (What::Ipn, Always, &["іпн", "ипн", "індивідуальн* податков* номер*", "індивідуальн* податков* №"]),
    (What::Passport, Always, &["паспорт*"]),
    (What::Vat, Always, &[
        "vat", "vat id", "vat id no", "vat no", "vat nr", "vat number", "vat reg* no", "vat reg* number", "vat registration no",
        "vat registration number", "vat identification number", "vat code", "eu vat", "eu vat id", "ust idnr", "ust id nr",
        "ust id", "ustidnr", "uid", "p iva", "partita iva", "tva", "n tva", "btw", "btw nr", "btw nummer", "nif", "cif", "dič",
        "ič dph", "pvm kodas", "pvn", "nip ue", "nip eu", "alv nro",
    ]),
    (What::Other("БИН", "Казахстан", 12), Always, &["бин", "bin"]),
    (What::Other("ИИН", "Казахстан", 12), Always, &["иин"]),
    (What::Other("УНП", "Беларусь", 9), Always, &["унп"]),
    (What::Other("NIP", "Polska", 10), Always, &["nip"]),
    (What::Other("EIN", "USA", 9), Always, &["ein"]),
    (What::Other("HRB", "Deutschland", 0), Always, &["hrb", "hrb nr"]),
    (What::Other("IDNO", "Moldova", 13), Always, &["idno"]),
    (What::Other("IČO", "", 8), Always, &["ičo"]),
    (What::Other("KvK", "Nederland", 8), Always, &["kvk", "kvk nummer", "kvk nr"]),
    (What::Other("SIRET", "France", 14), Always, &["siret"]),
    (What::Other("SIREN", "France", 9), Always, &["siren"]),
    (What::Other("Company No.", "", 0), Always, &[
        "company number", "company no", "company nr", "company reg* no", "company reg* number", "company registration no",
        "company registration number", "registration number", "registration no", "reg no", "reg number", "registered number",
        "company code",
    ]),
    (What::Other("Tax ID", "", 0), Always, &["tax id", "tax id no", "tax number", "tax no", "tin", "steuernummer", "steuer nr"]),
    (What::Account, Always, &[
        "р/с", "р/сч", "р/счет", "рас/счет", "расч/с", "расч/сч", "расч/счет", "расч* сч", "расч* счет*", "счет получателя",
        "номер счета", "№ счета", "счет №", "рублев* счет*", "валютн* счет*", "банковск* счет*", "п/р", "р/р", "рахун* №",
        "поточн* рахун*", "розрахунк* рахун*", "банківськ* рахун*", "номер рахунку", "№ рахунку", "рахунок отримувача", "iban",
        "iban code", "account number", "account no", "account nr", "bank account", "bank account no", "acc no", "a/c", "a/c no",
        "kontonummer", "konto nr", "numer rachunku", "nr rachunku", "nr konta",
    ]),
    (What::Account, Leading, &["счет", "рахунок", "рах", "account", "konto", "rachunek"]),
    (What::Correspondent, Always, &[
        "к/с", "к/сч", "к/счет", "кор/с", "кор/сч", "кор/счет", "корр/с", "корр/сч", "корр/счет", "корр* сч", "корр* счет*",
        "кор* счет*", "корсчет*", "коррсчет*", "кор* рахун*", "corr* account", "corr* acc", "едины* казначейск* счет*", "екс",
    ]),
    (What::Bic, Always, &["бик", "бик банка"]),
    (What::Mfo, Always, &["мфо", "мфо банку", "мфо банка", "код мфо", "mfo", "код банку", "код банка"]),
    (What::Swift, Always, &[
        "bic", "bic code", "bic/swift", "swift", "swift/bic", "swift code", "swift bic", "swift bic code", "bic swift",
        "bic swift code", "свифт", "bank identifier code",
    ]),
    (What::Bank, Always, &[
        "наименование банка", "полное наименование банка", "название банка", "банк получателя", "банк бенефициара", "в банке",
        "назва банку", "найменування банку", "банк отримувача", "банк одержувача", "обслуговуюч* банк", "обслуживающ* банк",
        "установа банку", "bank name", "name of bank", "name of the bank", "beneficiary bank", "beneficiary's bank",
    ]),
    (What::Bank, Marked, &["банк", "bank", "bank details", "банка", "bankverbindung"]),
    (What::Legal, Always, &[
        "юр* адрес*", "юр* и факт* адрес*", "юр* и почт* адрес*", "юр* почт* адрес*", "юр* факт* адрес*", "юр* та факт* адрес*",
        "юр* та пошт* адрес*", "юр* пошт* адрес*", "адрес* юр*", "адрес* места нахождения", "адрес* местонахождения",
        "адрес* место нахождения", "адрес* регистрации", "адрес* реєстрації", "місцезнаходження", "місце знаходження",
        "registered address", "registered office", "legal address", "billing address",
    ]),
    (What::Legal, Marked, &["место нахождения", "местонахождение", "место жительства", "місце проживання", "місце реєстрації"]),
    (What::Address, Leading, &["адрес", "адреса", "address", "anschrift", "adres"]),
    (What::Actual, Always, &["факт* адрес*", "адрес* факт*", "факт* местонахожд*", "actual address", "office address", "адрес* офис*"]),
    (What::Shipping, Always, &[
        "адрес* доставки", "адрес* склад*", "адрес* отгрузки", "адрес* разгрузки", "адрес* поставки", "адрес* грузополучателя",
        "адрес* відвантаження", "shipping address", "delivery address",
    ]),
    (What::FullName, Always, &["полн* наимен*", "полн* назв*", "полн* фирм* наимен*", "повн* назв*", "повн* найм*", "full name", "full legal name"]),
    (What::FullName, Marked, &["legal name"]),
    (What::ShortName, Always, &[
        "сокр* наимен*", "сокр* фирм* наимен*", "сокр* назв*", "кратк* наимен*", "скорочен* назв*", "скорочен* найм*", "коротк* назв*", "short name",
    ]),
    (What::Name, Marked, &[
        "наименование", "название", "назва", "найменування", "организация", "компания", "контрагент", "получатель", "отримувач",
        "одержувач", "підприємство", "предприятие", "company name", "company", "name", "beneficiary", "beneficiary name",
        "name of company", "name of the company", "firma", "поставщик", "покупатель", "заказчик", "исполнитель", "замовник",
        "виконавець", "постачальник", "покупець", "організація", "компанія", "customer", "supplier",
    ]),
    (What::Phone, Always, &[
        "тел", "тел/факс", "телефон*", "телефон/факс", "моб", "моб тел", "мобильн* тел*", "мобільн* тел*", "контактн* тел*",
        "конт* тел*", "phone", "phone number", "tel", "tel/fax", "tel no", "mobile", "mob", "telephone",
    ]),
    (What::Email, Always, &[
        "e mail", "email", "эл* почта", "эл* почты", "электронн* почта", "электронн* почты", "адрес* электронн* почты", "эл* адрес*",
        "электронн* адрес*", "ел* пошта", "електронн* пошта", "електронн* адрес*", "адрес* електронної пошти", "email address",
        "e mail address",
    ]),
    (What::Email, Marked, &["почта", "пошта", "mail"]),
    (What::Site, Always, &["сайт", "веб сайт", "веб сторінка", "website", "web site"]),
    (What::Site, Marked, &["web", "site", "url"]),
    (What::PositionText, Always, &[
        "должность", "должность руководителя", "должность подписанта", "посада", "посада керівника", "посада підписанта",
    ]),
    (What::PositionText, Marked, &["position", "job title"]),
    (What::Person, Always, &[
        "фио руководителя", "ф/и/о руководителя", "фио директора", "фио генерального директора", "піб керівника", "піб директора",
        "фио подписанта", "піб підписанта", "represented by", "уповноважена особа",
    ]),
    (What::Person, Marked, &["руководитель", "керівник", "подписант", "підписант", "signatory", "authorised signatory", "authorized signatory"]),
    (What::PersonGenitive, Always, &["в лице", "в особі"]),
    (What::Basis, Always, &[
        "на основании", "действует на основании", "действующ* на основании", "на підставі", "діє на підставі", "як* діє на підставі",
        "що діє на підставі", "acts on the basis of", "acting on the basis of", "on the basis of",
    ]),
    (What::Basis, Marked, &["основание", "основание полномочий", "підстава", "підстава повноважень", "действует", "діє"]),
    (What::Accountant, Always, &["главный бухгалтер", "гл* бухгалтер", "головний бухгалтер", "гол* бухгалтер", "бухгалтер", "chief accountant"]),
    (What::Nothing, Always, &[
        "адрес* банка", "адрес* банку", "bank address", "инн банка", "кпп банка", "инн/кпп банка", "огрн банка", "єдрпоу банку",
        "код єдрпоу банку", "окпо", "оквэд", "окато", "октмо", "окопф", "окфс", "окогу", "квед", "факс", "fax", "дата регистрации",
        "дата государственн* регистрации", "дата реєстрації", "свидетельств* о", "свідоцтв*", "лицензия", "снилс", "систем* налогообложения",
        "систем* оподаткування", "банковск* реквизит*", "банківськ* реквізит*", "почт* адрес*", "адрес* для корреспонденции",
        "адрес* для листування", "пошт* адрес*", "postal address", "mailing address", "sort code", "blz", "routing number", "aba",
        "лицев* счет*", "л/с", "транзитн* счет*", "intermediary bank", "correspondent bank", "банк корреспондент", "банк кореспондент",
        "regon", "krs", "контактн* лицо", "контактн* особа", "контакт", "contact person", "telegram", "телеграм", "viber", "whatsapp",
        "уставн* капитал", "статутн* капітал", "платник* пдв", "платник* єдиного", "платник* податку", "эдо", "идентификатор эдо",
    ]),
];

/// What a pattern stands for, and when it counts.
type Entry = (What, Counts, &'static str);

/// All labels by the letter they begin with.
static DICTIONARY: LazyLock<BTreeMap<char, Vec<Entry>>> = LazyLock::new(|| {
    let plain = LABELS
        .iter()
        .flat_map(|(what, counts, patterns)| patterns.iter().map(move |pattern| (*what, *counts, *pattern)));
    let positions = people::POSITIONS.iter().flat_map(|(patterns, nominative, genitive)| {
        patterns
            .iter()
            .map(move |pattern| (What::Position(nominative, genitive), Always, *pattern))
    });
    let mut dictionary = BTreeMap::<_, Vec<_>>::new();
    for (what, counts, pattern) in plain.chain(positions) {
        if let Some(first) = pattern.chars().next() {
            dictionary.entry(first).or_default().push((what, counts, pattern));
        }
    }
    dictionary
});

/// Words that may stand between a label and its colon.
const BESIDE: [&str; 23] = [
    "организации",
    "предприятия",
    "компании",
    "общества",
    "контрагента",
    "юридического",
    "лица",
    "платежа",
    "ип",
    "підприємства",
    "організації",
    "компанії",
    "товариства",
    "особи",
    "of",
    "the",
    "company",
    "officer",
    "в",
    "у",
    "рублях",
    "гривні",
    "гривнях",
];

/// Headings that are no loss.
const HEADINGS: [&str; 14] = [
    "карточка предприятия",
    "карточка организации",
    "карточка контрагента",
    "карточка компании",
    "карточка партнера",
    "карта партнера",
    "реквизиты",
    "реквізити",
    "картка підприємства",
    "картка контрагента",
    "company details",
    "bank details",
    "банковские реквизиты",
    "банківські реквізити",
];

pub(super) fn is_heading(text: &str) -> bool {
    let sheet = Sheet::of(text);
    let text = sheet.folded_slice(0..sheet.len());
    HEADINGS.contains(&text.trim())
}

/// Whether a cell of a table is a label and nothing else.
pub(super) fn is_label(cell: &str) -> bool {
    let sheet = Sheet::of(&format!("{cell}:"));
    let mut at = 0;
    // `ИНН/КПП` is a label too.
    while let Some(span) = longest(&sheet, at) {
        let end = sheet.skip(span.end, sheet.len(), |c| " :/\\,;.".contains(c));
        if end == sheet.len() {
            return true;
        }
        at = end;
    }
    false
}

/// All labels, in the order of the text.
pub(super) fn find(sheet: &Sheet) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < sheet.len() {
        match longest(sheet, at) {
            Some(span) => {
                at = span.end.max(at + 1);
                spans.push(span);
            }
            None => at += 1,
        }
    }
    spans
}

/// The longest label that begins at the place.
fn longest(sheet: &Sheet, at: usize) -> Option<Span> {
    if !(sheet.starts_word(at) || sheet.at(at) == Some('№')) {
        return None;
    }
    DICTIONARY
        .get(&sheet.folded(at)?)?
        .iter()
        .filter_map(|&(what, counts, pattern)| {
            let end = matched(sheet, at, pattern)?;
            let named = matches!(what, What::Position(..) | What::Accountant);
            if named {
                people::person(sheet, end, sheet.len())?;
                return Some(Span { what, start: at, end });
            }
            let (end, marked) = extended(sheet, end);
            if matches!(what, What::Vat | What::Other(..)) && !leads_to_number(sheet, end) {
                return None;
            }
            let counts = match counts {
                Always => true,
                Marked => marked,
                Leading => marked || begins(sheet, at),
            };
            counts.then_some(Span { what, start: at, end })
        })
        .max_by_key(|span| span.end)
}

/// Whether a line, a cell or a part of a sentence begins here.
fn begins(sheet: &Sheet, at: usize) -> bool {
    let before = (0..at).rev().filter_map(|place| sheet.at(place)).find(|c| *c != ' ');
    before.is_none_or(|c| "\n\t,;.•".contains(c))
}

/// Whether a number, perhaps with letters before it, comes next: `ein` and `uid` are words, too.
fn leads_to_number(sheet: &Sheet, end: usize) -> bool {
    let place = sheet.skip(end, sheet.len(), |c| " \t\n:.=#№-–()".contains(c));
    let digit = sheet.until(place, place + 5, |c| c.is_ascii_digit());
    let before = sheet.until(place, digit, |c| !(c.is_ascii_alphabetic() || c == ' ' || c == '-'));
    digit < place + 5 && before == digit
}

/// Where a pattern that begins at the place ends.
pub(super) fn matched(sheet: &Sheet, at: usize, pattern: &str) -> Option<usize> {
    let mut place = at;
    let mut open = false;
    for wanted in pattern.chars() {
        open = wanted == '*';
        match wanted {
            '*' => place = sheet.skip(place, sheet.len(), char::is_alphabetic),
            ' ' => {
                let end = sheet.skip(place, sheet.len(), |c| " .-–()/".contains(c));
                if end == place {
                    return None;
                }
                place = end;
            }
            '/' => {
                let slash = sheet.skip(place, sheet.len(), |c| c == ' ');
                if !sheet.at(slash).is_some_and(|c| "/\\.".contains(c)) {
                    return None;
                }
                place = sheet.skip(slash, sheet.len(), |c| "/\\. ".contains(c));
            }
            wanted if sheet.folded(place) == Some(wanted) => place += 1,
            _ => return None,
        }
    }
    if !open && sheet.at(place).is_some_and(|c| c.is_alphabetic() || c == '\'') {
        return None;
    }
    Some(if sheet.at(place) == Some('.') { place + 1 } else { place })
}

/// A label together with a remark in brackets and words such as «организации», and whether it is marked as a label.
fn extended(sheet: &Sheet, end: usize) -> (usize, bool) {
    let mut place = end;
    for _ in 0..4 {
        let next = sheet.skip(place, sheet.len(), |c| c == ' ' || c == ')');
        if sheet.at(next) == Some('(') {
            let close = sheet.until(next, next + 60, |c| c == ')' || c == '\n' || c.is_ascii_digit());
            if sheet.at(close) != Some(')') {
                break;
            }
            place = close + 1;
            continue;
        }
        let word_end = sheet.skip(next, sheet.len(), char::is_alphabetic);
        if word_end == next || !BESIDE.contains(&sheet.folded_slice(next..word_end).as_str()) {
            place = next;
            break;
        }
        place = word_end;
    }
    let at = sheet.skip(place, sheet.len(), |c| c == ' ');
    let marked = sheet.at(at).is_none_or(|c| ":\t\n=–—".contains(c));
    if marked { (at, true) } else { (end, false) }
}
