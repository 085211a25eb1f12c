//! Whether a file is what its name says, and the picture to look at.

use std::fs::File;
use std::io::{BufReader, Cursor};
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, RgbImage};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::model::{FileType, Shown};
use crate::kernel::problem::Problem;
use crate::platform::pictures;

/// The longest side of a picture that is taken, in pixels.
const LONGEST_SIDE: u32 = 16_384;
/// A picture with more pixels is kept, and not looked at: decoding it takes too much of the server.
const MOST_PIXELS: u64 = 50_000_000;
/// The longest side of the picture to look at.
const LOOKED_AT: u32 = 1_280;
/// Of its JPEG, of 100.
const QUALITY: u8 = 80;

/// One picture is decoded at a time: each takes some hundred megabytes for a moment.
static DECODING: Semaphore = Semaphore::const_new(1);

/// The type of a file by the ending of its name, if it begins as files of that type do.
///
/// # Errors
/// [`Problem::EmptyFile`], [`Problem::FileTypeRefused`], [`Problem::FileNotAsNamed`].
pub fn judged(name: &str, head: &[u8]) -> Result<FileType, Problem> {
    let kind = FileType::of_name(name).ok_or(Problem::FileTypeRefused)?;
    if head.is_empty() {
        return Err(Problem::EmptyFile);
    }
    if fits(kind, head) {
        Ok(kind)
    } else {
        Err(Problem::FileNotAsNamed)
    }
}

/// Whether files of a type begin so.
fn fits(kind: FileType, head: &[u8]) -> bool {
    let begins = |marks: &[&[u8]]| marks.iter().any(|mark| head.starts_with(mark));
    let holds = |at: usize, mark: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(mark));
    match kind {
        FileType::Pdf => begins(&[b"%PDF-"]),
        FileType::Png => begins(&[b"\x89PNG\r\n\x1a\n"]),
        FileType::Jpeg => begins(&[b"\xff\xd8\xff"]),
        FileType::Webp => begins(&[b"RIFF"]) && holds(8, b"WEBP"),
        FileType::Gif => begins(&[b"GIF87a", b"GIF89a"]),
        FileType::Tiff => begins(&[b"II*\0", b"MM\0*"]),
        FileType::Heic => [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heif"]
            .iter()
            .any(|brand| holds(4, b"ftyp") && holds(8, *brand)),
        FileType::Docx
        | FileType::Xlsx
        | FileType::Pptx
        | FileType::Odt
        | FileType::Ods
        | FileType::Odp
        | FileType::Zip => begins(&[b"PK\x03\x04", b"PK\x05\x06"]),
        FileType::Doc | FileType::Xls | FileType::Ppt | FileType::Message => {
            begins(&[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
        }
        FileType::Rtf => begins(&[b"{\\rtf"]),
        FileType::SevenZip => begins(&[b"7z\xbc\xaf\x27\x1c"]),
        FileType::Rar => begins(&[b"Rar!\x1a\x07"]),
        FileType::Signature => {
            // A sequence of DER, or its text.
            begins(&[
                b"\x30\x80",
                b"\x30\x81",
                b"\x30\x82",
                b"\x30\x83",
                b"\x30\x84",
                b"-----BEGIN ",
            ])
        }
        FileType::Text | FileType::Csv => is_text(head),
        FileType::Xml => is_xml(head),
    }
}

/// Without the characters that texts do not have. Texts in two bytes a letter say so first.
fn is_text(head: &[u8]) -> bool {
    let is_wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let is_odd = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    is_wide || !head.iter().any(is_odd)
}

/// A document of data, and none that a browser draws.
fn is_xml(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches('\u{feff}');
    text.starts_with("<?xml")
        && !["<svg", ":svg", "<html", ":html", "<!doctype html"]
            .iter()
            .any(|drawn| text.contains(drawn))
}

/// In which spelling a text begins.
#[must_use]
pub fn charset(head: &[u8]) -> &'static str {
    match std::str::from_utf8(head) {
        Ok(_) => "utf-8",
        // A letter that is cut at the end of what was read.
        Err(error) if error.error_len().is_none() => "utf-8",
        Err(_) if head.starts_with(b"\xff\xfe") => "utf-16le",
        Err(_) if head.starts_with(b"\xfe\xff") => "utf-16be",
        Err(_) => "windows-1251",
    }
}

/// A smaller picture of a file to look at, written anew as JPEG; `None` for what is no picture or can't be decoded. Only the head of a
/// picture is read before its size is known.
///
/// # Errors
/// [`Problem::TooManyPixels`].
pub async fn picture(kind: FileType, path: &Path) -> Result<Option<Vec<u8>>, Problem> {
    if kind.shown() != Shown::Picture {
        return Ok(None);
    }
    let path = path.to_owned();
    // Closed never: then a picture less is looked at.
    let Ok(_turn) = DECODING.acquire().await else {
        return Ok(None);
    };
    let drawn = spawn_blocking(move || drawn(&path)).await;
    drawn.unwrap_or(Ok(None))
}

fn drawn(path: &Path) -> Result<Option<Vec<u8>>, Problem> {
    let open = || File::open(path).map(BufReader::new);
    let (width, height) = match pictures::size(open, LONGEST_SIDE) {
        Ok(size) => size,
        Err(problem @ Problem::TooManyPixels { .. }) => return Err(problem),
        Err(_) => return Ok(None),
    };
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Ok(None);
    }
    Ok(pictures::decoded(open, LONGEST_SIDE)
        .ok()
        .and_then(|picture| written(&picture)))
}

fn written(picture: &DynamicImage) -> Option<Vec<u8>> {
    let small = if picture.width().max(picture.height()) > LOOKED_AT {
        &picture.resize(LOOKED_AT, LOOKED_AT, FilterType::Triangle)
    } else {
        picture
    };
    let mut jpeg = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    on_white(small).write_with_encoder(encoder).ok()?;
    Some(jpeg.into_inner())
}

/// What can be seen through stands on white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let rgba = picture.to_rgba8();
    let mut whole = RgbImage::new(rgba.width(), rgba.height());
    for (pixel, seen) in whole.pixels_mut().zip(rgba.pixels()) {
        let [red, green, blue, alpha] = seen.0;
        let mixed = |colour: u8| {
            let sum = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(sum / 255).unwrap_or(u8::MAX)
        };
        pixel.0 = [mixed(red), mixed(green), mixed(blue)];
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::{FileType, Problem, charset, judged};

    #[test]
    fn a_file_is_what_its_name_and_its_content_say() {
        for (name, head, kind) in [
            ("a.pdf", &b"%PDF-1.7\n"[..], FileType::Pdf),
            ("a.PNG", b"\x89PNG\r\n\x1a\n\0", FileType::Png),
            ("a.b.jpeg", b"\xff\xd8\xff\xe0", FileType::Jpeg),
            ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", FileType::Webp),
            ("a.heic", b"\0\0\0\x18ftypheic", FileType::Heic),
            ("a.docx", b"PK\x03\x04\x14", FileType::Docx),
            ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileType::Xls),
            ("a.txt", "Привіт\n".as_bytes(), FileType::Text),
            ("a.xml", b"<?xml version=\"1.0\"?><doc/>", FileType::Xml),
            ("a.pdf.p7s", b"\x30\x82\x01", FileType::Signature),
        ] {
            assert_eq!(judged(name, head), Ok(kind), "{name}");
        }
    }

    #[test]
    fn what_has_another_ending_is_refused() {
        for name in [
            "a.exe",
            "a.svg",
            "a.html",
            "a.docm",
            "a",
            "a.pdf.exe",
            "a.",
            "a.p\u{200b}df",
            "",
            "pdf",
        ] {
            assert_eq!(judged(name, b"%PDF-1.7"), Err(Problem::FileTypeRefused), "{name}");
        }
    }

    #[test]
    fn what_is_something_else_than_its_name_says_is_refused() {
        let html = b"<!doctype html><script>alert(1)</script>";
        let svg = b"<?xml version=\"1.0\"?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
        for (name, head) in [
            ("page.pdf", &html[..]),
            ("page.png", html),
            ("page.docx", html),
            ("drawing.png", svg),
            ("drawing.xml", svg),
            ("program.pdf", b"MZ\x90\0"),
            ("program.txt", b"MZ\x90\0\x03"),
            ("late.pdf", b"<html>%PDF-1.7"),
            ("picture.jpg", b"\x89PNG\r\n\x1a\n"),
        ] {
            assert_eq!(judged(name, head), Err(Problem::FileNotAsNamed), "{name}");
        }
        assert_eq!(judged("empty.pdf", b""), Err(Problem::EmptyFile));
    }

    #[test]
    fn a_text_is_read_in_the_letters_it_is_written_in() {
        assert_eq!(charset("Привіт".as_bytes()), "utf-8");
        assert_eq!(charset(&"Привіт".as_bytes()[..5]), "utf-8", "cut in a letter");
        assert_eq!(charset(b"\xcf\xf0\xe8\xe2\xb3\xf2"), "windows-1251");
    }
}
