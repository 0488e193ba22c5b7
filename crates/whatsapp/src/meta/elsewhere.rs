//! Whom else a post may concern: one app posts what is said to all its numbers to one address.

use serde_json::Value;

use super::ours::Ours;
use crate::{Elsewhere, fields::Fields};

/// Each change of a webhook, which was read, that names another number than ours, or an account.
pub(crate) fn read(ours: Ours<'_>, raw: &[u8]) -> Vec<Elsewhere> {
    let body: Value = serde_json::from_slice(raw).unwrap_or_default();
    let mut all = Vec::new();
    for entry in Fields::of(&body).list("entry") {
        all.extend(
            entry
                .list("changes")
                .filter_map(|change| ours.elsewhere(entry, change.inner("value"))),
        );
    }
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Destination, meta::webhook};

    const OURS: Ours<'_> = Ours {
        phone_number_id: Some("1122"),
        waba_id: Some("9988"),
        named_only: false,
    };

    fn post(account: &str, value: &Value) -> String {
        let entry = json!({ "id": account, "changes": [{ "field": "messages", "value": value }] });
        json!({ "entry": [entry] }).to_string()
    }

    fn messages() -> Value {
        json!([{ "from": "556298765432", "id": "wamid.1", "timestamp": "1795348800", "type": "text", "text": { "body": "oi" } }])
    }

    fn to_number(number: &str) -> Value {
        json!({ "metadata": { "phone_number_id": number }, "messages": messages() })
    }

    fn review() -> Value {
        json!({ "event": "REJECTED", "message_template_name": "retomar" })
    }

    #[test]
    fn other_numbers_and_all_accounts_are_told() {
        let of = |account: &str, value: &Value| read(OURS, post(account, value).as_bytes());
        assert!(of("9988", &to_number("1122")).is_empty());
        let another = Elsewhere {
            to: Destination::Number("9999".to_owned()),
            also_ours: false,
        };
        assert_eq!(of("9988", &to_number("9999")), [another]);
        for (account, also_ours) in [("9988", true), ("7766", false)] {
            let to = Destination::Account(account.to_owned());
            assert_eq!(of(account, &review()), [Elsewhere { to, also_ours }]);
        }
        assert!(read(OURS, b"oi").is_empty());
    }

    #[test]
    fn at_anothers_address_only_what_is_named_is_taken() {
        let taken = |ours: Ours<'_>, account: &str, value: &Value| {
            let post = post(account, value);
            webhook::read(ours, post.as_bytes()).unwrap().len()
        };
        let strict = Ours {
            named_only: true,
            ..OURS
        };
        let unnamed = json!({ "messages": messages() });
        assert_eq!(taken(OURS, "9988", &unnamed), 1);
        assert_eq!(taken(strict, "9988", &unnamed), 0);
        assert_eq!(taken(strict, "7766", &to_number("1122")), 1);
        assert_eq!(taken(strict, "7766", &to_number("9999")), 0);
        assert_eq!(taken(strict, "9988", &review()), 1);
        let without_account = Ours {
            waba_id: None,
            ..strict
        };
        assert_eq!(taken(without_account, "9988", &review()), 0);
    }
}
