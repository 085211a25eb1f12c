//! What other rooms put onto the page of an act or a delivery note: who has signed it, its mails, its files, the way to send it.

use leptos::prelude::*;

use crate::desk::files::pages::files_beside;
use crate::desk::signing::electronic::AnswersCard;
use crate::desk::signing::pages::SigningCard;
use crate::documents::closing::model::Closing;
use crate::documents::closing::pages::Beside;
use crate::documents::sending::model::PaperRef;
use crate::documents::sending::pages::{MailPanel, send_href, send_text};
use crate::kernel::actor::Right;
use crate::kernel::date::Date;
use crate::kernel::lifecycle::Stage;
use crate::kernel::viewer::Viewer;
use crate::ui::icons::Icon;

/// For both kinds.
pub const BESIDE: Beside = Beside { side, step };

fn side(closing: &Closing, today: Date, changed: Callback<()>) -> AnyView {
    let stage = closing.stage();
    let paper = closing.signed();
    let signing = match stage {
        Stage::Draft => ().into_any(),
        Stage::Issued => view! { <SigningCard paper today changed /> }.into_any(),
        Stage::Cancelled => view! { <AnswersCard paper changed /> }.into_any(),
    };
    let paper = PaperRef::closing(closing.kind, closing.id);
    let mails = (stage != Stage::Draft).then(|| view! { <MailPanel paper sendable=stage == Stage::Issued /> });
    view! { {signing} {mails} {files_beside(closing.owner(), changed)} }.into_any()
}

fn step(closing: &Closing) -> Option<AnyView> {
    let viewer = expect_context::<Viewer>();
    let draft = closing.stage() == Stage::Draft;
    let may = viewer.may(Right::SendMail)
        && closing.stage() != Stage::Cancelled
        && (!draft || viewer.may(closing.kind.issue()));
    may.then(|| {
        let paper = PaperRef::closing(closing.kind, closing.id);
        let (label, href) = (send_text(paper.kind, draft), send_href(paper));
        view! { <a class="btn" href=href><Icon name="mail" /> {label}</a> }.into_any()
    })
}
