// A message that does not go out: the agent sees why, and sends the same one again.
import { Board } from '../support/board';
import { Conversation } from '../support/conversation';
import { conversationOf, emptyBoard } from '../support/database';
import { expect, test } from '../support/test';
import { breakSends, sentTo, stranger, type Writer, WORDS, write } from '../support/town';

/** Somebody who has had the acknowledgement: the next send is ours. */
async function acknowledged(first: string): Promise<Writer & { id: string }> {
  const writer = stranger(first);
  await write(writer, WORDS['Técnico urgente']);
  await expect.poll(async () => (await sentTo(writer)).map((message) => message.status)).toEqual(['delivered']);
  return { ...writer, id: conversationOf(writer.name) };
}

test('a refused message says why, and goes out once on the second try', async ({ as }) => {
  // so that its card is among those that are drawn
  emptyBoard();
  const writer = await acknowledged('Adalgisa');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await breakSends({ refuse: { code: 63016 } });
  const text = 'O técnico chega entre 14h e 16h.';
  await ana.composer().fill(text);
  await ana.sendButton().click();
  await expect(ana.messages().getByText('A janela de 24 horas fechou', { exact: false })).toBeVisible();
  await expect(ana.messages().getByText('Não enviada.', { exact: false })).toBeVisible();
  // whoever watches the board sees it too
  const board = await (await new Board(await as('helena')).open()).showAll();
  await expect(board.card(writer.name)).toContainText('Não enviada');
  await ana.page.reload();
  await expect(ana.messages().getByText('A janela de 24 horas fechou', { exact: false })).toBeVisible();

  await ana.messages().getByRole('button', { name: 'Tentar de novo' }).click();
  await expect(ana.tick(text, 'entregue')).toBeVisible();
  await expect(ana.messages().getByText('Não enviada.', { exact: false })).toBeHidden();
  await expect(board.card(writer.name)).not.toContainText('Não enviada');
  await expect(ana.bubble(text)).toHaveCount(1);
  expect((await sentTo(writer)).filter((message) => message.body === text)).toHaveLength(1);
});

test('a message that WhatsApp gives up later is shown as failed', async ({ as }) => {
  const writer = await acknowledged('Belmira');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await breakSends({ undelivered: { code: 63024 } });
  const text = 'Consegue me mandar uma foto do aparelho?';
  await ana.say(text);
  await expect(ana.messages().getByText('Este número não pode ser alcançado no WhatsApp.', { exact: false })).toBeVisible();
});

test('an error of the provider is weathered without a second message', async ({ as }) => {
  const writer = await acknowledged('Cacilda');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await breakSends('server_error');
  const text = 'Reiniciei o seu aparelho daqui, teste por favor.';
  await ana.say(text);
  await expect(ana.tick(text, 'entregue')).toBeVisible({ timeout: 25_000 });
  expect((await sentTo(writer)).filter((message) => message.body === text)).toHaveLength(1);
});

test('an answer written while the desk is out of reach waits in the thread', async ({ as, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/, /ERR_NETWORK/);
  const writer = await acknowledged('Deolinda');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await ana.page.context().setOffline(true);
  const text = 'Estou sem rede, mas já respondo.';
  await ana.composer().fill(text);
  await ana.composer().press('Enter');
  const again = ana.messages().getByRole('button', { name: 'Tentar de novo' });
  await expect(again).toBeVisible();
  await ana.page.context().setOffline(false);
  await again.click();
  await expect(ana.tick(text, 'entregue')).toBeVisible();
  await expect(ana.bubble(text)).toHaveCount(1);
  expect((await sentTo(writer)).filter((message) => message.body === text)).toHaveLength(1);
});
