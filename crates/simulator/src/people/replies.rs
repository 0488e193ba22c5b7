//! What the provider's people answered in the past.

use enlace_domain::QueueKey;

/// First answers in a queue.
pub(super) const fn replies(queue: QueueKey) -> [&'static str; 2] {
    match queue {
        QueueKey::TechnicalUrgent => [
            "Refiz a sua conexão daqui. Pode testar agora, por favor?",
            "A equipe de campo já está no trecho rompido. Aviso assim que voltar.",
        ],
        QueueKey::TechnicalNormal => [
            "Troquei o canal do seu Wi-Fi. Teste perto do roteador e me conte a velocidade.",
            "Seu sinal está bom aqui. Vamos testar com o cabo?",
        ],
        QueueKey::Commercial => [
            "Temos cobertura na sua rua. Qual plano você prefere?",
            "Agendei a instalação. Você recebe a confirmação por aqui.",
        ],
        QueueKey::Financial => [
            "Segue a segunda via com o código de barras e o Pix.",
            "Seu pagamento foi localizado e a conexão está liberada.",
        ],
        QueueKey::Cancellation => [
            "Antes de encerrar, posso ver uma condição melhor para você?",
            "Registrei o seu pedido. A retirada do equipamento fica para amanhã.",
        ],
    }
}
