//! Whether the program and its database answer: for the supervisor and the load balancer.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::state::AppState;

/// 200 `ok`, or 503 when the database does not answer.
pub async fn health(State(state): State<AppState>) -> Response {
    match state.db.ping().await {
        Ok(()) => (StatusCode::OK, "ok").into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response(),
    }
}
