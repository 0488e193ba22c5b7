//! What the classifier learns. Not among the texts that every page brings along: its page asks for them here.

use crate::texts::macros::texts;

texts! {
    /// What the classifier learns.
    apart ClassifierTexts {
        title = "Classificador", "Classifier";
        lead = "O classificador lê a primeira mensagem e escolhe a fila. Aqui ele aprende com as mudanças de fila que a equipe faz, e você decide qual versão responde.",
            "The classifier reads the first message and chooses the queue. Here it learns from the queues people change, and you decide which version answers.";
        operations = "Operações", "Operations";
        retrain = "Treinar agora", "Train now";
        retraining = "Treino na fila. Leva alguns minutos; depois atualize a página.", "Queued. It takes some minutes; then refresh the page.";
        training = "Há um treino na fila ou em andamento.", "A training waits or runs.";
        refresh = "Atualizar", "Refresh";
        open = "A decidir", "To decide";
        judged = "Decididas", "Decided";
        views = "Correções", "Corrections";
        fresh = "Aceitas e ainda não aprendidas", "Accepted, not learnt yet";
        asked = "Perguntadas ao assinante", "Asked the subscriber";
        last_days = "últimos 7 dias", "last 7 days";
        confidence = "Certeza média", "Mean confidence";
        drift = "Mudança das mensagens", "Change of the messages";
        drift_none = "poucas mensagens para dizer", "too few messages to tell";
        none = "–", "–";
        moved: fn(&str, &str) -> String = |name, at| format!("{name}, {at}"), |name, at| format!("{name}, {at}");
        from_to: fn(&str, &str) -> String = |from, to| format!("De {from} para {to}"), |from, to| format!("From {from} to {to}");
        see = "Ver a conversa", "See the conversation";
        accept = "Aprender", "Learn";
        reject = "Não aprender", "Don't learn";
        accepted = "Aceita", "Accepted";
        rejected = "Recusada", "Rejected";
        accepted_toast = "Correção aceita: entra no próximo treino", "Accepted: it is learnt at the next training";
        rejected_toast = "Correção recusada", "Rejected";
        none_open_title = "Nada a decidir", "Nothing to decide";
        none_open_text = "Quando alguém move uma conversa para outra fila, ela aparece aqui.", "When somebody moves a conversation to another queue, it shows up here.";
        none_judged = "Nenhuma correção decidida ainda", "No correction decided yet";
        versions = "Versões", "Versions";
        versions_note = "treinadas por semana, quando há correções aceitas; entra em uso só a que não é pior", "trained weekly where corrections were accepted; only one that is no worse is taken into use";
        version = "Treinada", "Trained";
        bundled = "A que vem com o Enlace", "The one Enlace comes with";
        messages = "Mensagens", "Messages";
        corrections = "Correções", "Corrections";
        crossed = "Validação cruzada", "Cross-validation";
        held_out = "Mensagens guardadas", "Held-out messages";
        newest = "Correções mais novas", "Newest corrections";
        against: fn(&str, &str) -> String = |new, old| format!("{new} (antes {old})"), |new, old| format!("{new} (before {old})");
        changed = "Respostas diferentes", "Answers changed";
        changed_of: fn(&str, &str) -> String = |part, whole| format!("{part} de {whole}"), |part, whole| format!("{part} of {whole}");
        state = "Situação", "State";
        in_use = "Em uso", "In use";
        refused = "Pior: não entrou em uso", "Worse: not taken into use";
        rested = "Guardada", "Kept";
        gone = "Só o relatório", "Report only";
        take = "Usar esta", "Use this one";
        taken = "Versão em uso; os outros processos seguem em segundos", "In use; other processes follow within seconds";
        by_queue = "Por fila, na versão em uso", "By queue, of the version in use";
        queue = "Fila", "Queue";
        precision = "Do que foi posto ali, estava certo", "Of what was put there, right";
        recall = "Do que era dali, foi achado", "Of what belonged there, found";
        weeks = "Semanas", "Weeks";
        week = "Semana de", "Week of";
        corrected = "Corrigidas", "Corrected";
        reference = "Comparação", "Reference";
        reference_note = "as quatro semanas antes do treino da versão em uso, ou as primeiras deste atendimento", "the four weeks before the version in use was trained, or the first of this desk";
    }
}
