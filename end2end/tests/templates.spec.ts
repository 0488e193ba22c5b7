// The 24-hour window: how long is left, what it refuses, and the templates that go out once it is closed.
import { randomInt } from 'node:crypto';
import { axe, overflow, THEMES, wear } from '../support/axe';
import { Board, isLive } from '../support/board';
import { Conversation } from '../support/conversation';
import { conversationOf, letPass, query } from '../support/database';
import { expect, PHONE, test } from '../support/test';
import { stranger, WORDS, write, type Writer } from '../support/town';

test.describe.configure({ mode: 'serial' });

/** An approved template of the channel, as a reading from the provider leaves it; the hourly one is far. */
function template(body: string, state = 'approved', reason = '', name = `modelo_${randomInt(1e9)}`): string {
  const components = JSON.stringify({ header: null, body, footer: null, buttons: [] });
  query(
    `update channels set templates_asked_at = now();
     insert into templates (id, channel_id, provider_id, name, language, category, state, reason, components)
     select gen_random_uuid(), id, 'HX${randomInt(1e9)}', '${name}', 'pt_BR', 'utility', '${state}', nullif('${reason}', ''), '${components}' from channels order by created_at, id limit 1`,
  );
  return name;
}

/** A subscriber who wrote and then was silent for so many hours. */
async function silent(hours: number): Promise<Writer & { id: string }> {
  const writer = stranger('Odete');
  await write(writer, WORDS['Técnico urgente']);
  let id = '';
  await expect(async () => {
    id = conversationOf(writer.name);
    expect(query(`select status from conversations where id = '${id}'`)[0][0]).toBe('waiting');
  }).toPass({ intervals: [50, 100] });
  letPass(id, hours * 60);
  return { ...writer, id };
}

test('the composer counts the time that is left, and templates are at hand', async ({ as }) => {
  const writer = await silent(20);
  const name = template('Oi, {{1}}! Podemos continuar?');
  const conversation = await new Conversation(await as('ana')).open(writer.id);
  await expect(conversation.page.getByText(/^Janela aberta: (4 h 00|3 h 59)/)).toBeVisible();
  await conversation.button('Modelo').click();
  const search = conversation.page.getByRole('searchbox', { name: 'Buscar modelo' });
  await expect(search).toBeFocused();
  await search.fill(name);
  await search.press('Enter');
  await expect(conversation.page.getByLabel('Valor de 1')).toHaveValue('Odete');
  await conversation.page.keyboard.press('Escape');
  await expect(conversation.composer()).toBeFocused();
});

test('once it is closed a template is chosen, filled in and sent with the keyboard alone', async ({ as }) => {
  const writer = await silent(25);
  const name = template('Oi, {{1}}! Sobre {{2}}: podemos continuar?');
  const conversation = await new Conversation(await as('ana')).open(writer.id);
  const { page } = conversation;
  await expect(page.getByText('A janela de 24 horas fechou')).toBeVisible();
  await expect(conversation.composer()).toBeHidden();
  await page.getByRole('searchbox', { name: 'Buscar modelo' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Valor de 2')).toBeFocused();
  await page.keyboard.type('a sua linha');
  await expect(page.getByRole('group', { name: 'O cliente vai ler' })).toContainText('Oi, Odete! Sobre a sua linha: podemos continuar?');
  await page.keyboard.press('Enter');
  await expect(conversation.bubble('Oi, Odete! Sobre a sua linha: podemos continuar?')).toBeVisible();
  expect(query(`select count(*) from messages where conversation_id = '${writer.id}' and extra ? 'template'`)[0][0]).toBe('1');

  // As soon as the subscriber writes, so can we.
  await write(writer, 'pode sim');
  await expect(conversation.composer()).toBeVisible();
});

test('what was written too late is refused and stays a draft', async ({ as, complaints }) => {
  complaints.expect(/status of 409/);
  // not late: an escalation would tell the page
  const writer = await silent(0);
  const conversation = await new Conversation(await as('ana')).open(writer.id);
  await conversation.composer().fill('Boa tarde!');
  // A day goes by of which the page is not told.
  query(`update conversations set last_inbound_at = now() - interval '25 hours' where id = '${writer.id}'`);
  await conversation.composer().press('Enter');
  await expect(conversation.toast('Passaram 24 horas da última mensagem do cliente')).toBeVisible();
  await expect(conversation.composer()).toHaveValue('Boa tarde!');
  expect(query(`select count(*) from messages where conversation_id = '${writer.id}' and author_kind = 'person'`)[0][0]).toBe('0');
});

test('the board finds what can be answered for less than an hour', async ({ as }) => {
  const soon = await silent(23.5);
  const later = await silent(20);
  const board = await (await new Board(await as('helena')).open()).showAll();
  await expect(board.card(soon.name)).toBeVisible();
  await board.chip('Janela fecha em 1 h').click();
  await expect(board.card(soon.name)).toBeVisible();
  await expect(board.card(later.name)).toBeHidden();
});

for (const theme of THEMES) {
  for (const [size, options] of Object.entries({ desk: {}, phone: PHONE })) {
    test(`the templates read well, ${theme}, ${size}`, async ({ as, baseURL }) => {
      const name = template('Oi, {{1}}! Podemos continuar?');
      const refused = template('Compre já!', 'rejected', 'texto vago');
      const writer = await silent(25);
      const page = await as('helena', options);
      await wear(page, theme, baseURL ?? '');
      await page.goto('/templates');
      await isLive(page);
      const row = page.getByRole('row').filter({ hasText: refused });
      await expect(row).toContainText('Recusado');
      await expect(row).toContainText('Motivo: texto vago');
      await page.getByText(name, { exact: true }).click();
      await expect(page.locator('p:visible', { hasText: 'Oi, Maria! Podemos continuar?' }).first()).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);

      const conversation = await new Conversation(page).open(writer.id);
      await page.getByRole('searchbox', { name: 'Buscar modelo' }).fill(name);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('group', { name: 'O cliente vai ler' })).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(conversation.page);
    });
  }
}

test('automation picks what it sends, until a manager chooses', async ({ as }) => {
  const name = template('Oi, {{1}}! Podemos continuar?');
  const picked = template('Oi, {{1}}! Sobre o protocolo {{2}}.', 'approved', '', 'retomar_atendimento');
  query('delete from template_purposes');
  const page = await as('helena');
  await page.goto('/templates');
  await isLive(page);
  const choice = page.getByLabel(/^Retomar a conversa em/).first();
  await expect(choice.locator('option:checked')).toHaveText(`Automático: ${picked}`);
  const said = () => query(`select p.purpose, t.name from template_purposes p left join templates t on t.id = p.template_id`);
  const kept: Record<string, string[][]> = {
    [`${name} (pt_BR)`]: [['resume', name]],
    [`${picked} (pt_BR)`]: [['resume', picked]],
    Nenhum: [['resume', '']],
    [`Automático: ${picked}`]: [],
  };
  for (const [label, rows] of Object.entries(kept)) {
    // by its value: a channel may have two templates of one name
    const value = await choice.locator('option').filter({ hasText: label }).first().getAttribute('value');
    await choice.selectOption({ value: value ?? '' });
    await expect(page.getByText('Escolha salva')).toBeVisible();
    expect(said()).toEqual(rows);
    await page.reload();
    await isLive(page);
    await expect(choice.locator('option:checked')).toHaveText(label);
  }
});

test('an agent has no page of templates', async ({ as, complaints }) => {
  complaints.expect(/status of 403/);
  const page = await as('ana');
  await page.goto('/templates');
  await expect(page.getByText('Seu perfil não permite isso. Peça a um gestor.')).toBeVisible();
});

test('the templates are read from the provider again at a press', async ({ as }) => {
  const page = await as('helena');
  await page.goto('/templates');
  await isLive(page);
  await page.getByRole('button', { name: 'Sincronizar agora' }).click();
  await expect(page.getByRole('region', { name: 'Avisos' }).getByText(/do provedor|Não foi possível ler os modelos/)).toBeVisible();
});
