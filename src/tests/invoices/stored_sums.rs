//! What is stored of random documents: the kernel, the columns and the oracle in Python agree to the minor unit.

use std::collections::BTreeMap;

use super::{Office, office};
use crate::company::organization::model::StoredVatRate;
use crate::company::organization::parts::SaveAccount;
use crate::company::organization::{actions as organizations, store as organization_store};
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{Invoice, Line, SaveInvoice, TypedLine};
use crate::documents::invoices::store;
use crate::error::AppError;
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::ids::InvoiceId;
use crate::kernel::money::Amount;
use crate::kernel::tax::VatRounding;
use crate::kernel::totals::oracle::{DOCUMENTS, Random, oracle_agrees, record};
use crate::kernel::totals::{Discount, DocumentTerms, LineInput, LineTotals, Totals, VatGroup, totals};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Sql};
use crate::tests::on_both_engines;

/// Documents that are stored in one transaction.
const SLICE: usize = 250;
/// The currencies of the random documents beside the company's own, each with an account (the examples of the IBAN registry).
const FOREIGN: [(Currency, &str); 4] = [
    (Currency::Rub, "DE89370400440532013000"),
    (Currency::Eur, "NL91ABNA0417164300"),
    (Currency::Jpy, "FR1420041010050500013M02606"),
    (Currency::Kwd, "GB29NWBK60161331926819"),
];

#[tokio::test]
async fn stored_numbers_are_the_kernels_and_the_oracles_on_ten_thousand_documents() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let accounts = accounts(ctx, &office).await;
        let rates = organization_store::vat_rates(&mut ctx.read(), office.organization)
            .await
            .unwrap();
        let mut random = Random(1945);
        let (mut records, mut stored) = (String::new(), 0);
        for first in (0..DOCUMENTS).step_by(SLICE) {
            // Each half of the documents rounds its VAT in its own way.
            let rounding = VatRounding::ALL[first * VatRounding::ALL.len() / DOCUMENTS];
            round(ctx, rounding).await;
            let mut tx = ctx.write().await.unwrap();
            for _ in first..DOCUMENTS.min(first + SLICE) {
                let (terms, lines, ids) = priced(&mut random, rounding, &rates);
                let typed = SaveInvoice {
                    account: accounts[&terms.currency].clone(),
                    ..typed(ctx, &office, &terms, &lines, &ids)
                };
                let computed = totals(&terms, &lines);
                let result = match actions::save_in(&mut tx, ctx, &typed).await {
                    Ok(saved) => {
                        stored += 1;
                        let (stored_terms, stored_lines, sums) = read(&mut tx, saved.id).await;
                        assert_eq!((&stored_terms, &stored_lines), (&terms, &lines));
                        assert_eq!(computed.as_ref(), Ok(&sums), "{terms:?} {lines:?}");
                        Ok(sums)
                    }
                    Err(AppError::Invalid(_)) => {
                        let refused = computed
                            .as_ref()
                            .map_or(true, |sums| sums.total > actions::LARGEST_TOTAL);
                        assert!(refused, "{typed:?}");
                        computed
                    }
                    Err(error) => panic!("{error}"),
                };
                records.push_str(&record(&terms, &lines, &result));
            }
            tx.commit().await.unwrap();
        }
        assert!(stored > DOCUMENTS * 7 / 10, "{stored} of {DOCUMENTS} are stored");
        oracle_agrees(&records, DOCUMENTS);
        println!(
            "{stored} stored documents agree, and {} refused ones",
            DOCUMENTS - stored
        );
    })
    .await;
}

/// An account in every currency.
async fn accounts(ctx: &Ctx, office: &Office) -> BTreeMap<Currency, String> {
    let mut accounts = BTreeMap::from([(Currency::Uah, office.account.clone())]);
    for (currency, number) in FOREIGN {
        let account = SaveAccount {
            request: Some(ctx.new_id()),
            organization: Some(office.organization),
            bank: "Bank".into(),
            number: number.into(),
            currency: currency.code().into(),
            ..SaveAccount::default()
        };
        let id = organizations::save_account(ctx, account).await.unwrap();
        accounts.insert(currency, id.to_string());
    }
    accounts
}

async fn round(ctx: &Ctx, rounding: VatRounding) {
    Sql::new("UPDATE organizations SET vat_rounding = $1")
        .bind(rounding.as_str())
        .outside_transaction(&ctx.db)
        .await
        .unwrap();
}

/// A random document with rates of the company, and the ids of these rates.
fn priced(
    random: &mut Random,
    vat_rounding: VatRounding,
    rates: &[StoredVatRate],
) -> (DocumentTerms, Vec<LineInput>, Vec<String>) {
    let (terms, mut lines) = random.document();
    let mut ids = Vec::with_capacity(lines.len());
    let rates: Vec<&StoredVatRate> = rates.iter().collect();
    for line in &mut lines {
        let rate = random.pick(&rates);
        line.vat = rate.rate;
        ids.push(rate.id.to_string());
    }
    (DocumentTerms { vat_rounding, ..terms }, lines, ids)
}

/// The document as it is typed into the editor.
fn typed(ctx: &Ctx, office: &Office, terms: &DocumentTerms, lines: &[LineInput], rates: &[String]) -> SaveInvoice {
    let (discount_kind, discount) = match terms.discount {
        Discount::None => ("none", String::new()),
        Discount::Percent(percent) => ("percent", percent.to_string()),
        Discount::Amount(amount) => ("amount", amount.plain(terms.currency)),
    };
    let lines = lines.iter().zip(rates).map(|(line, rate)| TypedLine {
        discount: line.discount.to_string(),
        ..office.line(&line.quantity.to_string(), &line.price.to_string(), rate)
    });
    SaveInvoice {
        currency: terms.currency.code().into(),
        price_mode: terms.price_mode.to_string(),
        discount_kind: discount_kind.into(),
        discount,
        lines: lines.collect(),
        ..office.form(ctx, "0")
    }
}

/// What the columns say: the terms, the lines and every sum.
async fn read(conn: &mut Conn, id: InvoiceId) -> (DocumentTerms, Vec<LineInput>, Totals) {
    let invoice: Invoice = store::by_id(conn, id, Scope::All).await.unwrap().unwrap();
    let lines: Vec<Line> = store::lines(conn, id).await.unwrap();
    let terms = DocumentTerms {
        currency: invoice.currency,
        price_mode: invoice.price_mode,
        vat_rounding: invoice.vat_rounding,
        discount: invoice.discount,
    };
    let inputs = lines.iter().map(|line| LineInput {
        quantity: line.quantity,
        price: line.price,
        discount: line.discount,
        vat: line.vat,
    });
    let sums = Totals {
        lines: lines.iter().map(|line| line.totals).collect(),
        groups: groups(&invoice, &lines),
        subtotal: invoice.subtotal,
        discount: invoice.discounted,
        net: invoice.net,
        vat: invoice.vat,
        total: invoice.total,
    };
    (terms, inputs.collect(), sums)
}

/// The VAT table, added up from the stored lines.
fn groups(invoice: &Invoice, lines: &[Line]) -> Vec<VatGroup> {
    let mut groups: Vec<VatGroup> = Vec::new();
    for line in lines {
        let rate = invoice.price_mode.effective_rate(line.vat);
        let LineTotals { net, vat, gross, .. } = line.totals;
        match groups.iter_mut().find(|group| group.rate == rate) {
            Some(group) => {
                for (sum, part) in [(&mut group.net, net), (&mut group.vat, vat), (&mut group.gross, gross)] {
                    *sum = Amount::from_minor(sum.minor() + part.minor());
                }
            }
            None => groups.push(VatGroup { rate, net, vat, gross }),
        }
    }
    groups.sort_by_key(|group| group.rate);
    groups
}
