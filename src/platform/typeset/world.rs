//! The typesetter's world: one source, the data and the pictures of one paper, the embedded fonts. There is no file system in it, no
//! network, no package, and no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/fonts.rs"));
}

/// What all papers share.
struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    source: Option<Source>,
}

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let fonts: Vec<Font> = embedded::FONTS
        .iter()
        .flat_map(|bytes| Font::iter(Bytes::new(*bytes)))
        .collect();
    Desk {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        source: file_id("document.typ").map(|id| Source::new(id, include_str!("document.typ").to_owned())),
    }
});

/// The id of a file by its name. Ids are kept for ever, so names are those of a short list.
fn file_id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One paper on the desk.
pub(super) struct Paper {
    main: FileId,
    files: Vec<(FileId, Bytes)>,
}

impl Paper {
    /// A paper with its data and its pictures, which are found by their names.
    pub fn new(data: Vec<u8>, pictures: impl Iterator<Item = (String, Vec<u8>)>) -> Option<Self> {
        let mut files = vec![(file_id("paper.json")?, Bytes::new(data))];
        for (name, png) in pictures {
            files.push((file_id(&name)?, Bytes::new(png)));
        }
        let main = DESK.source.as_ref()?.id();
        Some(Self { main, files })
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &DESK.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &DESK.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = DESK.source.clone().filter(|source| source.id() == id);
        source.ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(own, _)| *own == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        DESK.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
