//! The field's vocabulary: what every room speaks of, on the server and in the browser.
//!
//! Nothing here reads a clock, a database or a request; nothing depends on leptos or sqlx.
//!
//! | file | what it names |
//! |---|---|
//! | `ids` | typed identifiers of the objects |
//! | `currency`, `money`, `fixed` | currencies, amounts in minor units, decimals with six places |
//! | `tax`, `totals` | VAT categories and rates; the one arithmetic of a document |
//! | `line_kind` | goods, service or work |
//! | `lifecycle` | draft, issued, cancelled: of every paper that is issued |
//! | `expression` | arithmetic typed into a number cell |
//! | `requisites` | tax ids and bank accounts: format and control digits |
//! | `signatory` | who signs, in the forms papers need |
//! | `term` | the term of payment, in calendar or banking days |
//! | `date` | calendar dates, instants, periods and their spelling |
//! | `period` | periods by their names: this month, last year |
//! | `actor`, `right` | who acts, with which rights, within which scope |
//! | `role` | the roles that come along, and what each may do at first |
//! | `cabinet` | what a client's contact may see in the cabinet |
//! | `rights` | the table of rights: of which object, for doing what, of use with which others |
//! | `reach` | how far somebody sees: of which kinds of objects all, and of which his own |
//! | `module` | parts that an installation can do without |
//! | `owner` | the object a file, an event or a mail belongs to |
//! | `phone` | telephone numbers, and what of them is dialled |
//! | `paging` | keyset pages, cursors and sort orders |
//! | `problem` | what can be wrong with a typed value, as codes without text |
//! | `validate` | reading a form: trimmed, bounded, checked values, all problems at once |
//! | `format` | numbers in a language's spelling |
//! | `words` | sums in words |
//! | `writing` | what it takes to save a form: one right for a new object, another one for a stored one |
//! | `folding` | the folded spelling in which names are searched |
//! | `sheet` | the cells of an exported list |
//! | `lang` | the three languages |
//! | `viewer` | who looks at a page: name, language, theme, rights |

pub mod actor;
pub mod cabinet;
pub mod currency;
pub mod date;
pub mod expression;
pub mod fixed;
pub mod folding;
pub mod format;
pub mod ids;
pub mod lang;
pub mod lifecycle;
pub mod line_kind;
pub mod module;
pub mod money;
pub mod owner;
pub mod paging;
pub mod period;
pub mod phone;
pub mod problem;
pub mod reach;
pub mod requisites;
mod right;
pub mod rights;
pub mod role;
pub mod sheet;
pub mod signatory;
pub mod tax;
pub mod term;
pub mod totals;
pub mod validate;
pub mod viewer;
pub mod words;
pub mod writing;
