//! The form in which Twilio tells how far a message came.

use super::resource::addresses;
use crate::{
    line::{OnLine, TwilioConfig},
    message::{Record, WireStatus},
};

/// The fields of a callback.
pub(crate) fn status(
    on: &OnLine,
    account: &TwilioConfig,
    record: &Record,
    status: WireStatus,
    error: Option<u32>,
) -> Vec<(String, String)> {
    let account_sid = &account.account_sid;
    let (from, to) = addresses(record, &on.line.config.business_number);
    let mut form: Vec<(String, String)> = Vec::with_capacity(14);
    let mut put = |name: &str, value: &str| form.push((name.to_owned(), value.to_owned()));
    put("ChannelPrefix", "whatsapp");
    put("ApiVersion", "2010-04-01");
    put("MessageStatus", status.as_str());
    put("SmsStatus", status.as_str());
    put("SmsSid", record.id.as_str());
    put("MessageSid", record.id.as_str());
    put("From", &from);
    put("To", &to);
    put("AccountSid", account_sid);
    put(
        "ChannelInstallSid",
        &format!("XE{}", account_sid.get(2..).unwrap_or_default()),
    );
    put("StructuredMessage", "false");
    match status {
        WireStatus::Read => put("EventType", "READ"),
        WireStatus::Delivered => put("EventType", "DELIVERED"),
        WireStatus::Undelivered => put("EventType", "UNDELIVERED"),
        WireStatus::Queued | WireStatus::Accepted | WireStatus::Sent | WireStatus::Received => {}
    }
    if let Some(code) = error {
        put("ErrorCode", &code.to_string());
        put("ChannelStatusMessage", "Message undeliverable");
    }
    form
}
