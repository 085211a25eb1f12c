//! A transaction that met another one has left no trace, and is run again.

use std::time::Duration;

use crate::error::{AppError, AppResult};

/// Pauses before what met another transaction is run again.
pub const PAUSES: [Duration; 3] = [
    Duration::from_millis(10),
    Duration::from_millis(40),
    Duration::from_millis(160),
];

/// Runs one of several transactions of a request, and again while it meets others. A request of one transaction needs no such
/// thing: the layer over `/api` runs it again as a whole.
///
/// # Errors
/// What the last run answered.
pub async fn unless_busy<T, F>(run: impl Fn() -> F) -> AppResult<T>
where
    F: Future<Output = AppResult<T>>,
{
    for pause in PAUSES {
        match run().await {
            Err(AppError::Busy) => tokio::time::sleep(pause).await,
            answer => return answer,
        }
    }
    run().await
}
