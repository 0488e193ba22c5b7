// The pictures of the README, of a desk in the middle of an afternoon. Run by deploy/build/screenshots.sh.
import { randomInt, randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRequestContext, BrowserContextOptions, Page } from '@playwright/test';
import { THEMES, wear } from '../support/axe';
import { Board, isLive } from '../support/board';
import { letPass, query } from '../support/database';
import { call, type Person, PEOPLE } from '../support/people';
import { expect, test } from '../support/test';
import { type Column, sentTo, write, writeKind, type Writer } from '../support/town';
import { CAST, type Part, THREAD } from './cast';

const FOLDER = process.env.SCREENSHOTS ?? 'test-results';
/** So large may a picture be, in bytes: they are read on a phone too. */
const LIMIT = 700_000;
/** The whole of a page is several screens in one. */
const WHOLE_LIMIT = 1_100_000;
/** A screen on a wall. */
const WALL: BrowserContextOptions = { viewport: { width: 1920, height: 1080 } };

const SIZES: Record<string, BrowserContextOptions> = {
  '': { viewport: { width: 1440, height: 900 } },
  '-phone': { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
};

/** Over so many days is spread what the cast began before: all of it is more than a day of the desk brings beside its own. */
const DAYS = 4;

const KEYS: Record<Column, string> = {
  'Técnico urgente': 'technical_urgent',
  'Técnico normal': 'technical_normal',
  Comercial: 'commercial',
  Financeiro: 'financial',
  Cancelamento: 'cancellation',
};

test('pictures of every page @screenshots', async ({ as, open, baseURL }) => {
  // Everybody is at work.
  const desks = {} as Record<Person, Page>;
  for (const person of Object.keys(PEOPLE) as Person[]) {
    desks[person] = await as(person);
    await desks[person].goto('/');
    await isLive(desks[person]);
  }
  const open1 = await play(desks);
  const files = await everyKind(desks.ana);
  await furnish(desks.renato);
  correct();

  for (const theme of THEMES) {
    for (const [size, options] of Object.entries(SIZES)) {
      const shoot = camera(theme, size);
      const guest = await (await open(options)).newPage();
      await wear(guest, theme, baseURL ?? '');
      await guest.goto('/login');
      await expect(guest.getByRole('button', { name: 'Entrar' })).toBeVisible();
      await shoot(guest, 'login');
      await guest.goto('/kit');
      await expect(guest.getByRole('heading', { level: 1 })).toBeVisible();
      await shoot(guest, 'kit');
      await guest.context().close();

      const helena = await as('helena', options);
      await wear(helena, theme, baseURL ?? '');
      const board = await new Board(helena).open();
      await expect(board.columns()).toHaveCount(5);
      if (size === '') {
        await helena.keyboard.press('j');
        await helena.keyboard.press('j');
        await helena.keyboard.press('j');
      }
      await shoot(helena, 'board');
      await helena.goto('/dashboard');
      await isLive(helena);
      await expect(helena.locator('.tile')).toHaveCount(6);
      await shoot(helena, 'dashboard');
      await helena.goto('/dashboard/behind?figure=settled&queue=technical_urgent');
      await isLive(helena);
      await expect(helena.locator('.behind-rows tbody tr').first()).toBeVisible();
      await shoot(helena, 'behind');
      await helena.goto('/dashboard/left');
      await isLive(helena);
      await expect(helena.locator('.behind-rows tbody tr').first()).toBeVisible();
      await shoot(helena, 'left');
      await helena.goto('/churn');
      await isLive(helena);
      // The first model is trained while the desk is young.
      await expect(async () => {
        await helena.reload();
        await isLive(helena);
        await expect(helena.locator('tbody tr').first()).toBeVisible({ timeout: 5_000 });
      }).toPass({ timeout: 240_000 });
      await shoot(helena, 'churn');
      await helena.context().close();

      // No picture is taller than 16,384 pixels: those of a phone are as wide as its page.
      const tall = await as('helena', { ...options, deviceScaleFactor: 1 });
      await wear(tall, theme, baseURL ?? '');
      await tall.goto('/dashboard');
      await isLive(tall);
      await unroll(tall, '.dashboard', ['.panel-now tbody tr', '.panel-goals tbody tr']);
      await shoot(tall, 'dashboard-whole', WHOLE_LIMIT);
      const { viewport } = options;
      if (viewport) await tall.setViewportSize(viewport);
      await tall.goto('/churn');
      await isLive(tall);
      await unroll(tall, '.churn', ['tbody tr']);
      await shoot(tall, 'churn-whole', WHOLE_LIMIT);
      await tall.context().close();

      if (size === '') {
        const wall = await as('helena', WALL);
        await wear(wall, theme, baseURL ?? '');
        await wall.goto('/dashboard/wall');
        await expect(wall.locator('.tile')).toHaveCount(6);
        await expect(wall.locator('.panel-now tbody tr').first()).toBeVisible();
        await shoot(wall, 'wall');
        await wall.context().close();
      }

      const ana = await as('ana', options);
      await wear(ana, theme, baseURL ?? '');
      await ana.goto(`/conversations/${open1}`);
      await isLive(ana);
      await shoot(ana, 'conversation');
      await ana.goto(`/conversations/${files}`);
      await isLive(ana);
      await expect(ana.getByRole('img', { name: 'Imagem enviada' })).toBeVisible();
      await ana.locator('input[type=file]').setInputFiles([
        { name: 'contrato assinado.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 contrato') },
        { name: 'tela animada.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a') },
      ]);
      await expect(ana.getByText('pronto')).toBeVisible();
      await shoot(ana, 'files');
      // as tall as what the subscriber has sent
      if (size === '') await ana.setViewportSize({ width: 1_440, height: 2_400 });
      else await ana.setViewportSize({ width: 390, height: 2_600 });
      await expect(ana.getByText('o comprovante', { exact: true })).toBeVisible();
      await shoot(ana, 'media');
      await ana.context().close();

      const renato = await as('renato', options);
      await wear(renato, theme, baseURL ?? '');
      await renato.goto('/people');
      await isLive(renato);
      await shoot(renato, 'people');
      await renato.goto('/templates');
      await isLive(renato);
      await shoot(renato, 'templates');
      await renato.goto('/channels');
      await isLive(renato);
      await expect(renato.getByText('Com falha: esperando')).toBeVisible();
      await shoot(renato, 'channels');
      await renato.goto('/queues');
      await isLive(renato);
      await expect(renato.getByRole('region', { name: 'Feriados' })).toBeVisible();
      await shoot(renato, 'queues');
      await renato.goto('/operations');
      await isLive(renato);
      await shoot(renato, 'operations');
      await renato.goto('/dashboard/goals');
      await isLive(renato);
      await expect(renato.getByRole('heading', { level: 2 }).first()).toBeVisible();
      await shoot(renato, 'goals');
      await renato.goto('/classifier');
      await isLive(renato);
      await expect(renato.getByRole('listitem').filter({ hasText: 'De Técnico normal para Técnico urgente' }).first()).toBeVisible();
      await shoot(renato, 'classifier');
      await renato.goto('/knowledge');
      await isLive(renato);
      await renato.getByRole('searchbox').fill('ta piscando vermelho no aparelho');
      const found = renato.getByRole('list', { name: 'Resultados' }).getByRole('link');
      await expect(found.first()).toBeVisible();
      if (size !== '') await shoot(renato, 'knowledge-search');
      await found.first().click();
      await expect(renato.locator('.kb-text')).toBeVisible();
      await shoot(renato, 'knowledge');
      await renato.getByRole('link', { name: 'Editar' }).click();
      await expect(renato.getByRole('region', { name: 'Prévia' }).locator('p').first()).toBeVisible();
      await shoot(renato, 'knowledge-editor');
      await renato.context().close();
    }
  }

  // A day later: what may still be said to whom has been silent.
  letPass(open1, 25 * 60);
  for (const theme of THEMES) {
    for (const [size, options] of Object.entries(SIZES)) {
      const ana = await as('ana', options);
      await wear(ana, theme, baseURL ?? '');
      await ana.goto(`/conversations/${open1}`);
      await isLive(ana);
      await expect(ana.getByText('A janela de 24 horas fechou')).toBeVisible();
      await expect(ana.locator('.template-option').first()).toBeVisible();
      await camera(theme, size)(ana, 'window');
      await ana.context().close();
    }
  }
});

/** What takes the pictures of a theme and a size. */
function camera(theme: string, size: string): (page: Page, name: string, limit?: number) => Promise<void> {
  return async (page, name, limit = LIMIT) => {
    await page.evaluate(() => document.fonts.ready);
    const path = join(FOLDER, `${name}-${theme}${size}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    expect(statSync(path).size, path).toBeLessThan(limit);
  };
}

/** Makes the window as tall as what scrolls in it, once the first of each of these is there. */
async function unroll(page: Page, scrolls: string, shown: string[]): Promise<void> {
  for (const one of shown) await expect(page.locator(one).first()).toBeVisible();
  await expect(async () => {
    const hidden = await page.locator(scrolls).evaluate((element) => element.scrollHeight - element.clientHeight);
    const size = page.viewportSize();
    if (hidden > 0 && size) await page.setViewportSize({ width: size.width, height: size.height + hidden });
    expect(hidden).toBe(0);
  }).toPass({ timeout: 10_000 });
}

/** A version of the classifier that was learnt here, and corrections of old conversations that nobody has judged yet. */
function correct(): void {
  const queues = ['technical_urgent', 'technical_normal', 'commercial', 'financial', 'cancellation'];
  const figures = { cross_validation: 0.935, held_out: 0.957, newest: null, queues: queues.map((queue) => ({ queue, precision: 0.94, recall: 0.93 })) };
  const report = { messages: 7_121, corrections: 12, new: figures, old: { ...figures, cross_validation: 0.934 }, changed: 4, compared: 456, worse: [] };
  query(
    `insert into classifier_models (id, trained_at, report, words, promoted_at)
     values ('${randomUUID()}', now() - interval '3 days', '${JSON.stringify(report)}', '\\x00', now() - interval '3 days')`,
  );
  query(
    `with spoken as (
       select distinct on (c.queue_key) m.id, c.id as conversation_id, c.queue_key, c.assigned_person_id,
              case c.queue_key when 'technical_normal' then 'technical_urgent' else 'technical_normal' end as taken_for
       from conversations c join messages m on m.conversation_id = c.id and m.direction = 'inbound' and m.author_kind = 'subscriber'
       where c.status = 'closed' and c.assigned_person_id is not null and c.created_at > now() - interval '6 days'
         and not exists (select from classifier_readings r where r.message_id = m.id)
       order by c.queue_key, m.seq),
     read as (
       insert into classifier_readings (message_id, conversation_id, likeliest, confidence, queue_key, decided_by)
       select id, conversation_id, taken_for, 0.71, taken_for, 'words' from spoken returning message_id)
     insert into classifier_corrections (message_id, conversation_id, from_queue, to_queue, made_by)
     select s.id, s.conversation_id, s.taken_for, s.queue_key, s.assigned_person_id from spoken s join read on read.message_id = s.id`,
  );
}

/** The provider's templates, a message that nobody could read, and two more channels: one whose vendor fails, and one that
    is paused. */
async function furnish(page: Page): Promise<void> {
  query(
    `insert into jobs (name, payload, ordering_key, state, attempts, failures, first_failed_at, last_failed_at, buried_as, failed_for, last_error)
     select 'take_in', jsonb_build_object('inbound_event', id), 'pictures', 'dead', 1, 1, now() - interval '23 minutes',
            now() - interval '23 minutes', 'at_once', 'field', 'From: whatsapp: and a number with + and its country code, or an ExternalUserId'
     from inbound_events where kind = 'message' order by received_at desc limit 1`,
  );
  const headers = { Origin: new URL(page.url()).origin };
  const post = async (name: string, data: unknown) => {
    const answer = await page.request.post(`/api/${name}`, { data, headers });
    expect(answer.status(), await answer.text()).toBe(200);
    return answer.json();
  };
  expect((await call(page.request, 'sync_templates', {})).ok()).toBe(true);
  await expect.poll(() => Number(query('select count(*) from templates')[0][0]), { timeout: 15_000 }).toBeGreaterThan(3);
  const limits = { per_second: null, pair_burst: 45 };
  const secret = () => randomUUID();
  const failing = await post('save_channel', {
    form: {
      id: null, provider: 'cloud_api', name: 'Cobrança', limits,
      fields: { from: '+556230300010', phone_number_id: '104857600123', access_token: secret(), app_secret: secret(), verify_token: secret() },
    },
  });
  const paused = await post('save_channel', {
    form: {
      id: null, provider: 'maytapi', name: 'Plantão', limits,
      fields: { from: '+5562998765000', product_id: 'dc01968f-7cfc', phone_id: '12', token: secret(), webhook_secret: secret() },
    },
  });
  await post('set_channel_active', { channel: paused, active: false });
  query(
    `insert into channel_health (channel_id, failures, openings, retry_at, last_error_class, last_error_words, last_error_at)
     values ('${failing}', 5, 3, now() + interval '14 minutes', 'retry_later', 'O provedor do WhatsApp não respondeu. Tentaremos de novo.', now() - interval '2 minutes')
     on conflict (channel_id) do update set failures = 5, openings = 3, retry_at = excluded.retry_at,
       last_error_class = excluded.last_error_class, last_error_words = excluded.last_error_words, last_error_at = excluded.last_error_at`,
  );
}

/** Lets the cast write and be answered, and the afternoon pass. Returns the conversation of the pictures. */
async function play(desks: Record<Person, Page>): Promise<string> {
  query('update people set capacity = 12');
  const writers = people();
  await Promise.all(CAST.map((part, place) => write(writers[place], part.text)));
  const heroine = subscribers("status = 'active' and name like 'Maria %'", 1)[0];
  await write(heroine, THREAD[0].text);
  await write(heroine, THREAD[1].text);

  const ids = new Map<string, string>();
  await expect(async () => {
    for (const writer of [...writers, heroine]) ids.set(writer.number, waiting(writer));
  }).toPass({ timeout: 20_000 });
  CAST.forEach((part, place) => {
    const [[queue]] = query(`select queue_key from conversations where id = '${ids.get(writers[place].number)}'`);
    expect(queue, part.text).toBe(KEYS[part.column]);
  });

  for (const [place, part] of CAST.entries()) {
    const id = ids.get(writers[place].number) ?? '';
    if (!part.holder) continue;
    const api = desks[part.holder].request;
    expect((await call(api, 'claim', { id })).ok()).toBe(true);
    if (part.answer) await reply(api, desks[part.holder].url(), id, part.answer);
  }
  const open = ids.get(heroine.number) ?? '';
  expect((await call(desks.ana.request, 'claim', { id: open })).ok()).toBe(true);
  for (const line of THREAD.slice(2)) {
    if (line.by === 'ana') await reply(desks.ana.request, desks.ana.url(), open, line.text);
    else await write(heroine, line.text);
    await expect.poll(() => query(`select count(*) from messages where conversation_id = '${open}' and body = '${line.text}'`)[0][0]).toBe('1');
  }
  for (const writer of [...writers, heroine]) {
    await expect.poll(async () => (await sentTo(writer)).every((message) => message.status === 'delivered'), { timeout: 20_000 }).toBe(true);
  }
  for (const [place, part] of CAST.entries()) age(ids.get(writers[place].number) ?? '', part, place % DAYS);
  ageThread(open);
  query(`insert into event_stream (kind, conversation_id) select 'conversation', id from conversations where status <> 'closed'`);
  // The clocks have been looked at: what is late is raised.
  await expect
    .poll(() => query(`select count(*) from conversations where status = 'waiting' and due_at < now() and escalated_at is null and queue_key not in ('financial', 'commercial')`)[0][0], { timeout: 10_000 })
    .toBe('0');
  return open;
}

/** Lets somebody send every kind of message, and be answered with files. Returns the conversation. */
async function everyKind(ana: Page): Promise<string> {
  const writer: Writer = { name: 'Dona Lourdes Peixoto', number: `55629${randomInt(80_000_000, 100_000_000)}` };
  await write(writer, 'boa tarde, minha internet caiu e o aparelho está com uma luz diferente');
  await writeKind(writer, { image: { caption: 'a luz do aparelho' } });
  await writeKind(writer, 'audio');
  await writeKind(writer, { video: { caption: '' } });
  await writeKind(writer, { document: { caption: 'o comprovante', filename: 'comprovante.pdf' } });
  await writeKind(writer, { location: { latitude: -16.6869, longitude: -49.2648, address: 'Rua 8, 120, Setor Central' } });
  await writeKind(writer, { contact: { name: 'Seu Anísio, síndico', number: '5562999998888' } });
  await writeKind(writer, 'sticker');
  let id = '';
  await expect(async () => {
    id = waiting(writer);
    const [[stored]] = query(`select count(*) from media f join messages m on m.id = f.message_id where m.conversation_id = '${id}' and f.state = 'stored'`);
    expect(Number(stored)).toBeGreaterThanOrEqual(5);
  }).toPass({ timeout: 20_000 });
  expect((await call(ana.request, 'claim', { id })).ok()).toBe(true);
  const picture = await ana.request.get(`${new URL(ana.url()).origin}/media/${query(`select f.id from media f join messages m on m.id = f.message_id where m.conversation_id = '${id}' and m.kind = 'image'`)[0][0]}`);
  await sendFile(ana, id, 'onde encaixar.jpg', await picture.body(), 'Aperte o cabo azul até ouvir um clique.');
  await sendFile(ana, id, 'segunda via.pdf', Buffer.from('%PDF-1.7 segunda via'), 'E aqui está a segunda via.');
  await expect
    .poll(async () => (await sentTo(writer)).filter((message) => message.status === 'delivered').length, { timeout: 20_000 })
    .toBe(4);
  const last = (await sentTo(writer)).at(-1)?.sid ?? '';
  await writeKind(writer, { reaction: { to: last, emoji: '🙏' } });
  await writeKind(writer, { reply: { to: last, text: 'recebi a segunda via, obrigada!' } });
  await expect
    .poll(() => query(`select count(*) from messages where conversation_id = '${id}' and body = 'recebi a segunda via, obrigada!'`)[0][0])
    .toBe('1');
  return id;
}

async function sendFile(ana: Page, id: string, name: string, data: Buffer, text: string): Promise<void> {
  const { origin } = new URL(ana.url());
  const headers = { Origin: origin, 'x-file-name': encodeURIComponent(name), 'content-type': 'application/octet-stream' };
  const taken = await ana.request.post(`${origin}/media?conversation=${id}`, { data, headers });
  expect(taken.status(), await taken.text()).toBe(200);
  const { id: file } = (await taken.json()) as { id: string };
  const answer = await ana.request.post(`${origin}/api/send_reply`, { data: { id, client_key: randomUUID(), text, file }, headers: { Origin: origin } });
  expect(answer.status(), await answer.text()).toBe(200);
}

function people(): Writer[] {
  const active = subscribers("status = 'active' and name not like 'Maria %'", CAST.length);
  const suspended = subscribers("status = 'suspended'", CAST.length);
  return CAST.map((part) => {
    if (typeof part.who === 'object') return { name: part.who.name, number: `55629${randomInt(80_000_000, 100_000_000)}` };
    return (part.who === 'suspended' ? suspended : active).shift() as Writer;
  });
}

/** Subscribers with different first names, always the same ones. */
function subscribers(which: string, count: number): Writer[] {
  const rows = query(
    `select name, phone from (select distinct on (split_part(name, ' ', 1)) name, phone, contract_number from customers
     where ${which} order by split_part(name, ' ', 1), contract_number) one order by md5(contract_number) limit ${count}`,
  );
  return rows.map(([name, phone]) => ({ name, number: phone.replace('+', '') }));
}

/** The waiting conversation of a number. */
function waiting(writer: Writer): string {
  const [row] = query(
    `select c.id from conversations c join contact_identities i on i.contact_id = c.contact_id and i.kind = 'wa_id'
     where c.status = 'waiting' and right(i.value, 8) = '${writer.number.slice(-8)}'`,
  );
  if (!row) throw new Error(`${writer.name} does not wait in a queue yet`);
  return row[0];
}

async function reply(api: APIRequestContext, page: string, id: string, text: string): Promise<void> {
  const { origin } = new URL(page);
  const answer = await api.post(`${origin}/api/send_reply`, { data: { id, client_key: randomUUID(), text }, headers: { Origin: origin } });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** Lets the minutes of a part pass: its first message came that long ago, everything after it shortly later. What began hours
    ago was answered soon then; so many days before that, for no hour of today to have been opened more in than is usual. */
function age(id: string, part: Part, days: number): void {
  const since = `now() - interval '${part.ago} minutes'`;
  const began = part.began ? `now() - interval '${part.began + 24 * days} hours'` : since;
  query(
    `update messages m set created_at = ${since} + (n.place - 1) * interval '20 seconds'
     from (select id, row_number() over (order by seq) as place from messages where conversation_id = '${id}') n where n.id = m.id;
     update messages set created_at = ${began} where id = (select id from messages where conversation_id = '${id}' order by seq limit 1);
     update conversations c set created_at = ${began}, last_inbound_at = ${since},
            first_answered_at = ${part.began || part.answer ? `${began} + interval '100 seconds'` : 'null'},
            first_due_at = ${part.began || part.answer ? `due_after(c.queue_key, ${began})` : 'null'},
            last_message_at = (select max(created_at) from messages where conversation_id = c.id),
            waiting_since = case when c.waiting_since is not null then ${since} end,
            due_at = case when c.due_at is not null then due_after(c.queue_key, ${since}) end
     where c.id = '${id}'`,
  );
}

/** The same for the conversation of the pictures, message by message. */
function ageThread(id: string): void {
  for (const line of THREAD) {
    query(`update messages set created_at = now() - interval '${line.ago} minutes' where conversation_id = '${id}' and body = '${line.text}'`);
  }
  const last = THREAD[THREAD.length - 1];
  query(
    `update messages set created_at = now() - interval '10.9 minutes' where conversation_id = '${id}' and (author_kind = 'automation' or body like '{"line":"queued"%');
     update messages set created_at = now() - interval '8.5 minutes' where conversation_id = '${id}' and body like '{"line":"claimed"%';
     update conversations set created_at = now() - interval '11 minutes', last_message_at = now() - interval '${last.ago} minutes',
            last_inbound_at = now() - interval '${last.ago} minutes', waiting_since = now() - interval '${last.ago} minutes',
            due_at = now() - interval '${last.ago} minutes' + interval '5 minutes' where id = '${id}'`,
  );
}
