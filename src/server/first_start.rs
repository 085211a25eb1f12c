//! What happens when nobody has used this installation yet: demo data, or the one-time code for the set-up.

use super::commands::plainly;
use super::{demo, users};
use crate::company::accounts::actions::administrators_exist;
use crate::company::accounts::setup;
use crate::kernel::actor::Role;
use crate::platform::ctx::Ctx;

/// The address the demo's administrator signs in with. His password is made up at each first start.
const DEMO_ADMINISTRATOR: &str = "admin@example.com";

/// Prepares an empty installation and tells what its first user has to know; says nothing later on.
///
/// # Errors
/// A sentence, if the database can't be written.
pub async fn prepare(ctx: &Ctx, with_demo: bool) -> Result<String, String> {
    if plainly(administrators_exist(ctx).await)? {
        return Ok(String::new());
    }
    if with_demo {
        plainly(demo::small(ctx).await)?;
        let name = Some("Administrator");
        let (_, generated) = users::add(ctx, DEMO_ADMINISTRATOR, Role::Administrator, name, None, None).await?;
        let password = generated.unwrap_or_default();
        return Ok(format!(
            "Demo data is loaded. Sign in as {DEMO_ADMINISTRATOR} with the password {password}\n\
             The password was made for you now and is shown this once."
        ));
    }
    Ok(match plainly(setup::setup_code(ctx).await)? {
        Some(code) => {
            format!("Nobody can sign in yet. Open the address and set Akta up with this one-time code: {code}")
        }
        None => String::new(),
    })
}
