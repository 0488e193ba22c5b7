//! A row of the table, and the part of it that is one JSON document.

use enlace_domain::{
    ChannelId, Template, TemplateId,
    template::{TemplateButton, TemplateHeader, TemplateState},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{StoreError, column::read};

/// A template of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTemplate {
    /// Which.
    pub id: TemplateId,
    /// Whose.
    pub channel: ChannelId,
    /// What it says and where it stands.
    pub template: Template,
    /// Whether the provider lists it no more.
    pub retired: bool,
}

impl StoredTemplate {
    /// Whether it may be sent.
    #[must_use]
    pub fn may_be_sent(&self) -> bool {
        !self.retired && self.template.state == TemplateState::Approved
    }
}

/// What a template consists of, as the column `components` keeps it.
#[derive(Serialize, Deserialize)]
pub(super) struct Components {
    header: Option<TemplateHeader>,
    body: String,
    footer: Option<String>,
    buttons: Vec<TemplateButton>,
}

impl Components {
    /// The document of a template.
    pub(super) fn of(template: &Template) -> Result<Value, StoreError> {
        serde_json::to_value(Self {
            header: template.header.clone(),
            body: template.body.clone(),
            footer: template.footer.clone(),
            buttons: template.buttons.clone(),
        })
        .map_err(|error| StoreError::corrupt("template")(&error))
    }
}

/// The columns of a template, read.
pub(super) struct TemplateColumns {
    pub provider_id: String,
    pub name: String,
    pub language: String,
    pub category: String,
    pub state: String,
    pub reason: Option<String>,
    pub components: Value,
}

impl TemplateColumns {
    pub(super) fn read(self) -> Result<Template, StoreError> {
        let components: Components = serde_json::from_value(self.components)
            .map_err(|error| StoreError::corrupt("template components")(&error))?;
        Ok(Template {
            provider_id: self.provider_id,
            name: self.name,
            language: self.language,
            category: read("template category", &self.category)?,
            state: read("template state", &self.state)?,
            reason: self.reason,
            header: components.header,
            body: components.body,
            footer: components.footer,
            buttons: components.buttons,
        })
    }
}

/// Reads the template's columns out of a row of a query.
macro_rules! template {
    ($row:expr) => {
        $crate::templates::row::TemplateColumns {
            provider_id: $row.provider_id,
            name: $row.name,
            language: $row.language,
            category: $row.category,
            state: $row.state,
            reason: $row.reason,
            components: $row.components,
        }
        .read()?
    };
}
pub(super) use template;
