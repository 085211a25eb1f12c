//! What the editor in the browser says: all its words, and what its table of positions can hold. The editor itself knows no language.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::documents::templates::model::{Group, Shortcode};
use crate::documents::templates::pages::words::group;
use crate::kernel::lang::Lang;
use crate::tr;

/// The texts of `locales/*/studio.json` under their keys.
macro_rules! said {
    ($($key:ident),* $(,)?) => {
        [$((stringify!($key), tr!(studio.$key)),)*]
    };
}

/// A text in the language of a paper.
macro_rules! say {
    ($lang:expr, $($tokens:tt)*) => {
        ::leptos_i18n::td_string!($crate::text::locale_of($lang), $($tokens)*)
    };
}

/// All words, as JSON.
#[must_use]
pub fn words() -> String {
    let own = said![
        text,
        toolbar,
        table_bar,
        style,
        style_p,
        style_lead,
        style_note,
        style_small,
        style_keep,
        style_h1,
        style_h2,
        style_h3,
        bold,
        italic,
        underline,
        small,
        span_muted,
        span_nowrap,
        span_copy,
        align_left,
        align_center,
        align_right,
        align_justify,
        bullets,
        numbers,
        insert,
        condition,
        repeat,
        source,
        undo,
        redo,
        table_kind,
        table_bordered,
        table_positions,
        table_rows,
        table_bank,
        table_plain,
        table_parties,
        table_sums,
        column_before,
        column_after,
        column_drop,
        column_width,
        row_before,
        row_after,
        row_drop,
        merge,
        split,
        head_cells,
        cell_num,
        row_total,
        row_repeat,
        row_condition,
        table_drop,
        blocks,
        block_positions,
        block_table,
        block_plain,
        block_columns,
        block_signatures,
        block_keep,
        block_page_break,
        block_rule,
        block_qr,
        block_logo,
        block_stamp,
        block_facsimile,
        block_accountant_facsimile,
        picture,
        width,
        height,
        codes,
        search,
        nothing_found,
        shortcode,
        shown_as,
        fallback,
        code,
        filter_none,
        filter_money,
        filter_amount,
        filter_in_words,
        filter_short_date,
        filter_long_date,
        filter_upper,
        filter_lower,
        filter_capitalize,
        filter_lines,
        asks_for,
        goes_through,
        said_for,
        said_if,
        said_elif,
        said_else,
        said_end,
        said_not,
        said_and,
        said_or,
        add_else,
        take_away,
        remove,
        apply,
        cancel,
        columns,
        choose_column,
        edge,
        not_a_size,
        not_understood,
        source_piece,
        unreadable,
    ];
    let mut words: BTreeMap<String, &str> = own.into_iter().map(|(key, text)| (key.to_owned(), text)).collect();
    words.extend(Group::ALL.iter().map(|of| (format!("group_{of}"), group(*of))));
    json(&words)
}

/// A column that the table of positions can have.
#[derive(Serialize)]
struct Column {
    /// Of the lines: `quantity`.
    field: &'static str,
    /// In the language of the paper.
    title: &'static str,
    /// Empty: what the others leave.
    width: &'static str,
    /// Set right, in figures of one width.
    num: bool,
    /// Chosen to begin with.
    usual: bool,
}

/// The columns for papers with these shortcodes, as JSON; none for papers without lines.
#[must_use]
pub fn columns(codes: &[Shortcode], paper: Lang) -> String {
    let column = |field, title, width, num, usual| Column {
        field,
        title,
        width,
        num,
        usual,
    };
    let all = [
        column("n", say!(paper, studio.column_n), "5%", true, true),
        column("code", say!(paper, studio.column_code), "10%", false, false),
        column("name", say!(paper, studio.column_name), "", false, true),
        column("period", say!(paper, studio.column_period), "12%", false, false),
        column("quantity", say!(paper, studio.column_quantity), "9%", true, true),
        column("unit", say!(paper, studio.column_unit), "8%", false, true),
        column("price", say!(paper, studio.column_price), "13%", true, true),
        column("discount", say!(paper, studio.column_discount), "9%", true, false),
        column("net", say!(paper, studio.column_net), "14%", true, false),
        column("vat_rate", say!(paper, studio.column_vat_rate), "9%", true, true),
        column("vat", say!(paper, studio.column_vat), "12%", true, false),
        column("gross", say!(paper, studio.column_gross), "14%", true, false),
        column("amount", say!(paper, studio.column_amount), "15%", true, true),
    ];
    let known = |field: &str| codes.iter().any(|code| code.name.strip_prefix("line.") == Some(field));
    let fitting: Vec<Column> = all.into_iter().filter(|column| known(column.field)).collect();
    json(&fitting)
}

/// The shortcodes, as JSON.
#[must_use]
pub fn codes(codes: &[Shortcode]) -> String {
    json(&codes)
}

fn json<T: Serialize>(value: &T) -> String {
    // Plain texts and lists of them can always be written down.
    serde_json::to_string(value).unwrap_or_default()
}
