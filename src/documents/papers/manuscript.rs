//! A frozen view and the pictures of the own company as what is typeset.

use serde::de::DeserializeOwned;

use super::parties;
use crate::company::organization::model::ImageKind;
use crate::company::organization::store as organizations;
use crate::documents::templates::model::PaperKind;
use crate::documents::templates::serving;
use crate::documents::templates::views::{PaperView, PartyView, PictureView};
use crate::error::{AppResult, internal};
use crate::kernel::date::Date;
use crate::kernel::ids::OrganizationId;
use crate::kernel::owner::OwnerKind;
use crate::platform::db::Conn;
pub use crate::platform::typeset::Manuscript;
use crate::platform::typeset::{Face, Mark, Picture, title_of};
use crate::text::locale_of;

/// What all renditions of a paper have in common.
pub struct Manuscripts {
    clean: Manuscript,
}

/// The view that was frozen of an object.
///
/// # Errors
/// An internal error if such objects have no papers, or if the snapshot can't be read.
pub fn frozen_view(kind: OwnerKind, snapshot: &str) -> AppResult<PaperView> {
    Ok(match kind {
        OwnerKind::Invoice => PaperView::Invoice(read(snapshot)?),
        OwnerKind::Contract => PaperView::Contract(read(snapshot)?),
        OwnerKind::Act => PaperView::Act(read(snapshot)?),
        OwnerKind::DeliveryNote => PaperView::DeliveryNote(read(snapshot)?),
        OwnerKind::Payment => PaperView::PaymentConfirmation(read(snapshot)?),
        other => return Err(internal(&format!("nothing is frozen of a {}", other.as_str()))),
    })
}

fn read<T: DeserializeOwned>(snapshot: &str) -> AppResult<T> {
    serde_json::from_str(snapshot).map_err(|error| internal(&format!("a snapshot can't be read: {error}")))
}

impl Manuscripts {
    /// Of a view that was frozen, or of one as it is now.
    ///
    /// # Errors
    /// An internal error if its template can't be rendered.
    pub async fn of(conn: &mut Conn, organization: OrganizationId, view: PaperView) -> AppResult<Self> {
        let (seller, date) = seller_and_date(&view);
        let (author, kind) = (seller.name.clone(), view.kind());
        let named = match seller.pictures.clone() {
            Some(named) => named,
            None => parties::pictures(conn, organization).await?,
        };
        let (lang, markup) = serving::markup_of(conn, view).await?;
        let html = markup.as_str().to_owned();
        let title = title_of(&html);
        let clean = Manuscript {
            title: if title.is_empty() {
                leptos_i18n::td_string!(locale_of(lang), papers.paper).to_owned()
            } else {
                title
            },
            html,
            lang,
            author,
            date,
            face: if kind == PaperKind::Contract {
                Face::Serif
            } else {
                Face::Sans
            },
            pictures: pictures(conn, organization, &named).await?,
            mark: None,
        };
        Ok(Self { clean })
    }

    /// What the paper calls itself.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.clean.title
    }

    /// Without stamp and facsimile; their places are kept.
    #[must_use]
    pub fn clean(&self) -> Manuscript {
        self.clean.clone()
    }

    /// With stamp and facsimile; `None` if the company has neither.
    #[must_use]
    pub fn stamped(&self) -> Option<Manuscript> {
        let mut stamped = self.clean();
        let mut is_other = false;
        for picture in stamped.pictures.iter_mut().filter(|picture| !picture.shown) {
            picture.shown = true;
            is_other = true;
        }
        is_other.then_some(stamped)
    }

    #[must_use]
    pub fn cancelled(&self) -> Manuscript {
        let text = leptos_i18n::td_string!(locale_of(self.clean.lang), invoices.mark_cancelled);
        self.marked(text, true)
    }

    #[must_use]
    pub fn draft(&self) -> Manuscript {
        let text = leptos_i18n::td_string!(locale_of(self.clean.lang), invoices.mark_draft);
        self.marked(text, false)
    }

    fn marked(&self, text: &str, is_warning: bool) -> Manuscript {
        Manuscript {
            mark: Some(Mark {
                text: text.to_owned(),
                is_warning,
            }),
            ..self.clean()
        }
    }
}

/// Whose paper it is, and of which day.
fn seller_and_date(view: &PaperView) -> (&PartyView, Date) {
    match view {
        PaperView::Invoice(view) => (&view.seller, view.issue_date),
        PaperView::Act(view) | PaperView::DeliveryNote(view) => (&view.seller, view.date),
        PaperView::Contract(view) => (&view.seller, view.date),
        PaperView::PaymentConfirmation(view) => (&view.seller, view.date),
        PaperView::Statement(view) | PaperView::ReconciliationAct(view) => (&view.seller, view.date),
    }
}

/// Logo, and the places of stamp and facsimile.
async fn pictures(conn: &mut Conn, organization: OrganizationId, named: &[PictureView]) -> AppResult<Vec<Picture>> {
    let mut pictures = Vec::new();
    for kind in ImageKind::ALL {
        let Some(picture) = named.iter().find(|picture| picture.kind == kind.as_str()) else {
            continue;
        };
        let gone = || {
            internal(&format!(
                "a paper names a picture that is not there: {}",
                picture.sha256
            ))
        };
        let sha256 = hex::decode(&picture.sha256).map_err(|_| gone())?;
        let png = organizations::picture_bytes(conn, organization, *kind, sha256).await?;
        pictures.push(Picture {
            name: kind.as_str(),
            png: png.ok_or_else(gone)?,
            shown: *kind == ImageKind::Logo,
        });
    }
    Ok(pictures)
}
