//! Conversations that were over before the desk ran: those of the demo. A real provider's come through its webhooks.

use enlace_domain::{
    ChannelId, ContactId, ConversationId, IssueType, MessageId, Outcome, PhoneNumber, QueueKey, SurveyId, SurveyKind,
    TechnicalIssueId, WaId,
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::StoreError;

/// A conversation that is over, with the message it began with and the answer.
#[derive(Clone, Debug)]
pub struct PastConversation {
    /// Of the customer who wrote; unique.
    pub contract_number: String,
    /// Their name on WhatsApp.
    pub profile_name: String,
    /// Their number, and WhatsApp's spelling of it.
    pub phone: PhoneNumber,
    /// Digits as the provider spells them.
    pub wa_id: WaId,
    /// Where it belonged.
    pub queue: QueueKey,
    /// What was wrong with the line.
    pub issue: Option<IssueType>,
    /// What they wrote.
    pub text: String,
    /// What they were answered.
    pub reply: String,
    /// The e-mail of who answered and closed it.
    pub person: String,
    /// When they wrote.
    pub opened: OffsetDateTime,
    /// When a person first answered.
    pub answered: Option<OffsetDateTime>,
    /// When it was raised.
    pub escalated: Option<OffsetDateTime>,
    /// When it was closed.
    pub closed: OffsetDateTime,
    /// Whether it had been closed before.
    pub reopened: bool,
    /// What was asked about it.
    pub survey: Option<PastSurvey>,
    /// What came of it, said by who closed it.
    pub outcome: Option<Outcome>,
}

/// A question how it was, sent when the conversation was closed.
#[derive(Clone, Debug)]
pub struct PastSurvey {
    /// What was asked.
    pub kind: SurveyKind,
    /// In which words.
    pub question: String,
    /// The score, and when it came.
    pub score: Option<(i16, OffsetDateTime)>,
    /// What was said to it.
    pub comment: Option<String>,
}

/// Puts them in, oldest first, with their contacts; a contact that is known is used. Their protocols follow the order of
/// their days.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, channel: ChannelId, past: &[PastConversation]) -> Result<(), StoreError> {
    let column = |read: fn(&PastConversation) -> String| past.iter().map(read).collect::<Vec<_>>();
    let contracts = column(|past| past.contract_number.clone());
    let contacts: Vec<_> = past.iter().map(|_| ContactId::new().get()).collect();
    sqlx::query!(
        "with wanted as (
             select distinct on (phone_key) id, contract, name, wa_id, phone_key
             from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
                  as wanted (id, contract, name, wa_id, phone_key)
             where not exists (select 1 from contact_identities i
                               where i.kind = 'phone_key' and i.value = wanted.phone_key)
             order by phone_key),
         made as (
             insert into contacts (id, display_name, customer_id)
             select w.id, w.name, u.id from wanted w left join customers u on u.contract_number = w.contract
             returning id)
         insert into contact_identities (kind, value, contact_id)
         select 'phone_key', w.phone_key, made.id from made join wanted w using (id)
         union all
         select 'wa_id', w.wa_id, made.id from made join wanted w using (id)
         on conflict (kind, value) do nothing",
        &contacts,
        &contracts,
        &column(|past| past.profile_name.clone()),
        &column(|past| past.wa_id.as_str().to_owned()),
        &column(|past| past.phone.match_key()),
    )
    .execute(&mut *conn)
    .await?;

    let ids: Vec<_> = past.iter().map(|_| ConversationId::new().get()).collect();
    let issues: Vec<_> = past
        .iter()
        .map(|past| past.issue.map(|_| TechnicalIssueId::new().get()))
        .collect();
    let types: Vec<_> = past
        .iter()
        .map(|past| past.issue.map(|issue| issue.as_str().to_owned()))
        .collect();
    let texts = column(|past| past.text.clone());
    let opened: Vec<_> = past.iter().map(|past| past.opened).collect();
    let answered: Vec<_> = past.iter().map(|past| past.answered).collect();
    let escalated: Vec<_> = past.iter().map(|past| past.escalated).collect();
    let closed: Vec<_> = past.iter().map(|past| past.closed).collect();
    let reopened: Vec<_> = past.iter().map(|past| i32::from(past.reopened)).collect();
    sqlx::query!(
        "insert into technical_issues (id, customer_id, issue_type, description, priority, status, created_at, resolved_at)
         select o.id, u.id, o.issue, o.text, 2, 'resolved', o.opened, o.closed
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
              as o (id, contract, issue, text, opened, closed)
         join customers u on u.contract_number = o.contract
         where o.id is not null",
        &issues as _,
        &contracts,
        &types as _,
        &texts,
        &opened,
        &closed,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with old as (
             select o.*, (o.opened at time zone 'America/Sao_Paulo')::date as day
             from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[],
                         $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::int[], $11::text[])
                  with ordinality
                  as o (id, phone_key, queue, issue, text, opened, answered, escalated, closed, reopened, person, place)),
         counted as (
             insert into protocol_counters (day, last)
             select day, count(*) from old group by day
             on conflict (day) do update set last = protocol_counters.last + excluded.last
             returning day, last)
         insert into conversations (id, protocol, contact_id, customer_id, channel_id, conversation_type, queue_key, status,
             priority, assigned_person_id, technical_issue_id, first_answered_at, first_due_at, escalated_at, raised_at,
             last_message_at, last_inbound_at, last_message_preview, last_message_direction, closed_at, closed_by, reopened_count,
             created_at, updated_at)
         select o.id,
                to_char(o.day, 'YYYYMMDD')
                    || lpad((c.last - count(*) over (partition by o.day)
                             + row_number() over (partition by o.day order by o.place))::text, 7, '0'),
                i.contact_id, t.customer_id, $12,
                case when o.queue like 'technical%' then 'technical' else o.queue end, o.queue, 'closed', q.priority,
                p.id, s.id, o.answered, due_after(o.queue, o.opened), o.escalated, o.escalated,
                coalesce(o.answered, o.opened), o.opened, left(o.text, 200),
                'inbound', o.closed, p.id, o.reopened, o.opened, o.closed
         from old o
         join counted c on c.day = o.day
         join contact_identities i on i.kind = 'phone_key' and i.value = o.phone_key
         join contacts t on t.id = i.contact_id
         join queues q on q.key = o.queue
         left join people p on p.email = o.person
         left join technical_issues s on s.id = o.issue",
        &ids,
        &column(|past| past.phone.match_key()),
        &column(|past| past.queue.as_str().to_owned()),
        &issues as _,
        &texts,
        &opened,
        &answered as _,
        &escalated as _,
        &closed,
        &reopened,
        &column(|past| past.person.clone()),
        channel.get(),
    )
    .execute(&mut *conn)
    .await?;
    let written: Vec<_> = past.iter().map(|_| MessageId::new().get()).collect();
    let replied: Vec<_> = past.iter().map(|_| MessageId::new().get()).collect();
    sqlx::query!(
        "with old as (
             select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[],
                                  $7::timestamptz[], $8::timestamptz[])
                 with ordinality as o (id, written, replied, text, reply, person, opened, answered, place))
         insert into messages (id, conversation_id, channel_id, direction, author_kind, author_person_id, kind, body, status,
             created_at)
         select id, conversation_id, $9, direction, author, person_id, 'text', body, status, at
         from (select o.written as id, o.id as conversation_id, 'inbound' as direction, 'subscriber' as author,
                      null::uuid as person_id, o.text as body, 'received' as status, o.opened as at, o.place, 1 as turn
               from old o
               union all
               select o.replied, o.id, 'outbound', 'person', p.id, o.reply, 'read', o.answered, o.place, 2
               from old o join people p on p.email = o.person
               where o.answered is not null) said
         order by place, turn",
        &ids,
        &written,
        &replied,
        &texts,
        &column(|past| past.reply.clone()),
        &column(|past| past.person.clone()),
        &opened,
        &answered as _,
        channel.get(),
    )
    .execute(&mut *conn)
    .await?;
    outcomes(conn, &ids, past).await?;
    surveys(conn, channel, &ids, past).await
}

/// What came of them.
async fn outcomes(
    conn: &mut PgConnection,
    conversations: &[Uuid],
    past: &[PastConversation],
) -> Result<(), StoreError> {
    let told: Vec<_> = past
        .iter()
        .zip(conversations)
        .filter_map(|(past, id)| Some((past.outcome?, past, *id)))
        .collect();
    let ids: Vec<_> = told.iter().map(|(_, _, id)| *id).collect();
    let kinds: Vec<_> = told.iter().map(|(outcome, ..)| outcome.kind.to_string()).collect();
    let cents: Vec<_> = told.iter().map(|(outcome, ..)| outcome.cents).collect();
    let people: Vec<_> = told.iter().map(|(_, past, _)| past.person.clone()).collect();
    let closed: Vec<_> = told.iter().map(|(_, past, _)| past.closed).collect();
    sqlx::query!(
        "insert into outcomes (conversation_id, kind, cents, recorded_by, recorded_at)
         select o.id, o.kind, o.cents, p.id, o.closed
         from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::timestamptz[])
              as o (id, kind, cents, person, closed)
         join people p on p.email = o.person",
        &ids,
        &kinds,
        &cents as _,
        &people,
        &closed,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The questions how it was, and what was said: as rows and as messages of their threads.
async fn surveys(
    conn: &mut PgConnection,
    channel: ChannelId,
    conversations: &[Uuid],
    past: &[PastConversation],
) -> Result<(), StoreError> {
    let asked: Vec<_> = past
        .iter()
        .zip(conversations)
        .filter_map(|(past, id)| Some((past.survey.as_ref()?, past.closed, *id)))
        .collect();
    let ids: Vec<_> = asked.iter().map(|_| SurveyId::new().get()).collect();
    let conversations: Vec<_> = asked.iter().map(|(_, _, id)| *id).collect();
    let kinds: Vec<_> = asked
        .iter()
        .map(|(survey, _, _)| survey.kind.as_str().to_owned())
        .collect();
    let asked_at: Vec<_> = asked.iter().map(|(_, at, _)| *at).collect();
    let scores: Vec<_> = asked
        .iter()
        .map(|(survey, _, _)| survey.score.map(|(score, _)| score))
        .collect();
    let answered: Vec<_> = asked
        .iter()
        .map(|(survey, _, _)| survey.score.map(|(_, at)| at))
        .collect();
    let comments: Vec<_> = asked.iter().map(|(survey, _, _)| survey.comment.clone()).collect();
    sqlx::query!(
        "insert into surveys (id, conversation_id, contact_id, kind, asked_at, score, answered_at, comment)
         select o.id, o.conversation, c.contact_id, o.kind, o.asked, o.score, o.answered, o.comment
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::smallint[], $6::timestamptz[], $7::text[])
              as o (id, conversation, kind, asked, score, answered, comment)
         join conversations c on c.id = o.conversation",
        &ids,
        &conversations,
        &kinds,
        &asked_at,
        &scores as _,
        &answered as _,
        &comments as _,
    )
    .execute(&mut *conn)
    .await?;
    let messages: Vec<_> = (0..3 * asked.len()).map(|_| MessageId::new().get()).collect();
    let questions: Vec<_> = asked.iter().map(|(survey, _, _)| survey.question.clone()).collect();
    sqlx::query!(
        "insert into messages (id, conversation_id, channel_id, direction, author_kind, kind, body, status, created_at, waits)
         select ($1::uuid[])[3 * (o.place - 1) + said.turn], o.conversation, $8, said.direction, said.author, 'text', said.body,
                said.status, said.at, false
         from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::smallint[], $6::timestamptz[], $7::text[])
              with ordinality as o (conversation, asked, question, score, answered, comment, place)
         cross join lateral (values
             (1, 'outbound', 'automation', o.question, 'read', o.asked),
             (2, 'inbound', 'subscriber', o.score::text, 'received', o.answered),
             (3, 'inbound', 'subscriber', o.comment, 'received', o.answered + interval '40 seconds'))
             as said (turn, direction, author, body, status, at)
         where said.body is not null
         order by o.place, said.turn",
        &messages,
        &conversations,
        &asked_at,
        &questions,
        &scores as _,
        &answered as _,
        &comments as _,
        channel.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
