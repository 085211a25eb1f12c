//! How much memory the server keeps.

/// Has memory that was freed given back to the system at once. The allocator would wait for a second and for the next call in that thread: what
/// the hash of a sign-in and a long report took would stay with threads that sleep. It reads its settings from the environment before `main`, so the
/// program starts itself once more in its own place; somebody's own setting stays.
pub fn give_back() {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::process::CommandExt;

        const DELAY: &str = "MIMALLOC_PURGE_DELAY";
        if std::env::var_os(DELAY).is_some() {
            return;
        }
        if let Ok(program) = std::env::current_exe() {
            // It comes back only where it could not be started, and then goes on as it is.
            let _ = std::process::Command::new(program)
                .args(std::env::args_os().skip(1))
                .env(DELAY, "0")
                .exec();
        }
    }
}
