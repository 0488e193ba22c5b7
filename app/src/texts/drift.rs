//! Whether a model's world has moved. Not among the texts that every page brings along: pages ask for them here.

use enlace_domain::drift::{MOVED_FROM, STEADY_BELOW};

use crate::texts::macros::texts;

texts! {
    /// Whether a model's world has moved.
    apart DriftTexts {
        is: fn(f64) -> &'static str = |index| if index < STEADY_BELOW { "estável (abaixo de 0,1)" } else if index < MOVED_FROM { "mudando (0,1 a 0,25)" } else { "mudou (acima de 0,25)" },
            |index| if index < STEADY_BELOW { "steady (below 0.1)" } else if index < MOVED_FROM { "moving (0.1 to 0.25)" } else { "moved (above 0.25)" };
        moved = "Mudança desde o treino", "Change since the training";
        measure = "Medida", "Measure";
        index = "Índice", "Index";
        state = "Situação", "State";
        not_judged = "Aparece depois do próximo cálculo.", "Shown after the next judging.";
        outcomes = "O que foi dito há um mês ou mais", "What was said a month ago or more";
        judged = "Clientes", "Customers";
        not_known = "Ainda não passaram 30 dias desde o primeiro cálculo guardado.", "30 days have not passed since the first judging that was kept.";
    }
}
