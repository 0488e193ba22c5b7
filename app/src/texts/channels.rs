//! The channels: how they fare, and what is done with them.

use enlace_domain::SendFailure;

use crate::texts::macros::texts;

texts! {
    /// The channels' page.
    ChannelsTexts {
        title = "Canais", "Channels";
        lead: fn(usize) -> String =
            |n| if n == 1 { "1 canal".to_owned() } else { format!("{n} canais, na ordem escolhida por vocês") },
            |n| if n == 1 { "1 channel".to_owned() } else { format!("{n} channels, in the order that you chose") };
        add = "Adicionar canal", "Add a channel";
        none_title = "Nenhum canal ainda", "No channel yet";
        none_text = "Um canal é um número de WhatsApp da sua empresa em um provedor. Tenha em mãos o acesso ao painel do provedor, adicione o canal e cadastre lá o endereço do webhook que aparece aqui.",
            "A channel is one of your company's WhatsApp numbers at a provider. Have your log-in to the provider's console at hand, add the channel, and enter the webhook address that shows up here over there.";
        official = "Número oficial", "Official number";
        linked = "Aparelho conectado, não é número oficial", "Linked device, not an official number";
        linked_title = "Ligado por um celular comum, fora do programa oficial do WhatsApp: o WhatsApp pode desconectar ou bloquear o número.",
            "Linked through an ordinary phone, outside of WhatsApp's official programme: WhatsApp may disconnect or ban the number.";
        place: fn(usize, usize) -> String = |place, all| format!("{place}º de {all}"), |place, all| format!("{place} of {all}");
        moved: fn(&str, usize, usize) -> String = |name, place, all| format!("{name} agora é o {place}º de {all}"),
            |name, place, all| format!("{name} is now {place} of {all}");
        up: fn(&str) -> String = |name| format!("Subir {name}"), |name| format!("Move {name} up");
        down: fn(&str) -> String = |name| format!("Descer {name}"), |name| format!("Move {name} down");
        move_keys = "Alt + ↑ ou Alt + ↓ no canal também muda a ordem", "Alt + ↑ or Alt + ↓ on a channel changes the order, too";
        sending = "Funcionando", "Working";
        sending_text = "As mensagens saem normalmente.", "Messages leave as usual.";
        unstable = "Instável", "Unstable";
        unstable_text = "De três chamadas ao provedor, mais de uma falha: as mensagens saem por outro número onde ele pode assumir, senão por este.",
            "More than one call in three fails: messages leave by another number where it may take over, else by this one.";
        resting = "Com falha: esperando", "Failing: waiting";
        resting_text: fn(&str) -> String = |when| format!("O provedor está falhando. As mensagens ficam guardadas; nova tentativa em {when}."),
            |when| format!("The provider is failing. Messages are kept; the next try is in {when}.");
        trying = "Tentando de novo", "Trying again";
        trying_text = "O provedor falhou. A próxima mensagem mostra se ele voltou; as outras ficam guardadas até lá.",
            "The provider failed. The next message finds out whether it is back; the others are kept until then.";
        account = "Parado: falta corrigir", "Stopped: to be mended";
        account_text = "O provedor não envia por este canal; o motivo está abaixo. As mensagens ficam guardadas até alguém corrigir.",
            "The provider does not send by this channel; why stands below. Messages are kept until somebody mends it.";
        secrets_lost = "Parado: segredos ilegíveis", "Stopped: secrets unreadable";
        secrets_lost_text = "Os segredos foram guardados com outra chave deste servidor. Edite o canal e escreva todos de novo.",
            "The secrets were kept with another key of this server. Edit the channel and enter all of them again.";
        paused = "Pausado", "Paused";
        paused_text = "O que chega continua entrando. O que vai sair fica guardado até o canal continuar.",
            "What comes in is still taken in. What is to leave is kept until the channel goes on.";
        waiting: fn(i64) -> String =
            |n| if n == 1 { "1 mensagem espera para sair".to_owned() } else { format!("{n} mensagens esperam para sair") },
            |n| if n == 1 { "1 message waits to leave".to_owned() } else { format!("{n} messages wait to leave") };
        undecided: fn(i64) -> String = |n| format!("{n} em dúvida"), |n| format!("{n} in doubt");
        undecided_title = "Não sabemos se chegaram: cada conversa pede que a equipe diga.",
            "Nobody knows whether they arrived: each conversation asks your team to say.";
        failed: fn(i64) -> String = |n| if n == 1 { "1 não enviada em 24 horas".to_owned() } else { format!("{n} não enviadas em 24 horas") },
            |n| format!("{n} not sent within 24 hours");
        failed_title = "A conversa de cada mensagem diz por que ela não saiu.", "Each message's conversation says why it did not leave.";
        last_error: fn(&str) -> String = |when| format!("Última falha, {when}:"), |when| format!("Last failure, {when}:");
        just_now = "agora há pouco", "just now";
        last_inbound: fn(&str) -> String = |ago| format!("Última mensagem recebida {ago}."), |ago| format!("Last message received {ago}.");
        ago: fn(&str) -> String = |span| format!("há {span}"), |span| format!("{span} ago");
        /// The vendor's own words are in Portuguese.
        failure: fn(Option<SendFailure>, &str) -> String = |failure, words| if words.is_empty() { failure_pt(failure).to_owned() } else { words.to_owned() },
            |failure, words| if failure.is_none() && !words.is_empty() { words.to_owned() } else { failure_en(failure).to_owned() };
        switch = "Se o provedor falhar, responder por outro número", "If the provider fails, answer by another number";
        switch_off = "Desligado: as respostas esperam este canal voltar e saem por ele.",
            "Off: answers wait until this channel is back and leave by it.";
        switch_on: fn(&str, &str, bool) -> String = |name, number, official| format!(
            "Agora seria {name} ({number}){}. O cliente vê a resposta em outra conversa do WhatsApp, com esse número. Texto livre só sai se ele tiver escrito para lá nas últimas 24 horas; senão, só um modelo aprovado lá.",
            if official { "" } else { ", um aparelho conectado e não um número oficial" }
        ), |name, number, official| format!(
            "Now it would be {name} ({number}){}. The customer sees the answer in another WhatsApp chat, with that number. Free text leaves only if they wrote there within 24 hours; else only a template that is approved there.",
            if official { "" } else { ", a linked device and not an official number" }
        );
        switch_nobody = "Agora nenhum outro canal funciona: as respostas esperam.", "No other channel works now: answers wait.";
        webhook = "Endereço do webhook", "Webhook address";
        webhook_secret_end = "No provedor, acrescente no fim uma barra e o segredo do webhook que você escolheu.",
            "At the provider, add a slash and the webhook secret that you chose at its end.";
        copy = "Copiar", "Copy";
        copied = "Endereço copiado", "Address copied";
        copy_by_hand = "O navegador não deixou copiar. O endereço está selecionado: use Ctrl + C.",
            "The browser did not allow copying. The address is selected: press Ctrl + C.";
        pause = "Pausar", "Pause";
        resume = "Continuar", "Resume";
        pause_title: fn(&str) -> String = |name| format!("Pausar {name}?"), |name| format!("Pause {name}?");
        resume_title: fn(&str) -> String = |name| format!("Continuar {name}?"), |name| format!("Let {name} go on?");
        pause_text: fn(i64) -> String = |n| {
            let now = match n { 0 => "Agora nenhuma mensagem espera.".to_owned(), 1 => "Agora 1 mensagem espera.".to_owned(), n => format!("Agora {n} mensagens esperam.") };
            format!("Nada se perde: o que os clientes escrevem continua entrando, e o que for enviado por este canal fica guardado e sai, em ordem, quando ele continuar. {now}")
        }, |n| {
            let now = match n { 0 => "No message waits now.".to_owned(), 1 => "1 message waits now.".to_owned(), n => format!("{n} messages wait now.") };
            format!("Nothing is lost: what customers write is still taken in, and what is sent by this channel is kept and leaves, in order, when it goes on. {now}")
        };
        resume_text: fn(i64) -> String = |n| match n {
            0 => "Nenhuma mensagem espera. O que for enviado a partir de agora sai na hora.".to_owned(),
            1 => "1 mensagem espera e sai agora.".to_owned(),
            n => format!("{n} mensagens esperam e saem agora, em ordem, no ritmo deste canal."),
        }, |n| match n {
            0 => "No message waits. What is sent from now on leaves at once.".to_owned(),
            1 => "1 message waits and leaves now.".to_owned(),
            n => format!("{n} messages wait and leave now, in order, at the pace of this channel."),
        };
        paused_done: fn(&str) -> String = |name| format!("{name} está pausado"), |name| format!("{name} is paused");
        resumed_done: fn(&str) -> String = |name| format!("{name} voltou a enviar"), |name| format!("{name} sends again");
        trial = "Enviar teste", "Send me a message";
        trial_title: fn(&str) -> String = |name| format!("Mensagem de teste por {name}"), |name| format!("A test message by {name}");
        trial_text = "Mande uma mensagem deste canal para um telefone seu. Ela sai na hora e não aparece em nenhuma conversa.",
            "Send a message from this channel to a phone of yours. It leaves at once and shows up in no conversation.";
        trial_paused = "O canal está pausado: o teste sai mesmo assim, e o canal continua pausado.",
            "The channel is paused: the test leaves all the same, and the channel stays paused.";
        trial_window = "O WhatsApp só entrega texto a quem escreveu para este número nas últimas 24 horas: escreva primeiro desse telefone.",
            "WhatsApp delivers text only to those who wrote to this number within 24 hours: write from that phone first.";
        number = "Seu telefone", "Your phone";
        number_hint = "Com + e o código do país, como +55 62 99876-5432.", "With + and its country code, like +55 62 99876-5432.";
        number_problem = "Escreva o número com + e o código do país, como +55 62 99876-5432.",
            "Write the number with + and its country code, like +55 62 99876-5432.";
        trial_send = "Enviar agora", "Send now";
        trial_accepted = "O provedor aceitou a mensagem. Confira o telefone.", "The provider took the message. Look at the phone.";
        trial_id: fn(&str) -> String = |id| format!("Código no provedor: {id}"), |id| format!("The provider's id: {id}");
        trial_failed: fn(Option<&str>) -> String = |code| code.map_or_else(|| "Não saiu.".to_owned(), |code| format!("Não saiu (código {code} do provedor).")),
            |code| code.map_or_else(|| "It did not leave.".to_owned(), |code| format!("It did not leave (the provider's code {code})."));
        trial_in_doubt = "O provedor não respondeu: confira o telefone.", "The provider did not answer: look at the phone.";
        edit: fn(&str) -> String = |name| format!("Editar {name}"), |name| format!("Edit {name}");
        name = "Nome do canal", "The channel's name";
        name_hint = "Como a equipe o chama, de 2 a 60 letras.", "As your team calls it, 2 to 60 letters.";
        name_problem = "Escreva um nome de 2 a 60 letras.", "Write a name of 2 to 60 letters.";
        provider = "Provedor", "Provider";
        provider_linked: fn(&str) -> String = |name| format!("{name} (aparelho conectado)"), |name| format!("{name} (linked device)");
        optional: fn(&str) -> String = |label| format!("{label} (opcional)"), |label| format!("{label} (optional)");
        kept = "Guardado e nunca mostrado. Deixe em branco para manter.", "Kept and never shown. Leave it blank to keep it.";
        enter_again = "Escreva de novo: o endereço da API mudou, e um segredo guardado não vai para um endereço novo.",
            "Enter it again: the API's address has changed, and a kept secret does not go to a new address.";
        missing = "Preencha este campo.", "Fill in this field.";
        taken = "Este número já tem um canal neste provedor.", "This number has a channel at this provider already.";
        more = "Mais ajustes", "More settings";
        per_second = "Mensagens por segundo", "Messages a second";
        per_second_hint: fn(u32) -> String = |n| if n == 1 { "Em branco: 1, o padrão deste provedor. Acima disso o WhatsApp pode bloquear o número.".to_owned() } else { format!("Em branco: {n}, o padrão deste provedor.") },
            |n| if n == 1 { "Blank: 1, as this provider has it. Faster than that, WhatsApp may ban the number.".to_owned() } else { format!("Blank: {n}, as this provider has it.") };
        per_second_problem = "Um número de 1 a 10.000, ou em branco.", "A number from 1 to 10,000, or blank.";
        pair_burst = "Mensagens seguidas para a mesma pessoa", "Messages in a row to one person";
        pair_burst_hint: fn(u32) -> String = |n| format!("Depois disso, uma a cada 6 segundos. Em branco: {n}."), |n| format!("After that, one in 6 seconds. Blank: {n}.");
        pair_burst_problem = "Um número de 1 a 1.000, ou em branco.", "A number from 1 to 1,000, or blank.";
        saved: fn(&str) -> String = |name| format!("{name} salvo"), |name| format!("{name} saved");
        added: fn(&str) -> String = |name| format!("{name} adicionado. Agora cadastre o endereço do webhook dele no provedor."),
            |name| format!("{name} added. Now enter its webhook address at the provider.");
    }
}

const fn failure_pt(failure: Option<SendFailure>) -> &'static str {
    match failure {
        Some(SendFailure::RetryLater) => "O provedor não respondeu ou estava ocupado.",
        Some(SendFailure::RateLimited) => "O provedor pediu uma pausa: saíram mensagens demais em pouco tempo.",
        Some(SendFailure::WindowClosed) => {
            "Esse telefone não escreveu para o canal nas últimas 24 horas: o WhatsApp só aceita um modelo aprovado."
        }
        Some(SendFailure::NotOnWhatsApp) => "Esse número não pode ser alcançado no WhatsApp.",
        Some(SendFailure::Account) => "O provedor recusou a conta, as chaves ou a configuração deste canal.",
        Some(SendFailure::InDoubt) => "O provedor não respondeu: não se sabe se a mensagem saiu.",
        Some(SendFailure::Refused) | None => "O provedor recusou a mensagem.",
    }
}

const fn failure_en(failure: Option<SendFailure>) -> &'static str {
    match failure {
        Some(SendFailure::RetryLater) => "The provider did not answer, or was busy.",
        Some(SendFailure::RateLimited) => "The provider asked for a pause: too many messages left in a short time.",
        Some(SendFailure::WindowClosed) => {
            "That phone has not written to the channel within 24 hours: WhatsApp takes only an approved template."
        }
        Some(SendFailure::NotOnWhatsApp) => "That number can't be reached on WhatsApp.",
        Some(SendFailure::Account) => "The provider refused this channel's account, keys, settings or phone.",
        Some(SendFailure::InDoubt) => "The provider did not answer: nobody knows whether the message left.",
        Some(SendFailure::Refused) | None => "The provider refused the message.",
    }
}
