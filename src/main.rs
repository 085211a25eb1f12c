//! The program `akta`. Everything it does is in the library.

fn main() -> std::process::ExitCode {
    akta::server::commands::run()
}
