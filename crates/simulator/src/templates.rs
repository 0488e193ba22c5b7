//! The approved and unapproved templates that every account of the town has, whatever the vendor.

/// What has become of a template's review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Review {
    /// May be sent.
    Approved,
    /// Was refused for this reason.
    Rejected(&'static str),
    /// Not now: too many people complained.
    Paused,
}

/// A button of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TemplateButton {
    /// Answers with its words.
    Reply(&'static str),
    /// Opens an address.
    Link(&'static str, &'static str),
}

/// A template in Brazilian Portuguese.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Template {
    pub name: &'static str,
    /// Meta's number.
    pub id: &'static str,
    /// Twilio's id.
    pub content_sid: &'static str,
    /// In capitals, as Meta writes it.
    pub category: &'static str,
    pub review: Review,
    /// Whether a file stands above the words.
    pub document: bool,
    /// With `{{1}}` and so on.
    pub body: &'static str,
    pub footer: Option<&'static str>,
    pub buttons: &'static [TemplateButton],
    /// One for each variable.
    pub examples: &'static [&'static str],
}

/// The only language they are written in.
pub(crate) const LANGUAGE: &str = "pt_BR";

use TemplateButton::{Link, Reply};

/// All of them.
pub(crate) static TEMPLATES: [Template; 6] = [
    Template {
        name: "aviso_fatura",
        id: "720000000000001",
        content_sid: "HX5e1ec7000000000000000000000000b1",
        category: "UTILITY",
        review: Review::Approved,
        document: false,
        body: "Olá, {{1}}! Sua fatura de {{2}} vence em {{3}}. Precisa da segunda via?",
        footer: Some("Fibra Cerrado"),
        buttons: &[Reply("Quero a segunda via"), Reply("Já paguei")],
        examples: &["Ana", "R$ 99,90", "10/12"],
    },
    Template {
        name: "segunda_via",
        id: "720000000000002",
        content_sid: "HX5e1ec7000000000000000000000000b2",
        category: "UTILITY",
        review: Review::Approved,
        document: true,
        body: "Olá, {{1}}! Segue a segunda via da sua fatura.",
        footer: None,
        buttons: &[],
        examples: &["Ana"],
    },
    Template {
        name: "visita_tecnica",
        id: "720000000000003",
        content_sid: "HX5e1ec7000000000000000000000000b3",
        category: "UTILITY",
        review: Review::Approved,
        document: false,
        body: "Olá, {{1}}! A visita do técnico ficou para {{2}}. Podemos confirmar?",
        footer: None,
        buttons: &[Reply("Confirmar"), Reply("Remarcar")],
        examples: &["Ana", "amanhã, das 8h às 12h"],
    },
    Template {
        name: "retomar_atendimento",
        id: "720000000000004",
        content_sid: "HX5e1ec7000000000000000000000000b4",
        category: "UTILITY",
        review: Review::Approved,
        document: false,
        body: "Olá, {{1}}! Temos novidade sobre o protocolo {{2}}. Responda para continuarmos.",
        footer: None,
        buttons: &[Link("Acompanhar", "https://cliente.example/protocolo")],
        examples: &["Ana", "202611220000001"],
    },
    Template {
        name: "oferta_upgrade",
        id: "720000000000005",
        content_sid: "HX5e1ec7000000000000000000000000b5",
        category: "MARKETING",
        review: Review::Rejected("INVALID_FORMAT"),
        document: false,
        body: "{{1}}, dobre a velocidade da sua internet por mais {{2}} por mês!",
        footer: None,
        buttons: &[],
        examples: &["Ana", "R$ 10,00"],
    },
    Template {
        name: "pesquisa_satisfacao",
        id: "720000000000006",
        content_sid: "HX5e1ec7000000000000000000000000b6",
        category: "MARKETING",
        review: Review::Paused,
        document: false,
        body: "Olá, {{1}}! De 0 a 10, quanto você indicaria a Fibra Cerrado?",
        footer: None,
        buttons: &[],
        examples: &["Ana"],
    },
];

impl Template {
    /// The words with the variables filled in; `None` where there are more or fewer than it has.
    pub fn fill(&self, variables: &[String]) -> Option<String> {
        (variables.len() == self.examples.len()).then(|| {
            (1..)
                .zip(variables)
                .fold(self.body.to_owned(), |words, (number, variable)| {
                    words.replace(&format!("{{{{{number}}}}}"), variable)
                })
        })
    }

    /// The words on its buttons that answer.
    pub fn replies(&self) -> impl Iterator<Item = &'static str> {
        self.buttons.iter().filter_map(|button| match button {
            Reply(words) => Some(*words),
            Link(..) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variable_has_an_example_and_nothing_is_left_over() {
        for template in &TEMPLATES {
            let examples: Vec<String> = template.examples.iter().map(|one| (*one).to_owned()).collect();
            let words = template.fill(&examples).unwrap();
            assert!(!words.contains("{{"), "{words}");
            assert_eq!(template.fill(&examples[1..]), None);
        }
    }
}
