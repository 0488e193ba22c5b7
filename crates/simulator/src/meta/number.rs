//! The business number as the API shows it.

use serde_json::{Value, json};

use super::ids::account;
use crate::line::OnLine;

/// `GET /{phone_number_id}`.
pub(super) fn shown(on: &OnLine) -> Value {
    let (id, _) = account(on);
    json!({
        "id": id,
        "verified_name": "Fibra Cerrado",
        "display_phone_number": on.line.config.business_number.as_str(),
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "platform_type": "CLOUD_API",
        "status": "CONNECTED",
        "throughput": { "level": "STANDARD" },
        "webhook_configuration": { "application": on.line.webhook().0 },
    })
}
