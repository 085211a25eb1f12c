//! The own company of the demo, and what it sells.

use std::collections::BTreeMap;

use super::run::on_day;
use crate::company::catalog;
use crate::company::catalog::forms::{SaveItem, rate_code};
use crate::company::organization;
use crate::company::organization::forms::NewOrganization;
use crate::company::organization::model::StoredVatRate;
use crate::company::organization::parts::SaveAccount;
use crate::company::payment_modes;
use crate::company::payment_modes::model::{PaymentMode, SavePaymentMode};
use crate::documents::invoices::model::TypedLine;
use crate::documents::signing;
use crate::documents::signing::model::{AgreementKind, SaveAgreement};
use crate::error::{AppError, AppResult};
use crate::kernel::currency::Currency;
use crate::kernel::fixed::Percent;
use crate::kernel::ids::{BankAccountId, CatalogItemId, OrganizationId};
use crate::kernel::tax::VatRate;
use crate::platform::ctx::Ctx;

/// The day the small demo's company was entered, counted back from today.
pub const FIRST_DAY: i64 = 240;

/// The company as the rest of the demo needs to know it.
pub struct Company {
    pub id: OrganizationId,
    pub time_zone: &'static str,
    uah: BankAccountId,
    eur: BankAccountId,
    /// A mode of payments beside those that come along.
    pub online: PaymentMode,
    rates: Vec<StoredVatRate>,
    /// What it sells, by code.
    items: BTreeMap<&'static str, CatalogItemId>,
}

impl Company {
    /// Puts what the company sells into the catalogue.
    pub async fn fill_catalogue(&mut self, ctx: &Ctx, days_ago: i64) -> AppResult<()> {
        let ctx = on_day(ctx, days_ago, 1);
        for (items, currency) in [(&HOME[..], Currency::Uah), (&ABROAD[..], Currency::Eur)] {
            for item in items {
                let id = catalog::actions::save(&ctx, item.form(&ctx, currency)).await?;
                self.items.insert(item.code, id);
            }
        }
        Ok(())
    }

    /// Records on what electronic signatures of its papers rest, so that contacts can sign in the cabinet.
    pub async fn agree_on_signatures(&self, ctx: &Ctx, days_ago: i64) -> AppResult<()> {
        let ctx = on_day(ctx, days_ago, 3);
        let form = SaveAgreement {
            organization: self.id,
            version: 0,
            kind: AgreementKind::Offer.to_string(),
            clause: "п. 7.4".to_owned(),
            number: "1".to_owned(),
            date: ctx.clock.today(self.time_zone).to_string(),
        };
        signing::actions::save_agreement(&ctx, form).await
    }

    /// The account of a currency; the demo sells in hryvnias and euros only.
    pub const fn account(&self, currency: Currency) -> BankAccountId {
        match currency {
            Currency::Eur => self.eur,
            _ => self.uah,
        }
    }

    /// The id of the company's rate for a line; empty in what bears no VAT.
    pub fn rate(&self, vat: Vat) -> String {
        let rate = vat.rate();
        let found = self.rates.iter().find(|stored| Some(stored.rate) == rate);
        found.map(|stored| stored.id.to_string()).unwrap_or_default()
    }
}

/// Enters the company with its two accounts, and a mode by which its clients pay.
pub async fn create(ctx: &Ctx, days_ago: i64) -> AppResult<Company> {
    let time_zone = "Europe/Kyiv";
    let ctx = on_day(ctx, days_ago, 0);
    let new = NewOrganization {
        request: Some(ctx.new_id()),
        name: "ТОВ «Обрій Студія»".to_owned(),
        legal_name: "Товариство з обмеженою відповідальністю «Обрій Студія»".to_owned(),
        country: "ua".to_owned(),
        tax_id_kind: "ua_edrpou".to_owned(),
        tax_id: "43175207".to_owned(),
        address: "04070, м. Київ, вул. Набережна, 14, оф. 27".to_owned(),
        phone: "+380 44 000 12 34".to_owned(),
        email: "office@obriy.example".to_owned(),
        currency: "UAH".to_owned(),
        price_mode: "net".to_owned(),
        vat_ground: "Не є об’єктом оподаткування ПДВ (пп. 186.3 ПКУ)".to_owned(),
        time_zone: time_zone.to_owned(),
        lang: "uk".to_owned(),
        bank: "АТ «Дніпровський банк»".to_owned(),
        account: "UA703223130000026007204118053".to_owned(),
        ..NewOrganization::default()
    };
    let id = organization::actions::create(&ctx, new).await?;
    let eur = SaveAccount {
        organization: Some(id),
        request: Some(ctx.new_id()),
        bank: "АТ «Дніпровський банк»".to_owned(),
        number: "UA213223130000026003204118974".to_owned(),
        currency: "EUR".to_owned(),
        ..SaveAccount::default()
    };
    let eur = organization::actions::save_account(&ctx, eur).await?;
    let online = SavePaymentMode {
        request: Some(ctx.new_id()),
        name: "Оплата на сайті".to_owned(),
        ..SavePaymentMode::default()
    };
    let online = payment_modes::actions::save(&ctx, online).await?;
    let mut conn = ctx.read();
    let accounts = organization::store::accounts(&mut conn, id).await?;
    let uah = accounts.iter().find(|account| account.currency == Currency::Uah);
    Ok(Company {
        id,
        time_zone,
        uah: uah.ok_or(AppError::NotFound)?.id,
        eur,
        online: online.into(),
        rates: organization::store::vat_rates(&mut conn, id).await?,
        items: BTreeMap::new(),
    })
}

/// The VAT of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vat {
    Twenty,
    Seven,
    /// 0 %: an export.
    Zero,
    /// A line of a document without VAT.
    None,
}

impl Vat {
    fn rate(self) -> Option<VatRate> {
        match self {
            Self::Twenty => VatRate::standard(Percent::from_int(20)?).ok(),
            Self::Seven => VatRate::standard(Percent::from_int(7)?).ok(),
            Self::Zero => Some(VatRate::ZERO),
            Self::None => None,
        }
    }
}

/// Something the company sells.
pub struct Item {
    code: &'static str,
    kind: &'static str,
    name: &'static str,
    unit: &'static str,
    price: &'static str,
    vat: Vat,
}

const fn item(
    code: &'static str,
    (kind, name): (&'static str, &'static str),
    unit: &'static str,
    price: &'static str,
    vat: Vat,
) -> Item {
    Item {
        code,
        kind,
        name,
        unit,
        price,
        vat,
    }
}

/// Items sold at home, in hryvnias.
pub const HOME: [Item; 10] = [
    item(
        "ДИЗ-01",
        ("service", "Розробка дизайн-макета"),
        "послуга",
        "18500",
        Vat::Twenty,
    ),
    item(
        "ПІД-01",
        ("service", "Технічна підтримка сайту"),
        "міс.",
        "6400",
        Vat::Twenty,
    ),
    item("СРВ-01", ("work", "Налаштування сервера"), "год", "950", Vat::Twenty),
    item("НБ-14", ("goods", "Ноутбук 14″, 16 ГБ"), "шт", "38999", Vat::Twenty),
    item("МОН-27", ("goods", "Монітор 27″"), "шт", "9499.90", Vat::Twenty),
    item(
        "ПАП-А4",
        ("goods", "Папір офісний А4, 500 арк."),
        "пач.",
        "184.50",
        Vat::Twenty,
    ),
    item("АПТ-01", ("goods", "Аптечка офісна"), "шт", "742.35", Vat::Seven),
    item(
        "КОН-01",
        ("service", "Консультація з обліку"),
        "год",
        "1183.333333",
        Vat::Twenty,
    ),
    item("ПЕР-01", ("service", "Переклад договору"), "стор.", "310", Vat::Twenty),
    item(
        "ЕКС-01",
        ("goods", "Обладнання на експорт, комплект"),
        "компл.",
        "21750",
        Vat::Zero,
    ),
];

/// Items sold abroad, in euros and without VAT.
pub const ABROAD: [Item; 4] = [
    item("DEV-1", ("service", "Software development"), "hour", "45", Vat::None),
    item("DSG-1", ("service", "Interface design"), "hour", "38.50", Vat::None),
    item("PM-1", ("service", "Project management"), "day", "290", Vat::None),
    item(
        "HST-1",
        ("service", "Hosting and monitoring"),
        "month",
        "119.99",
        Vat::None,
    ),
];

impl Item {
    fn form(&self, ctx: &Ctx, currency: Currency) -> SaveItem {
        SaveItem {
            request: Some(ctx.new_id()),
            code: self.code.to_owned(),
            name: self.name.to_owned(),
            kind: self.kind.to_owned(),
            unit: self.unit.to_owned(),
            price: self.price.to_owned(),
            currency: currency.to_string(),
            vat: rate_code(self.vat.rate().unwrap_or(VatRate::NOT_PAYER)),
            ..SaveItem::default()
        }
    }

    /// A line that sells so much of it.
    pub fn line(&self, company: &Company, quantity: &str, discount: &str) -> TypedLine {
        TypedLine {
            item: company
                .items
                .get(self.code)
                .map(ToString::to_string)
                .unwrap_or_default(),
            expense: String::new(),
            kind: self.kind.to_owned(),
            name: self.name.to_owned(),
            description: String::new(),
            quantity: quantity.to_owned(),
            unit: self.unit.to_owned(),
            price: self.price.to_owned(),
            discount: discount.to_owned(),
            vat: company.rate(self.vat),
        }
    }
}
