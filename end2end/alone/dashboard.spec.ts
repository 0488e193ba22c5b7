// The manager's figures, against SQL written here by hand.
import { axe, overflow, THEMES, wear } from '../support/axe';
import { query } from '../support/database';
import { desk } from '../support/desk';
import { expect, PHONE, test } from '../support/test';

const PERIOD = `created_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days'`;
const count = (sql: string) => Number(query(`select count(*) from conversations where ${sql}`)[0][0]);
const grouped = (n: number) => n.toLocaleString('pt-BR');

test('the figures on the page are those of the conversations, and the file says the same', async ({ as }) => {
  const page = await as('helena');
  await page.goto('/');
  await page.getByRole('link', { name: 'Painel' }).click();
  await expect(page.getByRole('heading', { name: 'Painel', level: 1 })).toBeVisible();
  const tile = (name: string) => page.locator('.tile').filter({ hasText: name });

  const opened = count(PERIOD);
  expect(opened, 'the demo has a past').toBeGreaterThan(100);
  await expect(tile('Conversas').locator('b')).toHaveText(grouped(opened));

  const closed = `status = 'closed' and closed_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days'`;
  const settled = count(`${closed} and reopened_count = 0 and not exists (select 1 from conversations n
    where n.contact_id = conversations.contact_id and n.created_at > conversations.created_at
      and n.created_at < conversations.closed_at + interval '7 days')`);
  await expect(tile('Resolvido no 1º contato').locator('b')).toHaveText(`${Math.round((100 * settled) / count(closed))} %`);
  await expect(tile('Escaladas').locator('b')).toHaveText(
    `${Math.round((100 * count(`${PERIOD} and escalated_at is not null`)) / opened)} %`,
  );

  const row = page.locator('.panel-queues').getByRole('row').filter({ hasText: 'Financeiro' });
  await expect(row.getByRole('cell').nth(1)).toHaveText(grouped(count(`${PERIOD} and queue_key = 'financial'`)));
  const carla = count(`first_answered_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days'
    and assigned_person_id = (select id from people where email like 'carla%')`);
  await expect(page.locator('.panel-people').getByRole('row').filter({ hasText: 'Carla' }).getByRole('cell').first()).toHaveText(grouped(carla));

  const file = await (await page.request.get(`${desk().url}/dashboard.csv?days=30`)).text();
  expect(file).toContain(`period;all;opened;${opened}`);
  expect(file).toContain(`period;all;resolved_at_first_contact;${settled}`);

  // One queue, and a link that shows the same.
  await page.getByRole('link', { name: 'Financeiro', exact: true }).click();
  await expect(page).toHaveURL(/queue=financial/);
  await expect(tile('Conversas').locator('b')).toHaveText(grouped(count(`${PERIOD} and queue_key = 'financial'`)));
  await page.reload();
  await expect(tile('Conversas').locator('b')).toHaveText(grouped(count(`${PERIOD} and queue_key = 'financial'`)));
});

test('agents are not shown the desk\'s figures', async ({ as, complaints }) => {
  complaints.expect(/status of 403/);
  const page = await as('ana');
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Fila', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Painel' })).toBeHidden();
  expect((await page.request.get(`${desk().url}/dashboard.csv`)).status()).toBe(403);
  await page.goto('/dashboard');
  await expect(page.locator('.tile')).toHaveCount(0);
});

for (const theme of THEMES) {
  for (const [size, options] of [['desk', {}], ['phone', PHONE]] as const) {
    test(`the dashboard reads well, ${theme}, ${size}`, async ({ as }) => {
      const page = await as('helena', options);
      await wear(page, theme, desk().url);
      await page.goto('/dashboard');
      await expect(page.locator('.tile')).toHaveCount(6);
      await expect(page.getByRole('img', { name: 'Conversas por hora' })).toBeVisible();
      // the tables stand below the pictures where there is no room beside them
      for (const panel of await page.locator('.dashboard-grid > .panel').all()) await expect(panel).toBeVisible();
      await page.screenshot({ path: `test-results/dashboard-${theme}-${size}.png` });
      await axe(page);
      expect(await overflow(page)).toBe(0);
    });
  }
}
