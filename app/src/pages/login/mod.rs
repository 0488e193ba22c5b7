//! The log-in page. A plain form that also works before the page is hydrated.

mod figure;

use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use time::{Duration, OffsetDateTime};

use self::figure::Figure;
use crate::{
    api::LogIn,
    components::{Button, ButtonKind, Field, Glyph, Icon, LocaleSwitch, Logo, ThemeSwitch},
    error::AppError,
    now::use_clock,
    texts::use_texts,
};

/// `/login`.
#[component]
pub fn LoginPage() -> impl IntoView {
    let texts = use_texts();
    let action = ServerAction::<LogIn>::new();
    // where the person wanted to go before being led here
    let query = use_query_map();
    let next = Memo::new(move |_| query.read().get("next").unwrap_or_default());
    let pending = action.pending();
    let error = Memo::new(move |_| action.value().get().and_then(Result::err));
    let until = wait_until(error);
    let clock = use_clock();
    // None until the browser has begun to count.
    let left = Memo::new(move |_| until.get().map(|until| (until - clock.now()).whole_seconds().max(0)));
    let waiting = Memo::new(move |_| left.get().is_some_and(|left| left > 0));
    let shows_password = RwSignal::new(false);
    let password = NodeRef::<leptos::html::Input>::new();
    // A page without its script keeps the browser's own field; the type is only changed by hand.
    Effect::new(move |_| {
        let shown = shows_password.get();
        if let Some(input) = password.get() {
            input.set_type(if shown { "text" } else { "password" });
        }
    });

    let complaint = move || {
        let texts = texts.get();
        match (error.get()?, left.get()) {
            (AppError::SlowDown { .. }, Some(0)) => None,
            (AppError::SlowDown { .. }, Some(seconds)) => Some((texts.errors.slow_down)(seconds)),
            (error, _) => Some(error.words(texts)),
        }
    };

    view! {
        <Title text=texts.say(|t| t.login.title)/>
        <div class="login">
            <main class="login-side">
                <div class="login-brand"><Logo/><span>{texts.say(|t| t.common.product)}</span></div>
                <div class="login-form">
                    <h1>{texts.say(|t| t.login.greeting)}</h1>
                    <p class="login-lead">{texts.say(|t| t.login.lead)}</p>
                    <ActionForm action>
                        <input type="hidden" name="next" value=move || next.get()/>
                        <div class="login-complaint" role="alert">
                            {move || complaint().map(|words| view! {
                                <p><Icon glyph=Glyph::Warning small=true/><span>{words}</span></p>
                            })}
                        </div>
                        <Field
                            label=texts.signal(|t| t.login.email)
                            name="email"
                            r#type="email"
                            placeholder=texts.signal(|t| t.login.email_hint)
                            autocomplete="username"
                            required=true
                            autofocus=true
                        />
                        <div class="login-password">
                            <Field
                                label=texts.signal(|t| t.login.password)
                                name="password"
                                r#type="password"
                                autocomplete="current-password"
                                required=true
                                node_ref=password
                            />
                            <button
                                type="button"
                                class="login-show"
                                aria-pressed=move || if shows_password.get() { "true" } else { "false" }
                                aria-label=texts.say(|t| t.login.show_password)
                                on:click=move |_| shows_password.update(|shown| *shown = !*shown)
                            >
                                {move || {
                                    let glyph = if shows_password.get() { Glyph::Hide } else { Glyph::Show };
                                    view! { <Icon glyph/> }
                                }}
                            </button>
                        </div>
                        <Button
                            kind=ButtonKind::Primary
                            r#type="submit"
                            busy=pending
                            disabled=waiting
                        >
                            {move || {
                                let t = &texts.get().login;
                                match left.get() {
                                    Some(seconds) if seconds > 0 => (t.wait)(seconds),
                                    _ if pending.get() => t.submitting.to_owned(),
                                    _ => t.submit.to_owned(),
                                }
                            }}
                        </Button>
                    </ActionForm>
                    <p class="login-forgot">{texts.say(|t| t.login.forgot)}</p>
                </div>
                <footer class="login-foot"><LocaleSwitch/><ThemeSwitch/></footer>
            </main>
            <aside class="login-view">
                <div class="login-figure"><Figure/></div>
                <div>
                    <h2>{texts.say(|t| t.login.promise_title)}</h2>
                    <p>{texts.say(|t| t.login.promise_text)}</p>
                </div>
            </aside>
        </div>
    }
    .into_any()
}

/// Until when a [`AppError::SlowDown`] asks to wait, by the page's clock. Only the browser counts.
fn wait_until(error: Memo<Option<AppError>>) -> RwSignal<Option<OffsetDateTime>> {
    let until = RwSignal::new(None);
    let clock = use_clock();
    Effect::new(move |_| {
        until.set(match error.get() {
            Some(AppError::SlowDown { seconds }) => Some(clock.now_untracked() + Duration::seconds(seconds)),
            _ => None,
        });
    });
    until
}
