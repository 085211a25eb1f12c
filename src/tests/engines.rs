//! One test body, two databases. Each run gets a fresh database, a fixed clock and repeatable randomness.

use std::future::Future;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use crate::kernel::actor::{Actor, Job, Rights, Role, Scope};
use crate::kernel::ids::UserId;
use crate::platform::blobs::Blobs;
use crate::platform::clock::Clock;
use crate::platform::ctx::{Ctx, RequestInfo};
use crate::platform::db::{Db, Engine, Sql, migrate};
use crate::platform::random::Random;
use crate::platform::secrets::Secrets;

/// The surroundings of one run: a migrated, empty database.
pub struct TestEnv {
    pub engine: Engine,
    /// Akta itself acts, with all rights.
    pub ctx: Ctx,
}

impl TestEnv {
    /// The same database as a member of the staff with a role sees it: all, or everything of his own. The user need not exist.
    pub fn as_staff(&self, user: UserId, role: Role, scope: Scope) -> Ctx {
        let rights = match scope {
            Scope::All => role.rights(),
            _ => role.rights().seeing_all_own(),
        };
        self.with_rights(user, rights)
    }

    /// The same database as a member of the staff with some rights sees it. The user need not exist.
    pub fn with_rights(&self, user: UserId, rights: Rights) -> Ctx {
        self.ctx.acting_as(Actor::Staff { user, rights }, "Test Person")
    }

    /// A stranger.
    pub fn as_stranger(&self) -> Ctx {
        self.ctx.acting_as(Actor::Anonymous, "")
    }
}

/// When the tests take place: 2026-11-24, noon in UTC.
pub const NOW: &str = "2026-11-24T12:00:00Z";

/// The slowest test takes a fraction of it. One that waits for what never comes is to fail by its name, not to hold up the rest.
pub const PATIENCE: Duration = Duration::from_mins(10);

/// Runs `body` on a fresh SQLite database: for what only that engine has. It is not counted among the tests that run on both.
pub async fn on_sqlite<F: Future<Output = ()>>(body: impl Fn(TestEnv) -> F) {
    fresh_sqlite(&body).await;
}

async fn fresh_sqlite<F: Future<Output = ()>>(body: &impl Fn(TestEnv) -> F) {
    let sqlite = Folder::new();
    let file = sqlite.0.join("akta.db");
    std::fs::write(&file, &*MIGRATED_SQLITE).unwrap();
    let db = Db::open(&format!("sqlite:{}", file.display())).await.unwrap();
    run(body, db, Engine::Sqlite).await;
}

/// A migrated, empty SQLite database. A hundred migrations take many times as long as copying what they lead to.
static MIGRATED_SQLITE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    once(async || {
        let folder = Folder::new();
        let file = folder.0.join("akta.db");
        let db = Db::open(&format!("sqlite:{}", file.display())).await.unwrap();
        migrate::run(&db).await.unwrap();
        // The last connection takes what is beside the file into it.
        db.close().await;
        std::fs::read(&file).unwrap()
    })
});

/// The name of a migrated, empty database on the server of the tests, which dies with that server.
static MIGRATED_POSTGRES: LazyLock<String> = LazyLock::new(|| {
    once(async || {
        let url = std::env::var("AKTA_TEST_POSTGRES_URL").unwrap();
        let name = unique("akta_test_migrated");
        let db = create_postgres(&url, &name, "").await;
        migrate::run(&db).await.unwrap();
        db.close().await;
        name
    })
});

/// What all tests of a process share is made in a thread of its own: the one that asks for it first is driving its own test.
fn once<T: Send + 'static>(make: impl AsyncFnOnce() -> T + Send + 'static) -> T {
    let in_its_own_runtime = move || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime.enable_all().build().unwrap().block_on(make())
    };
    std::thread::spawn(in_its_own_runtime).join().unwrap()
}

/// Runs `body` on a fresh SQLite database and on a fresh PostgreSQL database.
pub async fn on_both_engines<F: Future<Output = ()>>(body: impl Fn(TestEnv) -> F) {
    fresh_sqlite(&body).await;
    ran_through(Engine::Sqlite);
    if let Ok(url) = std::env::var("AKTA_TEST_POSTGRES_URL") {
        let (name, db) = fresh_postgres(&url).await;
        run(&body, db, Engine::Postgres).await;
        ran_through(Engine::Postgres);
        drop_postgres(&url, &name).await;
    } else {
        let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!in_ci, "AKTA_TEST_POSTGRES_URL is not set: no test may be skipped");
        println!("engine postgres: skipped (AKTA_TEST_POSTGRES_URL is not set)");
    }
}

async fn run<F: Future<Output = ()>>(body: &impl Fn(TestEnv) -> F, db: Db, engine: Engine) {
    let folder = Folder::new();
    let ctx = Ctx {
        db: db.clone(),
        blobs: Blobs::in_folder(&folder.0),
        clock: Clock::fixed(NOW.parse().unwrap()),
        random: Random::System,
        secrets: Secrets::new(&folder.0, None),
        actor: Actor::System(Job::CommandLine),
        actor_name: "Akta".to_owned(),
        base_url: Arc::new("http://127.0.0.1:3000".parse().unwrap()),
        request: RequestInfo::default(),
        memo: None,
    };
    // On the heap: the bodies of some tests are large.
    let body = Box::pin(body(TestEnv { engine, ctx }));
    tokio::time::timeout(PATIENCE, body)
        .await
        .unwrap_or_else(|_| panic!("on {engine:?} the test does not come to its end"));
    db.close().await;
}

/// Counted by `make test`.
fn ran_through(engine: Engine) {
    println!(
        "engine {}: ok",
        if engine == Engine::Sqlite { "sqlite" } else { "postgres" }
    );
}

static NEXT: AtomicU64 = AtomicU64::new(0);

fn unique(prefix: &str) -> String {
    format!(
        "{prefix}_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    )
}

/// A temporary folder, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(unique("akta_test"));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn fresh_postgres(url: &str) -> (String, Db) {
    let name = unique("akta_test");
    let template = format!("TEMPLATE {}", *MIGRATED_POSTGRES);
    let db = create_postgres(url, &name, &template).await;
    (name, db)
}

async fn create_postgres(url: &str, name: &str, template: &str) -> Db {
    let server = Db::open(url).await.unwrap();
    Sql::raw(format!("CREATE DATABASE {name} {template}"))
        .outside_transaction(&server)
        .await
        .unwrap();
    server.close().await;
    let (base, _) = url.rsplit_once('/').unwrap();
    Db::open(&format!("{base}/{name}")).await.unwrap()
}

async fn drop_postgres(url: &str, name: &str) {
    let server = Db::open(url).await.unwrap();
    Sql::raw(format!("DROP DATABASE {name} WITH (FORCE)"))
        .outside_transaction(&server)
        .await
        .unwrap();
    server.close().await;
}

/// Tells PostgreSQL what is in its tables now, as autovacuum does in production. SQLite is told nothing: Akta never runs ANALYZE on it
/// (`.cargo/config.toml`), so plans made with statistics would be others than those of production, and an index may be taken here that
/// is passed over there.
pub async fn gather_statistics(ctx: &Ctx) {
    if ctx.db.engine() == Engine::Postgres {
        Sql::raw("ANALYZE".to_owned())
            .outside_transaction(&ctx.db)
            .await
            .unwrap();
    }
}

/// Whether a plan of SQLite reads a table, under the name the statement gives it, from one end to the other, by an index or without.
pub fn scans(plan: &str, name: &str) -> bool {
    plan.lines()
        .any(|line| line.split_whitespace().take(2).eq(["SCAN", name]))
}
