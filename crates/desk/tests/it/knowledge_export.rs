//! What is taken out of the knowledge base can be taken in again, here and elsewhere, with its files.

use enlace_desk::{Actor, Desk, housekeeping, knowledge};
use enlace_documents::Standing;
use enlace_domain::{
    ArticleFileId, Role,
    article::{ArticleFields, ArticleState, Audience},
    intake::ImportWarning,
    view::ImportOutcome,
};
use enlace_store::Pool;
use enlace_testing::person;
use time::macros::date;

use crate::knowledge_import::{article, made, packed, take_in};

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_taken_out_is_the_same_when_it_is_taken_in(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    knowledge::import_bundled(&desk, chief.person.id).await.unwrap();
    let fields = ArticleFields {
        slug: "planos-de-2027".to_owned(),
        category: knowledge::add_category(&desk, &chief, "Açaí & cia").await.unwrap(),
        audience: Audience::Agents,
        title: "\"Planos\": 'novos' # \\ 2027".to_owned(),
        body: "# Planos\n\n- um\n\n    código\n\n---\n\nfim".to_owned(),
        asked_as: "tem plano novo?\nquanto custa \"o de 1 giga\"?".to_owned(),
        valid_from: Some(date!(2027 - 01 - 01)),
        valid_until: Some(date!(2027 - 12 - 31)),
    };
    let draft = knowledge::create(&desk, &chief, fields).await.unwrap();
    let before = all(&desk, &chief).await;
    let archive = out(&desk, &chief, None).await;
    let published = out(&desk, &chief, Some(ArticleState::Published)).await;
    let published = knowledge::read_file(&desk, &chief, "a.zip", published).await.unwrap();
    assert_eq!(published.len(), before.len() - 1);
    // into the base that it came from: what says the same is known, what was changed is another draft
    let mut again = knowledge::read_file(&desk, &chief, "a.zip", archive.clone())
        .await
        .unwrap();
    let mut changed = again.pop().unwrap().result.unwrap();
    changed.source.fields.body.push_str("\n\nMais.");
    for file in again {
        let article = file.result.unwrap();
        let known = article.known.unwrap();
        let outcome = knowledge::import(&desk, &chief, article.source).await.unwrap();
        assert_eq!(outcome, ImportOutcome::Known(known), "{}", file.name);
    }
    assert_eq!(all(&desk, &chief).await, before);
    let text = enlace_documents::write_article(
        &changed.source.fields,
        "x",
        Standing {
            state: ArticleState::Draft,
            version: None,
        },
    );
    let read = article(
        knowledge::read_file(&desk, &chief, "mudado.md", text.into_bytes())
            .await
            .unwrap(),
    );
    assert_eq!(
        (read.known, &read.warnings[..]),
        (None, &[ImportWarning::SlugTaken][..])
    );

    sqlx::query("truncate article_imports, article_versions, articles cascade")
        .execute(&pool)
        .await
        .unwrap();
    sqlx::query("delete from article_categories")
        .execute(&pool)
        .await
        .unwrap();
    for file in knowledge::read_file(&desk, &chief, "a.zip", archive).await.unwrap() {
        let article = file.result.unwrap();
        assert!(
            article.warnings.is_empty() && article.source.says_audience,
            "{}",
            file.name
        );
        knowledge::import(&desk, &chief, article.source).await.unwrap();
    }
    assert_eq!(all(&desk, &chief).await, before);
    let categories = knowledge::home(&desk, &chief).await.unwrap().categories;
    assert!(
        categories.iter().any(|category| category.name == "Açaí & cia"),
        "{draft}: {categories:?}"
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_files_that_articles_name_come_out_with_them(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let fields = ArticleFields {
        slug: "luz".to_owned(),
        category: knowledge::add_category(&desk, &chief, "Aparelhos").await.unwrap(),
        audience: Audience::Subscriber,
        title: "A luz".to_owned(),
        body: "Veja.".to_owned(),
        asked_as: String::new(),
        valid_from: None,
        valid_until: None,
    };
    let key = fields.category.clone();
    let id = knowledge::create(&desk, &chief, fields.clone()).await.unwrap();
    let png = b"\x89PNG\r\n\x1a\n o resto da imagem";
    let mut pieces = futures::stream::iter([Ok::<_, std::io::Error>(bytes::Bytes::from_static(png))]);
    let file = knowledge::attach(&desk, &chief, id, Some("luz.png"), &mut pieces)
        .await
        .unwrap();
    let body = format!("Veja ![a luz](/knowledge/files/{}) e [outro](https://a.b).", file.id);
    sqlx::query("update articles set body = $1")
        .bind(&body)
        .execute(&pool)
        .await
        .unwrap();

    let archive = out(&desk, &chief, None).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&archive)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, [format!("{key}/luz.md"), format!("arquivos/{}.png", file.id)]);
    let mut packed = Vec::new();
    std::io::Read::read_to_end(&mut zip.by_name(&names[1]).unwrap(), &mut packed).unwrap();
    assert_eq!(packed, png);
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_name(&names[0]).unwrap(), &mut text).unwrap();
    assert!(
        text.contains(&format!("![a luz](../arquivos/{}.png)", file.id)),
        "{text}"
    );

    // where it came from it is known
    let known = article(
        knowledge::read_file(&desk, &chief, "a.zip", archive.clone())
            .await
            .unwrap(),
    );
    assert_eq!(
        (known.known, known.source.fields.body.trim()),
        (Some(id), body.as_str())
    );

    // elsewhere it comes along
    sqlx::query("truncate articles, article_files cascade")
        .execute(&pool)
        .await
        .unwrap();
    let elsewhere = article(knowledge::read_file(&desk, &chief, "a.zip", archive).await.unwrap());
    assert_eq!(
        (elsewhere.source.fields.body.trim(), elsewhere.warnings.as_slice()),
        (body.as_str(), &[][..])
    );
    assert!(elsewhere.html.contains("<img"), "{}", elsewhere.html);
    let id = made(take_in(&desk, &chief, elsewhere).await);
    sqlx::query("update article_files set added_at = now() - interval '2 days'")
        .execute(&pool)
        .await
        .unwrap();
    housekeeping::run(&desk).await.unwrap();
    assert_eq!(
        knowledge::draft(&desk, &chief, id).await.unwrap().fields.body.trim(),
        body
    );
    let files = knowledge::files(&desk, &chief, id).await.unwrap();
    assert_eq!(files.iter().map(|of_draft| of_draft.id).collect::<Vec<_>>(), [file.id]);
    assert_eq!(
        knowledge::open_file(&desk, &chief, file.id).await.unwrap().bytes,
        png.len() as u64
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_that_an_archive_lacks_leaves_its_words(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let [there, no_picture, missing] = std::array::from_fn(|_| ArticleFileId::new());
    let text = format!(
        "# Luz\n\nVeja ![a](../arquivos/{there}.png), ![b](../arquivos/{no_picture}.png) e ![c](../arquivos/{missing}.png)."
    );
    let archive = packed(&[
        ("luz/luz.md", text.as_bytes()),
        (&format!("arquivos/{there}.png"), b"\x89PNG\r\n\x1a\n o resto"),
        (&format!("arquivos/{no_picture}.png"), b"<svg onload=alert(1)>"),
        (
            &format!("arquivos/{}.png", ArticleFileId::new()),
            b"\x89PNG\r\n\x1a\n de ninguem",
        ),
    ]);
    let read = article(knowledge::read_file(&desk, &chief, "a.zip", archive).await.unwrap());
    assert_eq!(read.warnings, [ImportWarning::Pictures(2)]);
    let body = format!("Veja ![a](/knowledge/files/{there}), b e c.");
    assert_eq!(read.source.fields.body.trim(), body);
    let kept: i64 = sqlx::query_scalar("select count(*) from article_files")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(kept, 1, "what no article names is not kept");

    // whoever makes the draft days later finds the file gone, and so does the text
    sqlx::query("delete from article_files").execute(&pool).await.unwrap();
    let id = made(take_in(&desk, &chief, read).await);
    let draft = knowledge::draft(&desk, &chief, id).await.unwrap();
    assert_eq!(draft.fields.body.trim(), "Veja a, b e c.");
}

/// The archive of the articles in this state.
async fn out(desk: &Desk, actor: &Actor, state: Option<ArticleState>) -> Vec<u8> {
    let mut exported = knowledge::export(desk, actor, None, state).await.unwrap();
    let mut archive = Vec::new();
    std::io::Read::read_to_end(&mut exported.file, &mut archive).unwrap();
    assert_eq!(archive.len() as u64, exported.bytes);
    archive
}

/// Every draft, by title.
async fn all(desk: &Desk, actor: &Actor) -> Vec<ArticleFields> {
    let mut all = Vec::new();
    for row in knowledge::home(desk, actor).await.unwrap().rows {
        all.push(knowledge::draft(desk, actor, row.id).await.unwrap().fields);
    }
    all
}
