//! Wiring, and nothing else: what is put together here is made in the rooms.
//!
//! | file | what it wires |
//! |---|---|
//! | `commands` | the command line |
//! | `serve` | opening, migrating, listening, stopping |
//! | `state`, `site` | what all requests share; the browser's files |
//! | `router` | routes, layers, static files |

pub mod site;
pub mod state;
