//! Several files as a ZIP archive. PDF is compressed already, so they are stored as they are.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::TypesetError;
use crate::kernel::date::LocalTime;

/// The files under their names, dated `at`, which an archive keeps without a time zone. Two that are called the same get numbers, so that
/// none takes another's place.
///
/// # Errors
/// [`TypesetError`] if the archive would be too large.
pub fn bundle(files: Vec<(String, Vec<u8>)>, at: LocalTime) -> Result<Vec<u8>, TypesetError> {
    let told = |error: &dyn std::fmt::Display| TypesetError(format!("archive: {error}"));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(dated(at));
    let mut names = BTreeSet::new();
    for (name, bytes) in files {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "pdf"));
        let numbered = |n: usize| format!("{stem} ({n}).{extension}");
        let mut unique = name.clone();
        let mut n = 2;
        while !names.insert(unique.to_lowercase()) {
            unique = numbered(n);
            n += 1;
        }
        archive.start_file(unique, options).map_err(|error| told(&error))?;
        archive.write_all(&bytes).map_err(|error| told(&error))?;
    }
    let written = archive.finish().map_err(|error| told(&error))?;
    Ok(written.into_inner())
}

/// A time as archives have it: they know the years from 1980 to 2107, and begin with the first where it is none of them.
fn dated(at: LocalTime) -> DateTime {
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    let (month, day) = (part(at.month()), part(at.day()));
    let (hour, minute, second) = (part(at.hour()), part(at.minute()), part(at.second()));
    DateTime::from_date_and_time(year, month, day, hour, minute, second).unwrap_or_default()
}
