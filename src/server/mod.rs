//! Wiring, and nothing else: what is put together here is made in the rooms.
//!
//! | file | what it wires |
//! |---|---|
//! | `commands` | the command line |
//! | `check` | `akta check`: the invariants of what is stored |
//! | `demo` | demo data |
//! | `serve` | listening and stopping |
//! | `first_start` | demo data, or the set-up code of an empty installation |
//! | `state` | what all requests share |
//! | `session` | cookie → session → who acts |
//! | `users` | the commands of accounts |
//! | `router`, `health` | routes, layers, static files |
//! | `exports` | the lists as files |
//! | `images` | pictures of own companies: taken and served |

pub mod check;
pub mod commands;
pub mod demo;
pub mod exports;
mod first_start;
mod health;
mod images;
pub mod router;
mod serve;
pub mod session;
pub mod state;
pub mod users;

use crate::crm::clients;
use crate::platform::config::DatabaseSettings;
use crate::platform::db::{Db, migrate, sqlite_path};

/// Opens the database, applies missing migrations and does what they leave to the program.
///
/// # Errors
/// A sentence that names the address, without its password.
async fn open(settings: &DatabaseSettings) -> Result<Db, String> {
    let url = settings.url();
    if let Some(folder) = sqlite_path(&url).as_deref().and_then(std::path::Path::parent) {
        serve::make_folder(folder)?;
    }
    let shown = without_password(&url);
    let db = Db::open(&url)
        .await
        .map_err(|error| format!("AKTA_DATABASE_URL {shown}: {error}"))?;
    migrate::run(&db)
        .await
        .map_err(|error| format!("AKTA_DATABASE_URL {shown}: {error}"))?;
    clients::actions::judge_earlier(&db)
        .await
        .map_err(|error| format!("AKTA_DATABASE_URL {shown}: {error}"))?;
    Ok(db)
}

/// `postgres://user:secret@host/name` → `postgres://user@host/name`.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((user, host)) => format!("{scheme}://{}@{host}", user.split(':').next().unwrap_or_default()),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(
            without_password("postgres://akta:s:ecr@t@db/akta"),
            "postgres://akta@db/akta"
        );
        assert_eq!(without_password("sqlite:data/akta.db"), "sqlite:data/akta.db");
    }
}
