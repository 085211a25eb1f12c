//! The tables `users` and `setup_codes`; `sessions`, `access_links` and `saved_filters` in files of their own.

pub mod filters;
pub mod links;
pub mod sessions;

use self::links::STAFF;
use super::model::{User, UserFilter, UserRow, UserSort, narrowed};
use crate::company::roles::model::StaffRole;
use crate::company::roles::store::COLUMNS as ROLE;
use crate::kernel::actor::{Rights, Role};
use crate::kernel::date::Timestamp;
use crate::kernel::folding::contains_pattern;
use crate::kernel::ids::{Id, SessionId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::viewer::Theme;
use crate::platform::db::{Conn, DbResult, FromRow, Row, SortColumn, Sql, Tx, ensure_one_row};

impl FromRow for User {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            email: row.get("email")?,
            name: row.get("name")?,
            role: StaffRole::from_row(row)?,
            own_only: row.get("own_only")?,
            lang: lang_of(row)?,
            theme: row.code("theme")?,
            active: row.get("active")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
        })
    }
}

impl FromRow for UserRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            role: StaffRole::from_row(row)?,
            own_only: row.get("own_only")?,
            active: row.get("active")?,
        })
    }
}

/// A row with the text it is sorted by.
impl FromRow for (UserRow, String) {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok((UserRow::from_row(row)?, row.get("search")?))
    }
}

/// Users with their roles; what follows narrows them.
fn users() -> Sql {
    Sql::new("SELECT u.id, u.email, u.name, u.own_only, u.lang, u.theme, u.active, u.version, u.created_at, u.search,")
        .push(ROLE)
        .push("FROM users u JOIN roles r ON r.id = u.role_id")
}

pub(super) async fn by_id(conn: &mut Conn, id: UserId) -> DbResult<Option<User>> {
    users().push_with("WHERE u.id = ?", [id.into()]).optional(conn).await
}

pub(super) async fn by_email(conn: &mut Conn, email: &str) -> DbResult<Option<User>> {
    users()
        .push_with("WHERE u.email = ?", [email.into()])
        .optional(conn)
        .await
}

/// The user with his row locked until the transaction ends.
pub(super) async fn locked(tx: &mut Tx, id: UserId) -> DbResult<Option<User>> {
    let sql = Sql::new("UPDATE users SET version = version WHERE id = $1");
    sql.bind(id).execute(tx).await?;
    by_id(tx, id).await
}

/// Locks the active administrators in the order of their ids, so that two who remove each other meet here.
pub(super) async fn lock_administrators(tx: &mut Tx) -> DbResult<()> {
    let ids: Vec<UserId> = Sql::new("SELECT id FROM users WHERE role_id = $1 AND active ORDER BY id")
        .bind(Role::Administrator.id())
        .scalars(tx)
        .await?;
    for id in ids {
        locked(tx, id).await?;
    }
    Ok(())
}

/// Active administrators besides this user.
pub(super) async fn other_administrators(conn: &mut Conn, id: UserId) -> DbResult<i64> {
    let count = Sql::new("SELECT COUNT(*) FROM users WHERE role_id = $1 AND active AND id <> $2")
        .bind(Role::Administrator.id())
        .bind(id)
        .scalar(conn)
        .await?;
    Ok(count.unwrap_or(0))
}

pub(super) async fn has_administrator(conn: &mut Conn) -> DbResult<bool> {
    let one = Sql::new("SELECT id FROM users WHERE role_id = $1 AND active LIMIT 1")
        .bind(Role::Administrator.id())
        .scalar::<UserId>(conn)
        .await?;
    Ok(one.is_some())
}

/// A page of users.
pub(super) async fn list(conn: &mut Conn, filter: &UserFilter) -> DbResult<Page<UserRow>> {
    let pattern = (!filter.q.trim().is_empty()).then(|| contains_pattern(&filter.q));
    let column = match filter.sort {
        UserSort::Name => SortColumn::text("u.search"),
        UserSort::Email => SortColumn::text("u.email"),
    };
    let rows: Vec<(UserRow, String)> = users()
        .push("WHERE 1 = 1")
        .and_when(!filter.deactivated, "u.active")
        .and_if(r"u.search LIKE ? ESCAPE '\'", pattern)
        .page(column, "u.id", filter.desc, filter.after.as_ref())
        .all(conn)
        .await?;
    let page = Page::cut(rows, filter.after.as_ref(), |(row, search)| {
        let key = match filter.sort {
            UserSort::Name => search,
            UserSort::Email => &row.email,
        };
        (SortKey::Text(key.clone()), row.id.uuid())
    });
    Ok(Page {
        rows: page.rows.into_iter().map(|(row, _)| row).collect(),
        previous: page.previous,
        next: page.next,
    })
}

/// All users by name: for the command line, which has no pages.
pub(super) async fn all(conn: &mut Conn) -> DbResult<Vec<UserRow>> {
    users().push("ORDER BY u.email").all(conn).await
}

/// A person that can be chosen.
struct Choice(UserId, String);

impl FromRow for Choice {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(row.get("id")?, row.get("name")?))
    }
}

/// Active users by name.
pub async fn choices(conn: &mut Conn) -> DbResult<Vec<(UserId, String)>> {
    let choices: Vec<Choice> = Sql::new("SELECT id, name FROM users WHERE active ORDER BY name, id")
        .all(conn)
        .await?;
    Ok(choices.into_iter().map(|Choice(id, name)| (id, name)).collect())
}

/// What a member of the staff is called, also one who has left it.
pub async fn name(conn: &mut Conn, id: UserId) -> DbResult<Option<String>> {
    Sql::new("SELECT name FROM users WHERE id = $1")
        .bind(id)
        .scalar(conn)
        .await
}

/// Fails with [`crate::platform::db::DbError::Unique`] if the e-mail is taken.
pub(super) async fn insert(tx: &mut Tx, user: &User, password_hash: &str) -> DbResult<()> {
    Sql::new(
        "INSERT INTO users (id, email, name, search, password_hash, role_id, own_only, lang, theme, active, version, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(user.id)
    .bind(user.email.as_str())
    .bind(user.name.as_str())
    .bind(user.search())
    .bind(password_hash)
    .bind(user.role.id)
    .bind(user.own_only)
    .bind(user.lang.as_str())
    .bind(user.theme.as_str())
    .bind(user.active)
    .bind(user.version)
    .bind(user.created_at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Writes everything but the password, the language and the theme. Fails with [`crate::platform::db::DbError::Unique`] if the e-mail is taken.
pub(super) async fn update(tx: &mut Tx, user: &User) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE users SET email = $1, name = $2, role_id = $3, own_only = $4, active = $5, version = $6, search = $7 WHERE id = $8",
    );
    let changed = sql
        .bind(user.email.as_str())
        .bind(user.name.as_str())
        .bind(user.role.id)
        .bind(user.own_only)
        .bind(user.active)
        .bind(user.version)
        .bind(user.search())
        .bind(user.id)
        .execute(tx)
        .await?;
    ensure_one_row(changed)
}

pub(super) async fn set_lang(tx: &mut Tx, id: UserId, lang: Lang) -> DbResult<()> {
    let sql = Sql::new("UPDATE users SET lang = $1 WHERE id = $2");
    ensure_one_row(sql.bind(lang.as_str()).bind(id).execute(tx).await?)
}

/// Forgets the language of an account: [`adopt_lang`] decides it.
pub(super) async fn leave_lang_open(tx: &mut Tx, id: UserId) -> DbResult<()> {
    let sql = Sql::new("UPDATE users SET lang = '' WHERE id = $1");
    ensure_one_row(sql.bind(id).execute(tx).await?)
}

/// Gives an account a language if it has none yet.
pub(super) async fn adopt_lang(tx: &mut Tx, id: UserId, lang: Lang) -> DbResult<()> {
    let sql = Sql::new("UPDATE users SET lang = $1 WHERE id = $2 AND lang = ''");
    sql.bind(lang.as_str()).bind(id).execute(tx).await.map(|_| ())
}

/// The language of an account; where it is open still, the one that everything begins with.
fn lang_of(row: &Row) -> DbResult<Lang> {
    let stored: String = row.get("lang")?;
    if stored.is_empty() {
        Ok(Lang::default())
    } else {
        row.code("lang")
    }
}

pub(super) async fn set_theme(tx: &mut Tx, id: UserId, theme: Theme) -> DbResult<()> {
    let sql = Sql::new("UPDATE users SET theme = $1 WHERE id = $2");
    ensure_one_row(sql.bind(theme.as_str()).bind(id).execute(tx).await?)
}

/// Of the account with an e-mail.
pub(super) async fn password_hash(conn: &mut Conn, email: &str) -> DbResult<Option<String>> {
    // Who was invited has none yet.
    Sql::new("SELECT password_hash FROM users WHERE email = $1 AND password_hash <> ''")
        .bind(email)
        .scalar(conn)
        .await
}

pub(super) async fn set_password(tx: &mut Tx, id: UserId, password_hash: &str) -> DbResult<()> {
    let sql = Sql::new("UPDATE users SET password_hash = $1 WHERE id = $2");
    ensure_one_row(sql.bind(password_hash).bind(id).execute(tx).await?)
}

/// Who holds an open session: all that a request needs to know, in one look.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub session: SessionId,
    pub last_seen: Timestamp,
    pub user: UserId,
    pub email: String,
    pub name: String,
    /// Of his role as it is now.
    pub rights: Rights,
    pub lang: Lang,
    pub theme: Theme,
    /// Of the first own company; absent before the set-up.
    pub time_zone: Option<String>,
    pub has_filters: bool,
    /// The modules that are switched off, as a number (`Module::of_bits`).
    pub modules_off: i64,
}

impl FromRow for Holder {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            session: row.get("session_id")?,
            last_seen: row.get("last_seen")?,
            user: row.get("user_id")?,
            email: row.get("email")?,
            name: row.get("name")?,
            rights: narrowed(
                Rights::of_bits(row.get("rights")?).seeing_own_bits(row.get("own")?),
                row.get("own_only")?,
            ),
            lang: lang_of(row)?,
            theme: row.code("theme")?,
            time_zone: row.get("time_zone")?,
            has_filters: row.get::<i64>("has_filters")? > 0,
            modules_off: row.get("modules_off")?,
        })
    }
}

/// The active holder of a session that was seen after `seen_after` and has not expired.
pub(super) async fn holder(
    conn: &mut Conn,
    token_hash: &[u8],
    now: Timestamp,
    seen_after: Timestamp,
) -> DbResult<Option<Holder>> {
    Sql::new(
        "SELECT s.id AS session_id, s.last_seen, u.id AS user_id, u.email, u.name, u.lang, u.theme, \
         r.rights, r.own, u.own_only, \
         (SELECT CAST(COALESCE(SUM(m.bit), 0) AS BIGINT) FROM modules_off m) AS modules_off, \
         (SELECT o.time_zone FROM organizations o ORDER BY o.created_at, o.id LIMIT 1) AS time_zone, \
         (SELECT COUNT(*) FROM (SELECT f.id FROM saved_filters f WHERE f.user_id = u.id LIMIT 1) one) AS has_filters \
         FROM sessions s JOIN users u ON u.id = s.subject_id JOIN roles r ON r.id = u.role_id \
         WHERE s.token_hash = $1 AND s.subject_kind = $2 AND s.last_seen > $3 AND s.expires_at > $4 AND u.active",
    )
    .bind(token_hash.to_vec())
    .bind(STAFF)
    .bind(seen_after)
    .bind(now)
    .optional(conn)
    .await
}

pub(super) async fn keep_setup_code(tx: &mut Tx, code_hash: &[u8]) -> DbResult<()> {
    Sql::new(
        "INSERT INTO setup_codes (id, code_hash) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET code_hash = excluded.code_hash",
    )
    .bind(code_hash.to_vec())
    .execute(tx)
    .await
    .map(|_| ())
}

pub(super) async fn setup_code_hash(conn: &mut Conn) -> DbResult<Option<Vec<u8>>> {
    Sql::new("SELECT code_hash FROM setup_codes WHERE id = 1")
        .scalar(conn)
        .await
}

/// Takes the code out; a second set-up with the same code waits here and finds nothing.
pub(super) async fn take_setup_code(tx: &mut Tx, code_hash: &[u8]) -> DbResult<bool> {
    let sql = Sql::new("DELETE FROM setup_codes WHERE id = 1 AND code_hash = $1");
    Ok(sql.bind(code_hash.to_vec()).execute(tx).await? == 1)
}
