// Two agents have one conversation open: each sees that the other is there, and who is writing.
import type { Locator } from '@playwright/test';
import { axe, overflow } from '../support/axe';
import { Conversation } from '../support/conversation';
import { opened, query } from '../support/database';
import { PEOPLE } from '../support/people';
import { expect, PHONE, test } from '../support/test';
import { stranger, WORDS, write } from '../support/town';

/** Who else is there, as it stands below the head of the thread. */
const colleagues = (of: Conversation): Locator => of.page.locator('.thread-head .attendance');

/** The same, as it is read aloud. */
const announced = (of: Conversation, words: string): Locator => of.page.getByRole('status').filter({ hasText: words });

test('two who have the same conversation open see each other, and who writes', async ({ as }) => {
  const writer = stranger('Zuleica');
  await write(writer, WORDS['Técnico urgente']);
  const id = await opened(writer.name);
  await expect.poll(() => query(`select status from conversations where id = '${id}'`)[0][0]).toBe('waiting');
  const ana = await new Conversation(await as('ana')).open(id);
  await expect(ana.composer()).toBeVisible();
  await expect(colleagues(ana)).toBeHidden();
  const place = await ana.messages().boundingBox();

  const bruno = await new Conversation(await as('bruno', PHONE)).open(id);
  await expect(colleagues(ana)).toContainText(`${PEOPLE.bruno} está vendo`);
  await expect(announced(ana, `${PEOPLE.bruno} está vendo`)).toBeAttached();
  await expect(colleagues(bruno)).toContainText(`${PEOPLE.ana} está vendo`);
  await expect(colleagues(bruno)).not.toContainText(PEOPLE.bruno);
  expect(await ana.messages().boundingBox(), 'nothing moves').toEqual(place);
  expect(await overflow(bruno.page), 'it fits a phone').toBe(0);

  await bruno.composer().pressSequentially('Bom dia');
  await expect(colleagues(ana)).toContainText(`${PEOPLE.bruno} está escrevendo…`);
  const line = ana.page.getByText(`${PEOPLE.bruno} está escrevendo agora`);
  await expect(line).toBeVisible();
  await expect(announced(ana, `${PEOPLE.bruno} está escrevendo…`)).toBeAttached();
  expect(await ana.messages().boundingBox(), 'nothing moves').toEqual(place);
  await axe(ana.page);

  // whoever pauses only reads; the other one may write and send all the same
  await expect(colleagues(ana)).toContainText(`${PEOPLE.bruno} está vendo`);
  await expect(line).toBeHidden();
  await ana.composer().pressSequentially('Boa tarde');
  await expect(ana.sendButton()).toBeEnabled();
  await expect(colleagues(bruno)).toContainText(`${PEOPLE.ana} está escrevendo…`);
  await expect(bruno.sendButton(), 'it is said, and nothing is forbidden').toBeEnabled();
  await axe(bruno.page);

  // by the app's own link, and by an address
  await bruno.page.getByRole('link', { name: 'Voltar à lista' }).click();
  await expect(colleagues(ana)).toBeHidden();
  await bruno.open(id);
  await expect(colleagues(ana)).toContainText(`${PEOPLE.bruno} está vendo`);
  await bruno.page.goto('/');
  await expect(colleagues(ana)).toBeHidden();
  expect(query(`select count(*) from attendance where conversation_id = '${id}'`)[0][0], 'Ana alone is there').toBe('1');
});
