//! What opens over the page.

use leptos::prelude::*;

use super::kit;
use crate::{
    components::{Button, ButtonKind, CommandPalette, Dialog, Glyph, Menu, MenuItem, PaletteHit, PaletteHits},
    texts::use_texts,
};

pub(super) fn dialogs() -> impl IntoView {
    let texts = use_texts();
    let dialog = RwSignal::new(false);
    let drawer = RwSignal::new(false);
    let nothing = Callback::new(|()| {});
    let footer = move || {
        view! {
            <Button on:click=move |_| dialog.set(false)>{texts.say(|t| t.common.cancel)}</Button>
            <Button kind=ButtonKind::Primary on:click=move |_| dialog.set(false)>{texts.say(|t| kit(t).confirm)}</Button>
        }
    };
    view! {
        <div class="kit-sheet">
            <Button on:click=move |_| dialog.set(true)>{texts.say(|t| kit(t).open_dialog)}</Button>
            <Button on:click=move |_| drawer.set(true)>{texts.say(|t| kit(t).open_drawer)}</Button>
            <Menu label=texts.signal(|t| t.common.more)>
                <MenuItem glyph=Glyph::Transfer on_choose=nothing>{texts.say(|t| kit(t).other_action)}</MenuItem>
                <MenuItem glyph=Glyph::Undo on_choose=nothing>{texts.say(|t| kit(t).quiet_action)}</MenuItem>
                <MenuItem glyph=Glyph::Lock danger=true on_choose=nothing>{texts.say(|t| kit(t).danger_action)}</MenuItem>
            </Menu>
            <Menu label=texts.signal(|t| t.common.more) glyph=Glyph::More>
                <MenuItem glyph=Glyph::Transfer on_choose=nothing>{texts.say(|t| kit(t).other_action)}</MenuItem>
            </Menu>
        </div>
        <Dialog open=dialog title=texts.signal(|t| kit(t).dialog_title) id="kit-dialog" footer>
            <p>{texts.say(|t| kit(t).dialog_text)}</p>
        </Dialog>
        <Dialog open=drawer title=texts.signal(|t| kit(t).dialog_title) id="kit-drawer" drawer=true>
            <p>{texts.say(|t| kit(t).dialog_text)}</p>
        </Dialog>
    }
}

pub(super) fn palette() -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    let query = RwSignal::new(String::new());
    let hits = Signal::derive(move || {
        let t = texts.get();
        let wanted = query.get().to_lowercase();
        let hit = |id: &str, group: &str, glyph, title: &str, detail: &str, keys| PaletteHit {
            id: id.to_owned(),
            group: group.to_owned(),
            glyph,
            title: title.to_owned(),
            detail: detail.to_owned(),
            keys,
        };
        [
            hit(
                "1",
                kit(t).first_tab,
                Glyph::Conversation,
                "Maria das Graças Lima",
                "LOS piscando vermelho desde as 14h",
                None,
            ),
            hit(
                "2",
                kit(t).first_tab,
                Glyph::Conversation,
                "Edson Prado",
                "vou mudar pra outra, cansei de ligar",
                None,
            ),
            hit("3", kit(t).commands, Glyph::Board, t.errors.page_back, "", Some("G F")),
            hit(
                "4",
                kit(t).commands,
                Glyph::Dark,
                t.frame.theme_dark,
                t.frame.theme,
                None,
            ),
        ]
        .into_iter()
        .filter(|hit| hit.title.to_lowercase().contains(&wanted))
        .collect::<Vec<_>>()
    });
    view! {
        <div class="kit-sheet kit-palette">
            <Button glyph=Glyph::Search keys="Ctrl K" on:click=move |_| open.set(true)>
                {texts.say(|t| kit(t).open_palette)}
            </Button>
            <Show when=move || !open.get()>
                <PaletteHits
                    hits
                    chosen=Signal::stored(1)
                    on_point=Callback::new(|_| {})
                    on_choose=Callback::new(|_| {})
                />
            </Show>
        </div>
        <CommandPalette open query hits on_choose=Callback::new(|_| {})/>
    }
}
