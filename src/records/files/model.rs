//! What a file is.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::date::LocalTime;
use crate::kernel::ids::FileId;
use crate::kernel::owner::OwnerKind;
use crate::kernel::tax::spelled;

/// The field of a form that carries files.
pub const FIELD: &str = "file";

/// So many files of one object and no more.
pub const MOST_OF_OWNER: usize = 1000;

/// So many of them from the client himself: he must not take the room of others.
pub const MOST_FROM_CLIENT: usize = 300;

/// What is taken: by the ending of its name, held against its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    Pdf,
    Png,
    Jpeg,
    Webp,
    Gif,
    Tiff,
    Heic,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Odp,
    Doc,
    Xls,
    Ppt,
    Rtf,
    Text,
    Csv,
    Xml,
    /// A letter as Outlook saves it.
    Message,
    Zip,
    SevenZip,
    Rar,
    /// An electronic signature beside a document.
    Signature,
}

spelled!(FileType {
    Pdf = "pdf",
    Png = "png",
    Jpeg = "jpeg",
    Webp = "webp",
    Gif = "gif",
    Tiff = "tiff",
    Heic = "heic",
    Docx = "docx",
    Xlsx = "xlsx",
    Pptx = "pptx",
    Odt = "odt",
    Ods = "ods",
    Odp = "odp",
    Doc = "doc",
    Xls = "xls",
    Ppt = "ppt",
    Rtf = "rtf",
    Text = "text",
    Csv = "csv",
    Xml = "xml",
    Message = "message",
    Zip = "zip",
    SevenZip = "seven_zip",
    Rar = "rar",
    Signature = "signature",
});

/// What of a file a browser shows without saving it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Nothing,
    /// The file itself, in a page of its own where nothing runs.
    Itself,
    /// A smaller picture that was written anew.
    Picture,
}

impl FileType {
    /// The endings of its names, in small letters; the first one is what people call it.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Webp => &["webp"],
            Self::Gif => &["gif"],
            Self::Tiff => &["tif", "tiff"],
            Self::Heic => &["heic", "heif"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Odp => &["odp"],
            Self::Doc => &["doc"],
            Self::Xls => &["xls"],
            Self::Ppt => &["ppt"],
            Self::Rtf => &["rtf"],
            Self::Text => &["txt"],
            Self::Csv => &["csv"],
            Self::Xml => &["xml"],
            Self::Message => &["msg"],
            Self::Zip => &["zip"],
            Self::SevenZip => &["7z"],
            Self::Rar => &["rar"],
            Self::Signature => &["p7s", "p7m", "sig", "sgn"],
        }
    }

    /// The type of a name's ending, written in any case.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_lowercase();
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.endings().contains(&ending.as_str()))
    }

    /// The type of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.trim_end().rsplit_once('.')?;
        Self::of_ending(ending)
    }

    /// `PDF`, `7Z`.
    #[must_use]
    pub fn label(self) -> String {
        self.endings()
            .first()
            .map(|ending| ending.to_uppercase())
            .unwrap_or_default()
    }

    #[must_use]
    pub const fn shown(self) -> Shown {
        match self {
            Self::Pdf | Self::Text => Shown::Itself,
            Self::Png | Self::Jpeg | Self::Webp => Shown::Picture,
            _ => Shown::Nothing,
        }
    }
}

/// What a field of files offers: `.pdf,.png,…`.
#[must_use]
pub fn accepted() -> String {
    let endings = FileType::ALL.iter().flat_map(|kind| kind.endings());
    endings.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",")
}

/// What is taken here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// How large one file may be.
    pub megabytes: u32,
}

/// A file as a list shows it.
#[expect(clippy::struct_excessive_bools, reason = "each tells of something else")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRow {
    pub id: FileId,
    pub owner_kind: OwnerKind,
    pub owner: Uuid,
    pub name: String,
    pub kind: FileType,
    /// In bytes.
    pub size: i64,
    /// Whether there is a picture to look at.
    pub has_picture: bool,
    /// Whether the client sees it in his cabinet.
    pub visible: bool,
    pub added_by: String,
    /// In the company's time zone.
    pub added_at: LocalTime,
    pub deleted: bool,
    /// The revision of its paper whose signed original it is a scan of.
    pub signed_revision: Option<i64>,
    /// The client has handed it over in his cabinet.
    pub from_client: bool,
}

impl FileRow {
    /// What a browser shows of it.
    #[must_use]
    pub fn shown(&self) -> Shown {
        match self.kind.shown() {
            Shown::Picture if !self.has_picture => Shown::Nothing,
            shown => shown,
        }
    }

    /// Where it is saved from.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/files/{}", self.id)
    }

    /// Where it is looked at.
    #[must_use]
    pub fn inline_address(&self) -> String {
        format!("/files/{}?inline=true", self.id)
    }
}

/// Where files of an object are sent to.
#[must_use]
pub fn upload_address(kind: OwnerKind, id: Uuid) -> String {
    format!("/files/of/{}/{id}", kind.as_str())
}

/// Where a signed original is recorded that has come back, with a scan of it.
#[must_use]
pub fn original_address(kind: OwnerKind, id: Uuid) -> String {
    format!("/files/original/{kind}/{id}", kind = kind.as_str())
}
