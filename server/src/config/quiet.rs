//! Reads a setting that may hold a secret: clap's own message for a wrong value repeats the value.

use std::ffi::OsStr;

use clap::{
    Arg, Command, Error,
    builder::TypedValueParser,
    error::{ContextKind, ContextValue, ErrorKind},
};

/// A parser whose error says what is allowed and never what came.
#[derive(Clone)]
pub struct Quiet<T>(pub fn(&str) -> Result<T, String>);

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Quiet<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        let text = value.to_str().ok_or_else(|| "it is no UTF-8".to_owned());
        text.and_then(self.0).map_err(|allowed| {
            let setting = arg.map(ToString::to_string).unwrap_or_default();
            let mut error = Error::raw(ErrorKind::ValueValidation, format!("{setting}: {allowed}\n")).with_cmd(command);
            error.insert(ContextKind::InvalidArg, ContextValue::String(setting));
            error
        })
    }
}
