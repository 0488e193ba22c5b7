//! What stands around every picture of figures: its title, and the table behind it.

use leptos::prelude::*;

use crate::texts::use_texts;

/// A figure with its title; the same figures can be opened as a table below it.
#[component]
pub fn ChartFrame(
    /// What is drawn.
    #[prop(into)]
    title: Signal<String>,
    /// Of what, against what.
    #[prop(optional, into)]
    subtitle: MaybeProp<String>,
    /// A class of its own, where its place differs from the others'.
    #[prop(optional, into)]
    class: String,
    /// What can be chosen of it.
    #[prop(optional, into)]
    choices: Option<ViewFn>,
    /// The picture, usually an `<svg role="img">` with a label of its own.
    #[prop(into)]
    figure: ViewFn,
    /// The same figures as a [`Table`](crate::components::Table).
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <figure class=format!("chart {class}")>
            <figcaption class="chart-head">
                <h3>{title}</h3>
                {move || subtitle.get().map(|subtitle| view! { <p>{subtitle}</p> })}
            </figcaption>
            {choices.map(|choices| choices.run())}
            <div class="chart-figure">{figure.run()}</div>
            <details class="chart-data">
                <summary>{texts.say(|t| t.common.as_table)}</summary>
                {children()}
            </details>
        </figure>
    }
    .into_any()
}
