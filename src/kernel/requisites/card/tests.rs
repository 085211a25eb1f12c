//! Cards as firms send them. The firms are invented; control digits are right where a card has them right.
#![allow(clippy::unwrap_used)]

use super::{Card, recognise};

const NOTHING: [&str; 0] = [];

/// Everything recognised, accounts too, as `field: value` lines.
fn found(card: &Card) -> Vec<String> {
    let fields = card
        .fields()
        .into_iter()
        .map(|(field, value)| format!("{field}: {value}"));
    let accounts = card.accounts.iter().map(|account| {
        let parts = [
            &account.number,
            &account.bank,
            &account.bic,
            &account.correspondent,
            &account.currency,
        ];
        format!("account: {}", parts.map(String::as_str).join(" | "))
    });
    fields.chain(accounts).collect()
}

#[track_caller]
fn reads(text: &str, expected: &[&str], left: &[&str]) {
    let card = recognise(text);
    assert_eq!(found(&card), expected, "{text}");
    assert_eq!(card.left, left, "{text}");
}

#[test]
fn one_line_of_a_russian_company() {
    reads(
        "ООО «Ромашка», ИНН 7707083893 КПП 773601001, ОГРН 1027700132195, р/с 40702810400000000001 в ПАО Сбербанк, БИК 044525225, \
         к/с 30101810400000000225, юр. адрес: 125009, г. Москва, ул. Цветочная, д. 1, оф. 5, Генеральный директор Иванова Анна \
         Петровна, действует на основании Устава, тел. +7 (495) 123-45-67, e-mail: Info@Romashka.example",
        &[
            "kind: company",
            "name: ООО «Ромашка»",
            "tax_ids.ru_inn: 7707083893",
            "tax_ids.ru_kpp: 773601001",
            "tax_ids.ru_ogrn: 1027700132195",
            "address: 125009, г. Москва, ул. Цветочная, д. 1, оф. 5",
            "phone: +7 (495) 123-45-67",
            "email: info@romashka.example",
            "signatory.name: Иванова Анна Петровна",
            "signatory.gender: female",
            "signatory.position: Генеральный директор",
            "signatory.basis: Устав",
            "signatory.position_genitive: Генерального директора",
            "signatory.basis_genitive: Устава",
            "account: 40702810400000000001 | ПАО Сбербанк | 044525225 | 30101810400000000225 | RUB",
        ],
        &[],
    );
}

#[test]
fn lines_with_both_names_and_what_nobody_asked_for() {
    reads(
        "Карточка предприятия\r\n\r\n\
         Полное наименование: Общество с ограниченной ответственностью \"Завод \"Луч\"\"\r\n\
         Сокращённое наименование: ООО \"Завод \"Луч\"\"\r\n\
         Юридический адрес: 620000, Свердловская обл., г. Екатеринбург,\r\nул. Заводская, д. 7\r\n\
         Фактический адрес: тот же\r\n\
         Почтовый адрес: 620000, г. Екатеринбург, а/я 15\r\n\
         ИНН/КПП: 6670000015 / 667001001\r\n\
         ОГРН 1026600000007\r\n\
         ОКПО 12345678, ОКВЭД 25.11\r\n\
         Расчётный счёт № 40702.810.4.00000000001\r\n\
         Банк: Филиал «Екатеринбургский» АО «Пример-Банк», г. Екатеринбург\r\n\
         Корр. счёт: 30101 810 4 0000 0000225\r\n\
         БИК: 044525225\r\n\
         Генеральный директор: Петров И.С.\r\n\
         Главный бухгалтер: Сидорова Мария Ивановна\r\n\
         Тел./факс: 8 (343) 000-11-22, доб. 15\r\n\
         Сайт: www.luch.example",
        &[
            "kind: company",
            "name: ООО \"Завод \"Луч\"\"",
            "legal_name: Общество с ограниченной ответственностью \"Завод \"Луч\"\"",
            "tax_ids.ru_inn: 6670000015",
            "tax_ids.ru_kpp: 667001001",
            "tax_ids.ru_ogrn: 1026600000007",
            "address: 620000, Свердловская обл., г. Екатеринбург, ул. Заводская, д. 7",
            "phone: 8 (343) 000-11-22, доб. 15",
            "website: www.luch.example",
            "signatory.name: Петров И. С.",
            "signatory.position: Генеральный директор",
            "signatory.position_genitive: Генерального директора",
            "accountant: Сидорова Мария Ивановна",
            "account: 40702810400000000001 | Филиал «Екатеринбургский» АО «Пример-Банк», г. Екатеринбург | 044525225 | 30101810400000000225 | RUB",
        ],
        &[
            "Почтовый адрес: 620000, г. Екатеринбург, а/я 15",
            "ОКПО 12345678, ОКВЭД 25.11",
        ],
    );
}

#[test]
fn a_table_out_of_a_document() {
    reads(
        "Наименование организации\tАкционерное общество «Северный путь»\n\
         ИНН\t7736050003\n\
         КПП\t773601001\n\
         Адрес местонахождения\t163000, г. Архангельск, наб. Северной Двины, 10\n\
         Адрес доставки\t163002, г. Архангельск, склад 4\n\
         Банк получателя\tБАНК ПРИМЕР (ПАО)\n\
         БИК\t044525225\n\
         К/с\t30101810400000000225\n\
         Р/сч\t40702810400000000001\n\
         Должность руководителя\tИсполнительный директор\n\
         ФИО руководителя\tКовалёв Олег Юрьевич\n\
         Основание\tДоверенность № 5 от 01.02.2026",
        &[
            "kind: company",
            "name: АО «Северный путь»",
            "legal_name: Акционерное общество «Северный путь»",
            "tax_ids.ru_inn: 7736050003",
            "tax_ids.ru_kpp: 773601001",
            "address: 163000, г. Архангельск, наб. Северной Двины, 10",
            "shipping_address: 163002, г. Архангельск, склад 4",
            "signatory.name: Ковалёв Олег Юрьевич",
            "signatory.gender: male",
            "signatory.position: Исполнительный директор",
            "signatory.basis: Доверенность № 5 от 01.02.2026",
            "signatory.position_genitive: Исполнительного директора",
            "signatory.basis_genitive: Доверенности № 5 от 01.02.2026",
            "account: 40702810400000000001 | БАНК ПРИМЕР (ПАО) | 044525225 | 30101810400000000225 | RUB",
        ],
        &[],
    );
}

#[test]
fn a_row_of_labels_above_a_row_of_values() {
    reads(
        "Наименование\tИНН\tКПП\tТелефон\nООО «Ясень»\t7707083893\t773601001\t8 800 000-00-01",
        &[
            "kind: company",
            "name: ООО «Ясень»",
            "tax_ids.ru_inn: 7707083893",
            "tax_ids.ru_kpp: 773601001",
            "phone: 8 800 000-00-01",
        ],
        &[],
    );
}

#[test]
fn a_russian_sole_proprietor() {
    reads(
        "Индивидуальный предприниматель Кузнецов Сергей Ильич\n\
         ИНН 500100732259\nОГРНИП 304500116000157\n\
         Адрес: 140000, Московская область, г. Люберцы, ул. Мира, д. 3, кв. 8\n\
         р/с 40802810400000000001\nв АО «Пример Банк»\nБИК 044525225\n\
         Паспорт 4500 123456\n\
         тел: 8-900-000-00-00; kuznetsov@example.com",
        &[
            "kind: sole_proprietor",
            "name: ИП Кузнецов С. И.",
            "legal_name: Индивидуальный предприниматель Кузнецов Сергей Ильич",
            "tax_ids.ru_inn: 500100732259",
            "tax_ids.ru_ogrnip: 304500116000157",
            "address: 140000, Московская область, г. Люберцы, ул. Мира, д. 3, кв. 8",
            "phone: 8-900-000-00-00",
            "email: kuznetsov@example.com",
            "account: 40802810400000000001 | АО «Пример Банк» | 044525225 |  | RUB",
        ],
        &["Паспорт 4500 123456"],
    );
}

#[test]
fn a_person_in_the_genitive_is_no_nominative() {
    reads(
        "ООО «Ромашка» в лице генерального директора Ивановой Анны Петровны, действующей на основании Устава, ИНН: 7707083893",
        &[
            "kind: company",
            "name: ООО «Ромашка»",
            "tax_ids.ru_inn: 7707083893",
            "signatory.position: Генеральный директор",
            "signatory.basis: Устав",
            "signatory.name_genitive: Ивановой Анны Петровны",
            "signatory.position_genitive: Генерального директора",
            "signatory.basis_genitive: Устава",
        ],
        &[],
    );
}

#[test]
fn one_line_of_a_ukrainian_company() {
    reads(
        "ТОВ \"Обрій\", код ЄДРПОУ 14360570, ІПН 143605704021, IBAN UA21 3223 1300 0002 6007 2335 6600 1, в АТ КБ «ПриватБанк», \
         МФО 305299, адреса: 01001, м. Київ, вул. Хрещатик, буд. 1, оф. 2, тел.: (044) 123-45-67, директор Петренко Іван \
         Васильович, діє на підставі Статуту",
        &[
            "kind: company",
            "name: ТОВ \"Обрій\"",
            "tax_ids.ua_edrpou: 14360570",
            "tax_ids.ua_ipn: 143605704021",
            "address: 01001, м. Київ, вул. Хрещатик, буд. 1, оф. 2",
            "phone: (044) 123-45-67",
            "signatory.name: Петренко Іван Васильович",
            "signatory.gender: male",
            "signatory.position: Директор",
            "signatory.basis: Статут",
            "signatory.position_genitive: Директора",
            "signatory.basis_genitive: Статуту",
            "account: UA213223130000026007233566001 | АТ КБ «ПриватБанк» | 305299 |  | ",
        ],
        &[],
    );
}

#[test]
fn lines_of_a_ukrainian_company_with_two_accounts() {
    reads(
        "Товариство з обмеженою відповідальністю «Світанок-Юг»\n\
         Юридична адреса: 65000, Україна, м. Одеса, вул. Морська, 5\n\
         Фактична адреса: 65001, м. Одеса, вул. Степова, 7\n\
         Код за ЄДРПОУ: 14360570\n\
         Індивідуальний податковий номер 143605704021\n\
         № свідоцтва платника ПДВ 100000001\n\
         п/р UА213223130000026007233566001 (UAH)\n\
         п/р UA 90 305299 2990004149123456789 (EUR)\n\
         в АТ «ПРИМЕР-БАНК», м. Київ\n\
         Телефон: +38 (048) 700-00-00, +38 (067) 000-00-00\n\
         Ел. пошта: office@svitanok.example\n\
         Генеральний директор ________ О. В. Лук’яненко",
        &[
            "kind: company",
            "name: ТОВ «Світанок-Юг»",
            "legal_name: Товариство з обмеженою відповідальністю «Світанок-Юг»",
            "tax_ids.ua_edrpou: 14360570",
            "tax_ids.ua_ipn: 143605704021",
            "address: 65000, Україна, м. Одеса, вул. Морська, 5",
            "actual_address: 65001, м. Одеса, вул. Степова, 7",
            "phone: +38 (048) 700-00-00, +38 (067) 000-00-00",
            "email: office@svitanok.example",
            "signatory.name: Лук’яненко О. В.",
            "signatory.position: Генеральний директор",
            "signatory.position_genitive: Генерального директора",
            "account: UA213223130000026007233566001 | АТ «ПРИМЕР-БАНК», м. Київ |  |  | UAH",
            "account: UA903052992990004149123456789 | АТ «ПРИМЕР-БАНК», м. Київ |  |  | EUR",
        ],
        &["№ свідоцтва платника ПДВ 100000001"],
    );
}

#[test]
fn a_ukrainian_sole_proprietor() {
    reads(
        "ФОП Бойко Олена Ігорівна\n\
         РНОКПП 1234567899\n\
         Місце проживання: 79000, м. Львів, вул. Зелена, буд. 12, кв. 3\n\
         Рахунок (IBAN): UA213223130000026007233566001\n\
         Банк: АТ «УНІВЕРСАЛ ПРИКЛАД БАНК»\n\
         Платник єдиного податку 3 групи, без ПДВ",
        &[
            "kind: sole_proprietor",
            "name: ФОП Бойко Олена Ігорівна",
            "tax_ids.ua_rnokpp: 1234567899",
            "address: 79000, м. Львів, вул. Зелена, буд. 12, кв. 3",
            "account: UA213223130000026007233566001 | АТ «УНІВЕРСАЛ ПРИКЛАД БАНК» |  |  | ",
        ],
        &["Платник єдиного податку 3 групи, без ПДВ"],
    );
}

#[test]
fn a_passport_instead_of_a_rnokpp_and_an_old_account() {
    reads(
        "Приватне підприємство «Криниця»\nЄДРПОУ 14360570\nр/р 26007233566001 в АБ «Приклад-банк», МФО 322313\n\
         Керівник: директор Гнатюк Б. О.",
        &[
            "kind: company",
            "name: ПП «Криниця»",
            "legal_name: Приватне підприємство «Криниця»",
            "tax_ids.ua_edrpou: 14360570",
            "signatory.name: Гнатюк Б. О.",
            "signatory.position: Директор",
            "signatory.position_genitive: Директора",
            "account: 26007233566001 | АБ «Приклад-банк» | 322313 |  | ",
        ],
        &[],
    );
    let card =
        recognise("ФОП Гнатюк Богдан Олегович, паспорт: серія КВ № 123456, рахунок UA213223130000026007233566001");
    assert_eq!(card.tax_ids.ua_passport, "КВ123456");
}

#[test]
fn a_russian_inn_in_a_ukrainian_card_is_an_ipn() {
    let card = recognise("ТОВ «Обрій», ЕГРПОУ 14360570, ИНН 143605704021, МФО 305299");
    assert_eq!(
        (card.tax_ids.ua_ipn.as_str(), card.tax_ids.ru_inn.as_str()),
        ("143605704021", "")
    );
}

#[test]
fn lines_of_a_german_company() {
    reads(
        "Sonnenhof Handels GmbH & Co. KG\n\
         Address: Musterstraße 12\n10115 Berlin\nGermany\n\
         VAT ID: DE 123 456 789\nHRB 12345 B\n\
         IBAN: DE89 3704 0044 0532 0130 00\nBIC/SWIFT: DEUTDEFF500\nBank: Beispielbank AG\n\
         Managing Director: Erika Mustermann\n\
         Phone: +49 30 1234567\nWebsite: https://sonnenhof.example/",
        &[
            "kind: company",
            "name: Sonnenhof Handels GmbH & Co. KG",
            "tax_ids.eu_vat: DE123456789",
            "tax_ids.other: 12345",
            "tax_ids.other_label: HRB",
            "tax_ids.other_country: Deutschland",
            "address: Musterstraße 12 10115 Berlin Germany",
            "phone: +49 30 1234567",
            "website: https://sonnenhof.example",
            "signatory.name: Erika Mustermann",
            "signatory.position: Managing Director",
            "account: DE89370400440532013000 | Beispielbank AG | DEUTDEFF500 |  | ",
        ],
        &[],
    );
}

#[test]
fn one_line_of_a_british_company() {
    reads(
        "Company name: Sunrise Trading Ltd; Company number 12345678; VAT GB123456789; Registered office: 12 High Street, London \
         EC1A 1BB; Account number 12345678, sort code 12-34-56; represented by Director John Smith, acting on the basis of Charter",
        &[
            "kind: company",
            "name: Sunrise Trading Ltd",
            "tax_ids.other: 12345678",
            "tax_ids.other_label: Company No.",
            "address: 12 High Street, London EC1A 1BB",
            "signatory.name: John Smith",
            "signatory.position: Director",
            "signatory.basis: Charter",
            "account: 12345678 |  |  |  | ",
        ],
        &["VAT GB123456789", "sort code 12-34-56"],
    );
}

#[test]
fn a_polish_company_and_one_of_kazakhstan() {
    reads(
        "Zielony Las Sp. z o.o.\nVAT UE: PL5260250274\nKonto: PL61109010140000071219812874",
        &[
            "kind: company",
            "name: Zielony Las Sp. z o.o.",
            "account: PL61109010140000071219812874 |  |  |  | ",
        ],
        &["VAT UE: PL5260250274"],
    );
    reads(
        "ТОО «Алтын», БИН 180540012345, г. Алматы",
        &[
            "kind: company",
            "name: ТОО «Алтын»",
            "tax_ids.other: 180540012345",
            "tax_ids.other_label: БИН",
            "tax_ids.other_country: Казахстан",
        ],
        &["г. Алматы"],
    );
}

#[test]
fn what_is_not_sure_is_left_out() {
    // Wrong formats are no ids and no accounts.
    let card =
        recognise("ООО «Ромашка» ИНН 770708389 КПП 77360100 ОГРН 102770013219 р/с 4070281040000000001 БИК 04452522");
    assert_eq!(found(&card), ["kind: company", "name: ООО «Ромашка»"]);
    // Two parties: whose number is whose?
    let card = recognise("Заказчик: ООО «Ромашка», ИНН 7707083893\nИсполнитель: ООО «Лютик», ИНН 7736050003");
    assert_eq!(card.tax_ids.ru_inn, "");
    // The bank's number stands behind the bank.
    let card = recognise("ИНН 7736050003, р/с 40702810400000000001 в ПАО Сбербанк, ИНН 7707083893");
    assert_eq!(card.tax_ids.ru_inn, "7736050003");
    // Words that only look like names.
    let card = recognise("Директор: не назначен\nГлавный бухгалтер: отсутствует\nБанк: \nТелефон: спросить");
    assert_eq!(found(&card), NOTHING);
    // A ground for no VAT is no ground to sign.
    let card = recognise("НДС не облагается на основании ст. 346.11 НК РФ");
    assert_eq!(found(&card), NOTHING);
    for text in [
        "",
        " \n\t ",
        "Здравствуйте! Пришлите, пожалуйста, счёт.",
        "12345",
        "@",
        "|||",
        "ООО",
        "ИНН",
        "р/с",
    ] {
        assert_eq!(found(&recognise(text)), NOTHING, "{text}");
    }
}

#[test]
fn a_wrong_control_digit_is_taken_and_warns_in_the_form() {
    let card = recognise("ИНН 7707083894");
    assert_eq!(card.tax_ids.ru_inn, "7707083894");
}
