//! The binary `enlace`: one program, several roles.
//!
//! Reads the command line and the environment, then hands over to one command. Holds no business rule.

mod cli;
mod commands;
mod config;
mod middleware;
mod processes;
mod router;
mod routes;
mod state;
mod telemetry;

use std::{io::Write, process::ExitCode};

use clap::{CommandFactory, Parser};

/// A webhook is some hundred small pieces of memory, taken on one thread and given back on another: libc's own allocator
/// takes a twelfth of the time of intake for it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return explain(&error),
    };
    telemetry::start_logs(&cli.log);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        // one more than two cores' worth: a blocked thread must not hold up a page (leptos #4647)
        .worker_threads(std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4)))
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(%error, "Could not start the threads of the asynchronous runtime");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // the person at the terminal reads this one: the whole chain, in words
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Says what is wrong with the settings, or gives the help that was asked for.
fn explain(error: &clap::Error) -> ExitCode {
    // a terminal that is gone reads nothing: there is nobody left to tell
    let _told = error.print();
    let mut command = cli::Cli::command();
    command.build();
    if let Some(name) = config::wrong::variable(&command, error) {
        let _told = writeln!(std::io::stderr(), "The environment variable {name} sets it.");
    }
    if error.use_stderr() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}
