//! The one content template the town's account has: a question with choices to tap (`twilio/list-picker`).
//!
//! Its body is `{{1}}`; its first item has the title `{{2}}` and the id `{{3}}`, the second `{{4}}` and `{{5}}`, and so
//! on, at most ten.

use std::collections::BTreeMap;

use enlace_domain::view::Choice;

use super::problem::Problem;

/// The template's id.
pub const LIST_PICKER_SID: &str = "HX5e1ec7000000000000000000000000a5";

/// WhatsApp's limit for the items of a list.
const MOST_ITEMS: usize = 10;

/// The words and the choices behind a content id and its variables.
///
/// # Errors
/// Twilio's refusal where the template is not ours or the variables don't fill it.
pub(super) fn render(content_sid: &str, variables: Option<&str>) -> Result<(String, Vec<Choice>), Problem> {
    if content_sid != LIST_PICKER_SID {
        return Err(Problem::bad_field(21_655, "The ContentSid is Invalid"));
    }
    let invalid = || Problem::bad_field(21_656, "The ContentVariables Parameter is invalid");
    let variables: BTreeMap<String, String> = serde_json::from_str(variables.unwrap_or("{}")).map_err(|_| invalid())?;
    let body = variables.get("1").ok_or_else(invalid)?.clone();
    let choices: Vec<Choice> = (0..MOST_ITEMS)
        .map_while(|item| {
            let title = variables.get(&(2 + 2 * item).to_string())?.clone();
            let id = variables.get(&(3 + 2 * item).to_string())?.clone();
            Some(Choice { id, title })
        })
        .collect();
    if choices.is_empty() {
        Err(invalid())
    } else {
        Ok((body, choices))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_become_words_and_choices() {
        let variables =
            r#"{"1":"Qual o assunto?","2":"Sem internet","3":"technical_urgent","4":"Fatura","5":"financial"}"#;
        let (body, choices) = render(LIST_PICKER_SID, Some(variables)).unwrap();
        assert_eq!(body, "Qual o assunto?");
        assert_eq!(choices.len(), 2);
        assert_eq!(
            (choices[1].title.as_str(), choices[1].id.as_str()),
            ("Fatura", "financial")
        );
    }

    #[test]
    fn what_does_not_fill_the_template_is_refused() {
        assert_eq!(render(LIST_PICKER_SID, Some("[]")).unwrap_err().code, 21_656);
        assert_eq!(
            render(LIST_PICKER_SID, Some(r#"{"1":"só texto"}"#)).unwrap_err().code,
            21_656
        );
    }
}
