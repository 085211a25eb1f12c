//! Widgets used by several rooms. Every page works without JavaScript: what a widget does there is said beside it.
//!
//! | file | what it gives |
//! |---|---|
//! | `query` | [`query::UrlFilter`]: the state of a page that lives in its address; [`query::href`] |
//! | `load` | [`load::Data`]: what a page loads; [`load::Load`]: its waiting, its errors and their HTTP status; [`load::Permitted`] |
//! | `recheck` | [`recheck::Recheck`], [`recheck::Follow`] of a list: what is on its way is asked for again |
//! | `rights` | [`may`]: what the reader may do |
//! | `regarding` | [`regarding::Regarding`]: a part of a page that is about one client |
//! | `form` | [`form::Form`] around a server function, problems beside fields, conflicts, double sends; the fields |
//! | `picker`, `combo` | [`picker::Picker`]: a choice searched on the server while typing; [`combo::Combo`]: the list that opens |
//! | `search_field` | [`search_field::SearchField`]: the search at the top, with what it leads to while one types |
//! | `table` | [`table::DataTable`] with [`table::Column`]s: sorting, paging, cards on a phone |
//! | `totals` | [`totals::totals`]: what a list comes to |
//! | `plain_table` | [`plain_table::plain_table`]: headings over a few rows |
//! | `print` | [`print::PrintButton`] |
//! | `preview` | [`preview::RowPreview`]: the document of a row beside its list |
//! | `picks` | [`picks::Picks`]: rows of a table that are chosen, to do one thing with all of them |
//! | `html` | [`html::Html`]: markup that is written once: the cells of tables |
//! | `columns` | [`columns::ColumnChoice`]: the columns of lists that a reader has put away, or asked for |
//! | `filter_bar` | [`filter_bar::FilterBar`]: search box and chips above a table |
//! | `narrow` | [`narrow::NarrowForm`]: what narrows a list beside search and chips |
//! | `period` | [`period::PeriodForm`]: any period, above a table; [`period::period_chips`]: those that have a name |
//! | `page` | [`page::PageHead`], [`page::Section`], [`page::Facts`], [`page::EmptyState`] |
//! | `steps` | [`steps::StepMenu`], [`steps::rare_steps`]: what can be done with a document |
//! | `tabs` | [`tabs::Tabs`]: links with counts |
//! | `strip` | [`strip::links_bar`]: links in the shape of tabs; [`strip::shows_current`] of any row of links: the current one is in sight |
//! | `long_number` | [`long_number::with_long_numbers`]: numbers of accounts break between their groups only |
//! | `copy`, `clipboard` | [`copy::CopyButton`]: a value by a click |
//! | `badge`, `money` | [`badge::Badge`], [`money::MoneyText`] |
//! | `bars` | [`bars::Bars`]: sums side by side |
//! | `dialog`, `drawer` | [`dialog::Dialog`] in the middle, [`drawer::Drawer`] from the right |
//! | `doors` | the way home and to the sign-in, of the staff's pages and of the cabinet's |
//! | `toast` | [`toast::use_toasts`]: short words about what has been done |
//! | `update` | [`update::UpdateBar`]: a newer Akta is there |
//! | `skeleton` | grey bars where data will be |
//! | `icons` | [`icons::Icon`] |
//! | `walk` | from one document of a list to the next, and back to the list |
//! | `layout`, `keys` | [`layout::Layout`] of the staff's pages, [`layout::PlainLayout`] of sign-in and setup; the keyboard |
//! | `kept` | [`kept::Keeper`]: what is being typed survives a reload |
//! | `text` | sentences for [`crate::kernel::problem::Problem`] and [`crate::error::AppError`] |
//! | `names` | names under which the browser finds in a page what was loaded for it |
//! | `side` | the few things that differ between server and browser |

pub mod badge;
pub mod bars;
#[cfg_attr(feature = "ssr", path = "clipboard_server.rs")]
#[cfg_attr(not(feature = "ssr"), path = "clipboard_browser.rs")]
pub mod clipboard;
pub mod columns;
pub mod combo;
pub mod copy;
pub mod dialog;
pub mod doors;
pub mod drawer;
pub mod filter_bar;
pub mod form;
pub mod html;
pub mod icons;
pub mod kept;
pub mod keys;
pub mod layout;
pub mod load;
pub mod long_number;
pub mod money;
pub mod names;
pub mod narrow;
pub mod page;
pub mod period;
pub mod picker;
pub mod picks;
pub mod plain_table;
pub mod preview;
pub mod print;
pub mod query;
pub mod recheck;
pub mod regarding;
mod rights;
pub mod search_field;
#[cfg_attr(feature = "ssr", path = "side_server.rs")]
#[cfg_attr(not(feature = "ssr"), path = "side_browser.rs")]
mod side;
pub mod skeleton;
pub mod steps;
pub mod strip;
pub mod table;
pub mod tabs;
pub mod text;
pub mod toast;
pub mod totals;
pub mod update;
mod walk;

pub use rights::may;
pub use side::{carry, lead_on};
pub use text::{error_text, failure, first_problem_text, lower_first, problem_text};
