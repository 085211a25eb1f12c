//! The one error of both sides. A server function answers it, a page shows it, the status layer turns it into an HTTP
//! status. It carries codes and data, never a sentence and never the cause of an internal failure.

use std::collections::BTreeMap;

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use crate::kernel::problem::{FieldErrors, Problem};

/// What an action or a page answers.
pub type AppResult<T> = Result<T, AppError>;

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "error", content = "with")]
pub enum AppError {
    #[error("not signed in")]
    NotSignedIn,
    /// The actor lacks the right.
    #[error("forbidden")]
    Forbidden,
    /// The actor has the right, and the installation does without the part it belongs to.
    #[error("switched off")]
    SwitchedOff,
    /// It does not exist, or it is outside the actor's scope: the same answer for both.
    #[error("not found")]
    NotFound,
    /// Something typed can't be accepted; the problems stand beside their fields.
    #[error("invalid input")]
    Invalid(FieldErrors),
    /// Somebody saved the object after the form was opened.
    #[error("changed by somebody else")]
    Conflict(Conflict),
    #[error("too large")]
    TooLarge,
    /// Too many attempts; the next one may come after so many seconds.
    #[error("too many attempts")]
    TooMany { retry_after: u64 },
    /// Two writes met; the same request may succeed a moment later. `platform::web::api` runs it again before anybody sees
    /// this.
    #[error("busy")]
    Busy,
    /// The database or the network is away; nothing was written.
    #[error("unavailable")]
    Unavailable,
    /// The browser speaks the language of another build: the page has to be loaded again.
    #[error("outdated page")]
    Outdated,
    /// A failure of ours. The log holds its cause under the reference.
    #[error("internal error {reference}")]
    Internal { reference: String },
}

/// What stands in the database now, spelled as the form spells it, so that both versions can be shown side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The version a deliberate second save has to carry.
    pub version: i64,
    /// Who saved it.
    pub by: String,
    /// Field → stored value.
    pub current: BTreeMap<String, String>,
}

impl AppError {
    /// One problem beside one field.
    #[must_use]
    pub fn field(field: impl Into<String>, problem: Problem) -> Self {
        Self::Invalid(FieldErrors::one(field, problem))
    }

    /// The HTTP status (RFC 9110) that says the same.
    #[must_use]
    pub const fn status(&self) -> http::StatusCode {
        match self {
            Self::NotSignedIn => http::StatusCode::UNAUTHORIZED,
            Self::Forbidden => http::StatusCode::FORBIDDEN,
            Self::NotFound | Self::SwitchedOff => http::StatusCode::NOT_FOUND,
            Self::Invalid(_) => http::StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => http::StatusCode::CONFLICT,
            Self::TooLarge => http::StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => http::StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Unavailable => http::StatusCode::SERVICE_UNAVAILABLE,
            Self::Outdated => http::StatusCode::BAD_REQUEST,
            Self::Internal { .. } => http::StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<FieldErrors> for AppError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unavailable,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::Serialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => Self::Outdated,
            ServerFnErrorErr::Registration(text)
            | ServerFnErrorErr::ServerError(text)
            | ServerFnErrorErr::MiddlewareError(text)
            | ServerFnErrorErr::Response(text) => internal(&text),
        }
    }
}

/// An internal error whose cause goes to the log only.
#[cfg(feature = "ssr")]
#[must_use]
pub fn internal(cause: &str) -> AppError {
    let reference = hex::encode(rand::random::<[u8; 6]>());
    tracing::error!(reference, cause, "internal error");
    AppError::Internal { reference }
}

#[cfg(not(feature = "ssr"))]
fn internal(_cause: &str) -> AppError {
    AppError::Internal {
        reference: String::new(),
    }
}

/// The field of a form that says what is told once it has succeeded. The browser's own client tells it; after a plain form
/// the next page does.
pub const TOLD: &str = "told";

/// A plain form that was refused: what was typed and why. The page shows it once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedForm {
    /// The address of the server function the form belongs to.
    pub form: String,
    /// Field → typed value, without passwords.
    pub values: BTreeMap<String, String>,
    pub error: AppError,
}
