//! What lists and pages of issued papers have in common, whatever papers they are.
//!
//! | file | what it shows |
//! |---|---|
//! | `many` | [`Many`]: what is done with several papers of a list at once |
//! | `bundle` | the files of several papers, as one to print or as an archive |
//! | `print` | [`PrintMenu`]: a paper as a file, in so many copies |
//! | `rendition` | [`rendition_choice`]: which file of a paper |

mod bundle;
mod many;
mod print;
mod rendition;

pub use many::{Changed, Draft, Many, ManyBar, MoreForMany, NotDonePapers, Papers, Said, Words};
pub use print::PrintMenu;
pub use rendition::rendition_choice;

/// Behind the address of a paper: it was issued to be printed.
pub const PRINT: &str = "#print";
