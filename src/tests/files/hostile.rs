//! Files that somebody means harm by: refused, or harmless.

use super::{PDF, attached, received};
use crate::company::organization::picture::tests::{claims, red};
use crate::desk::files::actions as desk;
use crate::error::AppError;
use crate::kernel::ids::Id;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::records::files::actions::open;
use crate::tests::invoices::{client, problem};
use crate::tests::on_both_engines;

/// The name a file is kept under.
async fn kept_as(sent: &str, bytes: &[u8], kept: &str) {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let card = (OwnerKind::Client, client(ctx, "ТОВ «Ціль»").await.uuid());
        let file = attached(ctx, card, sent, bytes).await;
        assert_eq!(desk::show(ctx, file).await.unwrap().file.name, kept);
        let opened = open(ctx, file, false).await.unwrap();
        // Whatever it is, it is saved and never shown.
        assert_eq!(opened.media_type, "application/octet-stream");
        assert_eq!(opened.name, kept);
    })
    .await;
}

/// Why a file is refused; nothing of it stays on the way in.
async fn refused(sent: &str, bytes: &[u8], why: Problem) {
    on_both_engines(async |env| {
        let answer = received(&env.ctx, sent, bytes).await;
        assert_eq!(problem(answer), ("file".to_owned(), why.clone()), "{sent}");
        let mut next = env.ctx.blobs.incoming().await.unwrap();
        let beside = next.readable().await.unwrap().parent().unwrap().to_owned();
        assert_eq!(beside.read_dir().unwrap().count(), 1, "only the next one");
    })
    .await;
}

const HTML: &[u8] = b"<!doctype html><script>alert(document.cookie)</script>";
const SVG: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";

#[tokio::test]
async fn a_zero_byte_ends_no_name() {
    kept_as("report.pdf\0.pdf", PDF, "report.pdf_.pdf").await;
    refused("report.exe\0", PDF, Problem::FileTypeRefused).await;
}

#[tokio::test]
async fn a_name_that_turns_the_direction_of_writing_is_read_as_it_is() {
    kept_as("photo\u{202e}gnp.pdf", PDF, "photognp.pdf").await;
    refused("photo\u{202e}fdp.exe", PDF, Problem::FileTypeRefused).await;
}

#[tokio::test]
async fn folders_in_a_name_lead_nowhere() {
    kept_as("../../../../etc/cron.d/x.txt", b"text", "x.txt").await;
    kept_as("..\\..\\x.txt", b"text", "x.txt").await;
}

#[tokio::test]
async fn control_characters_and_line_breaks_in_a_name_make_no_header() {
    kept_as("a\r\nSet-Cookie: x=1.pdf", PDF, "a__Set-Cookie_ x=1.pdf").await;
}

#[tokio::test]
async fn a_name_of_three_hundred_characters_is_cut() {
    let kept = format!("{}.pdf", "д".repeat(120));
    kept_as(&format!("{}.pdf", "д".repeat(300)), PDF, &kept).await;
}

#[tokio::test]
async fn markup_in_a_name_is_text() {
    kept_as(
        "\"><img src=x onerror=alert(1)>.pdf",
        PDF,
        "___img src=x onerror=alert(1)_.pdf",
    )
    .await;
}

#[tokio::test]
async fn the_ending_of_a_program_inside_a_name_is_none() {
    kept_as("x.php.png", &red(image::ImageFormat::Png), "x_php.png").await;
    refused("x.png.php", &red(image::ImageFormat::Png), Problem::FileTypeRefused).await;
}

#[tokio::test]
async fn a_page_named_as_a_pdf_is_refused() {
    refused("invoice.pdf", HTML, Problem::FileNotAsNamed).await;
}

#[tokio::test]
async fn a_page_is_refused() {
    refused("page.html", HTML, Problem::FileTypeRefused).await;
}

#[tokio::test]
async fn a_page_named_as_a_text_is_a_text() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let card = (OwnerKind::Client, client(ctx, "ТОВ «Ціль»").await.uuid());
        let file = attached(ctx, card, "page.txt", HTML).await;
        let opened = open(ctx, file, true).await.unwrap();
        assert_eq!(opened.media_type, "text/plain; charset=utf-8");
    })
    .await;
}

#[tokio::test]
async fn a_drawing_that_holds_scripts_is_refused_under_any_name() {
    refused("drawing.svg", SVG, Problem::FileTypeRefused).await;
    refused("drawing.png", SVG, Problem::FileNotAsNamed).await;
    let declared = [b"<?xml version=\"1.0\"?>", SVG].concat();
    refused("drawing.xml", &declared, Problem::FileNotAsNamed).await;
}

#[tokio::test]
async fn an_empty_file_is_refused() {
    refused("empty.pdf", b"", Problem::EmptyFile).await;
}

#[tokio::test]
async fn a_program_is_refused_under_any_name() {
    refused("setup.exe", b"MZ\x90\0", Problem::FileTypeRefused).await;
    refused("setup.pdf", b"MZ\x90\0", Problem::FileNotAsNamed).await;
}

#[tokio::test]
async fn a_picture_of_twenty_thousand_pixels_a_side_is_refused_by_its_head() {
    let side = 16_384;
    refused("huge.png", &claims(20_000, 20_000), Problem::TooManyPixels { side }).await;
}

#[tokio::test]
async fn a_picture_too_large_to_decode_is_kept_and_not_looked_at() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let card = (OwnerKind::Client, client(ctx, "ТОВ «Ціль»").await.uuid());
        for (name, bytes) in [("wide.png", claims(16_000, 16_000)), ("bomb.png", claims(5000, 5000))] {
            let file = attached(ctx, card, name, &bytes).await;
            assert!(!desk::show(ctx, file).await.unwrap().file.has_picture, "{name}");
            assert_eq!(open(ctx, file, true).await.err(), Some(AppError::NotFound), "{name}");
        }
    })
    .await;
}
