//! A member of the staff, his sessions, and what the forms carry.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::access::AccessSheet;
use crate::company::roles::model::{RoleKey, StaffRole};
use crate::kernel::actor::Rights;
pub use crate::kernel::actor::Role;
use crate::kernel::date::{LocalTime, Timestamp};
use crate::kernel::folding::fold;
use crate::kernel::folding::search_text;
use crate::kernel::ids::{RequestKey, RoleId, SessionId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::paging::Cursor;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::reach::Reach;
use crate::kernel::rights::Object;
use crate::kernel::tax::spelled;
use crate::kernel::validate::Reader;
use crate::kernel::viewer::Theme;
use crate::records::activity::model::EventRow;

/// Fewest characters of a password.
pub const PASSWORD_MIN: usize = 8;
/// Most characters of a password.
pub const PASSWORD_MAX: usize = 128;
/// Most characters of a person's name.
const NAME_MAX: usize = 120;

/// A password as it was typed. Never shown, not even in a debugging print.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(String);

impl Password {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Password {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// A member of the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub id: UserId,
    /// In lower case; unique.
    pub email: String,
    pub name: String,
    pub role: StaffRole,
    /// Sees only the clients assigned to him, also where his role sees all. Never set for an administrator.
    pub own_only: bool,
    pub lang: Lang,
    pub theme: Theme,
    /// May sign in.
    pub active: bool,
    pub version: i64,
    pub created_at: Timestamp,
}

impl User {
    /// The folded text in which people look for the user.
    #[must_use]
    pub fn search(&self) -> String {
        fold(&format!("{} {}", self.name, self.email))
    }

    /// What he may see and do.
    #[must_use]
    pub fn rights(&self) -> Rights {
        narrowed(self.role.rights, self.own_only)
    }

    /// Counts against the rule that one always stays.
    #[must_use]
    pub fn is_active_administrator(&self) -> bool {
        self.active && self.role.is_administrator()
    }
}

/// The rights of a role, of somebody who may see his own only whatever it says.
#[must_use]
pub fn narrowed(rights: Rights, own_only: bool) -> Rights {
    if own_only { rights.seeing_all_own() } else { rights }
}

/// A row of the list of users.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRow {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: StaffRole,
    pub own_only: bool,
    pub active: bool,
}

impl UserRow {
    /// Whether his own clients are all that he sees.
    #[must_use]
    pub fn sees_own_only(&self) -> bool {
        narrowed(self.role.rights, self.own_only).reach(Object::Clients) == Reach::Own
    }
}

/// The columns the list of users can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserSort {
    #[default]
    Name,
    Email,
}

spelled!(UserSort { Name = "name", Email = "email" });

/// A list of users as its address says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UserFilter {
    /// A part of the name or the e-mail.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[serde(deserialize_with = "search_text")]
    pub q: String,
    pub sort: UserSort,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub desc: bool,
    /// Those who may not sign in any more, too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deactivated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
}

/// A user with his history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserCard {
    pub user: User,
    pub access: AccessSheet,
    pub events: Vec<EventRow>,
}

/// A signed-in browser of the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    pub id: SessionId,
    /// The one that asks.
    pub current: bool,
    pub address: String,
    /// Browser and system, as far as they say it.
    pub device: String,
    /// In the company's time zone.
    pub since: LocalTime,
    /// In the company's time zone, to five minutes.
    pub last_seen: LocalTime,
}

/// The sign-in form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SignIn {
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub password: Password,
    /// The page that wanted a sign-in.
    #[serde(default)]
    pub next: String,
}

impl SignIn {
    /// The e-mail as accounts spell it.
    ///
    /// # Errors
    /// What was left empty. Nothing here tells whether an account exists.
    pub fn validated(&self) -> Result<String, FieldErrors> {
        let mut form = Reader::default();
        let email = form.line("email", &self.email, 254).to_lowercase();
        if self.password.is_empty() {
            form.problem("password", Problem::Required);
        }
        form.finish(Some(email))
    }
}

/// The form of a new user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewUser {
    pub request: RequestKey,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub own_only: bool,
    #[serde(default)]
    pub lang: String,
    /// He chooses his password himself, by a link; the one that was typed is passed over.
    #[serde(default)]
    pub invite: bool,
    #[serde(default)]
    pub password: Password,
}

/// A checked [`NewUser`] or the administrator of [`SetUp`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidNewUser {
    pub name: String,
    pub email: String,
    pub role: RoleId,
    pub own_only: bool,
    pub lang: Lang,
}

impl NewUser {
    /// Everything but the password, which the server judges.
    ///
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidNewUser, FieldErrors> {
        let mut form = Reader::default();
        let name = form.line("name", &self.name, NAME_MAX);
        let email = form.email("email", &self.email);
        let role = form.choice::<RoleKey>("role", &self.role);
        let lang = form.choice::<Lang>("lang", &self.lang);
        let value = role.zip(lang).map(|(RoleKey(role), lang)| ValidNewUser {
            name,
            email,
            role,
            own_only: self.own_only && role != Role::Administrator.id(),
            lang,
        });
        form.finish(value)
    }
}

/// The form of an existing user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveUser {
    pub id: UserId,
    pub version: i64,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub own_only: bool,
    #[serde(default)]
    pub active: bool,
}

/// A checked [`SaveUser`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidUser {
    pub name: String,
    pub email: String,
    pub role: RoleId,
    pub own_only: bool,
    pub active: bool,
}

impl SaveUser {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidUser, FieldErrors> {
        let mut form = Reader::default();
        let name = form.line("name", &self.name, NAME_MAX);
        let email = form.email("email", &self.email);
        let role = form.choice::<RoleKey>("role", &self.role);
        let value = role.map(|RoleKey(role)| ValidUser {
            name,
            email,
            role,
            own_only: self.own_only && role != Role::Administrator.id(),
            active: self.active,
        });
        form.finish(value)
    }
}

/// The form of one's own profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveProfile {
    pub version: i64,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub lang: String,
    #[serde(default)]
    pub theme: String,
}

impl SaveProfile {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<(String, Lang, Theme), FieldErrors> {
        let mut form = Reader::default();
        let name = form.line("name", &self.name, NAME_MAX);
        let lang = form.choice::<Lang>("lang", &self.lang);
        let theme = form.choice::<Theme>("theme", &self.theme);
        form.finish(lang.zip(theme).map(|(lang, theme)| (name, lang, theme)))
    }
}

/// The form that changes one's own password.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChangePassword {
    #[serde(default)]
    pub current_password: Password,
    #[serde(default)]
    pub password: Password,
    #[serde(default)]
    pub password_again: Password,
}

impl ChangePassword {
    /// # Errors
    /// What is missing or differs; the server judges the rest.
    pub fn validated(&self) -> Result<(), FieldErrors> {
        let mut form = Reader::default();
        if self.current_password.is_empty() {
            form.problem("current_password", Problem::Required);
        }
        repeated(&mut form, &self.password, &self.password_again);
        form.finish(Some(()))
    }
}

/// The form of the first-run set-up: the administrator. The own company's fields stand beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewAdministrator {
    /// The one-time code that was printed on the console.
    #[serde(default)]
    pub setup_code: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub lang: String,
    #[serde(default)]
    pub password: Password,
    #[serde(default)]
    pub password_again: Password,
}

impl NewAdministrator {
    /// # Errors
    /// All problems of the form; the server judges the code and the password.
    pub fn validated(&self) -> Result<ValidNewUser, FieldErrors> {
        let mut form = Reader::default();
        form.line("setup_code", &self.setup_code, 40);
        let name = form.line("name", &self.name, NAME_MAX);
        let email = form.email("email", &self.email);
        let lang = form.choice::<Lang>("lang", &self.lang);
        repeated(&mut form, &self.password, &self.password_again);
        let value = lang.map(|lang| ValidNewUser {
            name,
            email,
            role: Role::Administrator.id(),
            own_only: false,
            lang,
        });
        form.finish(value)
    }
}

/// A new password: long enough, not too long, typed twice alike.
pub(super) fn repeated(form: &mut Reader, password: &Password, again: &Password) {
    if let Some(problem) = length_problem(password) {
        form.problem("password", problem);
    }
    if again.is_empty() {
        form.problem("password_again", Problem::Required);
    } else if password != again {
        form.problem("password_again", Problem::Different);
    }
}

/// What the length of a new password has against it.
#[must_use]
pub fn length_problem(password: &Password) -> Option<Problem> {
    match password.as_str().chars().count() {
        0 => Some(Problem::Required),
        n if n < PASSWORD_MIN => Some(Problem::TooShort { min: PASSWORD_MIN }),
        n if n > PASSWORD_MAX => Some(Problem::TooLong { max: PASSWORD_MAX }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{NewAdministrator, NewUser, Password, Problem, RequestKey, Role};

    #[test]
    fn a_password_is_never_printed() {
        assert_eq!(format!("{:?}", Password::from("correct horse")), "Password");
    }

    #[test]
    fn an_administrator_sees_everything() {
        let form = NewUser {
            request: RequestKey::from(uuid::Uuid::nil()),
            name: " Anna ".into(),
            email: "Anna@Example.com".into(),
            role: "administrator".into(),
            own_only: true,
            lang: "uk".into(),
            invite: false,
            password: Password::default(),
        };
        let user = form.validated().unwrap();
        assert_eq!(
            (user.name.as_str(), user.email.as_str(), user.role, user.own_only),
            ("Anna", "anna@example.com", Role::Administrator.id(), false)
        );
    }

    #[test]
    fn the_set_up_form_names_all_its_problems() {
        let form = NewAdministrator {
            password: "1234567".into(),
            ..NewAdministrator::default()
        };
        let errors = form.validated().unwrap_err();
        for field in ["setup_code", "name", "email", "lang", "password_again"] {
            assert_eq!(errors.get(field), Some(&Problem::Required), "{field}");
        }
        assert_eq!(errors.get("password"), Some(&Problem::TooShort { min: 8 }));
    }
}
