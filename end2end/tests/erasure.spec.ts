// A contact asks that their data be erased: an administrator does so, and nothing is left to read or to answer.
import { axe } from '../support/axe';
import { Conversation } from '../support/conversation';
import { opened, query } from '../support/database';
import { expect, test } from '../support/test';
import { stranger, WORDS, write } from '../support/town';

test('an administrator erases a contact, and whoever looks on sees it go', async ({ as, complaints }) => {
  // refused while it is open; the page is read again afterwards
  complaints.expect(/status of 422/);
  const writer = stranger('Isaura');
  await write(writer, WORDS['Técnico normal']);
  const id = await opened(writer.name);

  const onlooker = await new Conversation(await as('ana')).open(id);
  const looking = onlooker.page.getByRole('complementary', { name: 'Cliente' });
  await expect(looking.getByRole('heading', { name: writer.name })).toBeVisible();
  await expect(looking.getByRole('button', { name: 'Apagar os dados do contato' })).toHaveCount(0);

  const chief = await new Conversation(await as('renato')).open(id);
  const panel = chief.page.getByRole('complementary', { name: 'Cliente' });
  await panel.getByRole('button', { name: 'Apagar os dados do contato' }).click();
  const dialog = chief.page.getByRole('dialog', { name: 'Apagar os dados do contato' });
  const erase = dialog.getByRole('button', { name: 'Apagar os dados', exact: true });
  await expect(dialog.getByText('O que some')).toBeVisible();
  await expect(dialog.getByText('O que fica')).toBeVisible();
  await axe(chief.page);
  await expect(erase).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Para confirmar, escreva APAGAR' }).fill('APAGAR');
  await erase.click();
  await expect(dialog.getByRole('alert')).toContainText('encerre primeiro a conversa aberta deste contato');
  await dialog.getByRole('button', { name: 'Voltar' }).click();

  await chief.button('Encerrar').click();
  await expect(chief.button('Reabrir').first()).toBeVisible();
  await panel.getByRole('button', { name: 'Apagar os dados do contato' }).click();
  await dialog.getByRole('textbox', { name: 'Para confirmar, escreva APAGAR' }).fill('APAGAR');
  const gone = /^Os dados deste contato foram apagados em \d\d\/\d\d\/\d{4}$/;
  // refused while the last answer's reports are still coming in
  await expect(async () => {
    // erased already, the page is on its way back
    const canErase = await erase.isEnabled({ timeout: 500 }).catch(() => false);
    if (canErase && !(await chief.page.getByText(gone).isVisible())) await erase.click({ timeout: 2_000 });
    await expect(chief.page.getByText(gone)).toBeVisible({ timeout: 5_000 });
  }).toPass();

  for (const page of [chief, onlooker]) {
    await expect(page.page.getByText(gone)).toBeVisible();
    await expect(page.messages().locator('.bubble').first()).toContainText('(apagado)');
    await expect(page.page.getByText(WORDS['Técnico normal'])).toHaveCount(0);
    await expect(page.page.locator('section.thread').getByText(writer.name)).toHaveCount(0);
    await expect(page.button('Reabrir')).toHaveCount(0);
  }
  expect(
    query(`select k.display_name, (select count(*) from contact_identities i where i.contact_id = k.id),
             (select count(*) from messages m where m.conversation_id = c.id and m.direction <> 'system' and m.body <> ''),
             (select count(*) from audit_log a where a.action = 'erase_contact' and a.subject_id = k.id)
           from conversations c join contacts k on k.id = c.contact_id where c.id = '${id}'`),
  ).toEqual([['Contato apagado', '0', '0', '1']]);

  // the same number begins anew
  const again = { ...writer, name: `${writer.name} Filho` };
  await write(again, WORDS.Financeiro);
  expect(await opened(again.name)).not.toBe(id);
});
