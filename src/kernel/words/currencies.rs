//! How the six currencies of the home markets are called and declined.

use super::{Gender, Hryvnia};
use crate::kernel::currency::Currency;
use crate::kernel::lang::Lang;

/// A noun after 1, after 2–4 and after anything else. English has but two of these forms.
pub(super) struct Noun {
    pub gender: Gender,
    pub one: &'static str,
    pub few: &'static str,
    pub many: &'static str,
}

const fn masculine(one: &'static str, few: &'static str, many: &'static str) -> Noun {
    Noun {
        gender: Gender::Masculine,
        one,
        few,
        many,
    }
}

const fn feminine(one: &'static str, few: &'static str, many: &'static str) -> Noun {
    Noun {
        gender: Gender::Feminine,
        one,
        few,
        many,
    }
}

/// One form for all numbers.
const fn invariable(noun: &'static str) -> Noun {
    masculine(noun, noun, noun)
}

const fn english(one: &'static str, many: &'static str) -> Noun {
    masculine(one, many, many)
}

/// The nouns of the major and the minor unit; `None` where we don't know how they decline.
pub(super) const fn nouns(lang: Lang, currency: Currency, hryvnia: Hryvnia) -> Option<(Noun, Noun)> {
    match lang {
        Lang::Ru => russian(currency, hryvnia),
        Lang::Uk => ukrainian(currency),
        Lang::En => in_english(currency),
    }
}

const fn russian(currency: Currency, hryvnia: Hryvnia) -> Option<(Noun, Noun)> {
    let kopeck = feminine("копейка", "копейки", "копеек");
    let cent = masculine("цент", "цента", "центов");
    Some(match currency {
        Currency::Rub => (masculine("рубль", "рубля", "рублей"), kopeck),
        Currency::Uah => match hryvnia {
            Hryvnia::Grivna => (feminine("гривна", "гривны", "гривен"), kopeck),
            Hryvnia::Grivnya => (feminine("гривня", "гривни", "гривень"), kopeck),
        },
        Currency::Usd => (masculine("доллар", "доллара", "долларов"), cent),
        Currency::Eur => (invariable("евро"), cent),
        Currency::Kzt => (invariable("тенге"), masculine("тиын", "тиына", "тиынов")),
        Currency::Pln => (
            masculine("злотый", "злотых", "злотых"),
            masculine("грош", "гроша", "грошей"),
        ),
        _ => return None,
    })
}

const fn ukrainian(currency: Currency) -> Option<(Noun, Noun)> {
    let kopeck = feminine("копійка", "копійки", "копійок");
    let cent = masculine("цент", "центи", "центів");
    Some(match currency {
        Currency::Rub => (masculine("рубль", "рублі", "рублів"), kopeck),
        Currency::Uah => (feminine("гривня", "гривні", "гривень"), kopeck),
        Currency::Usd => (masculine("долар", "долари", "доларів"), cent),
        Currency::Eur => (invariable("євро"), cent),
        Currency::Kzt => (invariable("теньге"), masculine("тиїн", "тиїни", "тиїнів")),
        Currency::Pln => (
            masculine("злотий", "злоті", "злотих"),
            masculine("грош", "гроші", "грошів"),
        ),
        _ => return None,
    })
}

const fn in_english(currency: Currency) -> Option<(Noun, Noun)> {
    Some(match currency {
        Currency::Rub => (english("rouble", "roubles"), english("kopeck", "kopecks")),
        Currency::Uah => (english("hryvnia", "hryvnias"), english("kopiyka", "kopiykas")),
        Currency::Usd => (english("dollar", "dollars"), english("cent", "cents")),
        Currency::Eur => (english("euro", "euros"), english("cent", "cents")),
        Currency::Kzt => (invariable("tenge"), invariable("tiyn")),
        Currency::Pln => (english("zloty", "zlotys"), english("grosz", "groszy")),
        _ => return None,
    })
}
