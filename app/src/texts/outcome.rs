//! What came of conversations: recorded on one, summed up on the dashboard.
//!
//! Not among [`Texts`](crate::texts::Texts), so that only the pages that show them bring them.

use enlace_domain::{Money, Outcome, OutcomeAmount, OutcomeKind};

use crate::texts::macros::texts;

texts! {
    /// What came of conversations.
    apart OutcomeTexts {
        closing = "Encerrar conversa", "Close conversation";
        correcting = "Resultado da conversa", "What came of the conversation";
        question = "O que resultou desta conversa?", "What came of this conversation?";
        nothing = "Nada a registrar", "Nothing to record";
        kind: fn(OutcomeKind) -> &'static str = |kind| match kind {
            OutcomeKind::Sale => "Venda nova",
            OutcomeKind::Upgrade => "Mudança para um plano maior",
            OutcomeKind::Dispute => "Contestação de fatura",
            OutcomeKind::Payment => "Dúvida de pagamento",
        }, |kind| match kind {
            OutcomeKind::Sale => "New sale",
            OutcomeKind::Upgrade => "Upgrade",
            OutcomeKind::Dispute => "Disputed invoice",
            OutcomeKind::Payment => "Question of payment",
        };
        amount: fn(OutcomeKind) -> &'static str = |kind| match kind {
            OutcomeKind::Sale => "Mensalidade vendida (R$)",
            OutcomeKind::Upgrade => "Quanto a mais por mês (R$)",
            OutcomeKind::Dispute => "Valor contestado (R$), se souber",
            OutcomeKind::Payment => "",
        }, |kind| match kind {
            OutcomeKind::Sale => "Monthly fee sold (R$)",
            OutcomeKind::Upgrade => "More each month (R$)",
            OutcomeKind::Dispute => "Amount in dispute (R$), if known",
            OutcomeKind::Payment => "",
        };
        amount_wrong: fn(OutcomeAmount) -> &'static str = |amount| match amount {
            OutcomeAmount::Monthly => "Escreva o valor por mês, como 99,90; até R$ 100.000,00.",
            OutcomeAmount::Disputed | OutcomeAmount::None => "Um valor como 99,90, até R$ 100.000,00, ou nada.",
        }, |amount| match amount {
            OutcomeAmount::Monthly => "Write the amount a month, like 99.90; R$ 100,000.00 at most.",
            OutcomeAmount::Disputed | OutcomeAmount::None => "An amount like 99.90, R$ 100,000.00 at most, or nothing.",
        };
        close = "Encerrar", "Close";
        save = "Salvar", "Save";
        saved = "Resultado salvo", "Saved";
        title = "Resultado", "Outcome";
        none_told = "Nada registrado", "Nothing recorded";
        correct = "Corrigir", "Correct";
        tell = "Registrar", "Record";
        by: fn(&str, &str) -> String = |who, when| format!("{who}, {when}"), |who, when| format!("{who}, {when}");
        a_month: fn(&str) -> String = |money| format!("{money} por mês"), |money| format!("{money} a month");

        commercial = "Comercial", "Commercial";
        note = "das conversas encerradas nestes dias, como registrado ao encerrar", "of the conversations closed in these days, as recorded on closing";
        financial = "Financeiro", "Financial";
        none_commercial = "Nenhuma venda registrada nestes dias. Quem encerra uma conversa da fila comercial diz se houve venda ou mudança de plano.",
            "No sale recorded in these days. Who closes a conversation of the commercial queue says whether there was a sale or an upgrade.";
        none_financial = "Nada registrado nestes dias. Quem encerra uma conversa da fila financeira diz se foi uma contestação ou uma dúvida de pagamento.",
            "Nothing recorded in these days. Who closes a conversation of the financial queue says whether it was a dispute or a question of payment.";
        sales = "Vendas novas", "New sales";
        upgrades = "Mudanças de plano", "Upgrades";
        sold = "Vendido por mês", "Sold a month";
        conversion = "Conversão", "Conversion";
        churn = "Cancelamentos", "Contracts lost";
        of_contracts: fn(&str, &str) -> String = |ended, running| format!("{ended} de {running} contratos"), |ended, running| format!("{ended} of {running} contracts");
        running = "Contratos no início", "Contracts at the start";
        payments = "Dúvidas de pagamento", "Questions of payment";
        disputes = "Contestações", "Disputed invoices";
        disputed = "Contestações entre as financeiras", "Disputes among the financial ones";
        each = "Valor por conversa", "Value per conversation";
        each_note = "vendido por mês ÷ encerradas", "sold a month ÷ closed";
        before: fn(&str) -> String = |before| format!("antes {before}"), |before| format!("before {before}");
        of_closed: fn(&str) -> String = |n| format!("de {n} encerradas"), |n| format!("of {n} closed");
        amount_known: fn(&str, &str) -> String = |money, n| format!("{money} em {n} com valor"), |money, n| format!("{money} in {n} with an amount");
        told: fn(&str, &str) -> String = |told, closed| format!("Registrado em {told} de {closed} conversas financeiras encerradas."),
            |told, closed| format!("Recorded on {told} of {closed} financial conversations closed.");
        by_person = "Quem vendeu", "Who sold";
        outcome = "Resultado", "Outcome";
        count = "Conversas", "Conversations";
        count_before = "Antes", "Before";
        value = "R$", "R$";
        value_before = "R$ antes", "R$ before";
        sheet = "Resultados", "Outcomes";
        sheet_people = "Vendas por pessoa", "Sales by person";
    }
}

impl OutcomeTexts {
    /// An outcome with its amount: `Venda nova · R$ 99,90 por mês`.
    #[must_use]
    pub fn say(&self, outcome: Outcome) -> String {
        let kind = (self.kind)(outcome.kind);
        let money = outcome.cents.map(|cents| Money::from_cents(cents).to_string());
        match (outcome.kind.amount(), money) {
            (OutcomeAmount::Monthly, Some(money)) => format!("{kind} · {}", (self.a_month)(&money)),
            (_, Some(money)) => format!("{kind} · {money}"),
            (_, None) => kind.to_owned(),
        }
    }
}
