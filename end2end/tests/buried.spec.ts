// Work that was given up: an administrator reads why, mends it, lets it run again, or closes it for a reason.
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { axe, overflow, THEMES, wear } from '../support/axe';
import { isLive } from '../support/board';
import { Conversation } from '../support/conversation';
import { opened, query } from '../support/database';
import { expect, PHONE, test } from '../support/test';
import { stranger, WORDS, type Writer, write } from '../support/town';

/** A message that reached us in a shape nobody can read; returns the number of its job. */
async function poison(writer: Writer, words: string): Promise<string> {
  const sid = await write(writer, words);
  await expect.poll(() => query(`select 1 from messages where provider_message_id = '${sid}'`).length).toBe(1);
  const key = writer.number.slice(2, 4) + writer.number.slice(-8);
  const [[job]] = query(
    `with event as (
       insert into inbound_events (id, channel_id, provider_key, kind, body)
       select '${randomUUID()}', channel_id, 'poison-' || provider_key, kind, jsonb_build_object('mended', body)
       from inbound_events where provider_key like '%${sid}%' and kind = 'message' returning id, channel_id)
     insert into jobs (name, payload, ordering_key, state, attempts, failures, first_failed_at, last_failed_at, buried_as, failed_for, last_error)
     select 'take_in', jsonb_build_object('inbound_event', id), channel_id || ':' || '${key}', 'dead', 1, 1,
            now(), now(), 'at_once', 'field', 'the form lacks From' from event returning id`,
  );
  return job;
}

/** What an operator does at the database: the event can be read, as another message. */
function mend(job: string, words: string): void {
  const sid = `SM${randomUUID().replaceAll('-', '')}`;
  query(
    `update inbound_events e set body = (e.body -> 'mended') || jsonb_build_object('MessageSid', '${sid}', 'SmsMessageSid', '${sid}', 'Body', '${words}')
     from jobs j where j.id = ${job} and e.id::text = j.payload ->> 'inbound_event'`,
  );
}

/** Its number alone: that of another may begin with the same digits. */
const card = (page: Page, job: string): Locator => page.getByRole('listitem').filter({ hasText: new RegExp(`nº ${job}(?!\\d)`) });

async function open(page: Page): Promise<Page> {
  await page.goto('/operations');
  await isLive(page);
  return page;
}

test('what is mended runs again, and is where it belongs', async ({ as }) => {
  const writer = stranger('Quitéria');
  const job = await poison(writer, WORDS['Técnico urgente']);
  const page = await open(await as('renato'));
  const letter = card(page, job);
  await expect(letter.getByRole('heading', { name: 'Um evento do provedor não entrou' })).toBeVisible();
  await expect(letter.getByText('O conteúdo não pôde ser entendido', { exact: false })).toBeVisible();
  await expect(letter.getByText('Um campo falta ou veio com outro conteúdo.')).toBeVisible();
  await expect(letter.getByText('the form lacks From')).toBeVisible();
  await expect(page.getByRole('link', { name: /Operações.*parado/ })).toBeVisible();

  // Not mended yet: it comes back with one failure more.
  await letter.getByRole('button', { name: 'Repetir' }).click();
  await expect(letter.getByText('2', { exact: true })).toBeVisible({ timeout: 30_000 });

  const words = 'a luz vermelha voltou a piscar';
  mend(job, words);
  await letter.getByRole('button', { name: 'Repetir' }).click();
  await expect(letter).toBeHidden({ timeout: 30_000 });
  const ana = await new Conversation(await as('ana')).open(await opened(writer.name));
  await expect(ana.bubble(words)).toBeVisible();
});

test('what the provider sent is read on record, corrected, and runs', async ({ as, complaints }) => {
  complaints.expect(/status of 422/);
  const writer = stranger('Eulália');
  const job = await poison(writer, WORDS['Técnico urgente']);
  const looks = () => query(`select count(*) from audit_log where action = 'see_letter' and (detail ->> 'job')::int = ${job}`);
  const page = await open(await as('renato'));
  const letter = card(page, job);
  expect(looks()).toEqual([['0']]);
  await letter.getByText('O que chegou do provedor').click();
  const text = letter.getByRole('textbox', { name: 'Texto' });
  await expect(text).toHaveValue(/mended/);
  await expect.poll(looks).toEqual([['1']]);
  const button = letter.getByRole('button', { name: 'Corrigir e repetir' });
  await button.click();
  await expect(letter.getByRole('alert')).toContainText('Assim ainda não dá para ler:');
  await axe(page);

  const words = 'troquei o cabo e nada';
  const sid = `SM${randomUUID().replaceAll('-', '')}`;
  const came = JSON.parse(await text.inputValue()).mended;
  await text.fill(JSON.stringify({ ...came, MessageSid: sid, SmsMessageSid: sid, Body: words }));
  await button.click();
  await expect(letter).toBeHidden({ timeout: 30_000 });
  const ana = await new Conversation(await as('ana')).open(await opened(writer.name));
  await expect(ana.bubble(words)).toBeVisible();
  const kept = query(`select body ? 'mended', corrected_body ->> 'Body' from inbound_events where corrected_body ->> 'MessageSid' = '${sid}'`);
  expect(kept).toEqual([['t', words]]);
});

test('many are closed at once for a reason, and are kept', async ({ as, complaints }) => {
  complaints.expect(/status of 422/);
  const jobs = [await poison(stranger('Raimunda'), 'oi'), await poison(stranger('Severina'), 'oi')];
  const page = await open(await as('renato'));
  for (const job of jobs) await card(page, job).getByRole('checkbox').check();
  await page.locator('.letters-bar').getByRole('button', { name: 'Encerrar' }).click();
  const dialog = page.getByRole('dialog', { name: 'Encerrar 2 trabalhos?' });
  await dialog.getByRole('button', { name: 'Encerrar' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Motivo').fill('mensagens de teste do provedor');
  await dialog.getByLabel('Motivo').press('Enter');
  await expect(dialog).toBeHidden();
  for (const job of jobs) await expect(card(page, job)).toBeHidden();
  await page.getByRole('tab', { name: 'Encerrados' }).click();
  for (const job of jobs) {
    await expect(card(page, job).getByText('mensagens de teste do provedor')).toBeVisible();
    await expect(card(page, job).getByText('Encerrado por Renato Figueiredo', { exact: false })).toBeVisible();
  }
  const book = query(`select count(*) from audit_log where action = 'close_letter' and (detail ->> 'job')::int in (${jobs.join(',')})`);
  expect(book).toEqual([['2']]);
});

test('it is for administrators alone', async ({ as, complaints }) => {
  complaints.expect(/status of 403/);
  const page = await as('helena');
  await page.goto('/operations');
  await expect(page.getByText('não permite', { exact: false })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Operações' })).toBeHidden();
});

test('it can be read by everybody, on every screen', async ({ as, baseURL }) => {
  const job = await poison(stranger('Teodora'), WORDS.Financeiro);
  for (const screen of [undefined, PHONE]) {
    const page = await as('renato', screen);
    for (const theme of THEMES) {
      await wear(page, theme, baseURL ?? '');
      await open(page);
      await expect(card(page, job)).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
    }
    await card(page, job).getByRole('button', { name: 'Encerrar' }).click();
    await expect(page.getByRole('dialog', { name: 'Encerrar este trabalho?' })).toBeVisible();
    await axe(page);
  }
});
