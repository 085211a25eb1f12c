//! What papers are made of.
//!
//! ```text
//! body of a template ── minijinja, one pass ──▶ HTML ── allow-list ──▶ Markup ──▶ the page, a mail
//!        + a view (plain data)                                            └─────▶ the tree that is typeset
//! ```
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | kinds, states, versions, findings, what forms send |
//! | `views` | plain structs with everything a paper of a kind can print: the content of snapshots, data only |
//! | `shortcodes` | the closed list of shortcodes: names, types, meanings, other spellings and values, in one place |
//! | `known` | what of that list the check needs, by kind |
//! | `check` | what is wrong in a template, with its place; what a paper has to have for it |
//! | `markup` | the allow-list of HTML; what the cells of lines say of themselves, for narrow pages |
//! | `render` | one pass from body and view to markup, within limits |
//! | `builtin` | the templates that come with the program |
//! | `serving` | which template serves a paper, and the paper made with it: [`serving::markup_of`] is where the HTML of every paper comes from |
//! | `texts` | what papers with a text of their own begin with |
//! | `store`, `actions`, `api`, `pages` | templates as they are kept, versioned, published |
//! | `pictures` | templates as pictures |
//! | `hash` | what a template is recognised by |
//! | `diff` | two versions in words |
//! | `samples` | made-up papers on which templates are tried |
//!
//! # The HTML of a paper
//! What comes out of a template, and what a template's body is written in, is a fragment (no `<html>`, no `<body>`) of nothing but these. All else
//! is dropped by the allow-list: `<script>` and `<style>` with their content, other tags with their content kept, other attributes
//! alone. There are no links, no addresses, no scripts, no handlers, no style sheets, no SVG, no forms.
//!
//! | tag | attributes | what it is |
//! |---|---|---|
//! | `<p>` | `style="text-align: …"`, `class` = `lead`, `note`, `small`, `keep` | a paragraph; `lead` is larger, `note` keeps the line breaks of its text, `small` is fine print, `keep` stays on one page with what follows |
//! | `<h1>` `<h2>` `<h3>` | `style="text-align: …"` | headings; `<h1>` is the title of the paper, once |
//! | `<strong>` `<b>` `<em>` `<i>` `<u>` `<s>` `<small>` `<sub>` `<sup>` `<br>` | | within text |
//! | `<span>` | `class` = `nowrap`, `copy`, `muted` | never broken across lines; chosen as a whole when clicked; grey |
//! | `<ul>` `<ol>` `<li>` | `start` on `<ol>` | lists |
//! | `<table>` | `class` = `positions`, `rows`, `bank`, `plain`, `sums`, `parties` | see below |
//! | `<colgroup>` `<col>` | `style="width: …"`, `span` on `<col>` | widths of columns; a column without one shares what is left |
//! | `<thead>` `<tbody>` `<tfoot>` `<tr>` | `class` = `total` on `<tr>` | the head is repeated on each page, a row is never torn, `total` is bold |
//! | `<th>` `<td>` | `colspan`, `rowspan` (1–40), `style="text-align: …; width: …"`, `class` = `num`, `nowrap` | `num` is set right, in figures of one width, on one line |
//! | `<div class="columns">` | | its `<div>`s stand side by side, each as wide as the next: two languages, two parties |
//! | `<div class="signatures">` | | never torn; each `<div class="signature">` in it is one side, side by side; where one is only a picture (the stamp), the others stand one under another beside it |
//! | `<div class="keep">` | | never torn |
//! | `<div class="qr">` | `data-qr="payment"` | the place of the QR code for paying; empty, and printed as nothing where there is no code |
//! | `<div>` | `lang` = `ru`, `uk`, `en`; `style="text-align: …"` | a part in another language |
//! | `<hr>` | | a thin line |
//! | `<hr class="page-break">` | | a new page begins |
//! | `<img>` | `data-asset` = `logo`, `stamp`, `facsimile`, `accountant_facsimile`; `style="width: …; height: …"`; `alt` | a picture of the own company; printed as nothing where there is none. A *clean* rendition leaves `stamp` and the facsimiles out, and keeps their place. Never a `src` in a template |
//!
//! Values: `text-align` is `left`, `center`, `right` or `justify`; `width` and `height` are a number with at most two places and `%`, `mm`
//! or `px` (`<img>`: `mm` or `px`).
//!
//! Tables: `positions` (the lines of a paper: thin lines around cells, full width), `rows` (the same, for statements), `bank` (bordered, the block
//! of a payment order), `plain` (no lines at all, full width), `parties` (no lines; the first column is a narrow label), `sums` (no lines, set
//! right: label and amount). A table without a class is bordered.

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
#[cfg(feature = "ssr")]
pub mod builtin;
#[cfg(feature = "ssr")]
pub mod check;
#[cfg(feature = "ssr")]
mod diff;
#[cfg(feature = "ssr")]
pub mod hash;
#[cfg(feature = "ssr")]
mod known;
#[cfg(feature = "ssr")]
pub mod markup;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod pictures;
#[cfg(feature = "ssr")]
pub mod render;
#[cfg(feature = "ssr")]
pub mod samples;
#[cfg(feature = "ssr")]
pub mod serving;
#[cfg(feature = "ssr")]
pub mod shortcodes;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
#[cfg(feature = "ssr")]
pub mod texts;
pub mod views;
