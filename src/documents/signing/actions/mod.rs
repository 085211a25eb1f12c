//! The use cases of answers: the right is checked, the paper is looked up within the actor's scope, and every write is one transaction with its event.
//!
//! | file | what it does |
//! |---|---|
//! | `agreement` | on what signatures of an own company rest |
//! | `paper` | contracts, acts and delivery notes as they are answered |
//! | `answer` | signing and refusing |
//! | `notice` | the client's managers are written to |
//! | `show` | answers and forms as pages show them |

mod agreement;
mod answer;
mod notice;
mod paper;
mod show;

pub use agreement::{agreement, end_agreement, save_agreement};
pub use answer::{keep_given, refuse, sign, sign_for_company};
pub use show::{of_client, of_staff, sheet};
