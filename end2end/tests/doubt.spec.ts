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
  await expect(ana.tick(text, 'entregue')).toBeVisible();
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

test('its channel counts what is in doubt and what was not sent', async ({ as }) => {
  const writer = stranger('Odila');
  await write(writer, WORDS['Técnico urgente']);
  await expect.poll(async () => (await sentTo(writer)).length).toBe(1);
  const id = conversationOf(writer.name);
  const ours = `message_id in (select id from messages where conversation_id = '${id}' and direction = 'outbound')`;
  // a report that comes later would settle it
  await expect.poll(() => query(`select status from messages where conversation_id = '${id}' and direction = 'outbound'`)).toEqual([['delivered']]);
  await expect.poll(() => query(`select state from outbox where ${ours}`)).toEqual([['sent']]);
  const channel = query(`select c.id, c.name from channels c join messages m on m.channel_id = c.id where m.conversation_id = '${id}' limit 1`)[0];
  const count = (condition: string) =>
    Number(query(`select count(*) from outbox o join messages m on m.id = o.message_id where m.channel_id = '${channel[0]}' and ${condition}`)[0][0]);
  const page = await as('renato');
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2, name: channel[1], exact: true }) });
  const shows = async (condition: string, words: (n: number) => string) =>
    expect(async () => {
      await page.goto('/channels');
      const n = count(condition);
      expect(n).toBeGreaterThan(0);
      await expect(card.getByText(words(n), { exact: true })).toBeVisible({ timeout: 3_000 });
    }).toPass();

  query(`update outbox set state = 'in_doubt', undecided_at = now() where ${ours}`);
  await shows(`o.state = 'in_doubt' and o.undecided_at is not null`, (n) => `${n} em dúvida`);
  query(`update outbox set state = 'failed', undecided_at = null, updated_at = now() where ${ours}`);
  await shows(`o.state = 'failed' and o.updated_at > now() - interval '24 hours'`, (n) => (n === 1 ? '1 não enviada em 24 horas' : `${n} não enviadas em 24 horas`));
  query(`update outbox set state = 'sent' where ${ours}`);
});
