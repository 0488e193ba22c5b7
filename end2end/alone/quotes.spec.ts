// Answers that name their message, reactions, and read marks, over a channel that has them: a second number, at Meta.
import { Conversation } from '../support/conversation';
import { conversationOf } from '../support/database';
import { Meta } from '../support/meta';
import { expect, test } from '../support/test';
import { stranger, WORDS } from '../support/town';

test('a message is answered by name, read once, and reacted to', async ({ as }) => {
  const administrator = await as('renato');
  await administrator.goto('/');
  const meta = await Meta.start(administrator);
  const writer = stranger('Valdirene');
  const first = await meta.write(writer, WORDS['Técnico urgente']);
  let id = '';
  await expect(() => {
    id = conversationOf(writer.name);
  }).toPass({ intervals: [50, 100] });

  const ana = await new Conversation(await as('ana')).open(id);
  await ana.bubble(WORDS['Técnico urgente']).hover();
  await ana.bubble(WORDS['Técnico urgente']).getByRole('button', { name: 'Responder' }).click();
  await expect(ana.page.getByText(`Respondendo a ${writer.name}`)).toBeVisible();
  await expect(ana.composer()).toBeFocused();
  await ana.say('Vou olhar agora mesmo.');
  await expect(ana.page.getByText(`Respondendo a ${writer.name}`)).toBeHidden();
  await expect(ana.bubble('Vou olhar agora mesmo.').locator('.bubble-quoted')).toContainText(WORDS['Técnico urgente']);
  await expect.poll(() => meta.calls.find((call) => call.text?.body === 'Vou olhar agora mesmo.')?.context?.message_id).toBe(first);
  // read, and told once
  await expect.poll(() => meta.calls.filter((call) => call.status === 'read').map((call) => call.message_id)).toEqual([first]);

  await meta.react(writer, first, '👍');
  const target = ana.messages().locator('.bubble').filter({ hasText: WORDS['Técnico urgente'] }).first();
  await expect(target.getByRole('img', { name: 'O assinante reagiu com 👍' })).toBeVisible();
  await meta.react(writer, first, '');
  await expect(target.getByRole('img', { name: 'O assinante reagiu com 👍' })).toBeHidden();
  const second = await meta.write(writer, 'obrigada!');
  await expect.poll(() => meta.calls.filter((call) => call.status === 'read').at(-1)?.message_id).toBe(second);
  meta.stop();
});
