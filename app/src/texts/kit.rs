//! The component sheet: its headings and the sample words in the components. Not among the texts that every page brings along.

use crate::texts::macros::texts;

texts! {
    /// The component sheet.
    apart KitTexts {
        title = "Componentes", "Components";
        lead = "Cada peça em cada estado.", "Every piece in every state.";
        colours = "Cores", "Colours";
        icons = "Ícones", "Icons";
        buttons = "Botões", "Buttons";
        fields = "Campos", "Fields";
        selects = "Escolhas", "Choices";
        dialogs = "Janelas e menus", "Dialogs and menus";
        tabs = "Abas e filtros", "Tabs and filters";
        table = "Tabela", "Table";
        badges = "Etiquetas", "Badges";
        avatars = "Pessoas", "People";
        clocks = "Relógios", "Clocks";
        notices = "Avisos", "Notices";
        tooltips = "Dicas", "Tooltips";
        loading = "Carregando e vazio", "Loading and empty";
        palette = "Paleta de comandos", "Command palette";
        charts = "Gráfico", "Chart";
        main_action = "Assumir", "Claim";
        other_action = "Transferir", "Transfer";
        quiet_action = "Descartar", "Discard";
        danger_action = "Desligar acesso", "Switch off access";
        working = "Enviando", "Sending";
        disabled = "Indisponível", "Unavailable";
        name = "Nome", "Name";
        name_hint = "Como os colegas veem", "As colleagues see it";
        email_error = "Este e-mail já é usado por Bruno Reis.", "Bruno Reis uses this e-mail already.";
        message = "Mensagem", "Message";
        message_hint = "Escreva uma mensagem", "Write a message";
        open_dialog = "Abrir janela", "Open dialog";
        open_drawer = "Abrir gaveta", "Open drawer";
        open_palette = "Abrir paleta", "Open palette";
        dialog_title = "Encerrar esta conversa?", "Close this conversation?";
        dialog_text = "O cliente recebe o protocolo e pode responder quando quiser: uma nova mensagem abre outra conversa.", "The customer receives the protocol and may answer at any time: a new message opens another conversation.";
        confirm = "Encerrar", "Close it";
        first_tab = "Minhas", "Mine";
        second_tab = "Aguardando", "Waiting";
        third_tab = "Resolvidas", "Closed";
        queue = "Fila", "Queue";
        waiting = "Na fila", "Waiting";
        median = "Mediana", "Median";
        on_time = "No prazo", "On time";
        said_good = "Conversa encerrada.", "Conversation closed.";
        said_undo = "Conversa devolvida para Técnico urgente.", "Conversation put back in Technical, urgent.";
        said_bad = "Sem conexão com o Enlace. Confira sua internet.", "No connection to Enlace. Check your internet.";
        said_warn = "A janela de 24 horas fecha em 10 minutos.", "The 24-hour window closes in 10 minutes.";
        say_it = "Mostrar aviso", "Show a notice";
        tip = "Janela de 24 h do WhatsApp", "WhatsApp's 24-hour window";
        empty_title = "Fila em dia", "Queue is clear";
        empty_text = "Quando alguém escrever, a conversa aparece aqui sozinha.", "When somebody writes, the conversation appears here by itself.";
        commands = "Comandos", "Commands";
        per_hour = "Conversas por hora", "Conversations per hour";
        usual = "hoje contra a faixa usual deste dia da semana", "today against this weekday's usual band";
        per_hour_words = "Sobe de 12 às 8 h para 47 às 14 h, dentro da faixa usual", "Rises from 12 at 8 to 47 at 14, within the usual band";
        hour = "Hora", "Hour";
        conversations = "Conversas", "Conversations";
        now = "agora", "now";
    }
}
