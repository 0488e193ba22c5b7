//! Articles that come in from files, and go out into them. Not among the texts that every page brings along.

use enlace_domain::intake::{ImportRefusal, ImportWarning};

use crate::texts::macros::texts;

texts! {
    /// Documents that become articles.
    apart IntakeTexts {
        title = "Importar arquivos", "Import files";
        hint = "Solte aqui arquivos Markdown, HTML, PDF ou DOCX, ou um ZIP com eles. Cada um vira um rascunho, que só aparece para os leitores quando alguém o publica.",
            "Drop Markdown, HTML, PDF or DOCX files here, or a ZIP of them. Each becomes a draft, which readers see once somebody publishes it.";
        choose = "Escolher arquivos", "Choose files";
        category = "Categoria dos que não dizem a sua", "Category of those that name none";
        files = "Arquivos lidos", "Files that were read";
        reading = "Lendo…", "Reading…";
        make: fn(usize) -> String = |n| match n {
            0 => "Criar rascunhos".to_owned(),
            1 => "Criar 1 rascunho".to_owned(),
            n => format!("Criar {n} rascunhos"),
        }, |n| match n {
            0 => "Make drafts".to_owned(),
            1 => "Make 1 draft".to_owned(),
            n => format!("Make {n} drafts"),
        };
        drafts_made: fn(usize) -> String = |n| if n == 1 { "1 rascunho criado".to_owned() } else { format!("{n} rascunhos criados") },
            |n| if n == 1 { "1 draft made".to_owned() } else { format!("{n} drafts made") };
        made = "Agora é um rascunho.", "It is a draft now.";
        known = "Já está na base; nada mudou.", "It is in the base already; nothing has changed.";
        open = "Abrir o artigo", "Open the article";
        refused: fn(ImportRefusal) -> String = |refusal| match refusal {
            ImportRefusal::Empty => "Não há texto neste arquivo.".to_owned(),
            ImportRefusal::TooLarge { limit } => format!("Maior que {} MB. Divida o arquivo.", limit / 1_048_576),
            ImportRefusal::Type => "Só Markdown, HTML, PDF, DOCX ou um ZIP com eles. Salve o documento em um desses formatos.".to_owned(),
            ImportRefusal::Locked => "Protegido por senha. Salve uma cópia sem senha.".to_owned(),
            ImportRefusal::NoText => "As páginas são imagens (documento escaneado) e não têm texto.".to_owned(),
            ImportRefusal::TooManyPages { limit } => format!("Mais de {limit} páginas. Divida o documento em artigos."),
            ImportRefusal::TooLong { limit } => format!("O texto passa de {limit} letras. Divida o documento em artigos."),
            ImportRefusal::TooMuch { limit } => format!("O ZIP tem mais de {limit} arquivos, ou mais de 100 MB dentro dele."),
            ImportRefusal::Damaged => "O arquivo está danificado e não pôde ser lido.".to_owned(),
            ImportRefusal::TooSlow => "A leitura demorou demais. Tente de novo ou divida o arquivo.".to_owned(),
        }, |refusal| match refusal {
            ImportRefusal::Empty => "There is no text in this file.".to_owned(),
            ImportRefusal::TooLarge { limit } => format!("Larger than {} MB. Split the file.", limit / 1_048_576),
            ImportRefusal::Type => "Only Markdown, HTML, PDF, DOCX or a ZIP of them. Save the document in one of these formats.".to_owned(),
            ImportRefusal::Locked => "Protected by a password. Save a copy without one.".to_owned(),
            ImportRefusal::NoText => "Its pages are pictures (a scanned document) and hold no text.".to_owned(),
            ImportRefusal::TooManyPages { limit } => format!("More than {limit} pages. Split the document into articles."),
            ImportRefusal::TooLong { limit } => format!("Its text has more than {limit} characters. Split the document into articles."),
            ImportRefusal::TooMuch { limit } => format!("The ZIP holds more than {limit} files, or more than 100 MB."),
            ImportRefusal::Damaged => "The file is damaged and could not be read.".to_owned(),
            ImportRefusal::TooSlow => "Reading it took too long. Try again, or split the file.".to_owned(),
        };
        warning: fn(ImportWarning) -> String = |warning| match warning {
            ImportWarning::Pictures(1) => "1 imagem ficou de fora".to_owned(),
            ImportWarning::Pictures(n) => format!("{n} imagens ficaram de fora"),
            ImportWarning::PagesWithoutText(1) => "1 página não tem texto".to_owned(),
            ImportWarning::PagesWithoutText(n) => format!("{n} páginas não têm texto"),
            ImportWarning::ByLook => "Títulos e listas foram deduzidos da aparência do PDF: confira; imagens ficam de fora".to_owned(),
            ImportWarning::WindowsLetters => "Lido com as letras do Windows: confira os acentos".to_owned(),
            ImportWarning::HeadLines(1) => "1 linha do cabeçalho ficou de fora".to_owned(),
            ImportWarning::HeadLines(n) => format!("{n} linhas do cabeçalho ficaram de fora"),
            ImportWarning::SlugTaken => "Outro artigo já tem este nome no endereço: o rascunho ganha um próprio. Confira se não é o mesmo assunto".to_owned(),
        }, |warning| match warning {
            ImportWarning::Pictures(1) => "1 picture left out".to_owned(),
            ImportWarning::Pictures(n) => format!("{n} pictures left out"),
            ImportWarning::PagesWithoutText(1) => "1 page holds no text".to_owned(),
            ImportWarning::PagesWithoutText(n) => format!("{n} pages hold no text"),
            ImportWarning::ByLook => "Headings and lists were read off the look of the PDF: check them; pictures are left out".to_owned(),
            ImportWarning::WindowsLetters => "Read with the letters of Windows: check the accents".to_owned(),
            ImportWarning::HeadLines(1) => "1 line of the head left out".to_owned(),
            ImportWarning::HeadLines(n) => format!("{n} lines of the head left out"),
            ImportWarning::SlugTaken => "Another article has this name in its address: the draft gets one of its own. Check that it is not the same subject".to_owned(),
        };
    }
}

texts! {
    /// Articles in an archive.
    apart ExportTexts {
        title = "Exportar artigos", "Export articles";
        hint = "Um ZIP com um arquivo Markdown por artigo, como está no rascunho, e com suas imagens e PDFs. A importação o lê de volta.",
            "A ZIP with a Markdown file for each article, as its draft stands, and its pictures and PDFs. The import reads it again.";
        download = "Baixar ZIP", "Download the ZIP";
    }
}
