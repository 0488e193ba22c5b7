//! Documents become drafts, the same one only once.

use enlace_desk::{Actor, Desk, DeskError, knowledge};
use enlace_documents::Packer;
use enlace_domain::{
    ArticleId, Role,
    article::ArticleState,
    intake::{ImportRefusal, ImportWarning},
    view::{ImportOutcome, ReadArticle, ReadFile},
};
use enlace_store::Pool;
use enlace_testing::person;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../documents/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

pub fn article(files: Vec<ReadFile>) -> ReadArticle {
    let [file] = <[ReadFile; 1]>::try_from(files).unwrap();
    file.result.unwrap()
}

pub async fn take_in(desk: &Desk, actor: &Actor, mut article: ReadArticle) -> ImportOutcome {
    if article.source.fields.category.is_empty() {
        article.source.fields.category = "billing_and_payments".to_owned();
    }
    knowledge::import(desk, actor, article.source).await.unwrap()
}

pub fn made(outcome: ImportOutcome) -> ArticleId {
    match outcome {
        ImportOutcome::Made(id) => id,
        ImportOutcome::Known(id) => panic!("{id} was there already"),
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_document_becomes_a_draft_once(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let bytes = file("segunda-via.pdf");
    let read = article(
        knowledge::read_file(&desk, &chief, "segunda-via.pdf", bytes.clone())
            .await
            .unwrap(),
    );
    assert_eq!((read.known, &read.warnings[..]), (None, &[ImportWarning::ByLook][..]));
    assert!(read.html.contains("<h2>Como pedir</h2>"));
    assert!(
        knowledge::home(&desk, &chief).await.unwrap().rows.is_empty(),
        "reading keeps nothing"
    );
    let id = made(take_in(&desk, &chief, read.clone()).await);
    let draft = knowledge::draft(&desk, &chief, id).await.unwrap();
    assert_eq!((draft.state, draft.published_version), (ArticleState::Draft, None));
    assert_eq!(
        (draft.fields.title.as_str(), draft.fields.slug.as_str()),
        ("Segunda via da fatura", "segunda-via-da-fatura")
    );
    // the same file again, by another name, and read before it was taken in
    let again = article(knowledge::read_file(&desk, &chief, "copia.pdf", bytes).await.unwrap());
    assert_eq!(again.known, Some(id));
    assert_eq!(take_in(&desk, &chief, read).await, ImportOutcome::Known(id));
    assert_eq!(knowledge::home(&desk, &chief).await.unwrap().rows.len(), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_an_archive_each_file_is_told_apart(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let (word, locked) = (file("roteador.docx"), file("com-senha.pdf"));
    let archive = packed(&[
        ("ajuda/roteador.docx", word.as_slice()),
        ("com-senha.pdf", &locked),
        ("nota.md", b"# Nota\n\nTexto."),
        ("outra.md", b"# Nota\n\nOutro texto."),
    ]);
    let files = knowledge::read_file(&desk, &chief, "tudo.zip", archive).await.unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["ajuda/roteador.docx", "com-senha.pdf", "nota.md", "outra.md"]);
    assert_eq!(files[1].result, Err(ImportRefusal::Locked));
    let mut slugs = Vec::new();
    for file in files {
        if let Ok(article) = file.result {
            let id = made(take_in(&desk, &chief, article).await);
            slugs.push(knowledge::draft(&desk, &chief, id).await.unwrap().fields.slug);
        }
    }
    assert_eq!(slugs[..2], ["trocar-o-roteador", "nota"]);
    assert!(
        slugs[2].starts_with("nota-"),
        "two articles may have one title: {slugs:?}"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn only_administrators_take_in_and_out(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let manager = person(&desk, "Bia", Role::Manager, &[]).await;
    let read = article(
        knowledge::read_file(&desk, &chief, "a.md", b"# Nota\n\nTexto.".to_vec())
            .await
            .unwrap(),
    );
    let refused = [
        knowledge::read_file(&desk, &manager, "a.md", b"x".to_vec())
            .await
            .map(|_| ()),
        knowledge::import(&desk, &manager, read.source.clone())
            .await
            .map(|_| ()),
        knowledge::export(&desk, &manager, None, None).await.map(|_| ()),
    ];
    for result in refused {
        assert!(matches!(result, Err(DeskError::Forbidden { .. })), "{result:?}");
    }
    let without_category = knowledge::import(&desk, &chief, read.source).await;
    assert!(matches!(
        without_category,
        Err(DeskError::Invalid { field: "category", .. })
    ));
}

/// An archive of these.
pub fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = Packer::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.add(name, bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
