//! Links that let somebody choose a password: what their forms carry and what their pages show.

use serde::{Deserialize, Serialize};

use super::model::{Password, repeated};
use crate::kernel::date::LocalTime;
use crate::kernel::problem::FieldErrors;
use crate::kernel::tax::spelled;
use crate::kernel::validate::Reader;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Somebody who has no password yet.
    Invitation,
    /// Somebody who has forgotten it.
    Reset,
}

spelled!(Purpose {
    Invitation = "invitation",
    Reset = "reset",
});

/// The form of somebody who has forgotten the password.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskReset {
    pub email: String,
}

impl AskReset {
    /// The e-mail as accounts spell it.
    ///
    /// # Errors
    /// If it is none. Nothing here tells whether an account exists.
    pub fn validated(&self) -> Result<String, FieldErrors> {
        let mut form = Reader::default();
        let email = form.email("email", &self.email);
        form.finish(Some(email))
    }
}

/// The form behind a link.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UseLink {
    pub token: String,
    pub password: Password,
    pub password_again: Password,
}

impl UseLink {
    /// # Errors
    /// What is missing or differs; the server judges the rest.
    pub fn validated(&self) -> Result<(), FieldErrors> {
        let mut form = Reader::default();
        repeated(&mut form, &self.password, &self.password_again);
        form.finish(Some(()))
    }
}

/// What the page behind a link shows; of one that is used up or over, nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSheet {
    pub purpose: Purpose,
    pub name: String,
    pub email: String,
}

/// How somebody gets in, as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessSheet {
    /// He has chosen a password, or was given one.
    pub has_password: bool,
    /// Links are sent by e-mail; else the administrator hands them over.
    pub by_mail: bool,
    pub links: Vec<OpenLink>,
}

/// A link that was not used yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenLink {
    pub purpose: Purpose,
    pub until: LocalTime,
    /// To be handed over: there was no mail server when it was made.
    pub address: Option<String>,
}
