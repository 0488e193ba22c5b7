// The channels' page: administrators add, order, pause and try channels; nobody else gets in.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { axe, overflow, THEMES, wear } from '../support/axe';
import { isLive } from '../support/board';
import { query } from '../support/database';
import { desk } from '../support/desk';
import { expect, PHONE, test } from '../support/test';
import { sentTo, stranger } from '../support/town';

/** The account of the demo's town. */
const ACCOUNT = 'ACf1b7acf1b7acf1b7acf1b7acf1b7acf1';
const number = () => `+55623${randomInt(1_000_000, 10_000_000)}`;
const token = () => readFileSync(join(desk().data, 'town.token'), 'utf8').trim();
/** Names that stand behind the demo's own channel in every list. */
const official = `Zap da matriz ${randomInt(1e6)}`;
const linked = `Zap do plantão ${randomInt(1e6)}`;

async function open(page: Page): Promise<Page> {
  await page.goto('/channels');
  await isLive(page);
  return page;
}

const card = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });

/** What the book says of such deeds on a channel, the oldest first. */
const deeds = (name: string, action: string) =>
  query(
    `select a.detail from audit_log a join channels c on c.id = a.subject_id
     where c.name = '${name}' and a.subject_kind = 'channel' and a.action = '${action}' order by a.id`,
  );

/** The names in their order. */
const order = (page: Page) => page.locator('ol.channels h2').allInnerTexts();

async function addDialog(page: Page, provider: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Adicionar canal' }).click();
  const dialog = page.getByRole('dialog', { name: 'Adicionar canal' });
  await dialog.getByLabel('Provedor').selectOption({ value: provider });
  return dialog;
}

/** Each works on what those before it have made. */
test.describe('two channels more', () => {
  test.describe.configure({ mode: 'serial' });

  test('an administrator adds a channel, and nothing typed is lost on an error', async ({ as, complaints }) => {
    complaints.expect(/status of 422/);
    const page = await open(await as('renato'));
    const dialog = await addDialog(page, 'twilio');
    await dialog.getByLabel('Nome do canal').fill(official);
    await dialog.getByLabel('Número do WhatsApp').fill('trinta trinta');
    await dialog.getByLabel('Account SID').fill(ACCOUNT);
    await dialog.getByLabel('Auth Token', { exact: true }).fill(token());
    await dialog.getByText('Mais ajustes').click();
    await dialog.getByLabel('Messaging Service SID').fill(`MG${'0'.repeat(32)}`);
    await dialog.getByLabel('Endereço da API').fill(desk().town);
    await expect(dialog.getByText('Em branco: 80, o padrão deste provedor.')).toBeVisible();
    await dialog.getByLabel('Mensagens por segundo').fill('20');
    await axe(page);

    await dialog.getByRole('button', { name: 'Salvar' }).click();
    const from = dialog.getByLabel('Número do WhatsApp');
    await expect(from).toHaveAttribute('aria-invalid', 'true');
    await expect(from).toBeFocused();
    await expect(dialog.getByRole('alert').filter({ hasText: 'código do país' })).toBeVisible();
    await expect(dialog.getByLabel('Auth Token', { exact: true })).toHaveValue(token());
    await from.fill(number());
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByText(`${official} adicionado.`)).toBeVisible();
    const added = card(page, official);
    await expect(added).toContainText('Número oficial');
    await expect(added).toContainText('Funcionando');
    await expect(added.getByLabel('Endereço do webhook')).toHaveValue(new RegExp(`/webhooks/whatsapp/[0-9a-f-]{36}$`));
    await added.getByRole('button', { name: 'Copiar' }).click();
    await expect(page.getByText('Endereço copiado')).toBeVisible();
  });

  test('a test message arrives, and the book says that it was a test', async ({ as, complaints }) => {
    complaints.expect(/status of 422/);
    const page = await open(await as('renato'));
    await card(page, official).getByRole('button', { name: /^Enviar teste/ }).click();
    const dialog = page.getByRole('dialog', { name: `Mensagem de teste por ${official}` });
    await dialog.getByLabel('Seu telefone').fill('62 99876');
    await dialog.getByRole('button', { name: 'Enviar agora' }).click();
    await expect(dialog.getByLabel('Seu telefone')).toHaveAttribute('aria-invalid', 'true');
    const phone = stranger();
    await dialog.getByLabel('Seu telefone').fill(`+${phone.number}`);
    await dialog.getByRole('button', { name: 'Enviar agora' }).click();
    await expect(dialog.getByRole('status')).toContainText('O provedor aceitou a mensagem.');
    await axe(page);
    const sent = await sentTo(phone);
    expect(sent.map((message) => message.body)).toEqual([`Mensagem de teste do Enlace pelo canal ${official}.`]);
    const tried = deeds(official, 'try_channel');
    expect(tried).toHaveLength(1);
    const [[detail]] = tried;
    expect(JSON.parse(detail)).toMatchObject({ test: true, paused: false, outcome: 'accepted' });
    expect(detail).not.toContain(phone.number.slice(-8));
  });

  test('a linked device says what it is, and channels change places by button and by keyboard', async ({ as }) => {
    const page = await open(await as('renato'));
    const dialog = await addDialog(page, 'maytapi');
    await dialog.getByLabel('Nome do canal').fill(linked);
    await dialog.getByLabel('Número do WhatsApp').fill(number());
    await dialog.getByLabel('Product ID').fill('dc01968f-7cfc');
    await dialog.getByLabel('Phone ID').fill('12');
    await dialog.getByLabel('Token', { exact: true }).fill('a-token-of-the-product');
    await dialog.getByLabel('Segredo do webhook').fill('plantao-plantao-plantao');
    await dialog.getByRole('button', { name: 'Salvar' }).click();
    await expect(card(page, linked)).toContainText('Aparelho conectado, não é número oficial');
    await expect(card(page, linked)).toContainText('acrescente no fim uma barra');

    await expect.poll(async () => (await order(page)).slice(-2)).toEqual([official, linked]);
    const up = page.getByRole('button', { name: `Subir ${linked}` });
    await up.click();
    await expect.poll(async () => (await order(page)).slice(-2)).toEqual([linked, official]);
    await expect(up, 'the keyboard stays where it was').toBeFocused();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(async () => (await order(page)).slice(-2)).toEqual([official, linked]);
    await expect(page.getByText(new RegExp(`${linked} agora é o \\d+º de \\d+`))).toBeAttached();
    await expect.poll(() => query('select name from channels order by rank desc limit 1')[0][0]).toBe(linked);
    await page.reload();
    await expect.poll(async () => (await order(page)).slice(-2)).toEqual([official, linked]);
  });

  test('a pause says what becomes of what waits, and a paused channel may still be tried', async ({ as }) => {
    const page = await open(await as('renato'));
    await card(page, official).getByRole('button', { name: /^Pausar/ }).click();
    const question = page.getByRole('dialog', { name: `Pausar ${official}?` });
    await expect(question).toContainText('Nada se perde');
    await expect(question).toContainText('Agora nenhuma mensagem espera.');
    await axe(page);
    await question.getByRole('button', { name: 'Pausar' }).click();
    await expect(card(page, official).getByText('Pausado', { exact: true })).toBeVisible();

    await card(page, official).getByRole('button', { name: /^Enviar teste/ }).click();
    const trial = page.getByRole('dialog', { name: /^Mensagem de teste/ });
    await expect(trial).toContainText('o canal continua pausado');
    const phone = stranger();
    await trial.getByLabel('Seu telefone').fill(`+${phone.number}`);
    await page.keyboard.press('Enter');
    await expect(trial.getByRole('status')).toContainText('O provedor aceitou');
    await expect.poll(async () => (await sentTo(phone)).length).toBe(1);
    await page.keyboard.press('Escape');

    await card(page, official).getByRole('button', { name: /^Continuar/ }).click();
    const answer = page.getByRole('dialog', { name: `Continuar ${official}?` });
    await answer.getByRole('button', { name: 'Continuar' }).click();
    await expect(card(page, official).getByText('Funcionando')).toBeVisible();
    await expect(card(page, official).getByRole('button', { name: /^Pausar/ })).toBeFocused();
  });

  test('secrets stay blank, and a new address asks for them again', async ({ as, complaints }) => {
    complaints.expect(/status of 422/);
    const page = await open(await as('renato'));
    await page.getByRole('button', { name: `Editar ${official}` }).click();
    const dialog = page.getByRole('dialog', { name: `Editar ${official}` });
    const secret = dialog.getByLabel('Auth Token', { exact: true });
    await expect(secret).toHaveValue('');
    await expect(dialog.getByText('Guardado e nunca mostrado. Deixe em branco para manter.').first()).toBeVisible();
    await expect(dialog.getByLabel('Provedor')).toBeDisabled();
    await dialog.getByText('Mais ajustes').click();
    await expect(dialog.getByLabel('Mensagens por segundo')).toHaveValue('20');
    await dialog.getByLabel('Endereço da API').fill('https://elsewhere.example');
    await dialog.getByRole('button', { name: 'Salvar' }).click();
    await expect(secret).toHaveAttribute('aria-invalid', 'true');
    await expect(secret).toBeFocused();
    await expect(dialog.getByRole('alert').filter({ hasText: 'Escreva de novo: o endereço da API mudou' })).toBeVisible();
    await dialog.getByLabel('Endereço da API').fill(desk().town);
    await dialog.getByRole('button', { name: 'Salvar' }).click();
    await expect(dialog).toBeHidden();
  });

  test('a failing channel is shown without a reload, in words', async ({ as }) => {
    const page = await open(await as('renato'));
    await expect(card(page, linked)).toContainText('Funcionando');
    query(
      `insert into channel_health (channel_id, failures, openings, retry_at, last_error_class, last_error_words, last_error_at)
       select id, 5, 1, now() + interval '5 minutes', 'retry_later', 'O provedor do WhatsApp não respondeu. Tentaremos de novo.', now() - interval '3 minutes'
       from channels where name = '${linked}'
       on conflict (channel_id) do update set failures = 5, openings = 1, retry_at = excluded.retry_at,
         last_error_class = excluded.last_error_class, last_error_words = excluded.last_error_words, last_error_at = excluded.last_error_at`,
    );
    await expect(card(page, linked)).toContainText('Com falha: esperando', { timeout: 25_000 });
    await expect(card(page, linked)).toContainText('Última falha, há 3 min: O provedor do WhatsApp não respondeu.');
    query(`update channel_health set retry_at = now() where channel_id = (select id from channels where name = '${linked}')`);
    await expect(card(page, linked)).toContainText('Tentando de novo', { timeout: 25_000 });
  });

  test('a channel may hand its answers to another number, and says what that means', async ({ as }) => {
    const page = await open(await as('renato'));
    const choice = card(page, linked).getByRole('checkbox', { name: /^Se o provedor falhar, responder por outro número/ });
    await expect(choice).not.toBeChecked();
    await expect(card(page, linked)).toContainText('as respostas esperam este canal voltar');
    await choice.check();
    await expect(card(page, linked)).toContainText('O cliente vê a resposta em outra conversa do WhatsApp');
    await expect.poll(() => query(`select may_switch from channels where name = '${linked}'`)[0][0]).toBe('t');
    await expect.poll(() => deeds(linked, 'allow_switch').length).toBe(1);
    await page.reload();
    await isLive(page);
    await expect(choice).toBeChecked();
    await axe(page);
    const metrics = await (await page.request.get('/metrics')).text();
    const [[id]] = query(`select id from channels where name = '${linked}'`);
    expect(metrics).toContain(`enlace_channel_circuit{channel="${id}",state="half_open"} 1`);
    await choice.uncheck();
    await expect.poll(() => query(`select may_switch from channels where name = '${linked}'`)[0][0]).toBe('f');
  });
});

test('every field of every provider has words, and a draft outlives a look at another provider', async ({ as }) => {
  const page = await open(await as('renato'));
  const dialog = await addDialog(page, 'twilio');
  await dialog.getByText('Mais ajustes').click();
  for (const provider of ['maytapi', 'dialog360', 'cloud_api', 'twilio']) {
    await dialog.getByLabel('Provedor').selectOption({ value: provider });
    const labels = await dialog.locator('label').allInnerTexts();
    expect(labels.length).toBeGreaterThan(5);
    for (const label of labels) expect(label, provider).not.toMatch(/^[a-z0-9_]+( \(opcional\))?$/);
    if (provider === 'maytapi') await dialog.getByLabel('Phone ID').fill('77');
  }
  await dialog.getByLabel('Provedor').selectOption({ value: 'maytapi' });
  await expect(dialog.getByLabel('Phone ID')).toHaveValue('77');
});

for (const theme of THEMES) {
  for (const [size, options] of Object.entries({ desk: { viewport: { width: 1440, height: 900 } }, phone: PHONE })) {
    test(`the page reads well, ${theme}, ${size}`, async ({ as, baseURL }, info) => {
      const page = await as('renato', options);
      await wear(page, theme, baseURL ?? '');
      await open(page);
      await expect(page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Canais' })).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
      await page.screenshot({ path: info.outputPath(`channels-${theme}-${size}.png`), fullPage: true });
      await page.getByRole('button', { name: 'Adicionar canal' }).click();
      await expect(page.getByRole('dialog', { name: 'Adicionar canal' })).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
      await page.screenshot({ path: info.outputPath(`add-${theme}-${size}.png`) });
    });
  }
}

for (const person of ['ana', 'helena'] as const) {
  test(`${person} has no page of channels`, async ({ as, complaints, baseURL }) => {
    complaints.expect(/status of 403/);
    const page = await as(person);
    await page.goto('/');
    await isLive(page);
    await expect(page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Canais' })).toBeHidden();
    await page.goto('/channels');
    await expect(page.getByText('Seu perfil não permite isso.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Adicionar canal' })).toBeHidden();
    const [[id]] = query('select id from channels order by created_at limit 1');
    const answer = await page.request.post('/api/set_channel_active', {
      data: { channel: id, active: false },
      headers: { Origin: baseURL ?? '' },
    });
    expect(answer.status()).toBe(403);
  });
}
