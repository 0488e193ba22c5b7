//! One line of a running town, in a test's hand.

use std::time::Duration;

use enlace_domain::WaId;
use serde_json::Value;

use crate::{
    deliver::{self, Call},
    error::TownError,
    faults::FaultControl,
    inbound,
    line::{OnLine, Outage, Vendor},
    maytapi,
    message::{MessageId, Writer, Written},
    meta, vendor,
};

/// A line of a running town. Cheap to clone.
#[derive(Clone)]
pub struct TownLine {
    on: OnLine,
}

impl TownLine {
    pub(crate) const fn new(on: OnLine) -> Self {
        Self { on }
    }

    pub(crate) const fn on(&self) -> &OnLine {
        &self.on
    }

    /// The base address of its API, for a channel's settings.
    #[must_use]
    pub fn api(&self) -> &str {
        &self.on.line.api
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.on.line.config.name
    }

    /// Writes to the desk on this line, whatever line the writer uses else.
    ///
    /// # Errors
    /// [`TownError::Delivery`] where the desk did not take it, after all repeats.
    pub async fn write(&self, from: impl Into<Writer>, written: impl Into<Written>) -> Result<MessageId, TownError> {
        inbound::write(&self.on, &from.into(), &written.into()).await
    }

    /// Sends so many pictures at once, as an album: no webhook waits for the one before it.
    ///
    /// # Errors
    /// [`TownError::Delivery`] where the desk did not take one of them.
    pub async fn write_album(&self, from: impl Into<Writer>, pictures: usize) -> Result<Vec<MessageId>, TownError> {
        let writer = from.into();
        let picture = Written::Image { caption: String::new() };
        let all = (0..pictures).map(|_| inbound::write(&self.on, &writer, &picture));
        futures::future::try_join_all(all).await
    }

    /// Several people write, and the vendor tells it in one call where it does such a thing (Meta, 360dialog); else one
    /// after the other.
    ///
    /// # Errors
    /// [`TownError::Delivery`] where the desk did not take a call.
    pub async fn write_batch(&self, all: &[(Writer, Written)]) -> Result<Vec<MessageId>, TownError> {
        inbound::write_batch(&self.on, all).await
    }

    /// As if a day had gone by since somebody wrote: free words don't reach them any more.
    pub fn close_window(&self, who: impl Into<Writer>) {
        self.on.line.forget(who.into().wa_id.as_str());
    }

    /// Orders what shall go wrong on this line.
    #[must_use]
    pub fn faults(&self) -> FaultControl {
        self.on.line.faults.clone()
    }

    /// The vendor is down like this until told otherwise; `None` is up.
    pub fn set_outage(&self, outage: Option<Outage>) {
        self.on.line.outage.set(outage);
    }

    /// The vendor is down like this for a time, and up again by itself.
    pub fn set_outage_for(&self, outage: Outage, how_long: Duration) {
        self.on.line.outage.set_for(outage, how_long);
    }

    /// Whether the desk answers Meta's challenge; no other vendor asks for it.
    pub async fn verify_webhook(&self) -> bool {
        meta::is_answered(&self.on).await
    }

    /// From now on Meta names this person by their id alone, as it does for people with a username.
    pub fn hide_number(&self, who: impl Into<Writer>) {
        self.on.line.hide_number(who.into().wa_id.as_str());
    }

    /// Tells the desk what has become of a template at Meta: `APPROVED`, `REJECTED`, `PAUSED` or `DISABLED`.
    ///
    /// # Errors
    /// [`TownError::NoSuchLine`] where the line is not Meta's or 360dialog's or has no such template,
    /// [`TownError::Delivery`] where the desk did not take it.
    pub async fn tell_template_status(&self, name: &str, event: &str, reason: Option<&str>) -> Result<(), TownError> {
        let told = match self.on.line.config.vendor {
            Vendor::Meta(_) | Vendor::Dialog360(_) => meta::template_status(&self.on, name, event, reason),
            Vendor::Twilio(_) | Vendor::Maytapi(_) => None,
        };
        self.tell(told).await
    }

    /// Tells the desk that somebody has another number, which Meta does where they have written.
    ///
    /// # Errors
    /// [`TownError::NoSuchLine`] where the line is not Meta's or 360dialog's, [`TownError::Delivery`] where the desk did
    /// not take it.
    pub async fn tell_number_change(&self, who: impl Into<Writer>, to: &WaId) -> Result<(), TownError> {
        let from = who.into().wa_id;
        let told = self.is_metas().then(|| {
            let id = meta::wamid(from.as_str());
            meta::number_change(&self.on, &id, from.as_str(), to.as_str())
        });
        self.tell(told).await
    }

    /// Tells the desk whether somebody wants advertising.
    ///
    /// # Errors
    /// As [`TownLine::tell_number_change`].
    pub async fn tell_marketing_wish(&self, who: impl Into<Writer>, wanted: bool) -> Result<(), TownError> {
        let number = who.into().wa_id;
        let told = self
            .is_metas()
            .then(|| meta::marketing_wish(&self.on, number.as_str(), wanted));
        self.tell(told).await
    }

    /// Somebody of the business writes to this number on the phone itself, which Meta, 360dialog and Maytapi tell.
    ///
    /// # Errors
    /// [`TownError::NoSuchLine`] where the line is Twilio's, [`TownError::Delivery`] where the desk did not take it.
    pub async fn write_on_phone(&self, to: &WaId, text: &str) -> Result<MessageId, TownError> {
        let id = vendor::message_id(&self.on, to.as_str(), false, false);
        self.tell_written_on_phone(&id, to, text).await?;
        Ok(id)
    }

    /// Tells the same of a message by its id: once more, or as the echo of one that was sent by the API.
    ///
    /// # Errors
    /// As [`TownLine::write_on_phone`].
    pub async fn tell_written_on_phone(&self, id: &MessageId, to: &WaId, text: &str) -> Result<(), TownError> {
        let told = match &self.on.line.config.vendor {
            Vendor::Meta(_) | Vendor::Dialog360(_) => Some(meta::written_on_phone(&self.on, id, to.as_str(), text)),
            Vendor::Maytapi(account) => Some(maytapi::written_on_phone(&self.on, account, id, to.as_str(), text)),
            Vendor::Twilio(_) => None,
        };
        self.tell(told).await
    }

    /// Somebody of the business takes a message back on the phone.
    ///
    /// # Errors
    /// As [`TownLine::write_on_phone`].
    pub async fn take_back_on_phone(&self, to: &WaId, original: &MessageId) -> Result<(), TownError> {
        let to = to.as_str();
        let told = match &self.on.line.config.vendor {
            Vendor::Meta(_) | Vendor::Dialog360(_) => {
                let id = vendor::message_id(&self.on, to, false, false);
                Some(meta::taken_back_on_phone(&self.on, &id, to, original))
            }
            Vendor::Maytapi(account) => Some(maytapi::taken_back_on_phone(account, to, original)),
            Vendor::Twilio(_) => None,
        };
        self.tell(told).await
    }

    fn is_metas(&self) -> bool {
        matches!(self.on.line.config.vendor, Vendor::Meta(_) | Vendor::Dialog360(_))
    }

    /// Tells the desk how Maytapi's phone is: `active`, `qr-code`, `phone-error`, `idle`, `loading` or `disabled`.
    ///
    /// # Errors
    /// [`TownError::NoSuchLine`] where the line is not Maytapi's, [`TownError::Delivery`] where the desk did not take
    /// it.
    pub async fn tell_phone_status(&self, status: &str) -> Result<(), TownError> {
        let told = match &self.on.line.config.vendor {
            Vendor::Maytapi(account) => Some(maytapi::phone_status(account, status)),
            _ => None,
        };
        self.tell(told).await
    }

    /// Posts what this line's vendor tells; nothing where it does not tell such things.
    async fn tell(&self, told: Option<Value>) -> Result<(), TownError> {
        let told = told.ok_or_else(|| TownError::NoSuchLine(self.name().to_owned()))?;
        let (webhook, _) = self.on.line.webhook();
        deliver::post(&self.on, &webhook, &Call::Json(told), |_| {}).await?;
        Ok(())
    }
}
