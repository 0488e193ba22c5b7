// Two contacts that are one person: one history and one contract, told to whoever looks on; and two again.
import { Conversation } from '../support/conversation';
import { conversationOf, query } from '../support/database';
import { PEOPLE } from '../support/people';
import { expect, test } from '../support/test';
import { stranger, subscriber, WORDS, write, type Writer } from '../support/town';

/** The conversation of somebody whose message has come in. */
async function conversation(writer: Writer): Promise<string> {
  let id = '';
  await expect(() => {
    id = conversationOf(writer.name);
  }).toPass({ intervals: [50, 100] });
  return id;
}

test('a new number of a customer is merged with the customer, and separated', async ({ as }) => {
  const customer = subscriber();
  const newcomer = stranger('Filomena');
  await write(customer, WORDS.Financeiro);
  await write(newcomer, WORDS['Técnico normal']);
  const [theirs, here] = [await conversation(customer), await conversation(newcomer)];

  const ana = await new Conversation(await as('ana')).open(here);
  const onlooker = await new Conversation(await as('helena')).open(here);
  const panel = ana.page.getByRole('complementary', { name: 'Cliente' });
  await expect(panel.getByRole('heading', { name: newcomer.name })).toBeVisible();
  await panel.getByRole('button', { name: 'Unir com outro contato' }).click();
  const dialog = ana.page.getByRole('dialog', { name: 'Qual contato é a mesma pessoa?' });
  await dialog.getByRole('searchbox', { name: 'Nome, telefone, contrato ou protocolo' }).fill(customer.name);
  await dialog.getByRole('button', { name: customer.name }).first().click();
  await expect(dialog.getByText('As duas continuam abertas')).toBeVisible();
  await dialog.getByRole('button', { name: 'Unir', exact: true }).click();
  await expect(ana.toast('Contatos unidos')).toBeVisible();

  // one name, one contract, one history; for whoever looks on, too
  for (const page of [ana, onlooker]) {
    await expect(page.page.getByRole('complementary', { name: 'Cliente' }).getByRole('heading', { name: customer.name })).toBeVisible();
    await expect(page.page.locator('.thread-head').getByRole('heading', { name: customer.name })).toBeVisible();
    await expect(page.messages().getByText(`${PEOPLE.ana} uniu este contato a ${customer.name}`)).toBeVisible();
  }
  await expect(panel.getByText(customer.plan).first()).toBeVisible();
  await expect(panel.getByText('Há outra conversa aberta')).toBeVisible();
  await expect(panel.locator(`.past a[href="/conversations/${theirs}"]`)).toBeVisible();

  // each answer goes to the chat it was asked in
  await ana.say('Respondo pelo número novo.');
  await expect(ana.tick('Respondo pelo número novo.', 'entregue')).toBeVisible();

  await panel.getByRole('button', { name: 'Separar' }).click();
  await expect(ana.toast('Contatos separados')).toBeVisible();
  await expect(panel.getByRole('heading', { name: newcomer.name })).toBeVisible();
  await expect(panel.locator('.past a')).toHaveCount(0);
  await expect(onlooker.page.getByRole('complementary', { name: 'Cliente' }).getByRole('heading', { name: newcomer.name })).toBeVisible();
  expect(query(`select action from audit_log where subject_kind = 'contact_merge' and detail ->> 'merged' =
    (select contact_id::text from conversations where id = '${theirs}') order by id`)).toEqual([['merge_contacts'], ['undo_merge']]);
});
