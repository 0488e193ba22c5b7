// A hand on the scratch database, for what no person could bring about in a test: time that has passed.
import { execFileSync } from 'node:child_process';
import { desk } from './desk';

/** Runs SQL and returns the rows as text, one array a row. */
export function query(sql: string): string[][] {
  const output = execFileSync('psql', ['-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-d', desk().database, '-c', sql], {
    encoding: 'utf8',
  });
  return output.split('\n').filter(Boolean).map((line) => line.split('\t'));
}

/** The open conversation of a name, as the board writes it. */
export function conversationOf(name: string): string {
  const rows = query(
    `select c.id from conversations c join contacts k on k.id = c.contact_id left join customers u on u.id = c.customer_id
     where c.status <> 'closed' and coalesce(u.name, k.display_name) = '${name.replaceAll("'", "''")}'`,
  );
  if (rows.length !== 1) throw new Error(`${rows.length} open conversations of ${name}`);
  return rows[0][0];
}

/** Closes every conversation: a column draws only its first cards, and those of earlier tests would stand before ours. */
export function emptyBoard(): void {
  query(
    `with gone as (
       update conversations set status = 'closed', closed_at = now(), waiting_since = null, due_at = null
       where status <> 'closed' returning id)
     insert into event_stream (kind, conversation_id) select 'conversation', id from gone`,
  );
}

/** Lets so many minutes pass for a conversation, and tells the boards. */
export function letPass(id: string, minutes: number): void {
  const span = `interval '${minutes} minutes'`;
  query(
    `update conversations set waiting_since = waiting_since - ${span}, due_at = due_at - ${span},
            created_at = created_at - ${span}, last_message_at = last_message_at - ${span},
            last_inbound_at = last_inbound_at - ${span} where id = '${id}';
     update messages set created_at = created_at - ${span} where conversation_id = '${id}';
     insert into event_stream (kind, conversation_id) values ('conversation', '${id}')`,
  );
}
