//! Where the Redis is that counts messages, if there is one.

use clap::Args;
use enlace_desk::pace::RedisPace;

use super::quiet::Quiet;

/// Redis settings.
#[derive(Args, Debug, Clone)]
pub struct RedisSettings {
    /// Redis that counts messages against the providers' limits, like redis://:secret@redis.example.com:6379/0; the same for all processes. Without it, or while it is away, the database counts.
    #[arg(long, env = "REDIS_URL", hide_env_values = true, value_parser = Quiet(parse_address))]
    pub redis_url: Option<RedisPace>,
}

fn parse_address(text: &str) -> Result<RedisPace, String> {
    // the parser's own message may repeat the address with its password
    RedisPace::parse(text)
        .map_err(|_| "REDIS_URL is no valid address; it looks like redis://:password@host:6379/0".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_address_is_refused_without_repeating_it() {
        assert!(parse_address("redis://:segredo@host:6379/0").is_ok());
        for wrong in ["host", "http://:segredo@host", "redis://:segredo@host:port"] {
            let error = parse_address(wrong).unwrap_err();
            assert!(
                error.contains("REDIS_URL") && !error.contains("segredo"),
                "{wrong}: {error}"
            );
        }
        assert!(!format!("{:?}", parse_address("redis://:segredo@host")).contains("segredo"));
    }
}
