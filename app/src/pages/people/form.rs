//! The dialog in which a person is made or changed.

use enlace_domain::{
    Role, TeamId,
    person::PASSWORD_MIN,
    view::{PersonForm, TeamView},
};
use leptos::{prelude::*, task::spawn_local};

use super::page::Editing;
use crate::{
    api,
    components::{Button, ButtonKind, Dialog, Field, Select, SelectOption, Tone, use_toasts},
    error::AppError,
    texts::use_texts,
};

/// The form's fields.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    email: RwSignal<String>,
    role: RwSignal<String>,
    capacity: RwSignal<String>,
    active: RwSignal<bool>,
    teams: RwSignal<Vec<TeamId>>,
    password: RwSignal<String>,
}

impl Fields {
    fn new() -> Self {
        Self {
            name: RwSignal::default(),
            email: RwSignal::default(),
            role: RwSignal::default(),
            capacity: RwSignal::default(),
            active: RwSignal::new(true),
            teams: RwSignal::default(),
            password: RwSignal::default(),
        }
    }

    fn fill(self, editing: &Editing) {
        self.password.set(String::new());
        match editing {
            Editing::New => {
                self.name.set(String::new());
                self.email.set(String::new());
                self.role.set(Role::Agent.as_str().to_owned());
                self.capacity.set("5".to_owned());
                self.active.set(true);
                self.teams.set(Vec::new());
            }
            Editing::Person(person) => {
                self.name.set(person.name.clone());
                self.email.set(person.email.clone());
                self.role.set(person.role.as_str().to_owned());
                self.capacity.set(person.capacity.to_string());
                self.active.set(person.active);
                self.teams.set(person.teams.clone());
            }
        }
    }

    /// The form; a capacity that is no number is told here, everything else by the desk.
    fn form(self, editing: &Editing, capacity_words: &str) -> Result<PersonForm, AppError> {
        let invalid = |_| AppError::Invalid {
            field: "capacity".into(),
            allowed: capacity_words.to_owned(),
        };
        Ok(PersonForm {
            id: match editing {
                Editing::New => None,
                Editing::Person(person) => Some(person.id),
            },
            name: self.name.get_untracked().trim().to_owned(),
            email: self.email.get_untracked().trim().to_owned(),
            role: self.role.get_untracked().parse().unwrap_or(Role::Agent),
            capacity: self.capacity.get_untracked().trim().parse().map_err(invalid)?,
            active: self.active.get_untracked(),
            teams: self.teams.get_untracked(),
            password: Some(self.password.get_untracked()).filter(|password| !password.is_empty()),
        })
    }
}

/// The dialog; open while something is edited.
#[component]
pub(super) fn PersonDialog(
    editing: RwSignal<Option<Editing>>,
    teams: RwSignal<Vec<TeamView>>,
    on_saved: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let fields = Fields::new();
    let problem = RwSignal::new(None::<AppError>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(what) = editing.get() {
            problem.set(None);
            fields.fill(&what);
            open.set(true);
        }
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            editing.set(None);
        }
        is_open
    });
    let save = move || {
        let Some(what) = editing.get_untracked() else { return };
        let form = match fields.form(&what, texts.now().people.capacity_number) {
            Ok(form) => form,
            Err(error) => return problem.set(Some(error)),
        };
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let name = form.name.clone();
            let result = api::save_person(form).await;
            busy.try_set(false);
            match result {
                Ok(_) => {
                    open.try_set(false);
                    toasts.say(Tone::Good, (texts.now().people.saved)(&name));
                    let _ = on_saved.try_run(());
                }
                Err(error) => {
                    problem.try_set(Some(error));
                }
            }
        });
    };
    let is_new = Memo::new(move |_| !matches!(&*editing.read(), Some(Editing::Person(_))));
    let title = Signal::derive(move || {
        let t = &texts.get().people;
        match &*editing.read() {
            Some(Editing::Person(person)) => (t.edit)(&person.name),
            _ => t.new_title.to_owned(),
        }
    });
    let about = move |field: &'static str| {
        MaybeProp::derive(move || {
            problem
                .read()
                .as_ref()
                .and_then(|problem| problem.about(field))
                .map(str::to_owned)
        })
    };
    let roles = Signal::derive(move || {
        let option = |role: &Role| SelectOption::new(role.as_str(), (texts.get().common.role)(*role));
        Role::ALL.iter().map(option).collect::<Vec<_>>()
    });
    let role_hint = MaybeProp::derive(move || {
        let role = fields.role.read().parse().unwrap_or(Role::Agent);
        Some((texts.get().people.role_hint)(role).to_owned())
    });
    let password_label = Signal::derive(move || {
        let t = &texts.get().people;
        if is_new.get() {
            t.password_new
        } else {
            t.password_change
        }
        .to_owned()
    });
    let password_hint = MaybeProp::derive(move || {
        let t = &texts.get().people;
        Some(if is_new.get() {
            (t.password_hint)(PASSWORD_MIN)
        } else {
            (t.password_keep)(PASSWORD_MIN)
        })
    });
    let footer = move || {
        view! {
            <Button on:click=move |_| open.set(false)>{texts.say(|t| t.common.cancel)}</Button>
            <Button kind=ButtonKind::Primary busy on:click=move |_| save()>{texts.say(|t| t.common.save)}</Button>
        }
    };
    view! {
        <Dialog open title id="person" footer>
            <form
                class="form"
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <Complaint problem/>
                <Field label=texts.signal(|t| t.people.name) name="name" value=fields.name error=about("name") autocomplete="off" autofocus=true/>
                <Field label=texts.signal(|t| t.people.email) name="email" r#type="email" value=fields.email error=about("email") autocomplete="off"/>
                <Select label=texts.signal(|t| t.people.role) name="role" options=roles value=fields.role hint=role_hint error=about("role")/>
                <fieldset class="form-teams">
                    <legend>{texts.say(|t| t.people.teams)}</legend>
                    {move || teams.get().into_iter().map(|team| view! { <TeamBox team chosen=fields.teams/> }).collect_view()}
                </fieldset>
                <Field
                    label=texts.signal(|t| t.people.capacity)
                    name="capacity"
                    r#type="number"
                    min=1
                    max=100
                    value=fields.capacity
                    hint=texts.signal(|t| t.people.capacity_hint)
                    error=about("capacity")
                />
                <Field
                    label=password_label
                    name="password"
                    r#type="password"
                    autocomplete="new-password"
                    value=fields.password
                    hint=password_hint
                    error=about("password")
                />
                <label class="checkbox">
                    <input
                        type="checkbox"
                        name="active"
                        prop:checked=fields.active
                        on:change=move |event| fields.active.set(event_target_checked(&event))
                    />
                    <span>{texts.say(|t| t.people.active)}<small>{texts.say(|t| t.people.active_hint)}</small></span>
                </label>
                // lets Enter in a field save; the button that is seen stands below, in the dialog's foot
                <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
            </form>
        </Dialog>
    }
    .into_any()
}

/// What is wrong with the whole, where no field can say it.
#[component]
fn Complaint(problem: RwSignal<Option<AppError>>) -> impl IntoView {
    const FIELDS: [&str; 5] = ["name", "email", "role", "capacity", "password"];
    let texts = use_texts();
    move || {
        let problem = problem.get()?;
        let told = FIELDS.iter().any(|field| problem.about(field).is_some());
        (!told).then(|| view! { <p class="field-note field-error" role="alert">{problem.words(texts.get())}</p> })
    }
}

/// One team, ticked or not.
#[component]
fn TeamBox(team: TeamView, chosen: RwSignal<Vec<TeamId>>) -> impl IntoView {
    let texts = use_texts();
    let TeamView { id, name, queues } = team;
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                name="team"
                prop:checked=move || chosen.read().contains(&id)
                on:change=move |event| {
                    let ticked = event_target_checked(&event);
                    chosen.update(|chosen| {
                        chosen.retain(|other| *other != id);
                        if ticked {
                            chosen.push(id);
                        }
                    });
                }
            />
            <span>
                {name}
                <small>{move || {
                    let texts = texts.get();
                    queues.iter().map(|queue| (texts.common.queue)(*queue)).collect::<Vec<_>>().join(", ")
                }}</small>
            </span>
        </label>
    }
    .into_any()
}
