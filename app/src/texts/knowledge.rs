//! The knowledge base.

use enlace_domain::article::{ArticleField, ArticleState, Audience, VersionReason};

use crate::texts::macros::texts;

texts! {
    /// The knowledge base.
    apart KnowledgeTexts {
        title = "Conhecimento", "Knowledge";
        ask = "Pergunte como o cliente escreveria", "Ask as the customer would";
        category = "Categoria", "Category";
        all_categories = "Todas as categorias", "All categories";
        articles = "Artigos", "Articles";
        results = "Resultados", "Results";
        count: fn(usize) -> String = |n| if n == 1 { "1 artigo".to_owned() } else { format!("{n} artigos") },
            |n| if n == 1 { "1 article".to_owned() } else { format!("{n} articles") };
        by_sense = "por sentido e por palavras", "by meaning and by words";
        by_words = "por palavras", "by words";
        none_found_title = "Nenhum artigo responde a isso", "No article answers that";
        none_found_text = "Tente outras palavras ou tire a categoria.", "Try other words, or drop the category.";
        empty_title = "A base ainda não tem artigos", "The base has no articles yet";
        empty_text = "O que for publicado aqui responde a quem atende e, quando é certo, ao próprio cliente.",
            "What is published here answers your agents and, where it is sure, the customers themselves.";
        choose_title = "Escolha um artigo", "Choose an article";
        choose_text = "Ou escreva a pergunta do cliente na busca.", "Or type the customer's question in the search.";
        why: fn(Option<u16>, Option<u16>) -> String = |sense, words| {
            let place = |rank: u16| format!("{rank}º");
            match (sense, words) {
                (Some(sense), Some(words)) => format!("{} por sentido, {} por palavras", place(sense), place(words)),
                (Some(sense), None) => format!("{} por sentido, sem as mesmas palavras", place(sense)),
                (None, Some(words)) => format!("{} por palavras", place(words)),
                (None, None) => String::new(),
            }
        }, |sense, words| match (sense, words) {
            (Some(sense), Some(words)) => format!("no. {sense} by meaning, no. {words} by words"),
            (Some(sense), None) => format!("no. {sense} by meaning, none of the same words"),
            (None, Some(words)) => format!("no. {words} by words"),
            (None, None) => String::new(),
        };
        audience: fn(Audience) -> &'static str = |audience| match audience {
            Audience::Subscriber => "Clientes e atendentes",
            Audience::Agents => "Só atendentes",
        }, |audience| match audience {
            Audience::Subscriber => "Customers and agents",
            Audience::Agents => "Agents only",
        };
        for_whom = "Para quem", "For whom";
        state: fn(ArticleState) -> &'static str = |state| match state {
            ArticleState::Draft => "Rascunho",
            ArticleState::InReview => "Em revisão",
            ArticleState::Published => "Publicado",
        }, |state| match state {
            ArticleState::Draft => "Draft",
            ArticleState::InReview => "In review",
            ArticleState::Published => "Published",
        };
        changed_since = "Mudanças não publicadas", "Unpublished changes";
        version: fn(i32) -> String = |n| format!("v{n}"), |n| format!("v{n}");
        published_at: fn(&str) -> String = |at| format!("publicado {at}"), |at| format!("published {at}");
        expires: fn(i32) -> String = |days| match days {
            0 => "Vence hoje".to_owned(),
            1 => "Vence amanhã".to_owned(),
            days if days < 0 => "Vencido".to_owned(),
            days => format!("Vence em {days} dias"),
        }, |days| match days {
            0 => "Ends today".to_owned(),
            1 => "Ends tomorrow".to_owned(),
            days if days < 0 => "Over".to_owned(),
            days => format!("Ends in {days} days"),
        };
        back = "Voltar à lista", "Back to the list";
        edit = "Editar", "Edit";
        read = "Ver publicado", "See what is published";
        copy = "Copiar", "Copy";
        new = "Artigo", "Article";
        new_title = "Novo artigo", "New article";
        create = "Criar rascunho", "Make a draft";
        own_category = "Outra categoria…", "Another category…";
        own_category_name = "Nome da categoria", "Name of the category";
        field: fn(ArticleField) -> &'static str = |field| match field {
            ArticleField::Slug => "Endereço",
            ArticleField::Category => "Categoria",
            ArticleField::Audience => "Para quem",
            ArticleField::Title => "Título",
            ArticleField::Body => "Texto",
            ArticleField::AskedAs => "Como perguntam",
            ArticleField::ValidFrom => "Vale desde",
            ArticleField::ValidUntil => "Vale até",
        }, |field| match field {
            ArticleField::Slug => "Address",
            ArticleField::Category => "Category",
            ArticleField::Audience => "For whom",
            ArticleField::Title => "Title",
            ArticleField::Body => "Text",
            ArticleField::AskedAs => "Asked as",
            ArticleField::ValidFrom => "Holds from",
            ArticleField::ValidUntil => "Holds until",
        };
        asked_hint = "Uma pergunta por linha, como o assinante escreve. A busca usa; ninguém mais vê.", "One question a line, as subscribers write it. The search uses them; nobody else sees them.";
        body_hint = "Markdown: ## título, **negrito**, 1. passo, - item", "Markdown: ## heading, **bold**, 1. step, - item";
        preview = "Prévia", "Preview";
        preview_empty = "O texto aparece aqui como o leitor vai ver.", "The text shows here as its readers will see it.";
        details = "Detalhes", "Details";
        saving = "Salvando…", "Saving…";
        saved = "Salvo", "Saved";
        unsaved = "Ainda não salvo", "Not saved yet";
        not_saved: fn(&str) -> String = |why| format!("Não salvo: {why}"), |why| format!("Not saved: {why}");
        submit = "Pedir revisão", "Ask for review";
        submitted = "O rascunho espera revisão", "The draft waits for review";
        publish = "Publicar", "Publish";
        published_done = "Publicado: a busca já encontra esta versão", "Published: the search finds this version";
        withdraw = "Retirar do ar", "Withdraw";
        withdrawn = "Retirado: ninguém mais encontra este artigo", "Withdrawn: nobody finds this article any more";
        versions = "Versões", "Versions";
        no_versions = "Cada publicação guarda uma versão aqui.", "Each publication keeps a version here.";
        reason: fn(VersionReason, Option<i32>) -> String = |reason, from| match (reason, from) {
            (VersionReason::Published, _) => "Publicada".to_owned(),
            (VersionReason::Restored, Some(from)) => format!("Trazida de volta da v{from}"),
            (VersionReason::Restored, None) => "Trazida de volta".to_owned(),
            (VersionReason::SetAside, _) => "Rascunho guardado".to_owned(),
        }, |reason, from| match (reason, from) {
            (VersionReason::Published, _) => "Published".to_owned(),
            (VersionReason::Restored, Some(from)) => format!("Brought back from v{from}"),
            (VersionReason::Restored, None) => "Brought back".to_owned(),
            (VersionReason::SetAside, _) => "Draft set aside".to_owned(),
        };
        by_at: fn(&str, &str) -> String = |who, at| format!("{who}, {at}"), |who, at| format!("{who}, {at}");
        beside_draft = "Comparada com o rascunho", "Beside the draft";
        old_side: fn(i32) -> String = |n| format!("Versão {n}"), |n| format!("Version {n}");
        draft_side = "Rascunho", "Draft";
        removed = "saiu", "removed";
        added = "entrou", "added";
        same_text = "O texto é o mesmo.", "The text is the same.";
        no_day = "sem data", "no date";
        restore = "Trazer de volta", "Bring back";
        restored: fn(i32) -> String = |n| format!("A versão {n} é o rascunho agora"), |n| format!("Version {n} is the draft now");
        not_restored = "Nada voltou: o rascunho não está salvo", "Nothing came back: the draft is not saved";
        overtaken: fn(&str, &str) -> String = |who, at| format!("{who} mudou este artigo {at}, enquanto você escrevia."),
            |who, at| format!("{who} changed this article {at}, while you wrote.");
        overtaken_fields: fn(&str) -> String = |fields| format!("Diferem: {fields}. O texto que sair fica nas versões."),
            |fields| format!("They differ in: {fields}. The one that goes stays among the versions.");
        keep_mine = "Salvar o meu por cima", "Save mine over it";
        take_theirs: fn(&str) -> String = |who| format!("Usar o de {who}"), |who| format!("Use {who}'s");
        merged: fn(&str, &str) -> String = |who, fields| format!("{who} mudou {fields}; as duas mudanças foram juntadas"),
            |who, fields| format!("{who} changed {fields}; both changes were kept");
        recovered = "Recuperamos o que você escreveu e não tinha sido salvo", "What you wrote and was not saved is back";
        insert_title = "Inserir resposta da base", "Insert an answer of the base";
        insert_hint = "↑↓ escolhe, Enter insere, Esc volta ao texto", "↑↓ choose, Enter inserts, Esc goes back to the text";
        insert_open = "Base de conhecimento", "Knowledge base";
        insert_empty = "Escreva o que o cliente perguntou.", "Type what the customer asked.";
        source: fn(&str) -> String = |title| format!("Fonte: {title}"), |title| format!("Source: {title}");
        views = "Partes da base", "Parts of the base";
        gaps = "Lacunas", "Gaps";
        answers_switch = "Responder sozinho o que é certo", "Answer by itself what is sure";
        answers_hint = "O cliente recebe o trecho, a fonte e a pergunta se resolveu. Cancelamento e queda vão sempre para uma pessoa.",
            "The customer gets the passage, its source and the question whether it helped. Cancellations and outages always go to a person.";
        answers_need_sense = "Precisa da busca por sentido: falta o modelo de linguagem desta instalação.",
            "Needs the search by meaning: this installation lacks the language model.";
        answers_unmeasured: fn(&str) -> String = |model| format!("Parado: não se mediu a partir de quando o modelo {model} acerta. \"enlace bench knowledge\" mede."),
            |model| format!("Off: nobody has measured when the model {model} is right. \"enlace bench knowledge\" does.");
        answers_on_done = "O Enlace responde sozinho a partir de agora", "Enlace answers by itself from now on";
        answers_off_done = "O Enlace não responde mais sozinho", "Enlace does not answer by itself any more";
        gap_questions = "Perguntas que nenhum artigo responde com certeza", "Questions that no article surely answers";
        gap_near = "Mais perto:", "Nearest:";
        gap_none = "Nenhuma nos últimos 30 dias. Aparecem quando o Enlace responde sozinho e nenhum artigo é claramente a resposta.",
            "None in the last 30 days. They show when Enlace answers by itself and no article is plainly the answer.";
        gap_times: fn(i64) -> String = |n| if n == 1 { "1 vez".to_owned() } else { format!("{n} vezes") },
            |n| if n == 1 { "once".to_owned() } else { format!("{n} times") };
        gap_draft = "Escrever artigo", "Write an article";
        gap_dismiss = "Tirar da lista", "Take from the list";
        gap_handed_over = "Respostas que levaram a uma pessoa", "Answers that led to a person";
        gap_people: fn(i64, i64) -> String = |people, of| format!("{people} de {of}"), |people, of| format!("{people} of {of}");
        gap_unused = "Artigos que ninguém abre há 30 dias", "Articles that nobody has opened for 30 days";
        use_of: fn(i64, i64, i64, i64) -> String = |opened, answered, solved, people| {
            let opened = if opened == 1 { "aberto 1 vez".to_owned() } else { format!("aberto {opened} vezes") };
            if answered == 0 { format!("30 dias: {opened}") } else { format!("30 dias: {opened}, respondeu {answered}, resolveu {solved}, foi a uma pessoa {people}") }
        }, |opened, answered, solved, people| {
            let opened = if opened == 1 { "opened once".to_owned() } else { format!("opened {opened} times") };
            if answered == 0 { format!("30 days: {opened}") } else { format!("30 days: {opened}, answered {answered}, solved {solved}, went to a person {people}") }
        };
        attach = "Imagem ou PDF", "Picture or PDF";
        attach_types = "JPG, PNG, WebP, GIF ou PDF, até 10 MB; também colando ou soltando no texto.", "JPG, PNG, WebP, GIF or PDF, up to 10 MB; pasted or dropped on the text, too.";
        attach_only = "Só imagens (JPG, PNG, WebP, GIF) e PDF entram em um artigo.", "Only pictures (JPG, PNG, WebP, GIF) and PDF go into an article.";
        attach_large: fn(u64) -> String = |limit| format!("O arquivo passa de {} MB. Reduza a imagem ou divida o documento.", limit / 1_048_576),
            |limit| format!("The file is larger than {} MB. Shrink the picture or split the document.", limit / 1_048_576);
        files = "Arquivos do artigo", "The article's files";
        file_in_text = "no texto", "in the text";
        file_unnamed = "fora do texto: some em um dia, se nenhuma versão o usa", "not in the text: goes after a day, unless a version uses it";
        file_take_out: fn(&str) -> String = |name| format!("Tirar {name} do texto"), |name| format!("Take {name} out of the text");
        file_put_in: fn(&str) -> String = |name| format!("Pôr {name} no texto"), |name| format!("Put {name} into the text");
        insert_files: fn(usize) -> String = |n| if n == 1 { "com 1 arquivo".to_owned() } else { format!("com {n} arquivos") },
            |n| if n == 1 { "with 1 file".to_owned() } else { format!("with {n} files") };
        approve = "Aprovar e publicar", "Approve and publish";
        review_asked: fn(&str, &str) -> String = |who, at| format!("Revisão pedida por {who}, {at}"), |who, at| format!("{who} asked for a review, {at}");
        approved: fn(&str, &str) -> String = |who, asker| format!("Aprovado por {who}, a pedido de {asker}"), |who, asker| format!("Approved by {who}, as {asker} asked");
        unread: fn(&str) -> String = |who| format!("Publicado por {who}, sem a revisão de outra pessoa"), |who| format!("Published by {who}, without another's review");
        review_by: fn(&str) -> String = |asker| format!("revisão pedida por {asker}"), |asker| format!("{asker} asked for the review");
        unread_title = "Publicar sem a revisão de outra pessoa?", "Publish without another's review?";
        unread_text = "Foi você quem pediu a revisão deste texto, e ninguém mais o aprovou. Se você publicar agora, o artigo diz que saiu sem a revisão de outra pessoa.",
            "It was you who asked for this text to be reviewed, and nobody else has approved it. If you publish it now, the article says that it went out without another's review.";
        unread_publish = "Publicar assim mesmo", "Publish all the same";
        waiting: fn(usize) -> String = |n| format!("Aguardando revisão: {n}"), |n| format!("Waiting for review: {n}");
        none_waiting_title = "Nada aguarda revisão", "Nothing waits for review";
        none_waiting_text = "Aqui aparecem os rascunhos entregues para revisão.", "Drafts that are handed in for review show here.";
        in_and_out = "Importar e exportar", "Import and export";
        import_menu = "Importar arquivos…", "Import files…";
        export_menu = "Exportar artigos…", "Export articles…";
        state_label = "Situação", "State";
        all_states = "Todas as situações", "All states";
        agents_only_note = "Só atendentes: leia, não envie", "Agents only: read it, don't send it";
    }
}
