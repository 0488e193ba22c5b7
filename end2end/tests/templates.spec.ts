// The 24-hour window: how long is left, what it refuses, and the templates that go out once it is closed.
import { axe, overflow, THEMES, wear } from '../support/axe';
import { Board, isLive } from '../support/board';
import { Conversation } from '../support/conversation';
import { conversationOf, letPass, query } from '../support/database';
import { choose, template } from '../support/template';
import { expect, PHONE, test } from '../support/test';
import { stranger, WORDS, write, type Writer } from '../support/town';

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
  await choose(conversation.page, name);
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
  await choose(page, name);
  await expect(page.getByLabel('Valor de 2')).toBeFocused();
  await page.keyboard.type('a sua linha');
  await expect(page.getByRole('group', { name: 'O cliente vai ler' })).toContainText('Oi, Odete! Sobre a sua linha: podemos continuar?');
  await page.keyboard.press('Enter');
  await expect(conversation.bubble('Oi, Odete! Sobre a sua linha: podemos continuar?')).toBeVisible();
  await expect.poll(() => query(`select count(*) from messages where conversation_id = '${writer.id}' and extra ? 'template'`)).toEqual([['1']]);

  // As soon as the subscriber writes, so can we.
  await write(writer, 'pode sim');
  await expect(conversation.composer()).toBeVisible();
});

test('what was written too late is refused and stays a draft', async ({ as, complaints }) => {
  complaints.expect(/status of 409/);
  // not late: an escalation would tell the page
  const writer = await silent(0);
  // and nothing is on its way to the subscriber whose arrival would tell it, either
  const acknowledged = () => query(`select status from messages where conversation_id = '${writer.id}' and direction = 'outbound'`);
  await expect.poll(acknowledged).toEqual([['delivered']]);
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
      const row = (name: string) => page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
      await expect(row(refused)).toContainText('Recusado');
      await expect(row(refused)).toContainText('Motivo: texto vago');
      await expect(row(name).getByText('Oi, Maria! Podemos continuar?')).toBeHidden();
      await row(name).getByText(name, { exact: true }).click();
      await expect(row(name).getByText('Oi, Maria! Podemos continuar?')).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      // all of the table is there: what is below it does not squeeze it
      const hidden = page.locator('.templates-page .table-frame').evaluate((frame) => frame.scrollHeight - frame.clientHeight);
      expect(await hidden).toBeLessThan(2);
      await axe(page);

      const conversation = await new Conversation(page).open(writer.id);
      await choose(page, name);
      await expect(page.getByRole('group', { name: 'O cliente vai ler' })).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(conversation.page);
    });
  }
}

test('an agent has no page of templates', async ({ as, complaints }) => {
  complaints.expect(/status of 403/);
  const page = await as('ana');
  await page.goto('/templates');
  await expect(page.getByText('Seu perfil não permite isso. Peça a um gestor.')).toBeVisible();
});
