//! Own companies in full: all requisites, VAT over time, pictures, a second company with its own numbers.
#![allow(clippy::unwrap_used)]

use image::ImageFormat;

use super::invoices::{Office, office};
use super::organization::{create, russian_company};
use super::{TestEnv, on_both_engines};
use crate::company::organization::forms::{NewOrganization, SaveOrganization};
use crate::company::organization::model::{DocumentKind, ImageKind, OrganizationKind, VatStatus, ground_on};
use crate::company::organization::parts::{RemoveVatStatus, SaveSeries, SaveVatStatus};
use crate::company::organization::picture::tests::{claims, red};
use crate::company::organization::{actions, images, store, vat_status};
use crate::documents::invoices;
use crate::error::AppError;
use crate::kernel::ids::OrganizationId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::kernel::requisites::{NumberForm, TaxIdKind, TypedTaxIds};
use crate::kernel::signatory::TypedSignatory;
use crate::platform::ctx::Ctx;
use crate::records::activity;

pub async fn stored(ctx: &Ctx, id: OrganizationId) -> SaveOrganization {
    SaveOrganization::of(&store::by_id(&mut ctx.read(), id).await.unwrap().unwrap())
}

#[tokio::test]
async fn a_company_keeps_all_its_requisites() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = create(ctx, russian_company()).await;
        let full = SaveOrganization {
            tax_ids: TypedTaxIds {
                ru_inn: "7707083893".into(),
                ru_kpp: "773601001".into(),
                ru_ogrn: "1027700132195".into(),
                eu_vat: "DE136695976".into(),
                other: "180540012345".into(),
                other_label: "БИН".into(),
                other_country: "Казахстан".into(),
                ..TypedTaxIds::default()
            },
            actual_address: "г. Москва, ул. Лесная, 5".into(),
            signatory: TypedSignatory {
                name: "Иванова Анна Петровна".into(),
                gender: "female".into(),
                position: "Генеральный директор".into(),
                basis: "Устав".into(),
                name_genitive: "Ивановой Анны Петровны".into(),
                position_genitive: "генерального директора".into(),
                basis_genitive: "Устава".into(),
                ..TypedSignatory::default()
            },
            accountant: "Сидорова Е. К.".into(),
            ..stored(ctx, id).await
        };
        actions::save(ctx, full.clone()).await.unwrap();
        let after = store::by_id(&mut ctx.read(), id).await.unwrap().unwrap();
        assert_eq!(after.tax_ids.value(TaxIdKind::RuKpp), "773601001");
        assert_eq!(after.tax_ids.other().unwrap().label, "БИН");
        assert_eq!(after.signatory.initials, "Иванова А. П.");
        let again = SaveOrganization::of(&after);
        let expected = SaveOrganization {
            version: 2,
            signatory: TypedSignatory {
                initials: "Иванова А. П.".into(),
                ..full.signatory.clone()
            },
            ..full
        };
        assert_eq!(again, expected);
        assert_eq!(store::all(&mut ctx.read()).await.unwrap(), std::slice::from_ref(&after));
        // An emptied field takes its number away; the history names the field.
        let less = SaveOrganization {
            tax_ids: TypedTaxIds {
                ru_kpp: String::new(),
                ..again.tax_ids.clone()
            },
            ..again
        };
        actions::save(ctx, less).await.unwrap();
        let after = store::by_id(&mut ctx.read(), id).await.unwrap().unwrap();
        assert_eq!(after.tax_ids.value(TaxIdKind::RuKpp), "");
        let events = activity::actions::of_owner(ctx, &Owner::organization(id), 1)
            .await
            .unwrap();
        let change = &events[0].changes[0];
        assert_eq!(
            (change.field.as_str(), change.old.as_str(), change.new.as_str()),
            ("tax_ids.ru_kpp", "773601001", "")
        );
    })
    .await;
}

#[tokio::test]
async fn wrong_numbers_are_refused_and_wrong_digits_kept() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = create(ctx, russian_company()).await;
        let save = async |tax_ids: TypedTaxIds| {
            let form = SaveOrganization {
                tax_ids,
                ..stored(ctx, id).await
            };
            actions::save(ctx, form).await
        };
        let refused = save(TypedTaxIds {
            ru_inn: "77".into(),
            ru_kpp: "7736010011".into(),
            ru_ogrnip: "30450011600015".into(),
            ..TypedTaxIds::default()
        })
        .await;
        let Err(AppError::Invalid(errors)) = refused else {
            panic!("{refused:?}");
        };
        for kind in [TaxIdKind::RuInn, TaxIdKind::RuKpp, TaxIdKind::RuOgrnip] {
            let expected = NumberForm::TaxId(kind);
            let problem = errors.get(&format!("tax_ids.{kind}"));
            assert_eq!(problem, Some(&Problem::WrongFormat { expected }), "{kind}");
        }
        save(TypedTaxIds {
            ru_inn: "7707083894".into(),
            ..TypedTaxIds::default()
        })
        .await
        .unwrap();
        let company = store::by_id(&mut ctx.read(), id).await.unwrap().unwrap();
        assert_eq!(company.tax_ids.to_check(), [TaxIdKind::RuInn]);
    })
    .await;
}

#[tokio::test]
async fn a_sole_proprietor_has_neither_accountant_nor_kpp() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let new = NewOrganization {
            kind: OrganizationKind::SoleProprietor.to_string(),
            tax_id: "500100732259".into(),
            ..russian_company()
        };
        let id = create(ctx, new).await;
        let mut form = stored(ctx, id).await;
        assert_eq!(form.kind, "sole_proprietor");
        form.accountant = "Сидорова Е. К.".into();
        form.tax_ids.ru_kpp = "773601001".into();
        let Err(AppError::Invalid(errors)) = actions::save(ctx, form).await else {
            panic!("accepted");
        };
        for field in ["accountant", "tax_ids.ru_kpp"] {
            assert_eq!(errors.get(field), Some(&Problem::OnlyForCompanies), "{field}");
        }
    })
    .await;
}

async fn statuses(ctx: &Ctx, id: OrganizationId) -> Vec<VatStatus> {
    store::vat_statuses(&mut ctx.read(), id).await.unwrap()
}

fn status(ctx: &Ctx, organization: OrganizationId, from: &str, payer: &str, ground: &str) -> SaveVatStatus {
    SaveVatStatus {
        request: Some(ctx.new_id()),
        organization: Some(organization),
        id: None,
        valid_from: from.into(),
        payer: payer.into(),
        ground: ground.into(),
    }
}

#[tokio::test]
async fn the_ground_on_a_paper_is_that_of_its_date() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let company = office.organization;
        let first = statuses(ctx, company).await;
        assert_eq!((first.len(), first[0].payer, first[0].valid_from), (1, true, None));
        let new = status(ctx, company, "2026-12-01", "no", "Без ПДВ: єдиний податок");
        let id = vat_status::save(ctx, new.clone()).await.unwrap();
        assert_eq!(
            vat_status::save(ctx, new).await.unwrap(),
            id,
            "sent twice it is one status"
        );

        let ground = async |day: &str| {
            let mut form = office.form(ctx, "100");
            (form.issue_date, form.due_date) = (day.into(), day.into());
            form.lines[0].vat.clone_from(&office.none);
            let issued = invoices::actions::issue_now(ctx, form).await.unwrap();
            let sheet = invoices::actions::sheet(ctx, issued.id, None).await.unwrap();
            sheet.paper.groups[0].ground.clone()
        };
        assert_eq!(ground("2026-11-30").await, "п. 196.1 ПКУ");
        assert_eq!(ground("2026-12-01").await, "Без ПДВ: єдиний податок");

        // The browser's preview reads the same.
        let choice = actions::choices(ctx).await.unwrap().remove(0);
        assert_eq!(
            ground_on(&choice.vat_statuses, "2026-12-31".parse().unwrap()),
            "Без ПДВ: єдиний податок"
        );
    })
    .await;
}

#[tokio::test]
async fn a_vat_status_begins_on_a_day_of_its_own() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let company = create(ctx, russian_company()).await;
        for (from, payer, ground, field, problem) in [
            ("", "yes", "", "valid_from", Problem::Required),
            ("2026-13-01", "yes", "", "valid_from", Problem::NotADate),
            ("2026-12-01", "", "", "payer", Problem::Required),
            ("2026-12-01", "maybe", "", "payer", Problem::UnknownChoice),
            ("2026-12-01", "no", " ", "ground", Problem::Required),
        ] {
            let refused = vat_status::save(ctx, status(ctx, company, from, payer, ground)).await;
            assert_eq!(refused, Err(AppError::field(field, problem)), "{from} {payer}");
        }
        vat_status::save(ctx, status(ctx, company, "2026-12-01", "no", "УСН"))
            .await
            .unwrap();
        let twice = vat_status::save(ctx, status(ctx, company, "2026-12-01", "yes", "")).await;
        assert_eq!(twice, Err(AppError::field("valid_from", Problem::AlreadyTaken)));
        let [first, second] = &statuses(ctx, company).await[..] else {
            panic!("two statuses");
        };
        // The first one has no day and can't be taken away; its ground can be changed.
        let of = |stored: &VatStatus, from: &str, ground: &str| SaveVatStatus {
            id: Some(stored.id),
            ..status(ctx, company, from, "yes", ground)
        };
        let dated = vat_status::save(ctx, of(first, "2020-01-01", "")).await;
        assert_eq!(dated, Err(AppError::field("valid_from", Problem::Fixed)));
        let undated = vat_status::save(ctx, of(second, "", "")).await;
        assert_eq!(undated, Err(AppError::field("valid_from", Problem::Required)));
        vat_status::save(ctx, of(first, "", "ст. 149 НК РФ")).await.unwrap();
        let remove = |stored: &VatStatus| RemoveVatStatus {
            organization: Some(company),
            id: Some(stored.id),
        };
        let kept = vat_status::remove(ctx, remove(first)).await;
        assert_eq!(kept, Err(AppError::field("valid_from", Problem::Fixed)));
        vat_status::remove(ctx, remove(second)).await.unwrap();
        let left = statuses(ctx, company).await;
        assert_eq!((left.len(), left[0].ground.as_str()), (1, "ст. 149 НК РФ"));
        let other = create(ctx, russian_company()).await;
        let of_another = RemoveVatStatus {
            organization: Some(other),
            id: Some(first.id),
        };
        assert_eq!(vat_status::remove(ctx, of_another).await, Err(AppError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn pictures_are_kept_replaced_and_removed() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = create(ctx, russian_company()).await;
        let save = async |kind, name: &str, bytes: Vec<u8>| images::save(ctx, id, kind, name.into(), bytes).await;
        save(ImageKind::Logo, "logo.jpg", red(ImageFormat::Jpeg)).await.unwrap();
        save(ImageKind::Stamp, "stamp.png", red(ImageFormat::Png))
            .await
            .unwrap();
        save(ImageKind::Logo, "logo.webp", red(ImageFormat::WebP))
            .await
            .unwrap();
        let kept = store::images(&mut ctx.read(), id).await.unwrap();
        let kinds: Vec<_> = kept
            .iter()
            .map(|image| (image.kind, image.width, image.height))
            .collect();
        assert_eq!(kinds, [(ImageKind::Logo, 40, 20), (ImageKind::Stamp, 40, 20)]);
        let bytes = images::read(ctx, id, ImageKind::Logo, None).await.unwrap();
        assert_eq!(image::guess_format(&bytes).unwrap(), ImageFormat::Png);
        assert_eq!(
            kept[0].sha256,
            hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&bytes))
        );
        let refused = save(ImageKind::Logo, "x.png", claims(20_000, 20_000)).await;
        assert_eq!(
            refused,
            Err(AppError::field("image", Problem::TooManyPixels { side: 5000 }))
        );
        assert_eq!(
            images::read(ctx, id, ImageKind::Logo, None).await.unwrap(),
            bytes,
            "the old one stays"
        );
        images::remove(ctx, id, ImageKind::Logo).await.unwrap();
        images::remove(ctx, id, ImageKind::Logo).await.unwrap();
        assert_eq!(
            images::read(ctx, id, ImageKind::Logo, None).await,
            Err(AppError::NotFound)
        );
        assert_eq!(
            images::read(ctx, id, ImageKind::Facsimile, None).await,
            Err(AppError::NotFound)
        );
        let nobody = ctx.new_id();
        let of_nobody = images::save(ctx, nobody, ImageKind::Logo, "a.png".into(), red(ImageFormat::Png)).await;
        assert_eq!(of_nobody, Err(AppError::NotFound));
        let settings = actions::settings(ctx, id).await.unwrap();
        let told: Vec<_> = settings
            .events
            .iter()
            .flat_map(|event| &event.changes)
            .map(|c| c.field.as_str())
            .collect();
        assert_eq!(told, ["logo", "logo", "stamp", "logo", "name"]);
    })
    .await;
}

async fn number_of(ctx: &Ctx, office: &Office, day: &str) -> String {
    let mut form = office.form(ctx, "100");
    (form.issue_date, form.due_date) = (day.into(), day.into());
    invoices::actions::issue_now(ctx, form).await.unwrap().number
}

#[tokio::test]
async fn a_second_company_counts_on_its_own_and_each_year_anew() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let (first, second) = (office(ctx).await, office(ctx).await);
        assert_eq!(number_of(ctx, &first, "2026-11-20").await, "00001");
        let settings = actions::settings(ctx, second.organization).await.unwrap();
        let series = settings
            .series
            .into_iter()
            .find(|one| one.series.kind == DocumentKind::Invoice)
            .unwrap();
        assert_eq!((series.next, series.started), (1, false));
        let input = SaveSeries {
            organization: Some(second.organization),
            id: Some(series.series.id),
            version: series.series.version,
            pattern: "Б-{N:4}".into(),
            period: "year".into(),
            start: "126".into(),
            after_invoice: false,
        };
        actions::save_series(ctx, input).await.unwrap();
        assert_eq!(number_of(ctx, &second, "2026-11-20").await, "Б-0126");
        assert_eq!(number_of(ctx, &first, "2026-11-21").await, "00002");
        // The last day of a year and the first of the next, entered in either order.
        assert_eq!(number_of(ctx, &second, "2027-01-01").await, "Б-0001");
        assert_eq!(number_of(ctx, &second, "2026-12-31").await, "Б-0127");
        assert_eq!(number_of(ctx, &first, "2026-12-31").await, "00003");
        assert_eq!(number_of(ctx, &first, "2027-01-01").await, "00001");
        let settings = actions::settings(ctx, second.organization).await.unwrap();
        let next: Vec<_> = settings
            .series
            .iter()
            .filter(|one| one.series.kind == DocumentKind::Invoice)
            .map(|one| (one.next, one.started))
            .collect();
        assert_eq!(next, [(128, true)]);
        assert_eq!(crate::server::check::check(ctx).await.unwrap(), []);
    })
    .await;
}
