//! The fields of the chosen provider, with what each is and what is wrong with it.

use enlace_domain::{
    PhoneNumber,
    view::{ChannelView, ProviderField},
};
use leptos::prelude::*;

use super::fields::Fields;
use crate::{
    components::Field,
    error::AppError,
    texts::{Texts, field_words, use_texts},
};

/// The id of a field on the page.
pub(super) fn field_id(field: &str) -> String {
    format!("channel-{field}")
}

/// One of them.
#[component]
pub(super) fn ProviderInput(
    field: ProviderField,
    fields: Fields,
    /// The channel that is changed.
    channel: Memo<Option<ChannelView>>,
    problem: RwSignal<Option<AppError>>,
) -> impl IntoView {
    let texts = use_texts();
    let value = fields.value(&field.name)?;
    let ProviderField { name, secret, required } = field;
    let field = StoredValue::new(name.clone());
    let is_kept = Memo::new(move |_| {
        let is_held = |channel: &ChannelView| field.with_value(|name| channel.secrets_held.contains(name));
        secret && channel.read().as_ref().is_some_and(is_held)
    });
    let has_moved = Memo::new(move |_| channel.read().as_ref().is_some_and(|channel| fields.has_moved(channel)));
    let label = Signal::derive(move || {
        let t = texts.get();
        let label =
            field.with_value(|name| field_words(t.locale, name).map_or_else(|| name.clone(), |w| w.label.to_owned()));
        if required { label } else { (t.channels.optional)(&label) }
    });
    let hint = MaybeProp::derive(move || {
        let t = texts.get();
        let words = field.with_value(|name| field_words(t.locale, name));
        let hint = words.map(|words| words.hint).unwrap_or_default();
        Some(match (is_kept.get(), has_moved.get()) {
            (false, _) => hint.to_owned(),
            (true, false) => format!("{} {hint}", t.channels.kept),
            (true, true) => format!("{} {hint}", t.channels.enter_again),
        })
    });
    let error = MaybeProp::derive(move || {
        let name = field.get_value();
        let problem = problem.read();
        let allowed = problem.as_ref()?.about(&name)?;
        let asks_again = is_kept.get() && has_moved.get();
        Some(wrong(&name, &value.get_untracked(), allowed, asks_again, texts.get()))
    });
    Some(
        view! {
            <Field
                label
                name=field_id(&name)
                r#type=if secret { "password" } else { "text" }
                autocomplete=if secret { "new-password" } else { "off" }
                value
                hint
                error
            />
        }
        .into_any(),
    )
}

/// What is wrong with a field that the desk has refused.
fn wrong(name: &str, value: &str, allowed: &str, asks_again: bool, texts: &Texts) -> String {
    let t = &texts.channels;
    if value.trim().is_empty() {
        return if asks_again { t.enter_again } else { t.missing }.to_owned();
    }
    if name == "from" && PhoneNumber::parse(value).is_ok() {
        return t.taken.to_owned();
    }
    field_words(texts.locale, name).map_or_else(|| allowed.to_owned(), |words| words.problem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Locale;

    #[test]
    fn a_refused_field_says_what_to_do() {
        let pt = Texts::of(Locale::PtBr);
        let said = |name, value, again| wrong(name, value, "?", again, pt);
        assert_eq!(said("from", "+55 62 3030-0000", false), pt.channels.taken);
        assert!(said("from", "trinta", false).contains("código do país"));
        assert_eq!(said("token", " ", false), pt.channels.missing);
        assert_eq!(said("token", "", true), pt.channels.enter_again);
        assert_eq!(said("of_tomorrow", "x", false), "?");
    }
}
