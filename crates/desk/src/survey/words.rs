//! What subscribers read of the survey.

use enlace_domain::{SurveyKind, view::Choice};

/// How the conversation was.
pub(super) const SATISFACTION: &str =
    "De 1 a 5, como foi este atendimento? Sua nota nos ajuda a melhorar e não abre um novo chamado.";

/// Whether they would recommend us.
pub(super) const RECOMMENDING: &str = "De 0 a 10, quanto você nos recomendaria a um amigo ou vizinho? Responda só com o \
                                       número; isso não abre um novo chamado.";

/// After a score: the invitation to comment.
pub(super) const THANKS: &str =
    "Obrigado pela nota! Se quiser, conte o motivo em uma mensagem. Para um novo pedido, é só escrever normalmente.";

/// After the comment.
pub(super) const COMMENTED: &str = "Obrigado pelo comentário! Se precisar de algo, é só escrever de novo.";

/// The answers, the lowest first: where they can't be tapped, a line's number is its score.
pub(super) const ANSWERS: [&str; 5] = ["Péssimo", "Ruim", "Regular", "Bom", "Ótimo"];

/// What is before the score in the id of an answer that is tapped.
pub(super) const TAPPED: &str = "survey_";

/// The answers as they are sent.
pub(super) fn choices() -> Vec<Choice> {
    SurveyKind::Satisfaction
        .scores()
        .zip(ANSWERS)
        .map(|(score, title)| Choice {
            id: format!("{TAPPED}{score}"),
            title: title.to_owned(),
        })
        .collect()
}

/// After another score than the first.
pub(super) fn corrected(score: i16) -> String {
    format!("Certo, sua nota agora é {score}. Obrigado!")
}

/// The words of a question.
#[must_use]
pub const fn question(kind: SurveyKind) -> &'static str {
    match kind {
        SurveyKind::Satisfaction => SATISFACTION,
        SurveyKind::Recommending => RECOMMENDING,
    }
}
