//! Passwords: argon2id with 19 MiB and two passes (OWASP), computed off the async threads, two at a time, so that a flood of
//! sign-ins takes neither the memory nor the other requests away.

use std::collections::HashSet;
use std::sync::LazyLock;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::model::{Password, length_problem};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::problem::Problem;
use crate::platform::random::Random;

/// Memory in KiB, passes, lanes.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// A hash of the same cost that no password is known for: verified where there is no account, so that the answer takes as
/// long as for an account that exists.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$VR/51jbgJW+1/33YRuzlig$81kBBcw9h3jSyjBza37zlBjRPRoIgmg8wgr57pejmaQ";

/// How long a sign-in waits for its turn before the visitor is told to come back.
const PATIENCE: Duration = Duration::from_secs(20);

static TURNS: Semaphore = Semaphore::const_new(2);

static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("common_passwords.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});

fn argon2() -> AppResult<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(|error| internal(&error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash that is stored (PHC string with its own salt). Never called inside a transaction: it takes a while.
///
/// # Errors
/// [`AppError::Unavailable`] if too many others are waiting.
pub async fn hash(password: &Password) -> AppResult<String> {
    let argon2 = argon2()?;
    let password = password.clone();
    in_turn(move || {
        let hash: Result<PasswordHash, Error> = argon2.hash_password(password.as_str().as_bytes());
        hash.map(|hash| hash.to_string())
    })
    .await?
    .map_err(|error| internal(&error.to_string()))
}

/// Whether the password is the one of the hash; without a hash the same work is done for nothing.
///
/// # Errors
/// [`AppError::Unavailable`] if too many others are waiting.
pub async fn verify(password: &Password, hash: Option<&str>) -> AppResult<bool> {
    let argon2 = argon2()?;
    let password = password.clone();
    let known = hash.is_some();
    let hash = hash.unwrap_or(NOBODY).to_owned();
    let result = in_turn(move || argon2.verify_password(password.as_str().as_bytes(), hash.as_str())).await?;
    match result {
        Ok(()) => Ok(known),
        Err(Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(internal(&error.to_string())),
    }
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> AppResult<T> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await;
    let _turn = turn
        .map_err(|_| AppError::Unavailable)?
        .map_err(|error| internal(&error.to_string()))?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| internal(&error.to_string()))
}

/// What speaks against a new password: its length, or that it is among the first to be tried — on the list of common ones,
/// one character over and over, or the person's own e-mail or name.
#[must_use]
pub fn problem(password: &Password, email: &str, name: &str) -> Option<Problem> {
    length_problem(password).or_else(|| is_guessed_first(password, email, name).then_some(Problem::CommonPassword))
}

fn is_guessed_first(password: &Password, email: &str, name: &str) -> bool {
    let typed = password.as_str().trim().to_lowercase();
    let bare: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let name: String = name.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let email = email.to_lowercase();
    let local = email.split('@').next().unwrap_or_default();
    let without_digits = typed.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    let mut characters = typed.chars();
    let first = characters.next();
    COMMON.contains(typed.as_str())
        || characters.all(|c| Some(c) == first)
        || bare == email
        || bare == local
        || bare == name
        || (!local.is_empty() && without_digits == local)
        || (!name.is_empty() && without_digits == name)
}

/// Letters and digits that are not mistaken for each other.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Random characters in groups of four: five bits each.
#[must_use]
pub fn generated(random: &Random, groups: usize) -> String {
    let mut text = String::new();
    for place in 0..groups * 4 {
        if place > 0 && place % 4 == 0 {
            text.push('-');
        }
        let index = usize::try_from(random.below(32)).unwrap_or_default();
        text.extend(ALPHABET.get(index).map(|byte| char::from(*byte)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{
        ALPHABET, COMMON, COST, NOBODY, Params, Password, PasswordHash, Problem, Random, generated, hash, problem,
        verify,
    };

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let stored = hash(&"correct horse".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify(&"correct horse".into(), Some(&stored)).await.unwrap());
        assert!(!verify(&"correct horsf".into(), Some(&stored)).await.unwrap());
        assert!(!verify(&"".into(), None).await.unwrap());
    }

    #[test]
    fn the_hash_of_nobody_costs_what_a_real_one_costs() {
        let params = Params::try_from(&PasswordHash::new(NOBODY).unwrap()).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), COST);
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        assert!(COMMON.len() > 1000);
        for guessed in [
            "Password1",
            "12345678",
            "йцукенгш",
            "ffffffff",
            "anna.koval@example.com",
            "Anna.Koval",
            "Anna Koval",
            "annakoval2026!",
            "anna.koval1",
        ] {
            let found = problem(&Password::from(guessed), "anna.koval@example.com", "Anna Koval");
            assert_eq!(found, Some(Problem::CommonPassword), "{guessed}");
        }
        for (password, expected) in [
            ("", Some(Problem::Required)),
            ("short", Some(Problem::TooShort { min: 8 })),
            ("correct horse", None),
            ("пароль не для всех", None),
        ] {
            assert_eq!(
                problem(&password.into(), "anna@example.com", "Anna"),
                expected,
                "{password}"
            );
        }
        let long = "я!".repeat(65);
        assert_eq!(
            problem(&long.as_str().into(), "a@b.c", ""),
            Some(Problem::TooLong { max: 128 })
        );
    }

    #[test]
    fn a_generated_password_is_accepted_and_readable() {
        let password = generated(&Random::seeded(1), 4);
        assert_eq!(password.len(), 19);
        assert!(password.bytes().all(|byte| byte == b'-' || ALPHABET.contains(&byte)));
        assert_eq!(problem(&password.as_str().into(), "a@b.c", "A"), None);
        assert_ne!(password, generated(&Random::seeded(2), 4));
    }
}
