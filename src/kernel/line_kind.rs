//! What is sold: goods, a service or work.

use serde::{Deserialize, Serialize};

use super::tax::spelled;

/// What a line sells: services and works go to acts, goods to delivery notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Goods,
    #[default]
    Service,
    Work,
}

spelled!(LineKind {
    Goods = "goods",
    Service = "service",
    Work = "work",
});
