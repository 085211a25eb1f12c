//! The pages of the staff that are composed of several wings, and the frame around all of them.
//!
//! | file | what it holds |
//! |---|---|
//! | `staff` | the frame: navigation, what can be made from everywhere |
//! | `client_card` | one client with everything that concerns him |
//! | `closing` | what other rooms put onto the page of an act or a delivery note |
//! | `company` | the settings of an own company with its clients' start balances |
//! | `contract` | one contract: paper, signatures, annexes, invoices, history; the draft that is changed |
//! | `dashboard` | the first page: what is owed and late, what came in, what happened last |
//! | `files` | files with their owners: beside a paper, and all of a client |
//! | `invoice` | one invoice: paper, money, history, what can be done |
//! | `search` | the search over everything: the field of the top bar, the page of results |
//! | `settings` | all settings: their list, its page |
//! | `signing` | who has signed a paper, and the scan of the original that came back |
//! | `sending` | the form that sends a paper: each wing opens and sends its own |
//! | `templates` | templates tried on papers |
//! | `setup` | the first run: administrator and own company |

pub mod client_card;
pub mod closing;
pub mod company;
pub mod contract;
pub mod dashboard;
pub mod files;
pub mod invoice;
pub mod search;
pub mod sending;
pub mod settings;
pub mod setup;
pub mod signing;
pub mod staff;
pub mod templates;
