//! The usual texts of reminders, in the language of e-mail templates.

use crate::documents::sending::letters::OwnText;
use crate::documents::sending::model::RuleKind;
use crate::kernel::lang::Lang;

const SIGNED_RU: &str = "\n\nС уважением,\n{{ company.name }}";
const SIGNED_UK: &str = "\n\nЗ повагою,\n{{ company.name }}";
const SIGNED_EN: &str = "\n\nKind regards,\n{{ company.name }}";

/// Subject and body, as people write them: paragraphs between empty lines. Confirmations have the e-mail template of their paper.
#[must_use]
pub fn usual(kind: RuleKind, lang: Lang) -> Option<OwnText> {
    let (subject, body, signed) = match (kind, lang) {
        (RuleKind::PaymentConfirmation, _) => return None,
        (RuleKind::DueSoon, Lang::Ru) => (
            "Напоминание: счёт № {{ invoice.number }} оплатить до {{ invoice.due_date }}",
            "Здравствуйте{% if recipient.first_name %}, {{ recipient.first_name }}{% endif %}!\n\nНапоминаем: по счёту № {{ invoice.number }} от \
             {{ invoice.date | long_date }} нужно оплатить {{ invoice.balance | money }} до {{ invoice.due_date | long_date }} \
             Если оплата уже отправлена, не отвечайте на это письмо.",
            SIGNED_RU,
        ),
        (RuleKind::DueSoon, Lang::Uk) => (
            "Нагадування: рахунок № {{ invoice.number }} сплатити до {{ invoice.due_date }}",
            "Вітаємо{% if recipient.first_name %}, {{ recipient.first_name }}{% endif %}!\n\nНагадуємо: за рахунком № {{ invoice.number }} від \
             {{ invoice.date | long_date }} потрібно сплатити {{ invoice.balance | money }} до {{ invoice.due_date | long_date }} \
             Якщо оплату вже надіслано, не відповідайте на цей лист.",
            SIGNED_UK,
        ),
        (RuleKind::DueSoon, Lang::En) => (
            "A reminder: invoice No. {{ invoice.number }} is due on {{ invoice.due_date }}",
            "Dear {% if recipient.first_name %}{{ recipient.first_name }}{% if recipient.last_name %} {{ recipient.last_name }}{% endif %}{% else %}Sir or Madam{% endif %},\n\n\
             {{ invoice.balance | money }} for invoice No. {{ invoice.number }} of {{ invoice.date | long_date }} is due on \
             {{ invoice.due_date | long_date }}. If the payment is on its way already, no answer is needed.",
            SIGNED_EN,
        ),
        (RuleKind::Overdue, Lang::Ru) => (
            "Счёт № {{ invoice.number }} от {{ invoice.date }} не оплачен",
            "Здравствуйте{% if recipient.first_name %}, {{ recipient.first_name }}{% endif %}!\n\nОплата по счёту № {{ invoice.number }} от \
             {{ invoice.date | long_date }} на сумму {{ invoice.total | money }} ещё не поступила{% if invoice.is_partly_paid %} полностью: осталось \
             оплатить {{ invoice.balance | money }}{% endif %}. Срок оплаты был {{ invoice.due_date | long_date }}\n\nПросим оплатить счёт или сообщить, когда ждать оплату. Счёт во вложении.",
            SIGNED_RU,
        ),
        (RuleKind::Overdue, Lang::Uk) => (
            "Рахунок № {{ invoice.number }} від {{ invoice.date }} не сплачено",
            "Вітаємо{% if recipient.first_name %}, {{ recipient.first_name }}{% endif %}!\n\nОплата за рахунком № {{ invoice.number }} від \
             {{ invoice.date | long_date }} на суму {{ invoice.total | money }} ще не надійшла{% if invoice.is_partly_paid %} повністю: залишилося \
             сплатити {{ invoice.balance | money }}{% endif %}. Строк оплати був {{ invoice.due_date | long_date }}\n\nПросимо сплатити рахунок або повідомити, коли чекати на оплату. Рахунок додано.",
            SIGNED_UK,
        ),
        (RuleKind::Overdue, Lang::En) => (
            "Invoice No. {{ invoice.number }} of {{ invoice.date }} is overdue",
            "Dear {% if recipient.first_name %}{{ recipient.first_name }}{% if recipient.last_name %} {{ recipient.last_name }}{% endif %}{% else %}Sir or Madam{% endif %},\n\n\
             the payment for invoice No. {{ invoice.number }} of {{ invoice.date | long_date }} for {{ invoice.total | money }} has not \
             arrived{% if invoice.is_partly_paid %} in full yet: {{ invoice.balance | money }} is left to pay{% else %} yet{% endif %}. It was due on \
             {{ invoice.due_date | long_date }}.\n\nPlease pay it, or tell us when we may expect the \
             payment. The invoice is attached.",
            SIGNED_EN,
        ),
    };
    Some(OwnText {
        subject: subject.to_owned(),
        body: format!("{body}{signed}"),
    })
}

#[cfg(test)]
mod tests {
    use super::{RuleKind, usual};
    use crate::documents::templates::check::check;
    use crate::documents::templates::model::{PaperKind, TemplateKind};
    use crate::kernel::lang::Lang;
    use crate::records::mail::brief::typed_html;

    #[test]
    fn nothing_is_wrong_in_them() {
        for kind in [RuleKind::DueSoon, RuleKind::Overdue] {
            for lang in Lang::ALL {
                let text = usual(kind, lang).unwrap();
                let found = check(
                    TemplateKind::mail(PaperKind::Invoice),
                    &text.subject,
                    &typed_html(&text.body),
                );
                assert_eq!(found, [], "{kind} {lang}");
            }
        }
    }
}
