//! Choosing what automation sends by itself.

use enlace_domain::{
    Template, TemplateChoice, TemplatePurpose,
    template::TemplateState,
    template_purpose::AUTOMATION_VALUES,
    view::{TemplateChannel, TemplateRow, TemplatesView},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Glyph, Icon, Tone, use_toasts},
    texts::{Texts, use_texts},
};

/// The value of the option that leaves the choice to automation.
const AUTOMATIC: &str = "automatic";
/// The value of the option of none.
const NOTHING: &str = "none";

/// A choice for each purpose and channel.
#[component]
pub(super) fn Purposes(view: TemplatesView) -> impl IntoView {
    let texts = use_texts();
    let choices = TemplatePurpose::ALL
        .iter()
        .flat_map(|purpose| view.channels.iter().map(|channel| (*purpose, channel.clone())))
        .map(|(purpose, channel)| view! { <Choice purpose channel view=view.clone()/> })
        .collect_view();
    view! {
        <section class="templates-purposes">
            <h2>{texts.say(|t| t.templates.purposes)}</h2>
            <p>{texts.say(|t| t.templates.purposes_text)}</p>
            {choices}
        </section>
    }
    .into_any()
}

/// Those that automation can send: approved, of words, asking for no more than it knows.
fn usable(row: &TemplateRow, channel: &TemplateChannel) -> bool {
    row.channel == channel.id
        && row.template.state == TemplateState::Approved
        && row.template.is_of_words()
        && row.template.placeholders().len() <= AUTOMATION_VALUES
}

/// What an option stands for.
fn read(value: &str) -> TemplateChoice {
    match value {
        NOTHING => TemplateChoice::Nothing,
        id => id.parse().map_or(TemplateChoice::Automatic, TemplateChoice::One),
    }
}

/// A template as an option; a chosen one that may be sent no more says so.
fn named(template: &Template, texts: &Texts) -> String {
    let name = format!("{} ({})", template.name, template.language);
    match template.state {
        TemplateState::Approved => name,
        state => format!("{name} · {}", (texts.templates.state_name)(state)),
    }
}

/// One purpose on one channel. What is chosen is kept at once; where it is refused, the old choice comes back.
#[component]
fn Choice(purpose: TemplatePurpose, channel: TemplateChannel, view: TemplatesView) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let said = view
        .purposes
        .iter()
        .find(|said| said.purpose == purpose && said.channel == channel.id);
    let chosen = said.map_or(TemplateChoice::Automatic, |said| said.choice);
    let automatic = said
        .and_then(|said| view.templates.iter().find(|row| Some(row.id) == said.automatic))
        .map(|row| row.template.name.clone());
    let value = RwSignal::new(chosen);
    let options: Vec<TemplateRow> = view
        .templates
        .into_iter()
        .filter(|row| usable(row, &channel) || TemplateChoice::One(row.id) == chosen)
        .collect();
    // a chosen one that is listed no more must not look as if another were chosen
    let gone = match chosen {
        TemplateChoice::One(id) if options.iter().all(|row| row.id != id) => Some(id),
        _ => None,
    };
    let (id, channel_id) = (format!("purpose-{purpose}-{}", channel.id), channel.id);
    let choose = move |event| {
        let before = value.get_untracked();
        let now = read(&event_target_value(&event));
        value.set(now);
        spawn_local(async move {
            match api::set_template_purpose(purpose, channel_id, now).await {
                Ok(()) => toasts.say(Tone::Good, texts.now().templates.purpose_saved.to_owned()),
                Err(error) => {
                    value.try_set(before);
                    toasts.say(Tone::Bad, error.words(texts.now()));
                }
            }
        });
    };
    let name = channel.name;
    view! {
        <div class="field">
            <label for=id.clone()>{move || (texts.get().templates.purpose)(purpose, &name)}</label>
            <div class="select">
                <select id=id class="input" on:change=choose>
                    <option
                        value=AUTOMATIC
                        selected=chosen == TemplateChoice::Automatic
                        prop:selected=move || value.get() == TemplateChoice::Automatic
                    >
                        {move || (texts.get().templates.purpose_automatic)(automatic.as_deref())}
                    </option>
                    <option
                        value=NOTHING
                        selected=chosen == TemplateChoice::Nothing
                        prop:selected=move || value.get() == TemplateChoice::Nothing
                    >
                        {texts.say(|t| t.templates.purpose_none)}
                    </option>
                    {gone.map(|id| view! {
                        <option
                            value=id.to_string()
                            selected=true
                            prop:selected=move || value.get() == TemplateChoice::One(id)
                        >
                            {texts.say(|t| t.templates.purpose_gone)}
                        </option>
                    })}
                    {options.into_iter().map(|row| {
                        let (id, template) = (row.id, row.template);
                        view! {
                            <option
                                value=id.to_string()
                                selected=chosen == TemplateChoice::One(id)
                                prop:selected=move || value.get() == TemplateChoice::One(id)
                            >
                                {move || named(&template, texts.get())}
                            </option>
                        }
                    }).collect_view()}
                </select>
                <Icon glyph=Glyph::Down small=true/>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use enlace_domain::TemplateId;

    use super::*;

    #[test]
    fn every_option_is_read_as_it_is_written() {
        let id = TemplateId::new();
        assert_eq!(read(AUTOMATIC), TemplateChoice::Automatic);
        assert_eq!(read(NOTHING), TemplateChoice::Nothing);
        assert_eq!(read(&id.to_string()), TemplateChoice::One(id));
    }
}
