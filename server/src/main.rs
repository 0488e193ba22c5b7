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

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
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
