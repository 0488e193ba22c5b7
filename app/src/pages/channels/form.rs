//! The dialog in which a channel is added or changed.

use enlace_domain::{
    pace::{PAIR_BURST, PAIR_BURST_MOST, PER_SECOND_MOST},
    view::{ChannelView, ProviderForm},
};
use leptos::{html, prelude::*, task::spawn_local};

use super::{
    fields::{Fields, form_of},
    focus::focus,
    list::Channels,
    page::{Asked, Editing, opens_with},
    provider_fields::{ProviderInput, field_id},
};
use crate::{
    api,
    components::{Button, ButtonKind, Dialog, Field, Select, SelectOption, Tone, use_toasts},
    error::AppError,
    texts::{ChannelsTexts, use_texts},
};

/// The dialog; open while something is edited.
#[component]
pub(super) fn ChannelDialog(channels: Channels, asked: Asked) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let providers = StoredValue::new(channels.providers());
    let fields = Fields::new(&providers.read_value());
    let editing = asked.editing;
    let open = opens_with(editing);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    let more = NodeRef::<html::Details>::new();
    // whether the fields hold a channel that is there, so that they are emptied for a new one
    let holds_another = StoredValue::new(false);
    Effect::new(move |_| {
        let Some(what) = editing.get() else {
            return;
        };
        problem.set(None);
        match what {
            Editing::Channel(channel) => {
                holds_another.set_value(true);
                fields.fill(&channel);
            }
            Editing::New if holds_another.get_value() => {
                holds_another.set_value(false);
                fields.clear();
            }
            Editing::New => {}
        }
    });
    let channel = Memo::new(move |_| match &*editing.read() {
        Some(Editing::Channel(channel)) => Some(ChannelView::clone(channel)),
        _ => None,
    });
    let complain = move |error: AppError| {
        if let AppError::Invalid { field, .. } = &error {
            if !is_plain_to_see(&providers.read_value(), &fields.provider.read_untracked(), field)
                && let Some(more) = more.get_untracked()
            {
                more.set_open(true);
            }
            focus(field_id(field));
        }
        problem.try_set(Some(error));
    };
    let save = move || {
        let Some(what) = editing.get_untracked() else { return };
        if busy.get_untracked() {
            return;
        }
        problem.set(None);
        let form = match fields.form(&what, &providers.read_value()) {
            Ok(form) => form,
            Err(error) => return complain(error),
        };
        busy.set(true);
        spawn_local(async move {
            let name = form.name.clone();
            let result = api::save_channel(form).await;
            busy.try_set(false);
            match result {
                Ok(_) => {
                    let t = &texts.now().channels;
                    let said = if what == Editing::New { t.added } else { t.saved };
                    toasts.say(Tone::Good, said(&name));
                    fields.clear();
                    open.try_set(false);
                    channels.is_doing();
                    channels.refresh();
                }
                Err(error) => complain(error),
            }
        });
    };
    let title = Signal::derive(move || {
        let t = &texts.get().channels;
        match &*channel.read() {
            Some(channel) => (t.edit)(&channel.name),
            None => t.add.to_owned(),
        }
    });
    let footer = move || {
        view! {
            <Button on:click=move |_| open.set(false)>{texts.say(|t| t.common.cancel)}</Button>
            <Button kind=ButtonKind::Primary busy on:click=move |_| save()>{texts.say(|t| t.common.save)}</Button>
        }
    };
    let inputs = move |required: bool| {
        let asked = providers.with_value(|providers| {
            let form = form_of(providers, &fields.provider.read());
            form.map(|form| form.fields.clone()).unwrap_or_default()
        });
        let those = asked.into_iter().filter(|field| field.required == required);
        those
            .map(|field| view! { <ProviderInput field fields channel problem/> })
            .collect_view()
    };
    view! {
        <Dialog open title id="channel" footer>
            <form
                class="form"
                autocomplete="off"
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <Complaint problem/>
                <ChooseProvider providers fields channel/>
                <Field
                    label=texts.signal(|t| t.channels.name)
                    name=field_id("name")
                    autocomplete="off"
                    value=fields.name
                    hint=texts.signal(|t| t.channels.name_hint)
                    error=MaybeProp::derive(move || problem.read().as_ref()?.about("name").map(|_| texts.get().channels.name_problem.to_owned()))
                />
                {move || inputs(true)}
                <details class="channel-more" node_ref=more>
                    <summary>{texts.say(|t| t.channels.more)}</summary>
                    <div class="form">
                        {move || inputs(false)}
                        <Limits providers fields problem/>
                    </div>
                </details>
                // lets Enter in a field save; the button that is seen stands below, in the dialog's foot
                <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Whether a field stands above the further settings.
fn is_plain_to_see(providers: &[ProviderForm], provider: &str, field: &str) -> bool {
    let form = form_of(providers, provider);
    let asked = form.and_then(|form| form.fields.iter().find(|asked| asked.name == field));
    match asked {
        Some(asked) => asked.required,
        None => matches!(field, "name" | "provider"),
    }
}

/// Whose channel it is; a channel keeps its provider.
#[component]
fn ChooseProvider(
    providers: StoredValue<Vec<ProviderForm>>,
    fields: Fields,
    channel: Memo<Option<ChannelView>>,
) -> impl IntoView {
    let texts = use_texts();
    let options = Signal::derive(move || {
        let t = &texts.get().channels;
        let option = |form: &ProviderForm| {
            let name = if form.official {
                form.name.clone()
            } else {
                (t.provider_linked)(&form.name)
            };
            SelectOption::new(form.provider.clone(), name)
        };
        providers.with_value(|providers| providers.iter().map(option).collect::<Vec<_>>())
    });
    let kept = Signal::derive(move || channel.read().is_some());
    view! {
        <Select label=texts.signal(|t| t.channels.provider) name="channel-provider" options value=fields.provider disabled=kept/>
    }
}

/// How fast the channel may send.
#[component]
fn Limits(
    providers: StoredValue<Vec<ProviderForm>>,
    fields: Fields,
    problem: RwSignal<Option<AppError>>,
) -> impl IntoView {
    let texts = use_texts();
    let per_second = Memo::new(move |_| {
        let provider = fields.provider.read();
        providers.with_value(|providers| form_of(providers, &provider).map_or(1, |form| form.per_second))
    });
    let about = move |field: &'static str, words: fn(&ChannelsTexts) -> &'static str| {
        MaybeProp::derive(move || {
            let is_it = problem
                .read()
                .as_ref()
                .is_some_and(|problem| problem.about(field).is_some());
            is_it.then(|| words(&texts.get().channels).to_owned())
        })
    };
    view! {
        <Field
            label=texts.signal(|t| t.channels.per_second)
            name=field_id("per_second")
            r#type="number"
            min=1
            max=PER_SECOND_MOST
            autocomplete="off"
            value=fields.per_second
            placeholder=MaybeProp::derive(move || Some(per_second.get().to_string()))
            hint=MaybeProp::derive(move || Some((texts.get().channels.per_second_hint)(per_second.get())))
            error=about("per_second", |t| t.per_second_problem)
        />
        <Field
            label=texts.signal(|t| t.channels.pair_burst)
            name=field_id("pair_burst")
            r#type="number"
            min=1
            max=PAIR_BURST_MOST
            autocomplete="off"
            value=fields.pair_burst
            placeholder=PAIR_BURST.to_string()
            hint=MaybeProp::derive(move || Some((texts.get().channels.pair_burst_hint)(PAIR_BURST)))
            error=about("pair_burst", |t| t.pair_burst_problem)
        />
    }
    .into_any()
}

/// What is wrong with the whole, where no field can say it.
#[component]
fn Complaint(problem: RwSignal<Option<AppError>>) -> impl IntoView {
    let texts = use_texts();
    move || {
        let problem = problem.get()?;
        let told = matches!(&problem, AppError::Invalid { field, .. } if field != "provider" && field != "form");
        (!told).then(|| view! { <p class="field-note field-error" role="alert">{problem.words(texts.get())}</p> })
    }
}
