//! Pictures that somebody has sent are judged by their head before anything is decoded, and decoded within limits.

use std::io::{self, BufRead, Seek};

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::kernel::problem::Problem;

/// What a decoder may take, in bytes: four for each pixel, and as much again for its work.
const DECODER_MEMORY: u64 = 256 << 20;

/// Endings of files that something somewhere runs: no name carries one before its last ending.
const PROGRAMS: [&str; 26] = [
    "asp", "aspx", "bat", "cgi", "cmd", "com", "exe", "htm", "html", "jar", "js", "jsp", "mjs", "phar", "php", "php3",
    "php5", "phtml", "pl", "ps1", "py", "rb", "sh", "shtml", "svg", "xhtml",
];

/// Whether a part of a name, in small letters, is the ending of a program or of a page.
#[must_use]
pub fn is_program(part: &str) -> bool {
    PROGRAMS.contains(&part.trim())
}

/// Width and height as the head of a PNG, JPEG or WebP says them.
///
/// # Errors
/// [`Problem::NotAPicture`] for anything else, [`Problem::TooManyPixels`] for a side longer than `longest_side`.
pub fn size<R: BufRead + Seek>(open: impl Fn() -> io::Result<R>, longest_side: u32) -> Result<(u32, u32), Problem> {
    let reader = reader(&open)?;
    let known = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];
    if !reader.format().is_some_and(|format| known.contains(&format)) {
        return Err(Problem::NotAPicture);
    }
    let (width, height) = reader.into_dimensions().map_err(|_| Problem::NotAPicture)?;
    if width.max(height) > longest_side {
        return Err(Problem::TooManyPixels { side: longest_side });
    }
    Ok((width, height))
}

/// Decodes a picture, the right way up.
///
/// # Errors
/// As [`size`]; [`Problem::NotAPicture`] also for what can't be decoded within the limits.
pub fn decoded<R: BufRead + Seek>(
    open: impl Fn() -> io::Result<R>,
    longest_side: u32,
) -> Result<DynamicImage, Problem> {
    size(&open, longest_side)?;
    let mut reader = reader(&open)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(longest_side);
    limits.max_image_height = Some(longest_side);
    limits.max_alloc = Some(DECODER_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Problem::NotAPicture)?;
    let orientation = decoder.orientation().map_err(|_| Problem::NotAPicture)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Problem::NotAPicture)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn reader<R: BufRead + Seek>(open: &impl Fn() -> io::Result<R>) -> Result<ImageReader<R>, Problem> {
    let opened = open().map_err(|_| Problem::NotAPicture)?;
    ImageReader::new(opened)
        .with_guessed_format()
        .map_err(|_| Problem::NotAPicture)
}
