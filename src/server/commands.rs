//! The command line. Every command works without a terminal and fails with one clear line and a status other than 0.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use clap::error::{ContextKind, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use super::{check, demo, memory, open, open_existing, serve, users};
use crate::company::accounts::model::Password;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Actor, Job};
use crate::kernel::lang::Lang;
use crate::platform::clock::Clock;
use crate::platform::config::{DatabaseSettings, ServerSettings};
use crate::platform::ctx::{Ctx, RequestInfo};
use crate::platform::db::Db;
use crate::platform::random::Random;
use crate::ui::problem_text;

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
    /// Fill an empty database with demo data
    Demo(DemoArgs),
    /// Check every invariant of the stored data; exit status 1 and a line for each breach
    Check(DatabaseSettings),
    /// Members of the staff
    #[command(subcommand)]
    User(UserCommand),
}

#[derive(Debug, Args)]
struct DemoArgs {
    #[command(flatten)]
    database: DatabaseSettings,
    /// Number of clients; with --invoices a large random company instead of the small one
    #[arg(long, requires = "invoices", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    clients: Option<u32>,
    /// Number of invoices
    #[arg(long, requires = "clients", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    invoices: Option<u32>,
    /// The same seed makes the same data
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Add a member of the staff; prints a generated password unless one is given
    Add {
        #[command(flatten)]
        database: DatabaseSettings,
        email: String,
        /// administrator, manager, accountant, read-only, or the name of an own role
        #[arg(long)]
        role: String,
        /// The person's name [default: the e-mail address]
        #[arg(long)]
        name: Option<String>,
        /// Language of the interface: ru, uk or en [default: that of the first browser that signs in]
        #[arg(long)]
        lang: Option<Lang>,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List the staff
    List(DatabaseSettings),
    /// End a user's sessions and refuse his sign-in
    Deactivate {
        #[command(flatten)]
        database: DatabaseSettings,
        email: String,
    },
    /// Give a user a new password; prints a generated one unless one is given
    ResetPassword {
        #[command(flatten)]
        database: DatabaseSettings,
        email: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
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
    if matches!(cli.command, Command::Serve(_)) {
        memory::give_back();
    }
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
    let is_value = matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation);
    if let (true, Some(argument), Some(value)) =
        (is_value, text(ContextKind::InvalidArg), text(ContextKind::InvalidValue))
    {
        let flag = argument.split_whitespace().next().unwrap_or_default();
        let reason = std::error::Error::source(error)
            .map(|source| format!(": {source}"))
            .unwrap_or_default();
        return fail(&format!(
            "{flag}{}: {value:?} is not accepted{reason}",
            variable_of(flag)
        ));
    }
    let _ = error.print();
    if error.use_stderr() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
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
            Box::pin(serve::serve(settings)).await?;
        }
        Command::Migrate(settings) => {
            log(&settings);
            open(&settings).await?.close().await;
            print("the database is of this version");
        }
        Command::Demo(args) => fill(&args).await?,
        Command::Check(settings) => return run_check(&settings).await,
        Command::User(command) => user(command).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn fill(args: &DemoArgs) -> Result<(), String> {
    log(&args.database);
    let ctx = ctx(open(&args.database).await?, &args.database)?;
    let filled = match (args.clients, args.invoices) {
        (Some(clients), Some(invoices)) => demo::large(&ctx, clients, invoices, args.seed).await,
        _ => demo::small(&ctx).await,
    };
    filled.map_err(|error| match error {
        AppError::Invalid(errors) if errors.get(demo::DATABASE).is_some() => {
            "demo data goes into an empty database only; this one has an own company".to_owned()
        }
        other => sentence(&other),
    })?;
    print("demo data is in the database");
    Ok(())
}

async fn run_check(settings: &DatabaseSettings) -> Result<ExitCode, String> {
    let ctx = existing(settings).await?;
    let breaches = check::check(&ctx).await.map_err(|error| sentence(&error))?;
    for breach in &breaches {
        print(&breach.to_string());
    }
    if breaches.is_empty() {
        print("every invariant holds");
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::FAILURE)
    }
}

async fn user(command: UserCommand) -> Result<(), String> {
    match command {
        UserCommand::Add {
            database,
            email,
            role,
            name,
            lang,
            password_stdin,
        } => {
            let password = password(password_stdin)?;
            let ctx = existing(&database).await?;
            let (_, generated) = users::add(&ctx, &email, role, name.as_deref(), lang, password).await?;
            tell_password(&email, generated);
        }
        UserCommand::List(database) => print(users::list(&existing(&database).await?).await?.trim_end()),
        UserCommand::Deactivate { database, email } => {
            users::deactivate(&existing(&database).await?, &email).await?;
            print(&format!("{email} is deactivated"));
        }
        UserCommand::ResetPassword {
            database,
            email,
            password_stdin,
        } => {
            let password = password(password_stdin)?;
            let generated = users::reset_password(&existing(&database).await?, &email, password).await?;
            tell_password(&email, generated);
        }
    }
    Ok(())
}

fn password(from_stdin: bool) -> Result<Option<Password>, String> {
    from_stdin.then(users::password_from_stdin).transpose()
}

/// A generated password is printed once and kept nowhere.
fn tell_password(email: &str, generated: users::Generated) {
    match generated {
        Some(password) => print(&format!("{email} signs in with the password {password}")),
        None => print(&format!("{email} signs in with the given password")),
    }
}

/// The surroundings of a command on a database that has to be there.
async fn existing(settings: &DatabaseSettings) -> Result<Ctx, String> {
    log(settings);
    ctx(open_existing(settings).await?, settings)
}

/// The surroundings of a command: Akta itself acts for whoever administers the machine.
fn ctx(db: Db, settings: &DatabaseSettings) -> Result<Ctx, String> {
    Ok(Ctx {
        db,
        blobs: settings.blobs()?,
        clock: Clock::System,
        random: Random::System,
        secrets: settings.secrets(),
        actor: Actor::System(Job::CommandLine),
        actor_name: "Akta".to_owned(),
        base_url: Arc::new("http://127.0.0.1:3000".parse()?),
        request: RequestInfo::default(),
        memo: None,
    })
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
                .map(|(field, problem)| format!("{field}: {}", problem_text(problem)))
                .collect();
            list.join(", ")
        }
        AppError::Unavailable => "the database or the place of the files does not answer".to_owned(),
        other => other.to_string(),
    }
}

/// For commands that report an action's error as a line.
pub(super) fn plainly<T>(result: AppResult<T>) -> Result<T, String> {
    result.map_err(|error| sentence(&error))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn commands_and_their_settings_are_told_apart() {
        Cli::command().debug_assert();
    }
}
