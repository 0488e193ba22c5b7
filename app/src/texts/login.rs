//! Logging in.

use crate::texts::macros::texts;

texts! {
    /// Logging in.
    LoginTexts {
        title = "Entrar", "Log in";
        greeting = "Bom te ver por aqui", "Good to see you";
        lead = "Entre para acompanhar as conversas do seu provedor.", "Log in to follow your provider's conversations.";
        email = "E-mail", "E-mail";
        email_hint = "nome@provedor.com.br", "name@provider.com";
        password = "Senha", "Password";
        show_password = "Mostrar senha", "Show password";
        hide_password = "Esconder senha", "Hide password";
        submit = "Entrar", "Log in";
        submitting = "Entrando…", "Logging in…";
        forgot = "Esqueceu a senha? Peça uma nova ao administrador do seu provedor.", "Forgot your password? Ask your provider's administrator for a new one.";
        wait: fn(i64) -> String =
            |s| if s == 1 { "Tente de novo em 1 segundo".into() } else { format!("Tente de novo em {s} segundos") },
            |s| if s == 1 { "Try again in 1 second".into() } else { format!("Try again in {s} seconds") };
        promise_title = "O atendimento inteiro em uma tela", "The whole service desk on one screen";
        promise_text = "Cada mensagem chega na fila certa, com o relógio correndo e o contexto do cliente ao lado.", "Every message reaches the right queue, with the clock running and the customer's context beside it.";
    }
}
