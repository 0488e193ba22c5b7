//! The executive dashboard.

use enlace_domain::IssueType;

use crate::texts::macros::texts;

texts! {
    /// The executive dashboard.
    InsightTexts {
        title = "Painel executivo", "Executive dashboard";
        filters = "Recorte", "Filters";
        all_queues = "Todas as filas", "All queues";
        queue = "Fila", "Queue";
        export = "Baixar planilha", "Download spreadsheet";
        updated: fn(&str) -> String = |at| format!("Calculado às {at}"), |at| format!("Computed at {at}");
        refresh = "Atualizar", "Refresh";
        urgent = "1ª resposta urgente", "First urgent answer";
        urgent_note = "mediana", "median";
        first_contact = "Resolvido no 1º contato", "Settled at first contact";
        on_time = "Respondido no prazo", "Answered on time";
        first_answer = "1ª resposta", "First answer";
        handling = "Até encerrar", "Until closed";
        escalation = "Escaladas", "Raised";
        opened = "Conversas", "Conversations";
        target: fn(&str) -> String = |target| format!("meta {target}"), |target| format!("target {target}");
        target_met: fn(&str) -> String = |target| format!("meta {target} cumprida"), |target| format!("target {target} met");
        before: fn(&str) -> String = |value| format!("antes {value}"), |value| format!("before {value}");
        no_before = "sem período anterior", "nothing before";
        nothing = "sem dados", "no data";
        hours = "Conversas por hora", "Conversations by hour";
        hours_note = "hoje contra a faixa usual deste dia da semana", "today against the usual band of this weekday";
        now_count: fn(i64) -> String = |n| format!("agora {n}"), |n| format!("now {n}");
        hour = "Hora", "Hour";
        today = "Hoje", "Today";
        usual = "Faixa usual", "Usual band";
        queues = "Filas", "Queues";
        queues_note = "na fila agora; o resto, no período", "in the queue now; the rest, in these days";
        in_queue = "Na fila", "Waiting";
        median = "Mediana", "Median";
        p90 = "p90", "p90";
        on_time_short = "No prazo", "On time";
        season = "Sazonalidade", "Season";
        season_note = "conversas por dia e hora, até 12 semanas", "conversations by day and hour, 12 weeks at most";
        weekdays: [&'static str; 7] = ["seg", "ter", "qua", "qui", "sex", "sáb", "dom"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        weekday = "Dia", "Day";
        mean_a_day = "Média do dia", "Mean of the day";
        reasons = "Motivos", "Reasons";
        unsorted = "Em triagem", "Being sorted";
        issue: fn(IssueType) -> &'static str = |issue| match issue {
            IssueType::NoInternet => "Sem internet",
            IssueType::SlowSpeed => "Lentidão",
            IssueType::WifiProblem => "Wi-Fi",
            IssueType::Unstable => "Conexão instável",
            IssueType::Equipment => "Equipamento",
            IssueType::Other => "Outro defeito",
        }, |issue| match issue {
            IssueType::NoInternet => "No internet",
            IssueType::SlowSpeed => "Slow",
            IssueType::WifiProblem => "Wi-Fi",
            IssueType::Unstable => "Unstable line",
            IssueType::Equipment => "Equipment",
            IssueType::Other => "Another fault",
        };
        people = "Pessoas", "People";
        people_note = "respondidas e encerradas no período", "answered and closed in these days";
        person = "Pessoa", "Person";
        answered = "Respondidas", "Answered";
        closed = "Encerradas", "Closed";
        reopened = "Reabertas", "Reopened";
        none_title = "Ainda não há conversas neste recorte", "No conversations here yet";
        none_text = "Escolha mais dias ou menos filtros.", "Choose more days, or fewer filters.";
    }
}
