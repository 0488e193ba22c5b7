//! How what the desk stands on fares, on the dashboard.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the page that shows them brings them.

use enlace_domain::{
    drift::MOVED_FROM,
    view::{Part, PartState},
};

use crate::texts::macros::texts;

texts! {
    /// How what the desk stands on fares.
    apart HealthTexts {
        title = "Canais e dependências", "Channels and dependencies";
        no_channel = "Nenhum canal", "No channel";
        part: fn(Part) -> &'static str = |part| match part {
            Part::Database => "Banco de dados",
            Part::Redis => "Redis",
            Part::Index => "Índice de busca",
            Part::Embedder => "Busca por sentido",
            Part::LanguageModel => "Modelo de linguagem",
            Part::Classifier => "Classificador",
        }, |part| match part {
            Part::Database => "Database",
            Part::Redis => "Redis",
            Part::Index => "Search index",
            Part::Embedder => "Search by sense",
            Part::LanguageModel => "Language model",
            Part::Classifier => "Classifier",
        };
        state: fn(PartState) -> String = |state| match state {
            PartState::Works(Some(0)) => "Em dia, <1 ms".to_owned(),
            PartState::Works(Some(ms)) => format!("Em dia, {ms} ms"),
            PartState::Works(None) => "Em dia".to_owned(),
            PartState::Away => "Não responde".to_owned(),
            PartState::Moved(index) => format!("Mudou: {index:.2} (limite {MOVED_FROM})").replace('.', ","),
            PartState::NotSetUp => "Não configurado".to_owned(),
        }, |state| match state {
            PartState::Works(Some(0)) => "Fine, <1 ms".to_owned(),
            PartState::Works(Some(ms)) => format!("Fine, {ms} ms"),
            PartState::Works(None) => "Fine".to_owned(),
            PartState::Away => "Does not answer".to_owned(),
            PartState::Moved(index) => format!("Moved: {index:.2} (limit {MOVED_FROM})"),
            PartState::NotSetUp => "Not set up".to_owned(),
        };
        away: fn(Part) -> &'static str = |part| match part {
            Part::Database => "Nada é gravado enquanto o banco não responde.",
            Part::Redis => "O banco conta os envios enquanto isso.",
            Part::Index => "A base de conhecimento não é encontrada pela busca enquanto isso.",
            Part::Embedder => "A busca usa só as palavras enquanto isso.",
            Part::LanguageModel => "O assinante é perguntado quando o assunto não está claro.",
            Part::Classifier => "Não deu para medir se as mensagens mudaram.",
        }, |part| match part {
            Part::Database => "Nothing is kept while the database does not answer.",
            Part::Redis => "The database counts what is sent meanwhile.",
            Part::Index => "The knowledge base isn't found by searching meanwhile.",
            Part::Embedder => "Searches use the words alone meanwhile.",
            Part::LanguageModel => "The subscriber is asked where the subject isn't clear.",
            Part::Classifier => "Whether the messages have moved could not be measured.",
        };
        moved = "As mensagens são outras que as do treino. Se não é queda nem reajuste, treine de novo em Classificador.",
            "The messages are not those of the training. Unless it is an outage or a price rise, train again under Classifier.";
    }
}
