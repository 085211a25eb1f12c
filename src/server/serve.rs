//! The web server's life: open, migrate, listen, stop.

use std::env;
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use axum::serve::ListenerExt;
use leptos::config::LeptosOptions;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::router::router;
use super::state::AppState;
use super::{first_start, open, post, sweeping};
use crate::company::accounts::{links, sessions};
use crate::documents::papers;
use crate::kernel::actor::{Actor, Job};
use crate::platform::clock::Clock;
use crate::platform::config::{DatabaseSettings, ServerSettings};
use crate::platform::ctx::{Ctx, RequestInfo};
use crate::platform::db::Engine;
use crate::platform::random::Random;
use crate::platform::sweep;
use crate::platform::web::site::Site;
use crate::records::files;
use crate::records::mail::worker;

/// How long running requests may take to finish after the signal to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(25);

/// How long letters may take that are being handed over then.
const LAST_LETTERS: Duration = Duration::from_secs(10);

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// A sentence that says why Akta can't start.
pub async fn serve(settings: ServerSettings) -> Result<(), String> {
    let base_url = settings.base_url()?;
    let program = env::current_exe().ok();
    let blobs = settings.database.blobs()?.with_largest(settings.largest_file);
    let site = Site::find(settings.site.as_deref(), program.as_deref(), !cfg!(debug_assertions))?;
    let _lock = only_one(&settings.database)?;
    let listener = TcpListener::bind(settings.addr)
        .await
        .map_err(|error| format!("AKTA_ADDR {}: can't listen there: {error}", settings.addr))?;
    blobs.try_out().await?;
    let db = open(&settings.database).await?;
    let options = LeptosOptions::builder()
        .output_name("akta")
        .site_root(site.root.display().to_string())
        .site_addr(settings.addr)
        .build();
    let state = AppState {
        db: db.clone(),
        blobs,
        clock: Clock::System,
        random: Random::System,
        secrets: settings.database.secrets(),
        base_url: Arc::new(base_url.clone()),
        trusted_proxies: settings.trusted_proxies.clone().into(),
        is_set_up: Arc::new(AtomicBool::new(false)),
        leptos: options,
        site: Arc::new(site),
    };
    let ctx = state.ctx(
        Actor::System(Job::CommandLine),
        "Akta".to_owned(),
        RequestInfo::default(),
    );
    let notice = first_start::prepare(&ctx, settings.demo).await?;
    say(&format!("Akta is at {base_url}/\n{notice}"));
    // Pages are sent in pieces; with Nagle's algorithm each would wait for the acknowledgement of the one before.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let background = [
        tokio::spawn(keep_house(ctx.clone())),
        tokio::spawn(typeset_papers(ctx.acting_as(Actor::System(Job::Rendering), "Akta"))),
    ];
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mailing = ctx.acting_as(Actor::System(Job::Mailing), "Akta");
    if mailing.db.engine() == Engine::Sqlite
        && let Err(cause) = worker::after_restart(&mailing).await
    {
        tracing::warn!(%cause, "letters of the last run wait until their time is over");
    }
    let mut letters: Vec<_> = (0..post::AT_ONCE)
        .map(|_| tokio::spawn(post::deliver(mailing.clone(), stopped.clone())))
        .collect();
    letters.push(tokio::spawn(post::write_by_rules(mailing, stopped.clone())));
    let app = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        wait_for_signal().await;
        let _ = stop.send(true);
    });
    let result = tokio::select! {
        result = server => result.map_err(|error| format!("the web server stopped: {error}")),
        () = deadline(stopped) => {
            tracing::warn!("some requests did not finish in time");
            Ok(())
        }
    };
    background.iter().for_each(tokio::task::JoinHandle::abort);
    // A letter that a server is getting comes to its end; one that takes too long is marked when the next run begins.
    let ends = letters
        .iter()
        .map(tokio::task::JoinHandle::abort_handle)
        .collect::<Vec<_>>();
    if tokio::time::timeout(LAST_LETTERS, futures::future::join_all(letters))
        .await
        .is_err()
    {
        ends.iter().for_each(tokio::task::AbortHandle::abort);
    }
    db.close().await;
    result
}

/// Takes out rows and files that have served, once an hour.
async fn keep_house(ctx: Ctx) {
    let mut hours = tokio::time::interval(Duration::from_hours(1));
    loop {
        hours.tick().await;
        let swept = async {
            sweep::sweep(&ctx).await?;
            files::actions::sweep(&ctx).await?;
            links::sweep(&ctx).await?;
            sessions::sweep(&ctx).await
        };
        if let Err(cause) = swept.await {
            tracing::warn!(%cause, "old rows were not swept");
        }
        if let Err(cause) = sweeping::sweep(&ctx).await {
            tracing::warn!(%cause, "old files were not swept");
        }
    }
}

/// How often it is looked for papers that were issued. Whoever wants one at once does not wait for this.
const BETWEEN_PAPERS: Duration = Duration::from_secs(1);

/// Typesets what was issued, one paper after the other. One that can't be made does not hold up the rest.
async fn typeset_papers(ctx: Ctx) {
    loop {
        if !matches!(papers::renditions::work_off(&ctx).await, Ok(true)) {
            tokio::time::sleep(BETWEEN_PAPERS).await;
        }
    }
}

/// The end of the time that running requests have after the signal.
async fn deadline(mut stopped: tokio::sync::watch::Receiver<bool>) {
    if stopped.wait_for(|stopped| *stopped).await.is_ok() {
        tokio::time::sleep(LAST_REQUESTS).await;
    } else {
        std::future::pending::<()>().await;
    }
}

async fn wait_for_signal() {
    let mut signals = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    match &mut signals {
        (Ok(terminate), Ok(interrupt)) => {
            tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        }
        _ => std::future::pending::<()>().await,
    }
    tracing::info!("stopping");
}

/// What a person at the console reads; the log goes to standard error.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", text.trim_end());
    let _ = out.flush();
}

/// One server per SQLite file: holds the lock as long as the program runs. PostgreSQL serves several.
fn only_one(settings: &DatabaseSettings) -> Result<Option<File>, String> {
    let Some(path) = crate::platform::db::sqlite_path(&settings.url()) else {
        return Ok(None);
    };
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    let lock = path.with_extension("lock");
    let file = File::create(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(format!("another akta serves {} already", path.display())),
        Err(TryLockError::Error(error)) => Err(format!("{}: {error}", lock.display())),
    }
}

/// Makes a folder and the ones above it.
pub(super) fn make_folder(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder)
        .map_err(|error| format!("AKTA_DATA_DIR {}: can't make the folder: {error}", folder.display()))
}
