// The whole way of a conversation: from the subscriber's phone to the board, to a person, and back to the phone.
import type { Page, Route } from '@playwright/test';
import { Board, isLive } from '../support/board';
import { Conversation } from '../support/conversation';
import { conversationOf, query } from '../support/database';
import { PEOPLE } from '../support/people';
import { expect, test } from '../support/test';
import { read, type Sent, sentTo, stranger, subscriber, WORDS, write, writeUnknownKind, type Writer } from '../support/town';

/** A subscriber whose message has reached the board. */
async function waiting(first: string, words: string = WORDS['Técnico urgente']): Promise<Writer & { id: string }> {
  const writer = stranger(first);
  await write(writer, words);
  let id = '';
  await expect(async () => {
    id = conversationOf(writer.name);
    const [[status]] = query(`select status from conversations where id = '${id}'`);
    expect(status).toBe('waiting');
  }).toPass({ intervals: [50, 100] });
  return { ...writer, id };
}

/** Opens a conversation whose page does not come alive before it is released. */
async function openAsleep(page: Page, id: string): Promise<() => void> {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/conversations/${id}`, { waitUntil: 'commit' });
  return release;
}

/** What reached a phone with these very words. */
async function arrived(writer: Writer, text: string): Promise<Sent[]> {
  return (await sentTo(writer)).filter((message) => message.body === text);
}

test('a message becomes a conversation, is answered once, and its ticks come back', async ({ as }) => {
  const writer = subscriber();
  const board = await new Board(await as('ana')).open();
  await write(writer, WORDS['Técnico urgente']);
  const card = board.card(writer.name, 'Técnico urgente');
  await expect(card).toBeVisible();
  const id = conversationOf(writer.name);

  // Helena looks on from another browser.
  const onlooker = await new Conversation(await as('helena')).open(id);
  await expect(onlooker.bubble(WORDS['Técnico urgente'])).toBeVisible();

  await card.click();
  const ana = new Conversation(board.page);
  await expect(ana.bubble(WORDS['Técnico urgente'])).toBeVisible();
  await expect(ana.messages().getByText('Encaminhada para Técnico urgente')).toBeVisible();
  await ana.page.keyboard.press('c');
  await expect(ana.toast(`A conversa de ${writer.name} é sua`)).toBeVisible();
  await expect(onlooker.page.getByText(`Com ${PEOPLE.ana}`).first()).toBeVisible();
  await expect(onlooker.messages().getByText(`${PEOPLE.ana} assumiu a conversa`)).toBeVisible();

  const answer = 'Boa tarde! Já estou olhando a sua linha, um momento.';
  await ana.say(answer);
  await expect(onlooker.bubble(answer)).toBeVisible();
  await expect(ana.tick(answer, 'entregue')).toBeVisible();
  await expect(onlooker.tick(answer, 'entregue')).toBeVisible();
  const phone = await arrived(writer, answer);
  expect(phone).toHaveLength(1);

  await read(phone[0].sid);
  await expect(ana.tick(answer, 'lida')).toBeVisible();
  await expect(onlooker.tick(answer, 'lida')).toBeVisible();

  // The clock rests until the subscriber writes again.
  await expect(ana.page.locator('.thread-head').getByRole('timer')).toHaveText('');
  await write(writer, 'a luz agora ficou verde');
  await expect(ana.bubble('a luz agora ficou verde')).toBeVisible();
  await expect(onlooker.bubble('a luz agora ficou verde')).toBeVisible();
  await expect(ana.page.locator('.thread-head').getByRole('timer')).toHaveText(/\d/);
  expect(await arrived(writer, answer)).toHaveLength(1);
});

test('a double click sends once', async ({ as }) => {
  const writer = await waiting('Iracema');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  const text = 'Pode me confirmar o endereço, por favor?';
  await ana.composer().fill(text);
  await ana.sendButton().dblclick();
  await expect(ana.tick(text, 'entregue')).toBeVisible();
  await expect(ana.bubble(text)).toHaveCount(1);
  expect(await arrived(writer, text)).toHaveLength(1);
});

test('Enter and a click at once send once', async ({ as }) => {
  const writer = await waiting('Jacira');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  const text = 'Vou abrir um chamado para o técnico.';
  await ana.composer().fill(text);
  const button = await ana.sendButton().boundingBox();
  if (!button) throw new Error('There is no button to send with');
  await ana.composer().focus();
  await Promise.all([
    ana.page.keyboard.press('Enter'),
    ana.page.mouse.click(button.x + button.width / 2, button.y + button.height / 2),
  ]);
  await expect(ana.tick(text, 'entregue')).toBeVisible();
  await expect(ana.bubble(text)).toHaveCount(1);
  expect(await arrived(writer, text)).toHaveLength(1);
});

test('two messages in a row arrive in order, and Shift Enter breaks a line', async ({ as }) => {
  const writer = await waiting('Leocádia');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await ana.composer().fill('Primeira linha');
  await ana.composer().press('Shift+Enter');
  await ana.composer().pressSequentially('segunda linha');
  await ana.composer().press('Enter');
  await expect(ana.composer()).toHaveValue('');
  await ana.say('E mais uma coisa.');
  await expect(ana.tick('E mais uma coisa.', 'entregue')).toBeVisible();
  const texts = (await sentTo(writer)).map((message) => message.body).slice(-2);
  expect(texts).toEqual(['Primeira linha\nsegunda linha', 'E mais uma coisa.']);
});

test('a draft survives leaving and a reload', async ({ as }) => {
  const [writer, other] = [await waiting('Malvina'), await waiting('Nivaldo')];
  const ana = await new Conversation(await as('ana')).open(writer.id);
  const draft = 'Então, o que acontece é que';
  await ana.composer().fill(draft);
  await ana.page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Fila', exact: true }).click();
  await new Board(ana.page).card(other.name).click();
  await expect(ana.bubble(WORDS['Técnico urgente'])).toBeVisible();
  await expect(ana.composer()).toHaveValue('');
  await ana.page.goBack();
  await new Board(ana.page).card(writer.name).click();
  await expect(ana.composer()).toHaveValue(draft);
  await ana.page.reload();
  await expect(ana.composer()).toHaveValue(draft);
  await isLive(ana.page);
  await ana.composer().press('End');
  await ana.composer().press('Enter');
  // not while it is being sent
  await expect(ana.tick(draft, 'entregue')).toBeVisible();
  await ana.page.reload();
  await expect(ana.bubble(draft)).toBeVisible();
  await expect(ana.composer()).toHaveValue('');
});

test('what was typed before the page came alive stays, and is sent', async ({ as }) => {
  const writer = await waiting('Zulmira');
  const ana = new Conversation(await as('ana'));
  const release = await openAsleep(ana.page, writer.id);
  const text = 'Escrevi antes da página acordar.';
  await ana.composer().fill(text);
  release();
  await isLive(ana.page);
  await expect(ana.composer()).toHaveValue(text);
  await ana.composer().press('Enter');
  await expect(ana.tick(text, 'entregue')).toBeVisible();
  expect(await arrived(writer, text)).toHaveLength(1);
});

test('a button that is pressed before the page came alive acts then, once', async ({ as }) => {
  const writer = await waiting('Zoraide');
  const ana = new Conversation(await as('ana'));
  const release = await openAsleep(ana.page, writer.id);
  // nothing happens yet, so people press again
  await ana.button('Assumir').click();
  await ana.button('Assumir').click();
  const text = 'Já assumi, um momento.';
  await ana.composer().fill(text);
  release();
  await expect(ana.messages().getByText(`${PEOPLE.ana} assumiu a conversa`)).toBeVisible();
  await expect(ana.composer()).toHaveValue(text);
  const claims = query(`select count(*) from audit_log where action = 'claim' and subject_id = '${writer.id}'`);
  expect(claims).toEqual([['1']]);
});

test('a page that is closed in the middle of a sending takes it up again, once', async ({ as, complaints }) => {
  // what the reload cuts off complains with the page's last breath
  complaints.expect(/Failed to fetch/);
  const writer = await waiting('Zenaide');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  // The first does not even leave; of the second the desk's answer is lost.
  const requests: [string, (route: Route) => Promise<unknown>][] = [
    ['E esta nem saiu.', async () => {}],
    ['Desta a resposta se perde.', (route) => route.fetch()],
  ];
  for (const [text, request] of requests) {
    const asked = new Promise<void>((resolve, reject) => {
      void ana.page.route('**/api/send_reply', (route) => request(route).then(() => resolve(), reject));
    });
    await ana.composer().fill(text);
    await ana.composer().press('Enter');
    await expect(ana.bubble(text)).toBeVisible();
    await asked;
    await ana.page.unrouteAll({ behavior: 'ignoreErrors' });
    await ana.page.reload();
    await expect(ana.tick(text, 'entregue')).toBeVisible();
    await expect(ana.bubble(text)).toHaveCount(1);
    expect(await arrived(writer, text)).toHaveLength(1);
  }
});

test('days stand between the messages', async ({ as }) => {
  const writer = await waiting('Otacília');
  query(`update messages set created_at = created_at - interval '1 day' where conversation_id = '${writer.id}'`);
  await write(writer, 'continua igual hoje');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await expect(ana.bubble('continua igual hoje')).toBeVisible();
  const days = ana.messages().locator('.day');
  await expect(days).toHaveText(['Ontem', 'Hoje']);
});

test('a conversation is handed to another queue', async ({ as }) => {
  const writer = await waiting('Perpétua');
  const onlooker = await (await new Board(await as('helena')).open()).showAll();
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await ana.button('Assumir').click();
  await expect(ana.toast(`A conversa de ${writer.name} é sua`)).toBeVisible();
  await ana.button('Transferir').click();
  await ana.page.getByRole('dialog', { name: 'Transferir conversa' }).getByRole('button', { name: 'Financeiro' }).click();
  await expect(ana.toast('Transferida para Financeiro')).toBeVisible();
  await expect(ana.messages().getByText(`${PEOPLE.ana} transferiu para Financeiro`)).toBeVisible();
  await expect(onlooker.card(writer.name, 'Financeiro')).toBeVisible();
  await expect(onlooker.card(writer.name)).toHaveCount(1);
  await expect(onlooker.card(writer.name)).toHaveAttribute('aria-label', /sem dono$/);
});

test('a conversation is handed to a colleague, who sees it at once', async ({ as }) => {
  const writer = await waiting('Raimunda');
  const bruno = await as('bruno');
  await bruno.goto('/conversations');
  await isLive(bruno);
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await ana.page.keyboard.press('t');
  const dialog = ana.page.getByRole('dialog', { name: 'Transferir conversa' });
  await dialog.getByRole('searchbox', { name: 'Buscar colega' }).fill('bruno');
  const colleague = dialog.getByRole('button', { name: PEOPLE.bruno });
  await expect(colleague).toContainText('online');
  await colleague.click();
  await expect(ana.toast(`Transferida para ${PEOPLE.bruno}`)).toBeVisible();
  await expect(ana.page.getByText(`${PEOPLE.bruno} está atendendo esta conversa`)).toBeVisible();
  await expect(ana.composer()).toBeHidden();
  await bruno.getByRole('complementary', { name: 'Conversas' }).getByRole('link').filter({ hasText: writer.name }).click();
  await expect(new Conversation(bruno).composer()).toBeVisible();
});

test('a held conversation is put back in its queue', async ({ as }) => {
  const writer = await waiting('Sebastiana');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await ana.page.keyboard.press('c');
  await expect(ana.toast(`A conversa de ${writer.name} é sua`)).toBeVisible();
  await ana.page.getByRole('button', { name: 'Mais opções' }).click();
  await ana.page.getByRole('menuitem', { name: 'Devolver à fila' }).click();
  await expect(ana.toast('Conversa devolvida à fila')).toBeVisible();
  await expect(ana.button('Assumir')).toBeVisible();
});

test('a closed conversation leaves the board, can be opened again, and the next message opens a new one', async ({ as }) => {
  const writer = await waiting('Terezinha');
  const onlooker = await new Board(await as('bruno')).open();
  await expect(onlooker.card(writer.name)).toBeVisible();
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await ana.page.keyboard.press('c');
  await expect(ana.toast(`A conversa de ${writer.name} é sua`)).toBeVisible();
  await ana.page.keyboard.press('e');
  await expect(ana.toast('Conversa encerrada')).toBeVisible();
  await expect(ana.page.getByText('Esta conversa foi encerrada')).toBeVisible();
  await expect(onlooker.card(writer.name)).toBeHidden();

  await ana.button('Reabrir').first().click();
  await expect(ana.toast('Conversa reaberta')).toBeVisible();
  await expect(ana.messages().getByText(`${PEOPLE.ana} reabriu a conversa`)).toBeVisible();
  await ana.page.keyboard.press('e');
  await expect(ana.page.getByText('Esta conversa foi encerrada')).toBeVisible();

  await write(writer, WORDS.Financeiro);
  const helena = await (await new Board(await as('helena')).open()).showAll();
  await helena.card(writer.name, 'Financeiro').click();
  await expect(helena.page).not.toHaveURL(new RegExp(writer.id));
  const past = helena.page.getByRole('complementary', { name: 'Cliente' });
  await expect(past.getByRole('heading', { name: 'Conversas anteriores' })).toBeVisible();
  await expect(past.getByRole('link').filter({ hasText: 'Encerrada' })).toHaveAttribute('href', `/conversations/${writer.id}`);
});

test('a kind that we do not know keeps its place', async ({ as }) => {
  const writer = await waiting('Umbelina');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await writeUnknownKind(writer, 'enquete');
  await expect(ana.messages().getByText('Mensagem de um tipo que só abre no WhatsApp')).toBeVisible();
});

test('a number that nobody knows opens a conversation and says so', async ({ as }) => {
  const writer = stranger('Wanderley');
  const board = await new Board(await as('carla')).open();
  await write(writer, WORDS.Comercial);
  const card = board.card(writer.name, 'Comercial');
  await expect(card.getByText('Novo contato')).toBeVisible();
  await card.click();
  const panel = board.page.getByRole('complementary', { name: 'Cliente' });
  await expect(panel.getByText('Contato novo')).toBeVisible();
  await expect(panel.getByText('Este número não está em nenhum cadastro de cliente.', { exact: false })).toBeVisible();
});

test('what automation cannot tell is asked, and the choice queues it', async ({ as }) => {
  const writer = stranger('Xisto');
  await write(writer, 'oi');
  await expect.poll(async () => (await sentTo(writer)).at(-1)?.choices.length).toBe(5);
  const board = await (await new Board(await as('helena')).open()).showAll();
  await expect(board.card(writer.name)).toBeHidden();
  await write(writer, '4');
  await expect(board.card(writer.name, 'Financeiro')).toBeVisible();
});

test('words that look like code stay words', async ({ as }) => {
  const someone = stranger('Zélia');
  const writer = { ...someone, name: `${someone.name} <img src=x onerror=alert(1)>` };
  const words = '<script>alert(1)</script> &amp; </textarea> "aspas" quero cancelar o meu contrato';
  await write(writer, words);
  const board = await (await new Board(await as('helena')).open()).showAll();
  const card = board.page.getByRole('link').filter({ hasText: writer.name });
  await expect(card).toBeVisible();
  await card.click();
  const helena = new Conversation(board.page);
  await expect(helena.bubble(words)).toBeVisible();
  const answer = '<b>negrito</b> </textarea><script>alert(2)</script>';
  await helena.say(answer);
  await expect(helena.tick(answer, 'entregue')).toBeVisible();
  await helena.page.reload();
  await expect(helena.bubble(answer)).toBeVisible();
  await expect(helena.bubble(words)).toBeVisible();
  expect(await arrived(writer, answer)).toHaveLength(1);
});
