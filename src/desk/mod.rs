//! The pages of the staff that are composed of several wings, and the frame around all of them.
//!
//! | file | what it holds |
//! |---|---|
//! | `staff` | the frame: navigation, what can be made from everywhere |
//! | `client_card` | one client with everything that concerns him |
//! | `company` | the settings of an own company with its clients' start balances |
//! | `invoice` | one invoice: paper, money, history, what can be done |
//! | `home` | the first page: what is owed, what waits |
//! | `setup` | the first run: administrator and own company |

pub mod client_card;
pub mod company;
pub mod home;
pub mod invoice;
pub mod setup;
pub mod staff;
