// A message that failed is found from its channel's count, also after its conversation was closed.
import { axe, overflow } from '../support/axe';
import { isLive } from '../support/board';
import { opened, query } from '../support/database';
import { expect, PHONE, test } from '../support/test';
import { sentTo, stranger, type Writer, WORDS, write } from '../support/town';

const WHY = 'Esse número não pode ser alcançado no WhatsApp.';

/** A conversation that is closed, with an answer that failed an hour ago. */
async function failed(first: string): Promise<Writer & { id: string; protocol: string; channel: string; ours: string }> {
  const writer = stranger(first);
  await write(writer, WORDS['Técnico urgente']);
  await expect.poll(async () => (await sentTo(writer)).length).toBe(1);
  const id = await opened(writer.name);
  const ours = `message_id in (select id from messages where conversation_id = '${id}' and direction = 'outbound')`;
  // a report that comes later would settle it
  await expect.poll(() => query(`select status from messages where conversation_id = '${id}' and direction = 'outbound'`)).toEqual([['delivered']]);
  await expect.poll(() => query(`select state from outbox where ${ours}`)).toEqual([['sent']]);
  query(
    `update messages set status = 'failed', error_text = '${WHY}' where conversation_id = '${id}' and direction = 'outbound';
     update outbox set state = 'failed', updated_at = now() - interval '1 hour' where ${ours};
     update conversations set status = 'closed', closed_at = now(), waiting_since = null, due_at = null,
            first_due_at = case when first_answered_at is null then coalesce(first_due_at, due_at) else first_due_at end where id = '${id}'`,
  );
  const [[protocol, channel]] = query(`select protocol, channel_id from conversations where id = '${id}'`);
  return { ...writer, id, protocol, channel, ours };
}

/** How many messages a channel counts as failed. */
const counted = (channel: string) =>
  Number(
    query(
      `select count(*) from outbox o join messages m on m.id = o.message_id
       where o.state = 'failed' and o.updated_at > now() - interval '24 hours' and m.channel_id = '${channel}'`,
    )[0][0],
  );

test('the count leads to the list, and the list to the closed conversation', async ({ as }) => {
  const writer = await failed('Quitéria');
  const page = await as('renato');
  const row = page.getByRole('row').filter({ hasText: writer.protocol });
  // other tests let messages fail at the same time
  await expect(async () => {
    await page.goto('/channels');
    await isLive(page);
    const n = counted(writer.channel);
    const words = n === 1 ? '1 não enviada em 24 horas' : `${n} não enviadas em 24 horas`;
    await page.locator(`a[href="/channels/failed?channel=${writer.channel}"]`).getByText(words, { exact: true }).click({ timeout: 3_000 });
    await expect(row).toBeVisible();
    expect(await page.locator('tbody tr').count()).toBe(Math.min(n, 100));
  }).toPass();
  await expect(row).toContainText(writer.name);
  await expect(row).toContainText(WHY);
  await axe(page);
  await row.getByRole('link', { name: writer.name }).click();
  await expect(page).toHaveURL(new RegExp(`/conversations/${writer.id}$`));
  await expect(page.getByText('Esta conversa foi encerrada')).toBeVisible();
  query(`update outbox set state = 'sent' where ${writer.ours}`);
});

test('a manager finds it by Ctrl K, on a phone too, and an agent does not', async ({ as, complaints }) => {
  const writer = await failed('Rosalva');
  const helena = await as('helena', PHONE);
  await helena.goto('/');
  await isLive(helena);
  await helena.keyboard.press('Control+k');
  const palette = helena.getByRole('dialog', { name: 'Buscar e comandar' });
  await palette.getByRole('combobox').fill('não enviadas');
  await palette.getByRole('option', { name: 'Ir para Mensagens não enviadas' }).click();
  await expect(helena).toHaveURL(/\/channels\/failed$/);
  await expect(helena.getByRole('row').filter({ hasText: writer.protocol })).toBeVisible();
  expect(await overflow(helena)).toBeLessThanOrEqual(0);
  await axe(helena);

  complaints.expect(/status of 403/);
  const ana = await as('ana');
  await ana.goto('/channels/failed');
  await expect(ana.getByText('Seu perfil não permite isso.')).toBeVisible();
  await expect(ana.getByRole('row')).toHaveCount(0);
  query(`update outbox set state = 'sent' where ${writer.ours}`);
});
