//! Words that every page uses.

use enlace_domain::{ConversationStatus, CustomerStatus, Priority, QueueKey, Role};

use crate::texts::macros::texts;

texts! {
    /// Words that every page uses.
    CommonTexts {
        product = "Enlace", "Enlace";
        cancel = "Cancelar", "Cancel";
        close = "Fechar", "Close";
        save = "Salvar", "Save";
        undo = "Desfazer", "Undo";
        retry = "Tentar de novo", "Try again";
        loading = "Carregando", "Loading";
        more = "Mais opções", "More options";
        nobody = "Ninguém", "Nobody";
        you = "você", "you";
        online = "online", "online";
        as_table = "Ver em tabela", "Show as table";
        minutes: fn(i32) -> String = |n| format!("{n} min"), |n| format!("{n} min");
        queue: fn(QueueKey) -> &'static str = |queue| match queue {
            QueueKey::TechnicalUrgent => "Técnico urgente",
            QueueKey::TechnicalNormal => "Técnico normal",
            QueueKey::Commercial => "Comercial",
            QueueKey::Financial => "Financeiro",
            QueueKey::Cancellation => "Cancelamento",
        }, |queue| match queue {
            QueueKey::TechnicalUrgent => "Technical, urgent",
            QueueKey::TechnicalNormal => "Technical",
            QueueKey::Commercial => "Sales",
            QueueKey::Financial => "Billing",
            QueueKey::Cancellation => "Cancellation",
        };
        role: fn(Role) -> &'static str = |role| match role {
            Role::Agent => "Atendente",
            Role::Manager => "Gestor",
            Role::Administrator => "Administrador",
        }, |role| match role {
            Role::Agent => "Agent",
            Role::Manager => "Manager",
            Role::Administrator => "Administrator",
        };
        status: fn(ConversationStatus) -> &'static str = |status| match status {
            ConversationStatus::Automation => "Em triagem",
            ConversationStatus::Waiting => "Aguardando",
            ConversationStatus::InProgress => "Em atendimento",
            ConversationStatus::Closed => "Encerrada",
        }, |status| match status {
            ConversationStatus::Automation => "Being sorted",
            ConversationStatus::Waiting => "Waiting",
            ConversationStatus::InProgress => "In progress",
            ConversationStatus::Closed => "Closed",
        };
        customer_status: fn(CustomerStatus) -> &'static str = |status| match status {
            CustomerStatus::Active => "Ativo",
            CustomerStatus::Suspended => "Suspenso",
            CustomerStatus::Cancelled => "Cancelado",
        }, |status| match status {
            CustomerStatus::Active => "Active",
            CustomerStatus::Suspended => "Suspended",
            CustomerStatus::Cancelled => "Cancelled",
        };
        priority: fn(Priority) -> &'static str = |priority| match priority.get() {
            1 => "Urgente",
            2 => "Alta",
            3 => "Normal",
            _ => "Baixa",
        }, |priority| match priority.get() {
            1 => "Urgent",
            2 => "High",
            3 => "Normal",
            _ => "Low",
        };
    }
}
