//! The directory of phrases in the settings, and the field that offers them.

mod directory;
mod field;

pub use directory::PhrasesPage;
pub use field::PhraseField;
