//! A sent picture is not trusted: it is judged by its content, decoded, and written anew as PNG. What was hidden in the file
//! (EXIF, a second format, scripts) does not come along.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat};
use sha2::{Digest, Sha256};

use crate::kernel::problem::Problem;
use crate::platform::pictures;

/// The largest file: 5 MB.
pub const LARGEST_FILE: usize = 5 * MEGABYTE;
const MEGABYTE: usize = 1 << 20;
/// The longest side of a picture that is decoded, in pixels.
const LONGEST_SIDE: u32 = 5000;
/// The longest side of a picture that is kept: 13 cm in print.
const KEPT_SIDE: u32 = 1600;
/// A picture as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// PNG.
    pub bytes: Vec<u8>,
    pub sha256: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Judges a file and writes it anew.
///
/// # Errors
/// A problem with a sentence of its own for an empty file, one that is too large, no PNG, JPEG or WebP by name and content, or
/// with too many pixels (which is seen before it is decoded).
pub fn prepared(file_name: &str, bytes: &[u8]) -> Result<Picture, Problem> {
    if bytes.is_empty() {
        return Err(if file_name.is_empty() {
            Problem::Required
        } else {
            Problem::EmptyFile
        });
    }
    if bytes.len() > LARGEST_FILE {
        return Err(too_large());
    }
    if !is_named_as_a_picture(file_name) {
        return Err(Problem::NotAPicture);
    }
    let decoded = pictures::decoded(|| Ok(Cursor::new(bytes)), LONGEST_SIDE)?;
    let picture = if decoded.width().max(decoded.height()) > KEPT_SIDE {
        decoded.resize(KEPT_SIDE, KEPT_SIDE, FilterType::Lanczos3)
    } else {
        decoded
    };
    // Eight bits a channel are enough for print, and every reader of PNG knows them.
    let picture = DynamicImage::ImageRgba8(picture.into_rgba8());
    let mut png = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .map_err(|_| Problem::NotAPicture)?;
    Ok(Picture {
        sha256: hash(&png),
        width: picture.width(),
        height: picture.height(),
        bytes: png,
    })
}

/// By which a picture is known.
#[must_use]
pub fn hash(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// What is said of a file beyond [`LARGEST_FILE`].
#[must_use]
pub const fn too_large() -> Problem {
    Problem::FileTooLarge {
        megabytes: LARGEST_FILE / MEGABYTE,
    }
}

/// `logo.png`, `Печать 2.JPG`, and not `x.php.png`.
fn is_named_as_a_picture(file_name: &str) -> bool {
    let name = file_name.to_lowercase();
    let mut parts = name.rsplit('.');
    let ending = parts.next().unwrap_or_default();
    let pictures = ["png", "jpg", "jpeg", "webp"];
    let mut inner: Vec<&str> = parts.collect();
    // What stands before the first dot is the name itself.
    inner.pop().is_some() && pictures.contains(&ending) && !inner.iter().any(|part| pictures::is_program(part))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

    use super::{LARGEST_FILE, Problem, is_named_as_a_picture, prepared};

    /// A small red picture in a format.
    pub fn red(format: ImageFormat) -> Vec<u8> {
        sized(40, 20, format)
    }

    /// The same in another colour.
    pub fn blue(format: ImageFormat) -> Vec<u8> {
        painted(40, 20, [0, 0, 200], format)
    }

    fn sized(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        painted(width, height, [200, 0, 0], format)
    }

    fn painted(width: u32, height: u32, colour: [u8; 3], format: ImageFormat) -> Vec<u8> {
        let picture = RgbImage::from_pixel(width, height, Rgb(colour));
        let mut bytes = Vec::new();
        DynamicImage::ImageRgb8(picture)
            .write_to(&mut Cursor::new(&mut bytes), format)
            .unwrap();
        bytes
    }

    /// A PNG that claims a size in its head, with the checksum of that head, and has no pixels at all.
    pub fn claims(width: u32, height: u32) -> Vec<u8> {
        let mut png = sized(1, 1, ImageFormat::Png);
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        let crc = crc32(&png[12..29]);
        png[29..33].copy_from_slice(&crc.to_be_bytes());
        png
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 {
                    (crc >> 1) ^ 0xEDB8_8320
                } else {
                    crc >> 1
                }
            })
        })
    }

    #[test]
    fn pictures_are_written_anew_as_png() {
        for (name, format) in [
            ("logo.png", ImageFormat::Png),
            ("Печать 2.JPG", ImageFormat::Jpeg),
            ("a.jpeg", ImageFormat::Jpeg),
            ("facsimile.v2.webp", ImageFormat::WebP),
        ] {
            let picture = prepared(name, &red(format)).unwrap();
            assert_eq!(image::guess_format(&picture.bytes).unwrap(), ImageFormat::Png, "{name}");
            assert_eq!((picture.width, picture.height, picture.sha256.len()), (40, 20, 32));
        }
        let large = prepared("l.png", &sized(3200, 100, ImageFormat::Png)).unwrap();
        assert_eq!((large.width, large.height), (1600, 50), "made smaller for print");
    }

    #[test]
    fn nothing_of_exif_comes_along() {
        // An APP1 segment with EXIF after the start of the image: turned by 90°, and a place name.
        let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0Secret place";
        let jpeg = red(ImageFormat::Jpeg);
        let mut sent = jpeg[..2].to_vec();
        sent.extend([0xFF, 0xE1]);
        sent.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        sent.extend(exif);
        sent.extend(&jpeg[2..]);
        let picture = prepared("photo.jpg", &sent).unwrap();
        assert_eq!((picture.width, picture.height), (20, 40), "stands the right way up");
        assert!(!picture.bytes.windows(6).any(|part| part == b"Secret"));
    }

    #[test]
    fn what_is_no_picture_is_refused_with_its_reason() {
        let png = red(ImageFormat::Png);
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        let html = b"<!doctype html><img src=x onerror=alert(1)>";
        let cut = &png[..png.len() / 2];
        for (name, bytes, problem) in [
            ("", &b""[..], Problem::Required),
            ("empty.png", b"", Problem::EmptyFile),
            ("logo.svg", svg, Problem::NotAPicture),
            ("logo.png", svg, Problem::NotAPicture),
            ("page.png", html, Problem::NotAPicture),
            ("x.php.png", &png, Problem::NotAPicture),
            ("logo.png.exe", &png, Problem::NotAPicture),
            ("logo", &png, Problem::NotAPicture),
            (".png", cut, Problem::NotAPicture),
            ("cut.png", cut, Problem::NotAPicture),
            (
                "huge.png",
                &claims(20_000, 20_000),
                Problem::TooManyPixels { side: 5000 },
            ),
            ("long.png", &claims(10, 5001), Problem::TooManyPixels { side: 5000 }),
            ("bomb.png", &claims(5000, 5000), Problem::NotAPicture),
            (
                "large.png",
                &vec![0; LARGEST_FILE + 1],
                Problem::FileTooLarge { megabytes: 5 },
            ),
        ] {
            assert_eq!(prepared(name, bytes).unwrap_err(), problem, "{name}");
        }
        assert!(is_named_as_a_picture("ooo.romashka.2026.png"));
        assert!(!is_named_as_a_picture("a.HTML.png"));
    }
}
