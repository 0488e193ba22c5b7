//! A template that is being filled in, and finding one.

use enlace_domain::{MessageKind, Template, TemplateId, TemplateValue, first_name, view::TemplateOption};

use super::fold;

/// A chosen template and the values so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateDraft {
    option: TemplateOption,
    values: Vec<TemplateValue>,
}

impl TemplateDraft {
    /// Begins with the subscriber's first name, where they have one, in the first place.
    #[must_use]
    pub fn new(option: TemplateOption, name: &str) -> Self {
        let mut first = first_name(name);
        let values = option
            .template
            .placeholders()
            .into_iter()
            .map(|name| TemplateValue {
                name,
                value: first.take().unwrap_or_default(),
            })
            .collect();
        Self { option, values }
    }

    /// Which template.
    #[must_use]
    pub const fn id(&self) -> TemplateId {
        self.option.id
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.option.template.name
    }

    /// What stands above the words where that is a file, to be chosen.
    #[must_use]
    pub fn file_kind(&self) -> Option<MessageKind> {
        self.option.template.file_kind()
    }

    /// The values, in the order of the placeholders.
    #[must_use]
    pub fn values(&self) -> &[TemplateValue] {
        &self.values
    }

    /// Sets one value.
    pub fn set(&mut self, place: usize, value: String) {
        if let Some(standing) = self.values.get_mut(place) {
            standing.value = value;
        }
    }

    /// Whether every placeholder has a value.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.values.iter().all(|value| !value.value.trim().is_empty())
    }

    /// The words so far; what has no value yet shows its placeholder.
    #[must_use]
    pub fn preview(&self) -> String {
        render(&self.option.template, &self.values)
    }
}

/// A template's words with something in every place: `name` in the first, `other` in the rest.
#[must_use]
pub fn sample(template: &Template, name: &str, other: &str) -> String {
    let values: Vec<TemplateValue> = template
        .placeholders()
        .into_iter()
        .enumerate()
        .map(|(place, placeholder)| TemplateValue {
            name: placeholder,
            value: if place == 0 { name } else { other }.to_owned(),
        })
        .collect();
    render(template, &values)
}

fn render(template: &Template, values: &[TemplateValue]) -> String {
    let shown: Vec<TemplateValue> = values
        .iter()
        .map(|value| TemplateValue {
            name: value.name.clone(),
            value: if value.value.trim().is_empty() {
                format!("{{{{{}}}}}", value.name)
            } else {
                value.value.clone()
            },
        })
        .collect();
    // every placeholder has something, so nothing is missing; a body that could not be read still shows
    template.render(&shown).unwrap_or_else(|_| template.body.clone())
}

/// The templates whose name or words hold all of `words`.
#[must_use]
pub fn find_templates(options: &[TemplateOption], words: &str) -> Vec<TemplateOption> {
    let words = fold(words);
    let fits = |option: &&TemplateOption| {
        let text = fold(&format!("{} {}", option.template.name, option.template.body));
        words.split_whitespace().all(|word| text.contains(word))
    };
    options.iter().filter(fits).cloned().collect()
}

#[cfg(test)]
mod tests {
    use enlace_domain::template::{TemplateCategory, TemplateState};

    use super::*;

    fn option(name: &str, body: &str) -> TemplateOption {
        TemplateOption {
            id: TemplateId::new(),
            template: Template {
                provider_id: "1".to_owned(),
                name: name.to_owned(),
                language: "pt_BR".to_owned(),
                category: TemplateCategory::Utility,
                state: TemplateState::Approved,
                reason: None,
                header: None,
                body: body.to_owned(),
                footer: None,
                buttons: Vec::new(),
            },
        }
    }

    #[test]
    fn the_first_place_begins_with_the_first_name() {
        let mut draft = TemplateDraft::new(option("aviso", "Oi, {{1}}! Sobre {{2}}."), "MARIA DA SILVA");
        assert_eq!(draft.preview(), "Oi, Maria! Sobre {{2}}.");
        assert!(!draft.is_complete());
        draft.set(1, "a fatura".to_owned());
        draft.set(9, "nada".to_owned());
        assert_eq!(
            (draft.preview().as_str(), draft.is_complete()),
            ("Oi, Maria! Sobre a fatura.", true)
        );
        let nameless = TemplateDraft::new(option("aviso", "Oi, {{1}}!"), "(62) 99876-5432");
        assert_eq!(
            (nameless.preview().as_str(), nameless.is_complete()),
            ("Oi, {{1}}!", false)
        );
    }

    #[test]
    fn a_sample_fills_every_place() {
        let option = option("aviso", "Oi, {{nome}}! {{a}} e {{b}}.");
        assert_eq!(
            sample(&option.template, "Maria", "exemplo"),
            "Oi, Maria! exemplo e exemplo."
        );
    }

    #[test]
    fn templates_are_found_by_name_and_words_without_accents() {
        let options = [
            option("aviso_fatura", "Olá!"),
            option("retomar", "Podemos continuar à tarde?"),
        ];
        let found = |words: &str| find_templates(&options, words).iter().map(|o| o.id).collect::<Vec<_>>();
        assert_eq!(found("FATURA ola"), [options[0].id]);
        assert_eq!(found("a tarde"), [options[1].id]);
        assert_eq!(found(" ").len(), 2);
    }
}
