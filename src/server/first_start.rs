//! What happens when nobody has used this installation yet: the one-time code for the set-up.

use super::commands::plainly;
use crate::company::accounts::setup;
use crate::platform::ctx::Ctx;

/// Prepares an empty installation and tells what its first user has to know; says nothing later on.
///
/// # Errors
/// A sentence, if the database can't be written.
pub async fn prepare(ctx: &Ctx) -> Result<String, String> {
    Ok(match plainly(setup::setup_code(ctx).await)? {
        Some(code) => {
            format!("Nobody can sign in yet. Open the address and set Akta up with this one-time code: {code}")
        }
        None => String::new(),
    })
}
