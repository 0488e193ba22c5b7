// A hand on the scratch database, for what no person could bring about in a test: time that has passed.
import { execFileSync } from 'node:child_process';
import { expect } from '@playwright/test';
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

/** The same, once it is there: a message is taken in after it was stored. */
export async function opened(name: string): Promise<string> {
  let id = '';
  await expect(() => {
    id = conversationOf(name);
  }).toPass({ intervals: [50, 100, 250] });
  return id;
}

/** Closes every conversation: a column draws only its first cards, and those of earlier tests would stand before ours. */
export function emptyBoard(): void {
  close('true');
}

/** Closes the conversations of these numbers, and tells the boards. */
export function closeThoseOf(numbers: string[]): void {
  if (numbers.length === 0) return;
  // with or without the ninth digit
  const keys = numbers.map((number) => `'${number.slice(2, 4)}${number.slice(-8)}'`);
  close(`contact_id in (select contact_id from contact_identities where kind = 'phone_key' and value in (${keys.join(', ')}))`);
}

/** What the desk is working on is left alone: a wait for it could end in a deadlock. */
function close(which: string): void {
  query(
    `with gone as (
       update conversations set status = 'closed', closed_at = now(), waiting_since = null, due_at = null,
              first_due_at = case when first_answered_at is null then coalesce(first_due_at, due_at) else first_due_at end
       where id in (select id from conversations where status <> 'closed' and ${which} for update skip locked) returning id)
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
