//! No word and no number is left; and no column is forgotten.

use sqlx::{AssertSqlSafe, PgPool};

use super::{MARKER, SECOND_END, scene};

/// Where a subscriber's words, names or addresses stand; the test plants the marker or the number in each.
const WORDS: &[&str] = &[
    "audit_log.detail",
    "classifier_readings.also",
    "contact_identities.value",
    "contacts.display_name",
    "contacts.folded_name",
    "conversations.last_message_preview",
    "earlier_sends.provider_message_id",
    "inbound_events.body",
    "inbound_events.corrected_body",
    "jobs.closed_reason",
    "jobs.last_error",
    "jobs.ordering_key",
    "knowledge_gaps.question",
    "media.declared_type",
    "media.error_text",
    "media.file_name",
    "media.reference",
    "message_versions.body",
    "messages.body",
    "messages.error_text",
    "messages.extra",
    "messages.provider_message_id",
    "outbox.last_error",
    "surveys.comment",
    "technical_issues.description",
    "uploads.file_name",
];
/// What else is text in the tables around conversations: names of our own, codes, hashes, and what came this moment, while
/// which nobody is erased.
const OTHER: &[&str] = &[
    "classifier_corrections.from_queue",
    "classifier_corrections.to_queue",
    "classifier_readings.decided_by",
    "classifier_readings.likeliest",
    "classifier_readings.queue_key",
    "contact_identities.kind",
    "conversations.conversation_type",
    "conversations.last_message_direction",
    "conversations.last_message_kind",
    "conversations.protocol",
    "conversations.queue_key",
    "conversations.status",
    "event_stream.kind",
    "inbound_arrivals.body",
    "inbound_arrivals.job_name",
    "inbound_arrivals.job_payload",
    "inbound_arrivals.kind",
    "inbound_arrivals.ordering_key",
    "inbound_arrivals.provider_key",
    "inbound_events.kind",
    "inbound_events.provider_key",
    "insight_facts.issue",
    "insight_facts.outcome",
    "insight_facts.plan",
    "insight_facts.queue_key",
    "insight_facts.region",
    "insight_facts.survey_kind",
    "jobs.buried_as",
    "jobs.failed_for",
    "jobs.name",
    "jobs.payload",
    "jobs.state",
    "knowledge_answers.outcome",
    "knowledge_answers.queue_key",
    "media.content_type",
    "media.sha256",
    "media.state",
    "message_statuses.error_code",
    "message_statuses.status",
    "messages.author_kind",
    "messages.direction",
    "messages.error_code",
    "messages.kind",
    "messages.status",
    "outbox.state",
    "outbox.waiting_for",
    "outcomes.kind",
    "surveys.kind",
    "technical_issues.assigned_technician",
    "technical_issues.issue_type",
    "technical_issues.status",
    "uploads.content_type",
    "uploads.sha256",
];

/// Everything that may hold text, `table.column`, of the tables that this condition keeps.
async fn columns(pool: &PgPool, of: &str) -> Vec<(String, String, String)> {
    let query = format!(
        "select c.table_name::text, c.column_name::text, c.data_type::text
         from information_schema.columns c
         join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
         where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
           and c.data_type in ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY') and {of}
         order by 1, 2"
    );
    sqlx::query_as(AssertSqlSafe(query)).fetch_all(pool).await.unwrap()
}

/// The columns that hold a word.
async fn holding(pool: &PgPool, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (table, column, kind) in columns(pool, "true").await {
        let text = if kind == "bytea" {
            format!("encode(\"{column}\", 'escape')")
        } else {
            format!("\"{column}\"::text")
        };
        let query = format!("select exists (select from {table} where position($1 in lower({text})) > 0)");
        let holds: bool = sqlx::query_scalar(AssertSqlSafe(query))
            .bind(word)
            .fetch_one(pool)
            .await
            .unwrap();
        if holds {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

/// What is left where nothing may be: the contract alone.
async fn left(pool: &PgPool, word: &str) -> Vec<String> {
    let mut found = holding(pool, word).await;
    found.retain(|column| !column.starts_with("customers."));
    found
}

#[sqlx::test(migrations = "../../migrations")]
async fn no_word_and_no_number_is_left_in_any_column(pool: PgPool) {
    let scene = scene(pool.clone()).await;
    let end = scene.phone.as_str()[scene.phone.as_str().len() - 8..].to_owned();
    let mut planted = holding(&pool, MARKER).await;
    planted.extend(holding(&pool, SECOND_END).await);
    for column in WORDS {
        assert!(
            planted.iter().any(|held| held == column),
            "nothing is planted in {column}"
        );
    }
    scene.close_all().await;
    assert!(scene.lies_there());
    let done = scene.erase().await.unwrap();
    assert!(done.messages >= 4, "{done:?}");
    assert_eq!(done.files, 1);

    for word in [MARKER, SECOND_END, &end] {
        assert_eq!(left(&pool, word).await, [] as [&str; 0], "{word}");
    }
    assert!(!scene.lies_there(), "nothing names the file any more");
    assert_eq!(scene.world.count("select count(*) from erased_objects").await, 0);
    // the contract is the provider's own record
    assert_eq!(scene.world.list("select name from customers").await, ["Maria Zanzibar"]);
    // what somebody else said stays
    let rui = "select m.body from messages m join conversations c on c.id = m.conversation_id
               join contacts k on k.id = c.contact_id
               where k.display_name = 'Rui' and m.direction = 'inbound'";
    assert_eq!(scene.world.list(rui).await, ["quero saber os planos"]);
    let parted = scene
        .world
        .list(
            "select distinct coalesce(body::jsonb ->> 'with', body::jsonb ->> 'from') from messages
               where direction = 'system' and body::jsonb ->> 'line' in ('merged', 'unmerged')",
        )
        .await;
    assert_eq!(parted, ["Contato apagado"]);
    // and the book says who, when, whom and how much, and nothing else
    let book = scene
        .world
        .list(
            "select concat_ws(' ', p.name, a.subject_kind, (a.subject_id = c.id)::text,
                   (select string_agg(key, ' ' order by key) from jsonb_object_keys(a.detail) key))
               from audit_log a join people p on p.id = a.person_id
               join contacts c on c.erased_at is not null and c.merged_into is null
               where a.action = 'erase_contact'",
        )
        .await;
    assert_eq!(book, ["Renato contact true files messages"]);
}

/// A column that is added somewhere around the conversations is either emptied, and planted above, or holds nobody's words.
#[sqlx::test(migrations = "../../migrations")]
async fn every_text_around_conversations_is_known(pool: PgPool) {
    let around =
        "(c.table_name in ('contacts', 'conversations', 'messages', 'jobs', 'inbound_events', 'inbound_arrivals',
                                    'technical_issues')
                   or c.table_name in (select table_name from information_schema.columns
                                       where column_name in ('contact_id', 'conversation_id', 'message_id')))";
    for (table, column, _) in columns(&pool, around).await {
        let name = format!("{table}.{column}");
        assert!(
            WORDS.contains(&&*name) || OTHER.contains(&&*name),
            "{name} is new: does it hold what subscribers say or who they are? Then empty it in store/erasure and plant it here"
        );
    }
}
