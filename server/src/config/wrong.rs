//! Names the variable of a wrong setting: clap names the option only, and an operator sets variables.

use clap::{
    Command, Error,
    error::{ContextKind, ContextValue},
};

/// The variable that sets what the error is about, where there is one.
pub fn variable(command: &Command, error: &Error) -> Option<String> {
    let Some(ContextValue::String(setting)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    find(command, setting)
}

fn find(command: &Command, setting: &str) -> Option<String> {
    let here = command
        .get_arguments()
        .find(|arg| arg.to_string() == setting)
        .and_then(|arg| arg.get_env())
        .map(|name| name.to_string_lossy().into_owned());
    here.or_else(|| command.get_subcommands().find_map(|command| find(command, setting)))
}
