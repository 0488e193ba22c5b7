//! What automation uses a template for, which one it picks by itself, and what it fills in.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::{
    Template, TemplateId,
    queue::named_enum,
    template::{TemplateCategory, TemplateState},
};

named_enum! {
    /// What automation sends a template for by itself.
    TemplatePurpose, "template purpose" {
        /// To go on with a conversation whose 24-hour window has closed before automation's message could leave.
        Resume = "resume",
        /// To ask how a conversation was that was closed after its 24-hour window.
        Survey = "survey",
    }
}

/// Most placeholders of a template that automation uses: it knows the subscriber's first name and the protocol.
pub const AUTOMATION_VALUES: usize = 2;

/// The language of what automation sends by itself.
const LANGUAGE: &str = "pt_BR";
/// The scale on which a score of the satisfaction is read, as a survey's template has to name it.
const SCALE: &str = "1 a 5";

/// What a manager has said of a purpose on a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateChoice {
    /// Nothing: automation picks one by itself.
    Automatic,
    /// That it sends none.
    Nothing,
    /// This one.
    One(TemplateId),
}

/// What automation knows that a placeholder may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownValue {
    /// The subscriber's first name.
    FirstName,
    /// The protocol of the conversation.
    Protocol,
}

impl KnownValue {
    /// What belongs into a placeholder: by its number or name, else by its place among the others, from 0.
    #[must_use]
    pub fn of(placeholder: &str, place: usize) -> Self {
        let name = placeholder.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if name == "2" || says(&["protocol"]) {
            Self::Protocol
        } else if name == "1" || says(&["nome", "name", "cliente"]) || place == 0 {
            Self::FirstName
        } else {
            Self::Protocol
        }
    }
}

impl TemplatePurpose {
    /// How the names begin of the templates that are picked for it, the best first.
    ///
    /// Nothing but its name says what a template is about: any other with one or two placeholders may be the notice of a
    /// visit or of a bill, and is for a manager to choose.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Resume => &[
                "retomar_atendimento",
                "retomar",
                "retomada",
                "continuar_atendimento",
                "continuar",
            ],
            Self::Survey => &[
                "pesquisa_satisfacao",
                "pesquisa_atendimento",
                "avaliar_atendimento",
                "avaliacao_atendimento",
            ],
        }
    }

    /// The template that automation picks among these by itself.
    ///
    /// It is an approved one of the category utility in Brazilian Portuguese, of words alone, that asks for no more than
    /// automation knows and whose name begins as one of [`names`](Self::names); a survey's names the scale of 1 to 5. The
    /// order of those beginnings decides, then the alphabet, then the younger one.
    #[must_use]
    pub fn pick<'a>(self, templates: impl IntoIterator<Item = (TemplateId, &'a Template)>) -> Option<TemplateId> {
        templates
            .into_iter()
            .filter_map(|(id, template)| Some((self.rank(template)?, template.name.as_str(), Reverse(id))))
            .min()
            .map(|(_, _, Reverse(id))| id)
    }

    /// The place of its name; `None` where it is not for automation to pick.
    fn rank(self, template: &Template) -> Option<usize> {
        let fits = template.state == TemplateState::Approved
            && template.category == TemplateCategory::Utility
            && template.language == LANGUAGE
            && template.is_of_words()
            && template.placeholders().len() <= AUTOMATION_VALUES
            && (self != Self::Survey || template.body.contains(SCALE));
        let rank = self.names().iter().position(|name| template.name.starts_with(name));
        rank.filter(|_| fits)
    }
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;
    use crate::template::{HeaderKind, TemplateHeader};

    fn template(name: &str) -> Template {
        Template {
            provider_id: "1".to_owned(),
            name: name.to_owned(),
            language: "pt_BR".to_owned(),
            category: TemplateCategory::Utility,
            state: TemplateState::Approved,
            reason: None,
            header: None,
            body: "Olá, {{1}}! Temos novidade sobre o protocolo {{2}}.".to_owned(),
            footer: None,
            buttons: Vec::new(),
        }
    }

    fn picked(purpose: TemplatePurpose, templates: &[Template]) -> Option<&str> {
        let ids: Vec<TemplateId> = templates.iter().map(|_| TemplateId::new()).collect();
        let picked = purpose.pick(ids.iter().copied().zip(templates))?;
        let place = ids.iter().position(|id| *id == picked)?;
        Some(&templates[place].name)
    }

    #[test]
    fn the_name_decides_and_then_the_alphabet() {
        let all = ["aviso_fatura", "retomar_conversa", "retomar_b", "retomar_atendimento"].map(template);
        assert_eq!(picked(TemplatePurpose::Resume, &all), Some("retomar_atendimento"));
        assert_eq!(picked(TemplatePurpose::Resume, &all[..3]), Some("retomar_b"));
        assert_eq!(
            picked(TemplatePurpose::Resume, &all[..1]),
            None,
            "a bill is no way to go on"
        );
    }

    #[test]
    fn of_two_of_one_name_the_younger_is_picked() {
        let (older, younger) = (template("retomar"), template("retomar"));
        let ids = [TemplateId::new(), TemplateId::new()];
        let picked = TemplatePurpose::Resume.pick([(ids[0], &older), (ids[1], &younger)]);
        assert_eq!(picked, ids.iter().max().copied());
    }

    #[test]
    fn what_may_not_go_or_can_not_be_filled_is_not_picked() {
        let changes: [fn(&mut Template); 6] = [
            |one| one.category = TemplateCategory::Marketing,
            |one| one.category = TemplateCategory::Authentication,
            |one| one.state = TemplateState::Paused,
            |one| one.language = "en_US".to_owned(),
            |one| one.body.push_str(" Em {{3}}."),
            |one| {
                one.header = Some(TemplateHeader {
                    kind: HeaderKind::Document,
                    text: String::new(),
                });
            },
        ];
        for change in changes {
            let mut one = template("retomar_atendimento");
            change(&mut one);
            assert_eq!(picked(TemplatePurpose::Resume, from_ref(&one)), None, "{one:?}");
        }
    }

    #[test]
    fn a_survey_names_its_scale() {
        let mut one = template("pesquisa_satisfacao");
        one.body = "De 0 a 10, quanto você nos indicaria, {{1}}?".to_owned();
        assert_eq!(picked(TemplatePurpose::Survey, from_ref(&one)), None);
        one.body = "De 1 a 5, como foi o atendimento, {{1}}?".to_owned();
        assert_eq!(picked(TemplatePurpose::Survey, &[one]), Some("pesquisa_satisfacao"));
    }

    #[test]
    fn a_placeholder_says_what_it_asks_for() {
        use KnownValue::{FirstName, Protocol};
        for (name, place, wanted) in [
            ("1", 0, FirstName),
            ("2", 1, Protocol),
            ("2", 0, Protocol),
            ("1", 1, FirstName),
            ("protocolo", 0, Protocol),
            ("primeiro_nome", 1, FirstName),
            ("quem", 0, FirstName),
            ("qual", 1, Protocol),
        ] {
            assert_eq!(KnownValue::of(name, place), wanted, "{name} at {place}");
        }
    }
}
