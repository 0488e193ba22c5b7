//! Pictures and documents of articles: who puts them in, what is taken, who sees them, and when they go.

use bytes::Bytes;
use enlace_desk::{Actor, Desk, DeskError, housekeeping, knowledge};
use enlace_domain::{
    ArticleFileId, ArticleId, FileRefusal, QueueKey, Role,
    article::{ArticleFields, Audience},
    article_file::{FILES_AT, LARGEST},
    view::{ArticleFileView, SaveOutcome},
};
use enlace_store::Pool;
use enlace_testing::person;
use futures::stream;

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n a picture";

fn fields(body: &str) -> ArticleFields {
    ArticleFields {
        slug: "luz-los".to_owned(),
        category: "technical_troubleshooting".to_owned(),
        audience: Audience::Subscriber,
        title: "Luz LOS".to_owned(),
        body: body.to_owned(),
        asked_as: String::new(),
        valid_from: None,
        valid_until: None,
    }
}

async fn attach(
    desk: &Desk,
    actor: &Actor,
    article: ArticleId,
    bytes: &'static [u8],
) -> Result<ArticleFileView, DeskError> {
    let mut pieces = stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(bytes))]);
    knowledge::attach(desk, actor, article, Some("luz.png"), &mut pieces).await
}

/// Writes and publishes; the revision then.
async fn publish(desk: &Desk, actor: &Actor, article: ArticleId, fields: &ArticleFields) -> i32 {
    let seen = knowledge::draft(desk, actor, article).await.unwrap().revision;
    let saved = knowledge::save(desk, actor, article, seen, fields.clone())
        .await
        .unwrap();
    let SaveOutcome::Saved(seen) = saved else {
        panic!("{saved:?}")
    };
    match knowledge::publish(desk, actor, article, seen).await.unwrap() {
        SaveOutcome::Saved(revision) => revision,
        outcome => panic!("{outcome:?}"),
    }
}

async fn is_there(desk: &Desk, actor: &Actor, id: ArticleFileId) -> bool {
    match knowledge::open_file(desk, actor, id).await {
        Ok(file) => {
            let read = file.read(desk, 0..file.bytes).await;
            read.is_ok()
        }
        Err(DeskError::NotFound { .. }) => false,
        Err(error) => panic!("{error}"),
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn pictures_and_pdfs_are_taken_by_their_bytes(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let agent = person(&desk, "Ana", Role::Agent, &[]).await;
    let article = knowledge::create(&desk, &chief, fields("")).await.unwrap();
    let picture = attach(&desk, &chief, article, PICTURE).await.unwrap();
    assert!(picture.picture && picture.file_name.as_deref() == Some("luz.png"));
    let again = attach(&desk, &chief, article, PICTURE).await.unwrap();
    assert_eq!(again.id, picture.id, "the same bytes are one file");
    let shown = knowledge::open_file(&desk, &chief, picture.id).await.unwrap();
    assert_eq!((shown.content_type.as_str(), shown.inline), ("image/png", true));
    let document = attach(&desk, &chief, article, b"%PDF-1.7 manual").await.unwrap();
    let saved = knowledge::open_file(&desk, &chief, document.id).await.unwrap();
    assert_eq!(
        (saved.content_type.as_str(), saved.inline),
        ("application/octet-stream", false)
    );
    for (bytes, refusal) in [
        (&b"<!DOCTYPE html><script>"[..], FileRefusal::Type),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", FileRefusal::Type),
        (b"", FileRefusal::Empty),
    ] {
        let refused = attach(&desk, &chief, article, bytes).await;
        assert!(
            matches!(refused, Err(DeskError::File(why)) if why == refusal),
            "{refused:?}"
        );
    }
    let refused = attach(&desk, &agent, article, PICTURE).await;
    assert!(matches!(refused, Err(DeskError::Forbidden { .. })));
    let nowhere = attach(&desk, &chief, ArticleId::new(), PICTURE).await;
    assert!(matches!(nowhere, Err(DeskError::NotFound { .. })));
    let listed = knowledge::files(&desk, &chief, article).await.unwrap();
    assert_eq!(
        listed.iter().map(|file| file.id).collect::<Vec<_>>(),
        [picture.id, document.id]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn of_one_that_is_too_large_or_cut_short_nothing_is_left(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let article = knowledge::create(&desk, &chief, fields("")).await.unwrap();
    let mebibyte = Bytes::from(vec![0; 1024 * 1024]);
    let many = std::iter::repeat_n(mebibyte, 11).map(Ok::<_, std::io::Error>);
    let mut large = stream::iter(std::iter::once(Ok(Bytes::from_static(PICTURE))).chain(many));
    let refused = knowledge::attach(&desk, &chief, article, None, &mut large).await;
    assert!(
        matches!(refused, Err(DeskError::File(FileRefusal::TooLarge { limit })) if limit == LARGEST),
        "{refused:?}"
    );
    let mut cut = stream::iter([
        Ok(Bytes::from_static(PICTURE)),
        Ok(Bytes::from(vec![0; 64 * 1024])),
        Err(std::io::Error::other("the line is cut")),
    ]);
    let refused = knowledge::attach(&desk, &chief, article, None, &mut cut).await;
    assert!(matches!(refused, Err(DeskError::File(FileRefusal::Cut))), "{refused:?}");
    assert!(knowledge::files(&desk, &chief, article).await.unwrap().is_empty());
}

#[sqlx::test(migrations = "../../migrations")]
async fn agents_see_what_is_published_and_holds(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let agent = person(&desk, "Ana", Role::Agent, &[]).await;
    let article = knowledge::create(&desk, &chief, fields("")).await.unwrap();
    let file = attach(&desk, &chief, article, PICTURE).await.unwrap().id;
    assert!(!is_there(&desk, &agent, file).await, "no text names it");
    let named = publish(
        &desk,
        &chief,
        article,
        &fields(&format!("Veja ![luz]({FILES_AT}{file})")),
    )
    .await;
    assert!(is_there(&desk, &agent, file).await);
    let page = knowledge::page(&desk, &agent, article).await.unwrap();
    assert_eq!(page.files.iter().map(|file| file.id).collect::<Vec<_>>(), [file]);
    // the draft goes on without it, and readers see what is published
    let saved = knowledge::save(&desk, &chief, article, named, fields("sem imagem"))
        .await
        .unwrap();
    assert!(is_there(&desk, &agent, file).await);
    let SaveOutcome::Saved(seen) = saved else {
        panic!("{saved:?}")
    };
    knowledge::publish(&desk, &chief, article, seen).await.unwrap();
    assert!(!is_there(&desk, &agent, file).await, "only an older version names it");
    assert!(is_there(&desk, &chief, file).await);
    // another article may name it, too
    let other = ArticleFields {
        slug: "outro".to_owned(),
        ..fields(&format!("![luz]({FILES_AT}{file})"))
    };
    let other = knowledge::create(&desk, &chief, other).await.unwrap();
    knowledge::publish(&desk, &chief, other, 1).await.unwrap();
    assert!(is_there(&desk, &agent, file).await);
    sqlx::query("update article_versions set valid_until = current_date - 2 where article_id = $1")
        .bind(other.get())
        .execute(&pool)
        .await
        .unwrap();
    assert!(!is_there(&desk, &agent, file).await, "it does not hold any more");
}

#[sqlx::test(migrations = "../../migrations")]
async fn one_for_subscribers_is_sent_along(pool: Pool) {
    let desk = enlace_testing::desk(pool);
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let agent = person(&desk, "Ana", Role::Agent, &[]).await;
    let conversation = enlace_testing::conversation_waiting(&desk, QueueKey::TechnicalNormal).await;
    let article = knowledge::create(&desk, &chief, fields("")).await.unwrap();
    let file = attach(&desk, &chief, article, PICTURE).await.unwrap().id;
    let text = format!("Veja ![luz]({FILES_AT}{file})");
    let internal = ArticleFields {
        audience: Audience::Agents,
        ..fields(&text)
    };
    publish(&desk, &chief, article, &internal).await;
    let refused = knowledge::send_along(&desk, &agent, conversation, file).await;
    assert!(matches!(refused, Err(DeskError::NotFound { .. })), "{refused:?}");
    publish(&desk, &chief, article, &fields(&text)).await;
    let upload = knowledge::send_along(&desk, &agent, conversation, file).await.unwrap();
    assert_eq!(
        (upload.content_type.as_str(), upload.file_name.as_deref()),
        ("image/png", Some("luz.png"))
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_file_stays_as_long_as_a_version_names_it(pool: Pool) {
    let desk = enlace_testing::desk(pool.clone());
    let chief = person(&desk, "Chefe", Role::Administrator, &[]).await;
    let article = knowledge::create(&desk, &chief, fields("")).await.unwrap();
    let kept = attach(&desk, &chief, article, PICTURE).await.unwrap().id;
    let dropped = attach(&desk, &chief, article, b"%PDF-1.7 manual").await.unwrap().id;
    let text = format!("![luz]({FILES_AT}{kept})");
    for body in [text.as_str(), "sem imagem"] {
        publish(&desk, &chief, article, &fields(body)).await;
    }
    housekeeping::run(&desk).await.unwrap();
    assert!(
        is_there(&desk, &chief, dropped).await,
        "somebody may be about to name it"
    );
    // it is a draft's, which was never published
    let drafted = attach(&desk, &chief, article, b"%PDF-1.7 outro").await.unwrap().id;
    let other = ArticleFields {
        slug: "outro".to_owned(),
        ..fields(&format!("[manual]({FILES_AT}{drafted})"))
    };
    knowledge::create(&desk, &chief, other).await.unwrap();
    sqlx::query("update article_files set added_at = now() - interval '2 days'")
        .execute(&pool)
        .await
        .unwrap();
    housekeeping::run(&desk).await.unwrap();
    assert!(is_there(&desk, &chief, kept).await, "the first version names it");
    assert!(is_there(&desk, &chief, drafted).await);
    assert!(!is_there(&desk, &chief, dropped).await);
}
