//! What stands in the place of the text field while a template is chosen: because the 24-hour window has closed, or because
//! somebody wants one.

use leptos::{ev, prelude::*};

use super::{open::Opened, template_picker::TemplatePicker, window::WindowLeft};
use crate::{
    components::{Button, ButtonKind, Glyph, Icon},
    texts::use_texts,
};

/// The picker under the reason why it is there.
#[component]
pub(super) fn TemplateInstead(opened: Opened, closed: Memo<bool>) -> impl IntoView {
    let texts = use_texts();
    let back = move |()| opened.template_open.set(false);
    view! {
        <section
            class="composer composer-template"
            aria-label=texts.say(|t| t.templates.use_one)
            on:keydown=move |event: ev::KeyboardEvent| if event.key() == "Escape" { back(()) }
        >
            {move || if closed.get() {
                view! {
                    <div class="template-why" role="status">
                        <Icon glyph=Glyph::Lock/>
                        <p>
                            <b>{texts.say(|t| t.templates.closed_title)}</b>
                            " "
                            {texts.say(|t| t.templates.closed_text)}
                        </p>
                    </div>
                }.into_any()
            } else {
                view! {
                    <div class="template-why">
                        <WindowLeft opened/>
                        <Button kind=ButtonKind::Ghost glyph=Glyph::Back on:click=move |_| back(())>
                            {texts.say(|t| t.templates.back_to_text)}
                        </Button>
                    </div>
                }.into_any()
            }}
            <TemplatePicker opened on_done=Callback::new(back)/>
        </section>
    }
    .into_any()
}
