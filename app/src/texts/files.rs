//! Files, pictures and places of a conversation, both ways.

use enlace_domain::MessageKind;

use crate::texts::macros::texts;

texts! {
    /// Files, pictures and places of a conversation.
    FilesTexts {
        attach = "Anexar arquivo", "Attach a file";
        chosen = "Arquivos escolhidos", "Chosen files";
        drop = "Solte os arquivos para anexar", "Drop the files to attach them";
        remove: fn(&str) -> String = |name| format!("Remover {name}"), |name| format!("Remove {name}");
        uploading: fn(u8) -> String = |percent| format!("enviando {percent} %"), |percent| format!("{percent}% uploaded");
        ready = "pronto", "ready";
        unnamed = "arquivo", "file";
        too_many: fn(usize) -> String = |n| format!("Até {n} arquivos por vez. Os outros não foram anexados."), |n| format!("Up to {n} files at a time. The others were not attached.");
        wait = "Espere os arquivos chegarem", "Wait for the files to arrive";
        allowed: fn(&str) -> String = |names| format!("Este canal aceita {names}."), |names| format!("This channel takes {names}.");
        any_file = "outros arquivos", "other files";
        our_picture = "Imagem enviada", "A picture we sent";
        our_audio = "Áudio enviado", "An audio we sent";
        our_video = "Vídeo enviado", "A video we sent";
        viewer = "Imagens da conversa", "The conversation's pictures";
        position: fn(usize, usize) -> String = |n, all| format!("{n} de {all}"), |n, all| format!("{n} of {all}");
        previous = "Imagem anterior", "Previous picture";
        next = "Próxima imagem", "Next picture";
        zoom_in = "Ampliar", "Zoom in";
        zoom_out = "Reduzir", "Zoom out";
        save = "Baixar", "Download";
        reply = "Responder", "Reply";
        replying: fn(&str) -> String = |who| format!("Respondendo a {who}"), |who| format!("Replying to {who}");
        you = "você", "yourself";
        stop_replying = "Não responder a esta mensagem", "Do not reply to this message";
        reacted: fn(&str, bool) -> String =
            |emoji, ours| if ours { format!("Sua equipe reagiu com {emoji}") } else { format!("O assinante reagiu com {emoji}") },
            |emoji, ours| if ours { format!("Your team reacted with {emoji}") } else { format!("The subscriber reacted with {emoji}") };
        place = "Anexar localização", "Attach a location";
        place_sent_before = "Locais já enviados", "Locations sent before";
        place_where = "Coordenadas ou link do mapa", "Coordinates or a map's link";
        place_where_hint = "Cole de um mapa, por exemplo -16.6869, -49.2648", "Paste from a map, for example -16.6869, -49.2648";
        place_unreadable = "Não achamos latitude e longitude aqui.", "There is no latitude and longitude in this.";
        place_name = "Nome do local", "Name of the place";
        place_address = "Endereço", "Address";
        place_send = "Mandar este local", "Send this place";
        offer = "Respostas prontas", "Answers to tap";
        offer_answer: fn(usize) -> String = |n| format!("Resposta {n}"), |n| format!("Answer {n}");
        offer_hint = "O cliente toca em uma. Onde não há botões, ele responde com o número.", "The customer taps one. Where there are no buttons they answer with its number.";
        offer_hint_list = "Com mais de três, o cliente abre uma lista e toca em uma. Onde não há listas, ele responde com o número.", "With more than three the customer opens a list and taps one. Where there are no lists they answer with its number.";
        offer_none = "Não oferecer respostas", "Offer no answers";
        offer_no_file = "Respostas prontas não vão com arquivo", "Answers to tap do not go with a file";
        offer_no_words = "Escreva a pergunta", "Write the question";
        offer_too_long = "Com respostas prontas, até 1.024 caracteres", "With answers to tap, up to 1,024 characters";
        offer_twice = "Há duas respostas iguais", "Two answers are the same";
        kind: fn(MessageKind) -> &'static str = |kind| match kind {
            MessageKind::Image => "Imagem",
            MessageKind::Audio => "Áudio",
            MessageKind::Video => "Vídeo",
            MessageKind::Sticker => "Figurinha",
            _ => "Documento",
        }, |kind| match kind {
            MessageKind::Image => "Picture",
            MessageKind::Audio => "Audio",
            MessageKind::Video => "Video",
            MessageKind::Sticker => "Sticker",
            _ => "Document",
        };
    }
}
