//! Papers as PDF: sanitised HTML in, bytes out. The same paper always has the same bytes.
//!
//! ```text
//! HTML ── platform::elements ──▶ tree, table ──▶ data (JSON) ──▶ document.typ, the one fixed source ──▶ pages ──▶ PDF/A-2a
//! ```
//!
//! No source is ever made of what somebody wrote: it comes as data, so there is nothing that could be injected.
//!
//! | file | what it holds |
//! |---|---|
//! | `tree`, `table` | the same as data, made sound for the typesetter |
//! | `document.typ` | how papers look |
//! | `world` | the typesetter's world: the source, the data, the fonts |
//! | `joined` | several files as one |
//! | `bundle` | several files as a ZIP archive |
//!
//! Fonts are PT Sans and PT Serif, and Noto Sans for what they lack, all under the SIL Open Font License 1.1. They have Cyrillic with the
//! Ukrainian letters, ₽, ₴, €, ₸ and №.

pub mod bundle;
pub mod joined;
mod table;
#[cfg(test)]
pub mod tests;
mod tree;
mod world;

use std::num::NonZeroUsize;
use std::sync::LazyLock;

use serde::Serialize;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, pdf};

use self::tree::{Block, Shaper};
use self::world::Paper;
use crate::kernel::date::Date;
use crate::kernel::lang::Lang;
use crate::platform::elements::{self, Element};

/// A pixel of a style sheet is 1/96 of an inch.
const MILLIMETRES_PER_PIXEL: f64 = 25.4 / 96.0;

/// How many papers what was worked out for one is kept for: the measures of fonts are the same in all of them.
const KEPT_FOR: usize = 8;

/// Elements deeper than this are taken for their content: more would be nested than the typesetter follows, and no paper needs it.
const DEEPEST: usize = 24;

const LONGEST_TITLE: usize = 200;

/// HTML of so many bytes has more than one page.
const SURELY_LONG: usize = 25_000;

/// Everything a file is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Manuscript {
    /// The subset that `documents::templates` describes.
    pub html: String,
    pub lang: Lang,
    pub title: String,
    pub author: String,
    /// The file says that it was made on that day, whenever it really is.
    pub date: Date,
    pub face: Face,
    pub pictures: Vec<Picture>,
    pub mark: Option<Mark>,
}

/// In what letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Figures and tables.
    Sans,
    /// Long texts.
    Serif,
}

/// A picture of the own company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// As the HTML calls it in `data-asset`.
    pub name: &'static str,
    pub png: Vec<u8>,
    /// Whether it is printed; if not, its place is kept.
    pub shown: bool,
}

impl Picture {
    fn file(&self) -> String {
        format!("{}.png", self.name)
    }

    /// Width and height in pixels.
    fn size(&self) -> Option<(f64, f64)> {
        let number = |at: usize| {
            let bytes = self.png.get(at..at + 4)?.try_into().ok()?;
            Some(f64::from(u32::from_be_bytes(bytes))).filter(|n| *n > 0.0)
        };
        Some((number(16)?, number(20)?))
    }

    /// In millimetres, where the HTML does not say.
    fn usual_height(&self) -> f64 {
        match self.name {
            "stamp" => 38.0,
            "logo" => 16.0,
            _ => 12.0,
        }
    }
}

/// What is written across every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub text: String,
    /// Red, and not to be overlooked; otherwise grey.
    pub is_warning: bool,
}

/// What a paper calls itself: the text of its first `<h1>`, on one line; empty if it has none.
#[must_use]
pub fn title_of(html: &str) -> String {
    fn first<'a>(element: &'a Element, name: &str) -> Option<&'a Element> {
        element
            .elements()
            .find_map(|own| if own.name == name { Some(own) } else { first(own, name) })
    }
    let paper = elements::read(html, DEEPEST);
    let heading = first(&paper, "h1").map(Element::text_on_one_line).unwrap_or_default();
    heading.chars().take(LONGEST_TITLE).collect()
}

/// Why a paper could not be typeset.
#[derive(Debug, thiserror::Error)]
#[error("typesetting: {0}")]
pub struct TypesetError(String);

/// As many papers at a time as there are processors; the others wait.
static PLACES: LazyLock<Semaphore> = LazyLock::new(|| {
    let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    Semaphore::new(processors)
});

/// Typesets a paper, away from the threads that answer requests.
///
/// # Errors
/// [`TypesetError`] if the source can't be followed: a bug of ours.
pub async fn typeset(manuscript: Manuscript) -> Result<Vec<u8>, TypesetError> {
    aside(move || set(&manuscript)).await?
}

/// Runs what takes a processor for a while.
///
/// # Errors
/// If it panicked.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, TypesetError> {
    let place = PLACES
        .acquire()
        .await
        .map_err(|error| TypesetError(error.to_string()))?;
    let done = spawn_blocking(work).await;
    drop(place);
    done.map_err(|error| TypesetError(error.to_string()))
}

/// What `document.typ` reads.
#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    author: &'a str,
    lang: &'static str,
    date: (i16, i8, i8),
    serif: bool,
    mark: Option<&'a str>,
    /// In points.
    #[serde(rename = "mark-size")]
    mark_size: f64,
    #[serde(rename = "mark-colour")]
    mark_colour: &'static str,
    /// Whether pages are counted in their feet, if there are several.
    feet: bool,
    body: &'a [Block],
}

/// Typesets a paper.
///
/// # Errors
/// As [`typeset`].
pub fn set(manuscript: &Manuscript) -> Result<Vec<u8>, TypesetError> {
    let shaper = Shaper {
        pictures: &manuscript.pictures,
        is_page: true,
        is_narrow: false,
    };
    let body = shaper.blocks(&elements::read(&manuscript.html, DEEPEST));
    let day = manuscript.date;
    let mark = manuscript.mark.as_ref();
    let mut data = Data {
        title: &manuscript.title,
        author: &manuscript.author,
        lang: manuscript.lang.as_str(),
        date: (day.year(), day.month(), day.day()),
        serif: manuscript.face == Face::Serif,
        mark: mark.map(|mark| mark.text.as_str()),
        mark_size: mark.map_or(0.0, |mark| mark_size(&mark.text)),
        mark_colour: if mark.is_some_and(|mark| mark.is_warning) {
            "#c0181866"
        } else {
            "#80808055"
        },
        feet: manuscript.html.len() > SURELY_LONG,
        body: &body,
    };
    let mut document = pages_of(&data, manuscript)?;
    if !data.feet && document.pages().len() > 1 {
        data.feet = true;
        document = pages_of(&data, manuscript)?;
    }
    let bytes = written(&document);
    comemo::evict(KEPT_FOR);
    bytes
}

/// So large that the text fits the diagonal of a page.
fn mark_size(text: &str) -> f64 {
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX).max(1);
    (1000.0 / f64::from(letters)).min(100.0)
}

fn pages_of(data: &Data<'_>, manuscript: &Manuscript) -> Result<PagedDocument, TypesetError> {
    let json = serde_json::to_vec(data).map_err(|error| TypesetError(error.to_string()))?;
    let pictures = manuscript.pictures.iter().filter(|picture| picture.shown);
    let pictures = pictures.map(|picture| (picture.file(), picture.png.clone()));
    let paper = Paper::new(json, pictures).ok_or_else(|| TypesetError("no name for a file".to_owned()))?;
    typst::compile(&paper).output.map_err(|errors| told(&errors))
}

/// PDF/A-2a, which keeps for decades and reads well; a plain file where that can't be: some letter is in none of the fonts.
fn written(document: &PagedDocument) -> Result<Vec<u8>, TypesetError> {
    let options = |standards| PdfOptions {
        creator: Smart::Custom(Some("Akta".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let archival =
        PdfStandards::new(&[PdfStandard::A_2a]).map_err(|error| TypesetError(error.message().to_string()))?;
    pdf(document, &options(archival))
        .or_else(|errors| {
            tracing::info!(reason = %told(&errors), "a paper is no PDF/A");
            pdf(document, &options(PdfStandards::default()))
        })
        .map_err(|errors| told(&errors))
}

fn told(errors: &[SourceDiagnostic]) -> TypesetError {
    let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    TypesetError(messages.join("; "))
}
