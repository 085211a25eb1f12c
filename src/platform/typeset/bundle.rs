//! Several files as a ZIP archive. PDF is compressed already, so they are stored as they are.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::TypesetError;

/// The files under their names. Two that are called the same get numbers, so that none takes another's place.
///
/// # Errors
/// [`TypesetError`] if the archive would be too large.
pub fn bundle(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, TypesetError> {
    let told = |error: &dyn std::fmt::Display| TypesetError(format!("archive: {error}"));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
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
