//! Letters with a paper: which template, and what they ask for.

use super::{new, publish};
use crate::documents::invoices;
use crate::documents::templates::model::SaveTemplate;
use crate::documents::templates::views::{MailView, PaperView};
use crate::documents::templates::{actions, samples, serving};
use crate::kernel::money::Amount;
use crate::tests::invoices::office;
use crate::tests::{TestEnv, on_both_engines};

#[tokio::test]
async fn letters_are_made_with_the_template_that_serves() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let view = invoices::actions::paper(ctx, office.issued(ctx, "100").await)
            .await
            .unwrap();
        let paid = |paid: i64| MailView {
            paid: Amount::from_minor(paid),
            ..samples::letter(PaperView::Invoice(view.clone()))
        };
        // What is still asked for is the rest: 120 with VAT, of which something or everything has come.
        for (minor, said, unsaid) in [
            (0, "Просимо сплатити його до", "отримано"),
            (
                5000,
                "Залишок 70,00&nbsp;UAH просимо сплатити до",
                "Просимо сплатити його",
            ),
            (12000, "доплачувати нічого не потрібно", "просимо сплатити"),
        ] {
            let letter = serving::letter_of(&mut ctx.read(), paid(minor), office.organization).await;
            let letter = letter.unwrap();
            let text = letter.markup.as_str();
            assert!(text.contains(said) && !text.contains(unsaid), "{minor}: {text}");
            assert_eq!(text.contains("Призначення платежу"), minor < 12000, "{text}");
        }
        let letter = async || {
            let mail = paid(0);
            serving::letter_of(&mut ctx.read(), mail, office.organization)
                .await
                .unwrap()
        };
        let built_in = letter().await;
        assert_eq!(built_in.subject, "Рахунок № 00001 від 20.11.2026");
        assert!(
            built_in.markup.as_str().contains("Вітаємо, Оксана!"),
            "{}",
            built_in.markup.as_str()
        );
        let own = SaveTemplate {
            kind: "invoice_mail".into(),
            subject: "{invoice_number}".into(),
            ..new(ctx, "<p>{contact_firstname}</p>")
        };
        let own = actions::save(ctx, own).await.unwrap();
        publish(ctx, own).await.unwrap();
        let own = letter().await;
        assert_eq!((own.subject.as_str(), own.markup.as_str()), ("00001", "<p>Оксана</p>"));
    })
    .await;
}
