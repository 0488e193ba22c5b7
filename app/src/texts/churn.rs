//! Who may leave, and what is done about it.

use enlace_domain::churn::{ChurnCaseKind, ChurnFeature, ChurnFeatureSet, ChurnOffer, ChurnOutcome};

use crate::texts::macros::texts;

texts! {
    /// Who may leave.
    apart ChurnTexts {
        title = "Retenção de clientes", "Keeping customers";
        lead = "Clientes que podem sair nos próximos 30 dias, por quê, e o que está sendo feito.",
            "Customers who may leave within the next 30 days, why, and what is being done.";
        lead_own = "Seus casos: clientes que podem sair nos próximos 30 dias, e por quê.",
            "Your cases: customers who may leave within the next 30 days, and why.";
        review = "Calcular agora", "Judge now";
        reviewing = "Cálculo na fila. Leva alguns segundos; depois atualize a página.", "Queued. It takes some seconds; then refresh the page.";
        refresh = "Atualizar", "Refresh";
        scored: fn(&str) -> String = |at| format!("Calculado {at}"), |at| format!("Judged {at}");
        customers = "Contratos ativos", "Running contracts";
        at_risk = "Campanha de retenção", "Retention campaign";
        at_risk_note = "acima de 70 %", "above 70%";
        watched = "Acompanhamento", "Follow-up";
        watched_note = "de 40 a 70 %", "40 to 70%";
        held_out = "Grupo de controle", "Held out";
        held_out_note = "sem contato, para comparar", "not contacted, to compare";
        auc = "Acerto do modelo", "How right the model is";
        auc_note = "AUC em clientes não vistos", "AUC on customers not seen";
        none = "–", "–";
        open = "Em aberto", "Open";
        closed = "Encerrados", "Closed";
        views = "Casos", "Cases";
        customer = "Cliente", "Customer";
        chance = "Risco", "Risk";
        why = "Por quê", "Why";
        what = "O que fazer", "What to do";
        owner = "Responsável", "Owner";
        due = "Prazo", "Due";
        late = "atrasado", "late";
        outcome = "Resultado", "Outcome";
        nobody = "Ninguém", "Nobody";
        edit: fn(&str) -> String = |name| format!("Abrir o caso de {name}"), |name| format!("Open the case of {name}");
        offer = "Oferta", "Offer";
        save = "Salvar", "Save";
        saved = "Caso salvo", "Case saved";
        close = "Encerrar caso", "Close case";
        case_closed = "Caso encerrado", "Case closed";
        note = "Observação", "Note";
        note_hint = "O que foi combinado com o cliente (opcional).", "What was agreed with the customer (optional).";
        wrong_day = "Escolha um dia", "Choose a day";
        none_title = "Nenhum caso em aberto", "No open cases";
        none_text = "Um caso abre sozinho quando o risco de um cliente passa de 40 %.", "A case opens by itself when a customer's risk passes 40%.";
        none_own = "Os casos que você receber aparecem aqui.", "Cases given to you will be here.";
        none_closed = "Nenhum caso encerrado ainda", "No case closed yet";
        no_model_title = "Ainda não há modelo", "There is no model yet";
        no_model_text = "O modelo aprende com quem já saiu: são precisos ao menos 25 cancelamentos com data e 51 dias de atendimento. Traga datas de cancelamento e dados de outros sistemas com enlace churn import.",
            "The model learns from those who have left: it takes at least 25 dated cancellations and 51 days of service. Bring cancellation dates and data of other systems in with enlace churn import.";
        worth = "O que o trabalho valeu", "What the work was worth";
        worth_note = "casos abertos há 30 dias ou mais", "cases opened 30 days ago or more";
        treated = "Com contato", "Contacted";
        untreated = "Grupo de controle", "Held out";
        cases = "Casos", "Cases";
        left = "Saíram em 30 dias", "Left within 30 days";
        model = "O modelo", "The model";
        model_of: fn(&str, &str, &str) -> String = |rows, left, at| format!("Floresta de 100 árvores, treinada {at} com {rows} retratos de clientes, dos quais {left} saíram em 30 dias"),
            |rows, left, at| format!("A forest of 100 trees, trained {at} on {rows} snapshots of customers, of whom {left} left within 30 days");
        set: fn(ChurnFeatureSet) -> &'static str = |set| match set {
            ChurnFeatureSet::Mission => "sete medidas",
            ChurnFeatureSet::Rich => "onze medidas",
        }, |set| match set {
            ChurnFeatureSet::Mission => "seven measures",
            ChurnFeatureSet::Rich => "eleven measures",
        };
        auc_range: fn(&str, &str, &str) -> String = |auc, low, high| format!("AUC {auc} (de {low} a {high} em cinco partes não vistas)"),
            |auc, low, high| format!("AUC {auc} ({low} to {high} in five parts not seen)");
        thresholds = "Nos limites em uso", "At the thresholds in use";
        above = "Risco acima de", "Risk above";
        precision = "Saíram mesmo", "Did leave";
        recall = "De quem saiu, apontados", "Of those who left, named";
        calibration = "Dito e acontecido", "Said and happened";
        said = "Risco dito", "Risk said";
        happened = "Saíram", "Left";
        rows = "Retratos", "Snapshots";
        importances = "O que mais pesa", "What weighs most";
        missing: fn(&str) -> String = |names| format!("Sem dados de: {names}. Traga-os com enlace churn import."), |names| format!("No data of: {names}. Bring them in with enlace churn import.");
        asked = "A satisfação vem também da pesquisa.", "Satisfaction comes from the survey as well.";
        refused: fn(&str) -> String = |why| format!("O último treino saiu pior ({why}) e não entrou em uso."), |why| format!("The last training came out worse ({why}) and is not in use.");
        kind: fn(ChurnCaseKind) -> &'static str = |kind| match kind {
            ChurnCaseKind::Campaign => "Campanha",
            ChurnCaseKind::FollowUp => "Acompanhar",
        }, |kind| match kind {
            ChurnCaseKind::Campaign => "Campaign",
            ChurnCaseKind::FollowUp => "Follow up",
        };
        offer_name: fn(ChurnOffer) -> &'static str = |offer| match offer {
            ChurnOffer::TechnicalVisit => "Visita técnica",
            ChurnOffer::SpeedUpgrade => "Mais velocidade pelo mesmo preço",
            ChurnOffer::Discount => "Desconto por alguns meses",
            ChurnOffer::NewDueDate => "Novo dia de vencimento",
            ChurnOffer::CourtesyCall => "Ligação para ouvir o cliente",
        }, |offer| match offer {
            ChurnOffer::TechnicalVisit => "A technician's visit",
            ChurnOffer::SpeedUpgrade => "More speed for the same price",
            ChurnOffer::Discount => "A discount for some months",
            ChurnOffer::NewDueDate => "Another due date",
            ChurnOffer::CourtesyCall => "A call to listen",
        };
        outcome_name: fn(ChurnOutcome) -> &'static str = |outcome| match outcome {
            ChurnOutcome::Accepted => "Ficou",
            ChurnOutcome::Refused => "Recusou a oferta",
            ChurnOutcome::NotReached => "Não foi encontrado",
            ChurnOutcome::Left => "Saiu",
        }, |outcome| match outcome {
            ChurnOutcome::Accepted => "Stays",
            ChurnOutcome::Refused => "Refused the offer",
            ChurnOutcome::NotReached => "Not reached",
            ChurnOutcome::Left => "Left",
        };
        feature: fn(ChurnFeature) -> &'static str = |feature| match feature {
            ChurnFeature::AvgSpeedLast30d => "Velocidade média em 30 dias",
            ChurnFeature::OutagesLast30d => "Quedas em 30 dias",
            ChurnFeature::SupportTicketsLast30d => "Atendimentos em 30 dias",
            ChurnFeature::PaymentDelaysLast6m => "Atrasos de pagamento em 6 meses",
            ChurnFeature::PlanDurationMonths => "Tempo de casa",
            ChurnFeature::SatisfactionScore => "Satisfação",
            ChurnFeature::CompetitorCoverageArea => "Concorrência no bairro",
            ChurnFeature::SupportTicketsLast90d => "Atendimentos em 90 dias",
            ChurnFeature::OutagesLast180d => "Quedas em 180 dias",
            ChurnFeature::SlowAnswersLast90d => "Respostas lentas em 90 dias",
            ChurnFeature::DaysSinceLastTicket => "Dias desde o último atendimento",
        }, |feature| match feature {
            ChurnFeature::AvgSpeedLast30d => "Mean speed in 30 days",
            ChurnFeature::OutagesLast30d => "Outages in 30 days",
            ChurnFeature::SupportTicketsLast30d => "Conversations in 30 days",
            ChurnFeature::PaymentDelaysLast6m => "Late payments in 6 months",
            ChurnFeature::PlanDurationMonths => "Time as a customer",
            ChurnFeature::SatisfactionScore => "Satisfaction",
            ChurnFeature::CompetitorCoverageArea => "Competitors in the quarter",
            ChurnFeature::SupportTicketsLast90d => "Conversations in 90 days",
            ChurnFeature::OutagesLast180d => "Outages in 180 days",
            ChurnFeature::SlowAnswersLast90d => "Slow answers in 90 days",
            ChurnFeature::DaysSinceLastTicket => "Days since the last conversation",
        };
    }
}
