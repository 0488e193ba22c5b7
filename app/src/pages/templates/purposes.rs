//! Choosing what automation sends by itself.

use enlace_domain::{
    TemplatePurpose,
    template::TemplateState,
    template_purpose::AUTOMATION_VALUES,
    view::{TemplateChannel, TemplateRow, TemplatesView},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Glyph, Icon, Tone, use_toasts},
    texts::use_texts,
};

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

/// One purpose on one channel. What is chosen is kept at once; where it is refused, the old choice comes back.
#[component]
fn Choice(purpose: TemplatePurpose, channel: TemplateChannel, view: TemplatesView) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let chosen = view
        .purposes
        .iter()
        .find(|chosen| chosen.purpose == purpose && chosen.channel == channel.id)
        .map(|chosen| chosen.template);
    let value = RwSignal::new(chosen);
    let options: Vec<TemplateRow> = view
        .templates
        .into_iter()
        .filter(|row| usable(row, &channel) || Some(row.id) == chosen)
        .collect();
    let (id, channel_id) = (format!("purpose-{purpose}-{}", channel.id), channel.id);
    let choose = move |event| {
        let before = value.get_untracked();
        let now = event_target_value(&event).parse().ok();
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
                    <option value="" prop:selected=move || value.get().is_none() selected=chosen.is_none()>
                        {texts.say(|t| t.templates.purpose_none)}
                    </option>
                    {options.into_iter().map(|row| {
                        let id = row.id;
                        view! {
                            <option
                                value=id.to_string()
                                selected=chosen == Some(id)
                                prop:selected=move || value.get() == Some(id)
                            >
                                {format!("{} ({})", row.template.name, row.template.language)}
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
