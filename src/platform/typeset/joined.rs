//! Several files as one, for printing. Their pages are taken over as they are and not set anew: what was issued stays what it was.

use std::sync::Arc;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::pdf::{Pdf, PdfDocument};

use super::TypesetError;

/// All pages of the files, each file as often as it says and its copies one after the other.
///
/// # Errors
/// [`TypesetError`] if one of them is no PDF.
pub fn joined(files: Vec<(Vec<u8>, usize)>) -> Result<Vec<u8>, TypesetError> {
    let mut document = Document::new_with(SerializeSettings {
        // The pages are compressed already, and tags belong to the files they come from.
        enable_tagging: false,
        ..SerializeSettings::default()
    });
    for (bytes, copies) in files {
        let pdf = Pdf::new(bytes).map_err(|error| TypesetError(format!("joining: {error:?}")))?;
        let pages: Vec<usize> = (0..pdf.pages().len()).collect();
        let pdf = PdfDocument::new(Arc::new(pdf));
        for _ in 0..copies {
            document.embed_pdf_pages(&pdf, &pages);
        }
    }
    document
        .finish()
        .map_err(|error| TypesetError(format!("joining: {error:?}")))
}
