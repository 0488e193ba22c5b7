//! The frame around the pages: navigation, top bar, theme and language.

use crate::texts::macros::texts;

texts! {
    /// The frame around the pages.
    FrameTexts {
        navigation = "Principal", "Main";
        skip = "Ir para o conteúdo", "Skip to content";
        board = "Fila", "Queue";
        conversations = "Conversas", "Conversations";
        dashboard = "Painel", "Dashboard";
        churn = "Retenção", "Retention";
        people = "Pessoas", "People";
        knowledge = "Conhecimento", "Knowledge";
        templates = "Modelos", "Templates";
        channels = "Canais", "Channels";
        queues = "Filas", "Queues";
        operations = "Operações", "Operations";
        classifier = "Classificador", "Classifier";
        unread = "há mensagens novas", "new messages";
        search = "Buscar cliente, protocolo, conversa ou comando", "Search customer, protocol, conversation or command";
        search_short = "Buscar", "Search";
        settings = "Sua conta", "Your account";
        theme = "Tema", "Theme";
        theme_light = "Claro", "Light";
        theme_dark = "Escuro", "Dark";
        theme_system = "Do sistema", "System";
        language = "Idioma", "Language";
        log_out = "Sair", "Log out";
        live = "Ao vivo", "Live";
        connecting = "Conectando…", "Connecting…";
        reconnecting = "Reconectando…", "Reconnecting…";
        notices = "Avisos", "Notices";
        dismiss = "Dispensar aviso", "Dismiss notice";
    }
}
