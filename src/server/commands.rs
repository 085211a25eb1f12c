//! The command line. Every command works without a terminal and fails with one clear line and a status other than 0.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use super::{open, serve};
use crate::error::{AppError, AppResult};
use crate::platform::config::{DatabaseSettings, ServerSettings};

/// Akta: the document flow of a business.
#[derive(Debug, Parser)]
#[command(name = "akta", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve Akta; applies missing migrations first
    Serve(ServerSettings),
    /// Bring the database to this version
    Migrate(DatabaseSettings),
}

/// Pages are deep trees of views: a worker needs more stack than the 2 MiB it would get.
const WORKER_STACK: usize = 8 << 20;

/// Runs the command of the process' arguments.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(WORKER_STACK)
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("can't start: {error}")),
    };
    // On a worker, because the thread of `main` keeps the stack the system gave it.
    let result = runtime.block_on(async { tokio::spawn(dispatch(cli.command)).await });
    match result {
        Ok(Ok(code)) => code,
        Ok(Err(sentence)) => fail(&sentence),
        Err(panic) => fail(&format!("internal error: {panic}")),
    }
}

/// Help and version are printed as they are; a wrong value becomes one line that names the setting.
fn refuse(error: &clap::Error) -> ExitCode {
    let text = |kind| error.get(kind).map(ToString::to_string);
    match (
        error.kind(),
        text(ContextKind::InvalidArg),
        text(ContextKind::InvalidValue),
    ) {
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Some(argument), Some(value)) => {
            let flag = argument.split_whitespace().next().unwrap_or_default();
            let reason = std::error::Error::source(error)
                .map(|source| format!(": {source}"))
                .unwrap_or_default();
            fail(&format!(
                "{flag}{}: {value:?} is not accepted{reason}",
                variable_of(flag)
            ))
        }
        _ => {
            let _ = error.print();
            if error.use_stderr() {
                ExitCode::FAILURE
            } else {
                ExitCode::SUCCESS
            }
        }
    }
}

/// The environment variable behind a flag, in brackets.
fn variable_of(flag: &str) -> String {
    let command = Cli::command();
    let arguments = command.get_subcommands().flat_map(clap::Command::get_arguments);
    let variable = arguments
        .filter(|a| a.get_long() == flag.strip_prefix("--"))
        .find_map(clap::Arg::get_env);
    variable
        .map(|name| format!(" ({})", name.to_string_lossy()))
        .unwrap_or_default()
}

fn fail(sentence: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "akta: {sentence}");
    ExitCode::FAILURE
}

async fn dispatch(command: Command) -> Result<ExitCode, String> {
    match command {
        Command::Serve(settings) => {
            log(&settings.database);
            serve::serve(settings).await?;
        }
        Command::Migrate(settings) => {
            log(&settings);
            open(&settings).await?.close().await;
            print("the database is of this version");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// One JSON line per event on standard error.
fn log(settings: &DatabaseSettings) {
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .try_init();
}

fn print(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// An error of an action as one line for the console.
pub(super) fn sentence(error: &AppError) -> String {
    match error {
        AppError::Invalid(problems) => {
            let list: Vec<String> = problems
                .iter()
                .map(|(field, problem)| format!("{field}: {problem:?}"))
                .collect();
            list.join(", ")
        }
        AppError::Unavailable => "the database does not answer".to_owned(),
        other => other.to_string(),
    }
}

/// For commands that report an action's error as a line.
pub(super) fn plainly<T>(result: AppResult<T>) -> Result<T, String> {
    result.map_err(|error| sentence(&error))
}
