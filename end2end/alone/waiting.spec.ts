// A message that waits says why, and no more once it has left; the one behind it says that it waits for it.
import { Conversation } from '../support/conversation';
import { conversationOf, query } from '../support/database';
import { expect, test } from '../support/test';
import { stranger, WORDS, write } from '../support/town';

test('messages of a paused channel say what they wait for', async ({ as }) => {
  const writer = stranger('Zulmira');
  await write(writer, WORDS['Técnico urgente']);
  let id = '';
  await expect(() => {
    id = conversationOf(writer.name);
  }).toPass({ intervals: [50, 100] });
  const ana = await new Conversation(await as('ana')).open(id);
  await ana.say('Já estou olhando.');
  await expect(ana.tick('Já estou olhando.', 'entregue')).toBeVisible();
  query(`update channels set active = false where id = (select channel_id from conversations where id = '${id}')`);
  try {
    await ana.say('Um momento.');
    await ana.say('E mais uma coisa.');
    await expect(ana.messages().getByText(/o canal está pausado/)).toHaveCount(1, { timeout: 30_000 });
    await expect(ana.messages().getByText(/Aguardando a mensagem anterior/)).toHaveCount(1);
  } finally {
    query(`update channels set active = true where id = (select channel_id from conversations where id = '${id}')`);
  }
  await expect(ana.tick('E mais uma coisa.', 'entregue')).toBeVisible({ timeout: 30_000 });
  await expect(ana.messages().getByText(/Aguardando/)).toHaveCount(0);
});
