// A message whose fate nothing can tell: whoever asked the subscriber decides.
import { Conversation } from '../support/conversation';
import { conversationOf, query } from '../support/database';
import { expect, test } from '../support/test';
import { sentTo, stranger, WORDS, write } from '../support/town';

test('an agent says what became of a message in doubt', async ({ as }) => {
  const writer = stranger('Otília');
  await write(writer, WORDS['Técnico urgente']);
  await expect.poll(async () => (await sentTo(writer)).length).toBe(1);
  const id = conversationOf(writer.name);
  const ana = await new Conversation(await as('ana')).open(id);
  const text = 'O técnico sai às 15h.';
  await ana.say(text);
  await expect(ana.tick(text, 'entregue')).toBeVisible({ timeout: 10_000 });
  // As if the answer had been lost and no report had come for long.
  query(
    `update messages set status = 'queued', provider_message_id = null where conversation_id = '${id}' and body = '${text}';
     update outbox set state = 'in_doubt', undecided_at = now() where message_id = (select id from messages where conversation_id = '${id}' and body = '${text}')`,
  );
  await ana.page.reload();
  await expect(ana.messages().getByText('Não sabemos se chegou.', { exact: false })).toBeVisible();
  await ana.messages().getByRole('button', { name: 'Chegou' }).click();
  await expect(ana.tick(text, 'entregue')).toBeVisible();
  await expect(ana.messages().getByText('Não sabemos se chegou.', { exact: false })).toBeHidden();
  expect((await sentTo(writer)).filter((message) => message.body === text), 'nothing is sent again').toHaveLength(1);
});
