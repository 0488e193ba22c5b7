// A conversation for a colleague who has no page open: it goes only after a question.
import type { Page } from '@playwright/test';
import { axe } from '../support/axe';
import { Conversation } from '../support/conversation';
import { opened, query } from '../support/database';
import { PEOPLE } from '../support/people';
import { expect, test } from '../support/test';
import { stranger, WORDS, write } from '../support/town';

/** Whom no test that runs beside others lets log in. */
const AWAY = PEOPLE.diego;
const QUESTION = `${AWAY} não está com o Enlace aberto. Enviar mesmo assim?`;

/** A conversation that Ana holds, with the transfer's window open. */
async function transferring(page: Page, first: string) {
  const writer = stranger(first);
  await write(writer, WORDS['Técnico urgente']);
  const id = await opened(writer.name);
  await expect.poll(() => query(`select status from conversations where id = '${id}'`)[0][0]).toBe('waiting');
  const ana = await new Conversation(page).open(id);
  await page.keyboard.press('c');
  await expect(ana.toast(`A conversa de ${writer.name} é sua`)).toBeVisible();
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: 'Transferir conversa' });
  return { id, ana, dialog };
}

/** Who holds it, and how it stands. */
const stands = (id: string) =>
  query(`select c.status, coalesce(p.name, '') from conversations c left join people p on p.id = c.assigned_person_id where c.id = '${id}'`)[0];

test('the question is asked and answered by keyboard, and cancelled leads back to the choice', async ({ as }) => {
  const page = await as('ana');
  const { id, ana, dialog } = await transferring(page, 'Isaura');
  const colleague = dialog.getByRole('button', { name: AWAY });
  await expect(colleague).toContainText('Enlace fechado');
  await colleague.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(QUESTION)).toBeFocused();
  await expect(colleague).toBeHidden();
  await axe(page);
  expect(stands(id), 'nothing has happened').toEqual(['in_progress', PEOPLE.ana]);

  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Cancelar' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(QUESTION)).toBeHidden();
  await expect(dialog.getByRole('searchbox', { name: 'Buscar colega' })).toBeFocused();

  await colleague.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(QUESTION)).toBeFocused();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Enviar mesmo assim' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(ana.toast(`Transferida para ${AWAY}`)).toBeVisible();
  expect(stands(id)).toEqual(['in_progress', AWAY]);
});

test('it may go to the queue instead', async ({ as }) => {
  const page = await as('ana');
  const { id, ana, dialog } = await transferring(page, 'Jandira');
  await dialog.getByRole('button', { name: AWAY }).click();
  await dialog.getByRole('button', { name: 'Mandar para a fila' }).click();
  await expect(ana.toast('Conversa devolvida à fila')).toBeVisible();
  await expect(dialog).toBeHidden();
  expect(stands(id)).toEqual(['waiting', '']);

  // nobody holds it now: it is in the queue already
  await page.keyboard.press('t');
  await dialog.getByRole('button', { name: AWAY }).click();
  await dialog.getByRole('button', { name: 'Deixar na fila' }).click();
  await expect(dialog).toBeHidden();
  expect(stands(id)).toEqual(['waiting', '']);
});
