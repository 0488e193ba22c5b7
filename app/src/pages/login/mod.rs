//! The log-in page. A plain form that also works before the page is hydrated.

mod figure;

use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;

use self::figure::Figure;
use crate::{
    api::LogIn,
    components::{Button, ButtonKind, Field, Glyph, Icon, LocaleSwitch, Logo, ThemeSwitch},
    error::AppError,
    texts::use_texts,
};

/// `/login`.
#[component]
pub fn LoginPage() -> impl IntoView {
    let texts = use_texts();
    let action = ServerAction::<LogIn>::new();
    let pending = action.pending();
    let error = Memo::new(move |_| action.value().get().and_then(Result::err));
    let left = seconds_left(error);
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
        error.get().map(|error| match error {
            AppError::SlowDown { .. } if left.get() == 0 => texts.errors.wrong_credentials.to_owned(),
            AppError::SlowDown { .. } => (texts.errors.slow_down)(left.get()),
            error => error.words(texts),
        })
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
                            disabled=Signal::derive(move || left.get() > 0)
                        >
                            {move || {
                                let t = &texts.get().login;
                                match left.get() {
                                    0 if pending.get() => t.submitting.to_owned(),
                                    0 => t.submit.to_owned(),
                                    seconds => (t.wait)(seconds),
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
}

/// Counts down what a [`AppError::SlowDown`] asks to wait.
fn seconds_left(error: Memo<Option<AppError>>) -> RwSignal<i64> {
    let left = RwSignal::new(0);
    let clock = crate::now::use_clock();
    let until = RwSignal::new(None);
    Effect::new(move |_| {
        until.set(match error.get() {
            Some(AppError::SlowDown { seconds }) => Some(clock.now_untracked() + time::Duration::seconds(seconds)),
            _ => None,
        });
    });
    Effect::new(move |_| {
        left.set(until.get().map_or(0, |until| (until - clock.now()).whole_seconds().max(0)));
    });
    left
}
