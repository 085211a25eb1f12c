//! Who and what samples are about. Names and numbers are made up; the numbers have right control digits.

use crate::documents::templates::views::{AccountView, PartyView, SignatoryView, TaxIdView};
use crate::kernel::currency::Currency;
use crate::kernel::lang::Lang;
use crate::kernel::signatory::Gender;

/// Both sides.
pub(super) struct Parties {
    pub seller: PartyView,
    pub buyer: PartyView,
}

impl Parties {
    /// The seller signs for himself, the buyer too.
    pub fn between_proprietors(mut self, lang: Lang, buyer: PartyView) -> Self {
        let bank = self.seller.bank.clone();
        self.seller = PartyView {
            bank,
            ..proprietor(lang)
        };
        self.buyer = buyer;
        self
    }
}

pub(super) const fn currency(lang: Lang) -> Currency {
    match lang {
        Lang::Ru => Currency::Rub,
        Lang::Uk => Currency::Uah,
        Lang::En => Currency::Eur,
    }
}

fn ids(ids: &[(&str, &str)]) -> Vec<TaxIdView> {
    let id = |(kind, value): &(&str, &str)| TaxIdView {
        kind: (*kind).to_owned(),
        label: String::new(),
        value: (*value).to_owned(),
    };
    ids.iter().map(id).collect()
}

struct Who<'a> {
    kind: &'a str,
    name: &'a str,
    short: &'a str,
    ids: &'a [(&'a str, &'a str)],
    address: &'a str,
    phone: &'a str,
    email: &'a str,
}

fn party(who: &Who<'_>, signatory: SignatoryView) -> PartyView {
    let main = who.ids.first().copied().unwrap_or_default();
    PartyView {
        name: who.name.to_owned(),
        kind: who.kind.to_owned(),
        tax_id_kind: main.0.to_owned(),
        tax_id: main.1.to_owned(),
        tax_ids: ids(who.ids),
        address: who.address.to_owned(),
        phone: who.phone.to_owned(),
        email: who.email.to_owned(),
        short_name: who.short.to_owned(),
        signatory,
        ..PartyView::default()
    }
}

fn signs(position: [&str; 2], name: [&str; 3], basis: [&str; 2], gender: Gender) -> SignatoryView {
    SignatoryView {
        position: position[0].to_owned(),
        position_genitive: position[1].to_owned(),
        full_name: name[0].to_owned(),
        name: name[1].to_owned(),
        name_genitive: name[2].to_owned(),
        basis: basis[0].to_owned(),
        basis_genitive: basis[1].to_owned(),
        gender: Some(gender),
    }
}

/// A company and its client, both at home where the language is spoken.
pub(super) fn home(lang: Lang) -> Parties {
    match lang {
        Lang::Ru => russian(),
        Lang::Uk => ukrainian(),
        Lang::En => european(),
    }
}

fn russian() -> Parties {
    let seller = Who {
        kind: "company",
        name: "Общество с ограниченной ответственностью «Вектор»",
        short: "ООО «Вектор»",
        ids: &[
            ("ru_inn", "7707083893"),
            ("ru_kpp", "770701001"),
            ("ru_ogrn", "1027700132195"),
        ],
        address: "125009, Москва, ул. Тверская, д. 7, стр. 2",
        phone: "+7 495 123-45-67",
        email: "office@vektor.example",
    };
    let buyer = Who {
        kind: "company",
        name: "Общество с ограниченной ответственностью «Ромашка»",
        short: "ООО «Ромашка»",
        ids: &[("ru_inn", "7728168971"), ("ru_kpp", "772801001")],
        address: "117342, Москва, ул. Введенского, д. 23А",
        phone: "+7 495 765-43-21",
        email: "info@romashka.example",
    };
    Parties {
        seller: PartyView {
            accountant: "Петрова Б. В.".to_owned(),
            bank: AccountView {
                bank: "ПАО Сбербанк, г. Москва".to_owned(),
                number: "40702810900000000001".to_owned(),
                bic: "044525225".to_owned(),
                correspondent: "30101810400000000225".to_owned(),
            },
            ..party(
                &seller,
                signs(
                    ["Генеральный директор", "генерального директора"],
                    ["Иванова Анна Петровна", "Иванова А. П.", "Ивановой Анны Петровны"],
                    ["Устав", "Устава"],
                    Gender::Female,
                ),
            )
        },
        buyer: party(
            &buyer,
            signs(
                ["Директор", "директора"],
                ["Кузнецов Олег Игоревич", "Кузнецов О. И.", "Кузнецова Олега Игоревича"],
                ["доверенность № 3 от 12.01.2026", "доверенности № 3 от 12.01.2026"],
                Gender::Male,
            ),
        ),
    }
}

fn ukrainian() -> Parties {
    let seller = Who {
        kind: "company",
        name: "Товариство з обмеженою відповідальністю «Обрій»",
        short: "ТОВ «Обрій»",
        ids: &[("ua_edrpou", "14360570"), ("ua_ipn", "143605704021")],
        address: "01001, м. Київ, вул. Хрещатик, 1",
        phone: "+380 44 123-45-67",
        email: "office@obrii.example",
    };
    let buyer = Who {
        kind: "company",
        name: "Товариство з обмеженою відповідальністю «Обліпиха»",
        short: "ТОВ «Обліпиха»",
        ids: &[("ua_edrpou", "20077720")],
        address: "79000, м. Львів, пл. Ринок, 10",
        phone: "+380 32 234-56-78",
        email: "info@oblipykha.example",
    };
    Parties {
        seller: PartyView {
            bank: AccountView {
                bank: "АТ «Перший банк»".to_owned(),
                number: "UA213223130000026007233566001".to_owned(),
                bic: String::new(),
                correspondent: String::new(),
            },
            ..party(
                &seller,
                signs(
                    ["Директорка", "директорки"],
                    ["Шевченко Олена Іванівна", "Шевченко О. І.", "Шевченко Олени Іванівни"],
                    ["Статут", "Статуту"],
                    Gender::Female,
                ),
            )
        },
        buyer: party(
            &buyer,
            signs(
                ["Директор", "директора"],
                [
                    "Бондаренко Тарас Олегович",
                    "Бондаренко Т. О.",
                    "Бондаренка Тараса Олеговича",
                ],
                ["Статут", "Статуту"],
                Gender::Male,
            ),
        ),
    }
}

fn european() -> Parties {
    let seller = Who {
        kind: "company",
        name: "Horizon Solutions Sp. z o.o.",
        short: "Horizon",
        ids: &[("eu_vat", "PL5260250995")],
        address: "ul. Marszałkowska 1, 00-624 Warsaw, Poland",
        phone: "+48 22 123 45 67",
        email: "office@horizon.example",
    };
    let buyer = Who {
        kind: "company",
        name: "Daisy Flowers GmbH",
        short: "Daisy",
        ids: &[("eu_vat", "DE136695976")],
        address: "Lindenstraße 12, 10969 Berlin, Germany",
        phone: "+49 30 1234567",
        email: "info@daisy.example",
    };
    Parties {
        seller: PartyView {
            bank: AccountView {
                bank: "Bank Polski SA".to_owned(),
                number: "PL61109010140000071219812874".to_owned(),
                bic: "WBKPPLPP".to_owned(),
                correspondent: String::new(),
            },
            ..party(
                &seller,
                signs(
                    ["Director", ""],
                    ["Maria Kowalska", "M. Kowalska", ""],
                    ["Articles of Association", ""],
                    Gender::Female,
                ),
            )
        },
        buyer: party(
            &buyer,
            signs(
                ["Managing Director", ""],
                ["Hans Weber", "H. Weber", ""],
                ["Articles of Association", ""],
                Gender::Male,
            ),
        ),
    }
}

/// A sole proprietor who sells.
fn proprietor(lang: Lang) -> PartyView {
    match lang {
        Lang::Ru => party(
            &Who {
                kind: "sole_proprietor",
                name: "Индивидуальный предприниматель Соколов Иван Сергеевич",
                short: "ИП Соколов И. С.",
                ids: &[("ru_inn", "500100732259"), ("ru_ogrnip", "304500116000157")],
                address: "141407, Московская обл., г. Химки, ул. Мира, д. 5, кв. 12",
                phone: "+7 903 123-45-67",
                email: "sokolov@example.com",
            },
            signs(
                ["", ""],
                ["Соколов Иван Сергеевич", "Соколов И. С.", "Соколова Ивана Сергеевича"],
                ["", ""],
                Gender::Male,
            ),
        ),
        Lang::Uk => party(
            &Who {
                kind: "sole_proprietor",
                name: "Фізична особа-підприємець Мельник Оксана Петрівна",
                short: "ФОП Мельник О. П.",
                ids: &[("ua_rnokpp", "3184710691")],
                address: "61000, м. Харків, вул. Сумська, 20, кв. 4",
                phone: "+380 50 123-45-67",
                email: "melnyk@example.com",
            },
            signs(
                ["", ""],
                ["Мельник Оксана Петрівна", "Мельник О. П.", "Мельник Оксани Петрівни"],
                ["", ""],
                Gender::Female,
            ),
        ),
        Lang::En => party(
            &Who {
                kind: "sole_proprietor",
                name: "Jan Nowak Consulting",
                short: "Jan Nowak",
                ids: &[("eu_vat", "PL5260250995")],
                address: "ul. Długa 4, 31-147 Kraków, Poland",
                phone: "+48 12 345 67 89",
                email: "jan@example.com",
            },
            signs(["", ""], ["Jan Nowak", "J. Nowak", ""], ["", ""], Gender::Male),
        ),
    }
}

/// A sole proprietor who buys.
pub(super) fn buyer_proprietor(lang: Lang) -> PartyView {
    match lang {
        Lang::Ru => party(
            &Who {
                kind: "sole_proprietor",
                name: "Индивидуальный предприниматель Орлова Мария Андреевна",
                short: "ИП Орлова М. А.",
                ids: &[("ru_inn", "784806113663"), ("ru_ogrnip", "315784700456780")],
                address: "191036, г. Санкт-Петербург, ул. Восстания, д. 8, кв. 3",
                phone: "+7 911 765-43-21",
                email: "orlova@example.com",
            },
            signs(
                ["", ""],
                ["Орлова Мария Андреевна", "Орлова М. А.", "Орловой Марии Андреевны"],
                ["", ""],
                Gender::Female,
            ),
        ),
        Lang::Uk => party(
            &Who {
                kind: "sole_proprietor",
                name: "Фізична особа-підприємець Гриценко Юлія Миколаївна",
                short: "ФОП Гриценко Ю. М.",
                ids: &[("ua_rnokpp", "2917051238")],
                address: "79005, м. Львів, вул. Зелена, 12, кв. 7",
                phone: "+380 67 765-43-21",
                email: "hrytsenko@example.com",
            },
            signs(
                ["", ""],
                ["Гриценко Юлія Миколаївна", "Гриценко Ю. М.", "Гриценко Юлії Миколаївни"],
                ["", ""],
                Gender::Female,
            ),
        ),
        Lang::En => party(
            &Who {
                kind: "sole_proprietor",
                name: "Anna Schmidt Design",
                short: "Anna Schmidt",
                ids: &[("eu_vat", "DE136695976")],
                address: "Torstraße 49, 10119 Berlin, Germany",
                phone: "+49 30 7654321",
                email: "anna@example.com",
            },
            signs(["", ""], ["Anna Schmidt", "A. Schmidt", ""], ["", ""], Gender::Female),
        ),
    }
}

/// Somebody without any number.
pub(super) fn buyer_person(lang: Lang) -> PartyView {
    let (name, address) = match lang {
        Lang::Ru => ("Волков Степан Ильич", "Москва, ул. Лесная, д. 3, кв. 8"),
        Lang::Uk => ("Лисенко Богдан Юрійович", "м. Одеса, вул. Дерибасівська, 5, кв. 2"),
        Lang::En => ("Peter Brown", "12 Hill Road, London, United Kingdom"),
    };
    let signatory = SignatoryView {
        name: crate::kernel::signatory::initials(name),
        full_name: name.to_owned(),
        gender: Some(Gender::Male),
        ..SignatoryView::default()
    };
    PartyView {
        name: name.to_owned(),
        kind: "person".to_owned(),
        address: address.to_owned(),
        signatory,
        ..PartyView::default()
    }
}

pub(super) fn buyer_abroad() -> PartyView {
    PartyView {
        tax_id_kind: "other".to_owned(),
        tax_id: "94-3177549".to_owned(),
        tax_ids: vec![TaxIdView {
            kind: "other".to_owned(),
            label: "EIN".to_owned(),
            value: "94-3177549".to_owned(),
        }],
        ..party(
            &Who {
                kind: "company",
                name: "Sunflower Trading & Sons, Inc.",
                short: "Sunflower",
                ids: &[],
                address: "1600 Market Street, San Francisco, CA 94102, USA",
                phone: "+1 415 555 0100",
                email: "ap@sunflower.example",
            },
            signs(
                ["President", ""],
                ["John O’Neil", "J. O’Neil", ""],
                ["Bylaws", ""],
                Gender::Male,
            ),
        )
    }
}
