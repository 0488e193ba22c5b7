// What a thread is made of at Meta: messages that come out of order, and answers that are tapped.
import { axe, overflow, THEMES, wear } from '../support/axe';
import { Conversation } from '../support/conversation';
import { conversationOf, query } from '../support/database';
import { Meta } from '../support/meta';
import { choose } from '../support/template';
import { expect, PHONE, test as base } from '../support/test';
import { stranger, WORDS, type Writer } from '../support/town';

/** Somebody whose message has reached the desk over this number. */
async function waiting(meta: Meta): Promise<Writer & { id: string }> {
  const writer = stranger('Odete');
  await meta.write(writer, WORDS['Técnico urgente']);
  let id = '';
  await expect(async () => {
    id = conversationOf(writer.name);
  }).toPass({ intervals: [50, 100] });
  return { ...writer, id };
}

interface Stage {
  /** A number at Meta. */
  meta: Meta;
  /** Somebody who waits there. */
  writer: Writer & { id: string };
  /** What they wrote, opened by an agent at a desk. */
  conversation: Conversation;
}

const test = base.extend<Stage>({
  meta: async ({ as }, use) => {
    const administrator = await as('renato');
    await administrator.goto('/');
    const meta = await Meta.start(administrator);
    await use(meta);
    meta.stop();
  },

  writer: async ({ meta }, use) => use(await waiting(meta)),

  conversation: async ({ as, writer }, use) => use(await new Conversation(await as('ana')).open(writer.id)),
});

test('a message that comes late is put where it was written, while the page is open', async ({ meta, writer, conversation }) => {
  await meta.write(writer, 'a luz vermelha piscou');
  await expect(conversation.bubble('a luz vermelha piscou')).toBeVisible();
  await meta.write(writer, 'antes disso eu reiniciei', 70);
  const late = conversation.bubble('antes disso eu reiniciei');
  await expect(late).toBeVisible();
  await expect(late.getByText(/^escrita às \d\d:\d\d, chegou depois$/)).toBeVisible();
  const said = () => conversation.messages().locator('.bubble:not(.bubble-ours) .bubble-text').allInnerTexts();
  const order = ['antes disso eu reiniciei', WORDS['Técnico urgente'], 'a luz vermelha piscou'];
  await expect.poll(said).toEqual(order);
  await conversation.page.reload();
  await expect(late).toBeVisible();
  await expect.poll(said).toEqual(order);
});

test('an agent offers answers, and the one that is tapped comes back with its question', async ({ meta, writer, conversation }) => {
  const { page } = conversation;
  await conversation.button('Respostas prontas').click();
  const answers = page.getByRole('group', { name: 'Respostas prontas' });
  await expect(answers.getByLabel('Resposta 1', { exact: true })).toBeFocused();
  await answers.getByLabel('Resposta 1', { exact: true }).fill('Hoje à tarde');
  await answers.getByLabel('Resposta 2', { exact: true }).fill('Hoje à tarde');
  await conversation.composer().fill('Quando o técnico pode ir?');
  await expect(page.getByText('Há duas respostas iguais')).toBeVisible();
  await expect(conversation.sendButton()).toBeDisabled();
  await answers.getByLabel('Resposta 2', { exact: true }).fill('Amanhã cedo');
  await conversation.composer().press('Enter');
  const question = conversation.bubble('Quando o técnico pode ir?');
  await expect(question.getByRole('listitem')).toHaveText(['Hoje à tarde', 'Amanhã cedo']);
  await expect(answers).toBeHidden();

  const asked = () => meta.calls.findIndex((call) => call.interactive?.body.text === 'Quando o técnico pode ir?');
  await expect.poll(asked).toBeGreaterThanOrEqual(0);
  const buttons = meta.calls[asked()].interactive!.action.buttons!;
  expect(buttons.map((button) => button.reply.title)).toEqual(['Hoje à tarde', 'Amanhã cedo']);
  await meta.tap(writer, 'wamid.of-none', buttons[1].reply);
  await expect(conversation.bubble('Amanhã cedo').last()).toBeVisible();
});

test('more than three answers are a list, and what is tapped in it comes back', async ({ meta, writer, conversation }) => {
  const { page } = conversation;
  await conversation.button('Respostas prontas').click();
  const fields = page.getByRole('group', { name: 'Respostas prontas' }).getByRole('textbox');
  const hours = Array.from({ length: 10 }, (_, at) => `Às ${8 + at} horas`);
  await expect(fields).toHaveCount(3);
  for (const [at, hour] of hours.entries()) {
    await fields.nth(at).fill(hour);
    await expect(fields).toHaveCount(Math.min(Math.max(at + 2, 3), 10));
  }
  await expect(page.getByText('Com mais de três, o cliente abre uma lista')).toBeVisible();
  await conversation.composer().fill('A que horas o técnico pode ir?');
  await conversation.composer().press('Enter');
  const question = conversation.bubble('A que horas o técnico pode ir?');
  await expect(question.getByRole('listitem')).toHaveText(hours);

  const asked = () => meta.calls.findIndex((call) => call.interactive?.body.text === 'A que horas o técnico pode ir?');
  await expect.poll(asked).toBeGreaterThanOrEqual(0);
  const list = meta.calls[asked()].interactive!;
  expect(list.type).toBe('list');
  const rows = list.action.sections!.flatMap((section) => section.rows);
  expect(rows.map((row) => row.title)).toEqual(hours);
  await meta.tap(writer, 'wamid.of-none', rows[9], 'list_reply');
  await expect(conversation.bubble('Às 17 horas').last()).toBeVisible();
});

test('a template takes the file above its words with it', async ({ as, meta, writer }) => {
  const name = `fatura_${writer.number.slice(-6)}`;
  const components = JSON.stringify({ header: { kind: 'document', text: '' }, body: 'Oi, {{1}}! Segue a sua fatura.', footer: null, buttons: [] });
  query(
    `update channels set templates_asked_at = now() where id = '${meta.channel}';
     insert into templates (id, channel_id, provider_id, name, language, category, state, components)
     values (gen_random_uuid(), '${meta.channel}', '${name}', '${name}', 'pt_BR', 'utility', 'approved', '${components}')`,
  );
  const conversation = await new Conversation(await as('ana')).open(writer.id);
  const { page } = conversation;
  await conversation.button('Modelo').click();
  await choose(page, name);
  await expect(page.getByLabel('Valor de 1')).toHaveValue('Odete');
  await expect(page.getByRole('button', { name: 'Anexar arquivo' })).toBeFocused();
  const send = page.getByRole('button', { name: 'Enviar modelo' });
  await expect(send).toBeDisabled();
  await page.locator('input[type=file]').setInputFiles({ name: 'fatura.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a fatura') });
  await expect(page.getByRole('list', { name: 'Arquivos escolhidos' })).toContainText('pronto');
  await send.click();
  await expect(conversation.bubble('Oi, Odete! Segue a sua fatura.')).toBeVisible();
  await expect(conversation.messages().getByRole('link', { name: /fatura\.pdf/ })).toHaveAttribute('href', /^\/media\//);
  const sent = () => meta.calls.filter((call) => call.template?.name === name);
  await expect.poll(() => sent().length).toBe(1);
  const [header, body] = sent()[0].template!.components;
  expect(header).toMatchObject({ type: 'header', parameters: [{ type: 'document', document: { filename: 'fatura.pdf' } }] });
  expect(body).toMatchObject({ type: 'body', parameters: [{ type: 'text', text: 'Odete' }] });
});

for (const theme of THEMES) {
  for (const [size, options] of [['desk', {}], ['phone', PHONE]] as const) {
    test(`answers are offered, ${theme}, on a ${size}`, async ({ as, baseURL, meta, writer }, info) => {
      const page = await as('ana', options);
      await wear(page, theme, baseURL ?? '');
      const conversation = await new Conversation(page).open(writer.id);
      await conversation.say('Já achei o problema.');
      await meta.write(writer, 'e o técnico?', 90);
      await expect(conversation.bubble('e o técnico?')).toBeVisible();
      await conversation.button('Respostas prontas').click();
      await page.getByLabel('Resposta 1', { exact: true }).fill('Hoje à tarde');
      await page.getByLabel('Resposta 2', { exact: true }).fill('Amanhã cedo');
      await conversation.composer().fill('Quando o técnico pode ir?');
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
      await page.screenshot({ path: info.outputPath('composer.png') });
      for (let at = 3; at <= 10; at += 1) await page.getByLabel(`Resposta ${at}`, { exact: true }).fill(`Outro horário ${at}`);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
      await page.screenshot({ path: info.outputPath('list.png') });
      await conversation.sendButton().click();
      await expect(conversation.bubble('Quando o técnico pode ir?').getByRole('listitem')).toHaveCount(10);
      await page.screenshot({ path: info.outputPath('bubble.png') });
    });
  }
}
