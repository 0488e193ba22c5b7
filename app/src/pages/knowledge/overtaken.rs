//! Somebody else was faster with the same field: who, when, and the two ways on. Either keeps the text that goes as a
//! version.

use leptos::prelude::*;

use super::editing::{Editing, Standing};
use crate::{
    components::{Button, ButtonKind, Glyph, Icon},
    now::use_clock,
    texts::use_texts,
};

/// The bar; nothing as long as nobody was faster.
#[component]
pub(super) fn OvertakenBar(editing: Editing) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let overtaken = Memo::new(move |_| match editing.standing.get() {
        Standing::Overtaken(other) => Some(other),
        _ => None,
    });
    move || {
        overtaken.get().map(|other| {
            let who = other.draft.edited_by.name.clone();
            let (said, theirs) = (who.clone(), who);
            let at = other.draft.edited_at;
            let differs = other.differs.clone();
            let (mine, take) = (other.clone(), other);
            view! {
                <div class="kb-overtaken" role="alert">
                    <Icon glyph=Glyph::Warning/>
                    <p>
                        <b>{move || {
                            let texts = texts.get();
                            let at = texts.format().moment(at, clock.now_untracked(), clock.zone());
                            (texts.knowledge().overtaken)(&said, &at)
                        }}</b>
                        " "
                        {move || (texts.get().knowledge().overtaken_fields)(&editing.named(&differs))}
                    </p>
                    <Button on:click=move |_| editing.keep_mine(mine.clone())>{texts.say(|t| t.knowledge().keep_mine)}</Button>
                    <Button kind=ButtonKind::Primary on:click=move |_| editing.take_theirs(take.clone())>
                        {move || (texts.get().knowledge().take_theirs)(&theirs)}
                    </Button>
                </div>
            }
        })
    }
}
