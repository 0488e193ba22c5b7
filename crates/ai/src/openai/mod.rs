//! Any API of OpenAI's shape, through async-openai: vectors of texts, and a model that judges what is unsure.
//!
//! The library asks again after a refusal for haste (429), a failure of the server and a connection that did
//! not come about, up to three times and more slowly each time; a patience of ours bounds it all. Texts leave the
//! machine here: whoever sets the address decides that.

mod arbiter;
mod embed;
mod mask;

use std::time::Duration;

use async_openai::{Client, config::OpenAIConfig, error::OpenAIError};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

pub use arbiter::{Arbiter, ArbiterError, ChatSettings};
pub use embed::{DEFAULT_MODEL, OpenAiEmbedder, OpenAiSettings};

/// The address where none is set.
pub const OPENAI: &str = "https://api.openai.com/v1";
/// How long a connection may take to come about.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);

/// A client of the API whose requests take `patience` at most.
fn client(
    base_url: &Url,
    api_key: Option<&SecretString>,
    patience: Duration,
) -> Result<Client<OpenAIConfig>, reqwest::Error> {
    let http = reqwest::Client::builder()
        .connect_timeout(CONNECT_LIMIT.min(patience))
        .timeout(patience)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("Enlace/", env!("CARGO_PKG_VERSION")))
        .build()?;
    let key = api_key.map_or("", |key| key.expose_secret());
    let config = OpenAIConfig::new()
        .with_api_base(base_url.as_str().trim_end_matches('/'))
        .with_api_key(key);
    Ok(Client::build(http, config))
}

/// What went wrong, without what was sent: an API's own words may repeat it.
enum Failure {
    /// It refused, failed or was away.
    Api(String),
    /// It answered something else than was asked for.
    Unreadable,
}

impl Failure {
    fn of(error: &OpenAIError) -> Self {
        match error {
            OpenAIError::ApiError(refusal) => {
                let code = refusal.api_error.code.as_deref().unwrap_or_default();
                Self::Api(
                    format!("it answered {} {code}", refusal.status_code)
                        .trim_end()
                        .to_owned(),
                )
            }
            OpenAIError::Reqwest(error) if error.is_timeout() => Self::Api("no answer in time".to_owned()),
            OpenAIError::Reqwest(error) if error.is_connect() => Self::Api("no connection".to_owned()),
            OpenAIError::JSONDeserialize(..) => Self::Unreadable,
            _ => Self::Api("the exchange broke off".to_owned()),
        }
    }
}
