// The town of the demo, worked by hand: what subscribers write, what reached them, what goes wrong.
import { createHmac, randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { desk } from './desk';
import { query } from './database';

/** A message of the desk, as the town received it. */
export interface Sent {
  sid: string;
  to: string;
  body: string;
  choices: { id: string; title: string }[];
  status: string;
  error_code: number | null;
}

/** Somebody who writes: in no record, unless the number is a subscriber's. */
export interface Writer {
  number: string;
  name: string;
}

/** Words that the classifier knows well, by the column they belong to. */
export const WORDS = {
  'Técnico urgente': 'estou totalmente sem internet desde ontem, luz vermelha no aparelho',
  'Técnico normal': 'a internet está muito lenta no wifi do quarto',
  Comercial: 'queria saber os planos e os valores para contratar',
  Financeiro: 'me manda a segunda via do boleto por favor',
  Cancelamento: 'quero cancelar o meu contrato',
} as const;

export type Column = keyof typeof WORDS;

/** The numbers that this worker's running test writes from. */
let writing: string[] = [];

/** Those numbers, which are then forgotten. */
export function haveWritten(): string[] {
  const numbers = writing;
  writing = [];
  return numbers;
}

/** A name that nobody has yet, but for its first word. */
export function surname(): string {
  const letters = Array.from({ length: 6 }, () => String.fromCharCode(97 + randomInt(26))).join('');
  return `${letters[0].toUpperCase()}${letters.slice(1)}`;
}

/** A name and a number that nobody has yet. */
export function stranger(first = 'Marlene', last = surname()): Writer {
  const number = `55619${randomInt(10_000_000, 100_000_000)}`;
  writing.push(number);
  return { number, name: `${first} ${last}` };
}

/** A subscriber of the provider who wrote only in the demo's past, if at all; workers never pick the same one. */
export function subscriber(): Writer & { plan: string; city: string } {
  const worker = Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 4;
  const [row] = query(
    `select name, phone, plan_name, city from customers u where status = 'active' and abs(hashtext(id::text)) % 4 = ${worker}
     and not exists (select 1 from conversations c where c.customer_id = u.id and c.closed_at is null)
     and not exists (select 1 from conversations c where c.customer_id = u.id and c.created_at > now() - interval '2 hours')
     and not exists (select 1 from customers other where other.id <> u.id and strpos(other.name, u.name) > 0) order by random() limit 1`,
  );
  const number = row[1].replace('+', '');
  writing.push(number);
  return { name: row[0], number, plan: row[2], city: row[3] };
}

/** Writes to the desk; returns when the desk has stored it. */
export async function write(from: Writer, text: string): Promise<string> {
  const answer = await post('write', { from: from.number, name: from.name, text });
  return ((await answer.json()) as { sid: string }).sid;
}

/** What has reached a number, the oldest first. */
export async function sentTo(to: Writer): Promise<Sent[]> {
  const answer = await fetch(`${desk().town}/_town/sent?to=${to.number}`);
  if (!answer.ok) throw new Error(`The town answered ${answer.status}`);
  return (await answer.json()) as Sent[];
}

/** The subscriber opens a message of the desk. */
export async function read(sid: string): Promise<void> {
  await post('read', { sid });
}

/** Orders what goes wrong with the next sends. */
export async function breakSends(...faults: unknown[]): Promise<void> {
  await post('faults', { sends: faults.map((fault) => ({ fault })) });
}

/** A message of a kind that the town does not write by hand, signed with its token as the provider signs. */
export async function writeUnknownKind(from: Writer, messageType: string): Promise<void> {
  const [[channel]] = query('select id from channels order by created_at, id limit 1');
  const url = `${desk().url}/webhooks/whatsapp/${channel}`;
  const sid = `SM${randomUUID().replaceAll('-', '')}`;
  const form: Record<string, string> = {
    AccountSid: 'ACf1b7acf1b7acf1b7acf1b7acf1b7acf1',
    ApiVersion: '2010-04-01',
    Body: '',
    From: `whatsapp:+${from.number}`,
    MessageSid: sid,
    MessageType: messageType,
    NumMedia: '0',
    ProfileName: from.name,
    SmsMessageSid: sid,
    SmsStatus: 'received',
    To: 'whatsapp:+556230300000',
    WaId: from.number,
  };
  const token = readFileSync(join(desk().data, 'town.token'), 'utf8').trim();
  const signed = url + Object.keys(form).sort().map((name) => name + form[name]).join('');
  const signature = createHmac('sha1', token).update(signed).digest('base64');
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form), headers: { 'X-Twilio-Signature': signature } });
  if (!answer.ok) throw new Error(`The desk answered ${answer.status}: ${await answer.text()}`);
}

async function post(path: string, body: unknown): Promise<Response> {
  const answer = await fetch(`${desk().town}/_town/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The town answered ${answer.status} to ${path}: ${await answer.text()}`);
  return answer;
}

/** Writes what is no line of words, as the town names it: `{ image: { caption: '' } }`, `'audio'`. */
export async function writeKind(from: Writer, written: unknown): Promise<string> {
  const answer = await post('write', { from: from.number, name: from.name, text: '', written });
  return ((await answer.json()) as { sid: string }).sid;
}
