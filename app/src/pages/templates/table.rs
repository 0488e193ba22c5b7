//! The table of templates.

use enlace_domain::{template::TemplateState, view::TemplateRow};
use leptos::prelude::*;

use crate::{
    components::{Badge, Glyph, Table, Tone},
    state::sample,
    texts::use_texts,
};

/// One row a template.
#[component]
pub(super) fn TemplatesTable(rows: Vec<TemplateRow>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Table caption=texts.signal(|t| t.templates.title) caption_hidden=true>
            <thead>
                <tr>
                    <th scope="col">{texts.say(|t| t.templates.name)}</th>
                    <th scope="col">{texts.say(|t| t.templates.state)}</th>
                    <th scope="col">{texts.say(|t| t.templates.category)}</th>
                    <th scope="col">{texts.say(|t| t.templates.language)}</th>
                    <th scope="col">{texts.say(|t| t.templates.channel)}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}</tbody>
        </Table>
    }
    .into_any()
}

#[component]
fn Row(row: TemplateRow) -> impl IntoView {
    let texts = use_texts();
    let TemplateRow {
        template, channel_name, ..
    } = row;
    let (state, category) = (template.state, template.category);
    let name = template.name.clone();
    let language = template.language.clone();
    let reason = template.reason.clone();
    let words = move || {
        let t = &texts.get().templates;
        sample(&template, t.sample_name, t.sample_value)
    };
    let (tone, glyph) = look(state);
    view! {
        <tr>
            <td>
                <details class="template-text">
                    <summary><b>{name}</b><small>{texts.say(|t| t.templates.show_text)}</small></summary>
                    <p>{words}</p>
                </details>
            </td>
            <td data-label=texts.say(|t| t.templates.state)>
                <Badge tone glyph>{move || (texts.get().templates.state_name)(state)}</Badge>
                {reason.map(|reason| view! { <small class="template-reason">{move || (texts.get().templates.reason)(&reason)}</small> })}
            </td>
            <td data-label=texts.say(|t| t.templates.category)>{move || (texts.get().templates.category_name)(category)}</td>
            <td data-label=texts.say(|t| t.templates.language)>{language}</td>
            <td data-label=texts.say(|t| t.templates.channel)>{channel_name}</td>
        </tr>
    }
    .into_any()
}

const fn look(state: TemplateState) -> (Tone, Glyph) {
    match state {
        TemplateState::Approved => (Tone::Good, Glyph::Check),
        TemplateState::Pending => (Tone::Info, Glyph::Clock),
        TemplateState::Rejected | TemplateState::Disabled => (Tone::Bad, Glyph::Close),
        TemplateState::Paused => (Tone::Warn, Glyph::Paused),
        TemplateState::Unknown => (Tone::Neutral, Glyph::Info),
    }
}
