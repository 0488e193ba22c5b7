//! The 24-hour window and the templates.

use enlace_domain::{
    MessageKind, TemplatePurpose,
    template::{TemplateCategory, TemplateState},
};

use crate::texts::macros::texts;

texts! {
    /// The 24-hour window and the templates.
    TemplatesTexts {
        title = "Modelos", "Templates";
        closing = "Janela fecha em 1 h", "Window closes within 1 h";
        closing_title = "Conversas em que o WhatsApp aceita texto livre por menos de uma hora", "Conversations in which WhatsApp takes free text for less than an hour";
        window_left = "Janela aberta:", "Window open:";
        window_title = "O WhatsApp aceita texto livre até 24 horas depois da última mensagem do cliente",
            "WhatsApp takes free text until 24 hours after the customer's last message";
        closed_title = "A janela de 24 horas fechou", "The 24-hour window is closed";
        closed_text = "O WhatsApp só aceita um modelo aprovado até o cliente escrever de novo. O que você escreveu fica guardado.",
            "WhatsApp takes only an approved template until the customer writes again. What you wrote is kept.";
        use_one = "Modelo", "Template";
        back_to_text = "Voltar ao texto", "Back to text";
        find = "Buscar modelo", "Find a template";
        options = "Modelos aprovados", "Approved templates";
        none_found = "Nenhum modelo com essas palavras", "No template with these words";
        none_approved = "Este canal não tem modelo aprovado. Peça a um gestor para criar um no provedor e sincronizar.",
            "This channel has no approved template. Ask a manager to make one at the provider and to read them again.";
        choose_other = "Escolher outro", "Choose another";
        value: fn(&str) -> String = |name| format!("Valor de {name}"), |name| format!("Value of {name}");
        preview = "O cliente vai ler", "The customer will read";
        above: fn(MessageKind) -> &'static str = |kind| match kind {
            MessageKind::Image => "Anexe a imagem que vai acima do texto",
            MessageKind::Video => "Anexe o vídeo que vai acima do texto",
            _ => "Anexe o PDF que vai acima do texto",
        }, |kind| match kind {
            MessageKind::Image => "Attach the picture that goes above the words",
            MessageKind::Video => "Attach the video that goes above the words",
            _ => "Attach the PDF that goes above the words",
        };
        send = "Enviar modelo", "Send template";
        enter_sends = "Enter envia", "Enter sends";
        lead: fn(usize, usize) -> String = |all, approved| {
            let all = if all == 1 { "1 modelo".to_owned() } else { format!("{all} modelos") };
            let approved = if approved == 1 { "1 aprovado".to_owned() } else { format!("{approved} aprovados") };
            format!("{all}, {approved}")
        }, |all, approved| {
            let all = if all == 1 { "1 template".to_owned() } else { format!("{all} templates") };
            format!("{all}, {approved} approved")
        };
        sync = "Sincronizar agora", "Read again now";
        synced: fn(usize) -> String = |listed| if listed == 1 { "1 modelo lido do provedor".to_owned() } else { format!("{listed} modelos lidos do provedor") },
            |listed| if listed == 1 { "1 template read from the provider".to_owned() } else { format!("{listed} templates read from the providers") };
        sync_failed: fn(&str) -> String = |channels| format!("Não foi possível ler os modelos de {channels}. O que já estava aqui continua."),
            |channels| format!("The templates of {channels} could not be read. What was here stays.");
        name = "Modelo", "Template";
        channel = "Canal", "Channel";
        language = "Idioma", "Language";
        category = "Categoria", "Category";
        category_name: fn(TemplateCategory) -> &'static str = |category| match category {
            TemplateCategory::Utility => "Serviço",
            TemplateCategory::Marketing => "Publicidade",
            TemplateCategory::Authentication => "Código de acesso",
            TemplateCategory::Unknown => "Outra",
        }, |category| match category {
            TemplateCategory::Utility => "Utility",
            TemplateCategory::Marketing => "Marketing",
            TemplateCategory::Authentication => "Authentication",
            TemplateCategory::Unknown => "Other",
        };
        state = "Situação", "State";
        state_name: fn(TemplateState) -> &'static str = |state| match state {
            TemplateState::Approved => "Aprovado",
            TemplateState::Pending => "Em análise",
            TemplateState::Rejected => "Recusado",
            TemplateState::Paused => "Pausado",
            TemplateState::Disabled => "Desativado",
            TemplateState::Unknown => "Desconhecida",
        }, |state| match state {
            TemplateState::Approved => "Approved",
            TemplateState::Pending => "Under review",
            TemplateState::Rejected => "Rejected",
            TemplateState::Paused => "Paused",
            TemplateState::Disabled => "Disabled",
            TemplateState::Unknown => "Unknown",
        };
        reason: fn(&str) -> String = |reason| format!("Motivo: {reason}"), |reason| format!("Reason: {reason}");
        show_text = "Ver texto", "Show text";
        sample_name = "Maria", "Mary";
        sample_value = "exemplo", "example";
        none_title = "Nenhum modelo ainda", "No template yet";
        none_text = "Crie um modelo no painel do provedor do WhatsApp. Depois da aprovação, sincronize e ele aparece aqui.",
            "Make a template in your WhatsApp provider's console. Once it is approved, read them again and it shows up here.";
        no_channel_title = "Nenhum canal usa modelos", "No channel uses templates";
        no_channel_text = "Modelos existem nos canais oficiais do WhatsApp. Peça a um administrador para cadastrar um.",
            "Templates belong to official WhatsApp channels. Ask an administrator to add one.";
        purposes = "O que a automação envia", "What automation sends";
        purposes_text = "Com a janela fechada, a automação só fala com um modelo: {{1}} é o primeiro nome, {{2}} o protocolo. Sem modelo, a mensagem dela não sai e a conversa diz por quê.",
            "With the window closed, automation only speaks with a template: {{1}} is the first name, {{2}} the protocol. Without one its message does not leave, and the conversation says why.";
        purpose: fn(TemplatePurpose, &str) -> String = |purpose, channel| match purpose {
            TemplatePurpose::Resume => format!("Retomar a conversa em {channel}"),
            TemplatePurpose::Survey => format!("Perguntar como foi o atendimento em {channel}"),
        }, |purpose, channel| match purpose {
            TemplatePurpose::Resume => format!("Go on with a conversation on {channel}"),
            TemplatePurpose::Survey => format!("Ask how the conversation was on {channel}"),
        };
        purpose_none = "Nenhum", "None";
        purpose_automatic: fn(Option<&str>) -> String = |name| format!("Automático: {}", name.unwrap_or("nenhum serve")),
            |name| format!("Automatic: {}", name.unwrap_or("none fits"));
        purpose_gone = "Escolhido, mas não existe mais no provedor", "Chosen, but gone at the provider";
        purpose_saved = "Escolha salva", "Choice saved";
        asked: fn(&str) -> String = |when| format!("última leitura {when}"), |when| format!("last read {when}");
    }
}
