//! What people say to what the desk says, and while they wait for it.

/// To a question, when nothing better fits.
pub(in crate::people) const ANSWERS: &[&str] = &[
    "sim",
    "isso mesmo",
    "não",
    "pode sim",
    "acho que sim",
    "não sei te dizer",
    "vou ver aqui, um minuto",
    "é o titular mesmo que tá falando",
    "meu nome é {nome}",
    "o contrato é {contrato}",
    "{no_bairro}",
    "pode ser hoje",
];

/// To a plain statement: somebody looks into it.
pub(in crate::people) const WAITING: &[&str] = &[
    "tá bom, fico no aguardo",
    "ok, aguardo",
    "beleza, vou esperar",
    "certo",
    "blz, me avisa",
    "entendi",
    "tá ok",
    "perfeito, aguardando",
    "demora muito?",
    "combinado",
    "ah tá, espero então",
    "👍 aguardando",
];

/// When the desk asks whether it works now.
pub(in crate::people) const WORKED: &[&str] = &[
    "voltou! muito obrigado",
    "agora foi, funcionou",
    "deu certo aqui",
    "opa, normalizou",
    "sim, tá funcionando",
    "ainda não viu",
    "continua igual aqui",
    "melhorou um pouco",
];

/// To a good word or an end.
pub(in crate::people) const THANKS: &[&str] = &[
    "obrigado!",
    "obrigada, viu",
    "muito obrigado pela atenção",
    "valeu demais",
    "deus abençoe",
    "vlw",
    "obg 🙏",
    "show, agradeço",
    "nota 10 o atendimento",
    "agradecida, bom trabalho pra você",
    "gratidão",
    "top, obrigado",
];

/// The very last word.
pub(in crate::people) const FAREWELLS: &[&str] = &[
    "tchau, boa semana",
    "até mais",
    "bom serviço aí",
    "fica com deus",
    "por enquanto é só isso",
    "só isso mesmo",
    "🙏",
];

/// After some minutes of silence.
pub(in crate::people) const STILL_THERE: &[&str] = &[
    "oi?",
    "alguém?",
    "??",
    "tem alguém aí?",
    "ainda tô esperando",
    "vocês vão me responder?",
    "e aí, alguma novidade?",
    "oiê, me esqueceram",
];

/// After a long silence.
pub(in crate::people) const COMPLAINTS: &[&str] = &[
    "que demora, hein",
    "tô esperando há um tempão e nada",
    "péssimo atendimento",
    "assim fica difícil, ninguém responde",
    "pra cobrar é rápido né",
    "vou ter que ligar na anatel",
    "quanto tempo vai demorar isso?",
    "se ninguém me atender vou reclamar no reclame aqui",
    "absurdo deixar o cliente esperando desse jeito",
    "já mandei mensagem e nada de resposta",
];

/// Names for a matter where the choices came as numbered lines, by matter: no internet, slow, plans, bill, leaving.
pub(in crate::people) const CHOSEN_BY_NAME: [&[&str]; 5] = [
    &["sem internet", "tô sem internet", "internet caiu"],
    &["internet lenta", "lentidão", "wifi ruim"],
    &["planos", "quero contratar", "planos e valores"],
    &["boleto", "financeiro", "fatura"],
    &["cancelamento", "cancelar", "quero cancelar"],
];
