//! People and teams.

use enlace_domain::Role;

use crate::texts::macros::texts;

texts! {
    /// People and teams.
    PeopleTexts {
        title = "Pessoas", "People";
        lead: fn(usize, usize) -> String = |people, online| format!("{people} pessoas, {online} online agora"), |people, online| format!("{people} people, {online} online now");
        add = "Nova pessoa", "New person";
        edit: fn(&str) -> String = |name| format!("Editar {name}"), |name| format!("Edit {name}");
        edit_short = "Editar", "Edit";
        new_title = "Nova pessoa", "New person";
        find = "Buscar pessoa", "Find a person";
        name = "Nome", "Name";
        email = "E-mail", "E-mail";
        role = "Perfil", "Role";
        teams = "Equipes", "Teams";
        no_team = "sem equipe", "no team";
        load = "Conversas", "Conversations";
        load_of: fn(i64, i32) -> String = |holding, capacity| format!("{holding} de {capacity}"), |holding, capacity| format!("{holding} of {capacity}");
        last_seen = "Visto", "Last seen";
        never = "nunca", "never";
        now = "agora", "now";
        inactive = "Desativado", "Switched off";
        capacity = "Conversas ao mesmo tempo", "Conversations at once";
        capacity_hint = "De 1 a 100. Quem chega ao limite não assume outra até encerrar uma.", "From 1 to 100. Whoever reaches it cannot claim another until one is closed.";
        active = "Pode entrar no Enlace", "May log in to Enlace";
        active_hint = "Ao desativar, as sessões abertas terminam na hora.", "Switching off ends open sessions at once.";
        password_new = "Senha", "Password";
        password_change = "Nova senha", "New password";
        password_hint: fn(usize) -> String = |n| format!("Pelo menos {n} caracteres."), |n| format!("At least {n} characters.");
        password_keep: fn(usize) -> String = |n| format!("Deixe em branco para manter a atual. Pelo menos {n} caracteres."), |n| format!("Leave it empty to keep the present one. At least {n} characters.");
        capacity_number = "Um número de 1 a 100", "A number from 1 to 100";
        saved: fn(&str) -> String = |name| format!("Cadastro de {name} salvo"), |name| format!("{name} saved");
        role_hint: fn(Role) -> &'static str = |role| match role {
            Role::Agent => "Atende conversas.",
            Role::Manager => "Também vê todas as filas e as pessoas, e move conversas de qualquer um.",
            Role::Administrator => "Também cria e muda pessoas e equipes.",
        }, |role| match role {
            Role::Agent => "Works on conversations.",
            Role::Manager => "Also sees all queues and people, and moves anybody's conversations.",
            Role::Administrator => "Also makes and changes people and teams.",
        };
        none_title = "Ninguém com esse nome", "Nobody by that name";
        none_text = "Confira a busca, ou cadastre a pessoa.", "Check the search, or add the person.";
    }
}
