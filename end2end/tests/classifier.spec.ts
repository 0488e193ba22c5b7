// What the classifier learns: an administrator judges corrections and takes a version back.
import { randomUUID } from 'node:crypto';
import { axe, overflow, THEMES, wear } from '../support/axe';
import { isLive } from '../support/board';
import { query } from '../support/database';
import { expect, PHONE, test } from '../support/test';

// One after the other: each puts a version in use, of which there is one.
test.describe.configure({ mode: 'default' });

/** A conversation of the demo's past that somebody moved, as automation and a transfer leave it; returns its words. */
function corrected(): string {
  const words = `o boleto não abre no aplicativo ${randomUUID().slice(0, 8)}`;
  query(
    `with spoken as (
       select m.id, m.conversation_id from messages m join conversations c on c.id = m.conversation_id
       where m.direction = 'inbound' and m.kind = 'text' and c.closed_at < now() - interval '2 days'
         and not exists (select from classifier_readings r where r.message_id = m.id) order by m.seq limit 1),
     worded as (update messages set body = '${words}' where id = (select id from spoken) returning id),
     read as (
       insert into classifier_readings (message_id, conversation_id, likeliest, confidence, queue_key, decided_by)
       select id, conversation_id, 'technical_normal', 0.71, 'technical_normal', 'words' from spoken returning message_id)
     select 1 from worded, read`,
  );
  query(
    `insert into classifier_corrections (message_id, conversation_id, from_queue, to_queue, made_by)
     select m.id, m.conversation_id, 'technical_normal', 'financial', p.id
     from messages m, (select id from people where active order by name limit 1) p where m.body = '${words}'`,
  );
  return words;
}

/** A version in use, as training leaves it. */
function trained(): void {
  const queues = ['technical_urgent', 'technical_normal', 'commercial', 'financial', 'cancellation'];
  const figures = { cross_validation: 0.935, held_out: 0.957, newest: null, queues: queues.map((queue) => ({ queue, precision: 0.94, recall: 0.93 })) };
  const report = { messages: 7_121, corrections: 12, new: figures, old: { ...figures, cross_validation: 0.934 }, changed: 4, compared: 456, worse: [] };
  query('update classifier_models set retired_at = now() where promoted_at is not null and retired_at is null');
  query(`insert into classifier_models (id, report, words, promoted_at) values ('${randomUUID()}', '${JSON.stringify(report)}', '\\x00', now())`);
}

test('a correction is learnt or not, and the version of the product is taken back', async ({ as }) => {
  const deeds = () => Number(query("select count(*) from audit_log where action = 'use_classifier'")[0][0]);
  const before = deeds();
  const [first, second] = [corrected(), corrected()];
  trained();
  const page = await as('renato');
  await page.goto('/operations');
  await page.getByRole('link', { name: 'Classificador' }).click();
  await isLive(page);
  const row = (words: string) => page.getByRole('listitem').filter({ hasText: words });
  await expect(row(first)).toContainText('De Técnico normal para Financeiro');
  await row(first).getByRole('button', { name: 'Aprender', exact: true }).click();
  await expect(page.getByText('Correção aceita')).toBeVisible();
  await expect(row(first)).toHaveCount(0);
  await row(second).getByRole('button', { name: 'Não aprender' }).click();
  await expect(row(second)).toHaveCount(0);
  await page.getByRole('tab', { name: 'Decididas' }).click();
  await expect(row(first)).toContainText('Aceita');
  await expect(row(second)).toContainText('Recusada');

  const bundled = page.getByRole('row').filter({ hasText: 'A que vem com o Enlace' });
  await bundled.getByRole('button', { name: 'Usar esta' }).click();
  await expect(bundled).toContainText('Em uso');
  await expect.poll(deeds).toBe(before + 1);
});

test('it is for administrators', async ({ as, complaints }) => {
  complaints.expect(/status of 403/);
  const page = await as('helena');
  await page.goto('/classifier');
  await expect(page.getByText('não permite', { exact: false })).toBeVisible();
});

test('it can be read by everybody, on every screen', async ({ as, baseURL }) => {
  const words = corrected();
  trained();
  for (const screen of [undefined, PHONE]) {
    const page = await as('renato', screen);
    for (const theme of THEMES) {
      await wear(page, theme, baseURL ?? '');
      await page.goto('/classifier');
      await isLive(page);
      await expect(page.getByRole('listitem').filter({ hasText: words })).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
    }
  }
});
