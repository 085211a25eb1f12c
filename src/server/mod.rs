//! Wiring, and nothing else: what is put together here is made in the rooms.
//!
//! | file | what it wires |
//! |---|---|
//! | `commands` | the command line |
//! | `check` | `akta check`: the invariants of what is stored |
//! | `demo` | demo data |
//! | `serve` | listening and stopping |
//! | `memory` | what was freed goes back to the system |
//! | `first_start` | demo data, or the set-up code of an empty installation |
//! | `state` | what all requests share |
//! | `session` | cookie → session → who acts |
//! | `users` | the commands of accounts |
//! | `router`, `health` | routes, layers, static files |
//! | `pwa` | Akta as an app of the device: its manifests, the worker of its pages |
//! | `exports` | the lists as files |
//! | `papers` | papers as files: one, or many together |
//! | `asked` | what the address of a file asks for |
//! | `refusals` | what a browser reads where a file is not given |
//! | `files` | files of objects: taken and served |
//! | `cabinet` | papers as their clients get them |
//! | `originals` | signed originals that have come back, with their scans |
//! | `sweeping` | bytes that no row names any more |
//! | `post` | what the outbox is given to send with |
//! | `images` | pictures of own companies: taken and served |
//! | `templates` | templates as files |
//! | `tickets` | requests of clients: their messages with files, taken and served |
//! | `uploads` | a file out of a form, and the way back where it is refused |

mod asked;
mod cabinet;
pub mod check;
pub mod commands;
pub mod demo;
pub mod exports;
mod files;
mod first_start;
mod health;
mod images;
mod memory;
mod originals;
mod papers;
pub mod post;
pub mod pwa;
mod refusals;
pub mod router;
mod serve;
pub mod session;
pub mod state;
pub mod sweeping;
mod templates;
mod tickets;
mod uploads;
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
    let db = Db::open(&url).await.map_err(|error| about(&url, &error))?;
    brought_up_to_date(db, &url).await
}

/// Opens a database that is there already, for commands that look at what is stored: a mistyped folder is told, and no empty
/// database made in it.
///
/// # Errors
/// A sentence that names the address, without its password.
async fn open_existing(settings: &DatabaseSettings) -> Result<Db, String> {
    let url = settings.url();
    let missing = || format!("no database at {}; akta migrate makes one", without_password(&url));
    if sqlite_path(&url).is_some_and(|path| !path.is_file()) {
        return Err(missing());
    }
    let db = Db::open(&url).await.map_err(|error| about(&url, &error))?;
    if !migrate::is_begun(&db).await {
        db.close().await;
        return Err(missing());
    }
    brought_up_to_date(db, &url).await
}

async fn brought_up_to_date(db: Db, url: &str) -> Result<Db, String> {
    migrate::run(&db).await.map_err(|error| about(url, &error))?;
    clients::actions::judge_earlier(&db)
        .await
        .map_err(|error| about(url, &error))?;
    Ok(db)
}

fn about(url: &str, error: &impl std::fmt::Display) -> String {
    format!("AKTA_DATABASE_URL {}: {error}", without_password(url))
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
    use super::{open, open_existing, without_password};
    use crate::platform::config::DatabaseSettings;
    use crate::platform::config::bucket::BucketSettings;

    fn settings(data_dir: std::path::PathBuf) -> DatabaseSettings {
        DatabaseSettings {
            data_dir,
            database_url: None,
            secret_key: None,
            bucket: BucketSettings::default(),
            log: "info".to_owned(),
        }
    }

    #[tokio::test]
    async fn a_command_that_looks_at_the_data_makes_no_database() {
        let folder = std::env::temp_dir().join(format!("akta_none_{}", std::process::id()));
        let settings = settings(folder.clone());
        let line = open_existing(&settings).await.err().unwrap();
        assert!(line.starts_with("no database at sqlite:"), "{line}");
        assert!(
            line.contains(&folder.display().to_string()) && !line.contains('\n'),
            "{line}"
        );
        assert!(!folder.exists(), "nothing was made");

        open(&settings).await.unwrap().close().await;
        open_existing(&settings).await.unwrap().close().await;
        std::fs::remove_dir_all(&folder).unwrap();
        // Alone in its folder: from a log beside it SQLite would read the database again.
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("akta.db"), "").unwrap();
        assert!(open_existing(&settings).await.is_err(), "an empty file is no database");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(
            without_password("postgres://akta:s:ecr@t@db/akta"),
            "postgres://akta@db/akta"
        );
        assert_eq!(without_password("sqlite:data/akta.db"), "sqlite:data/akta.db");
    }
}
