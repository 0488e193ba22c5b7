// Where figures lead, and the ways through the page, against SQL written here by hand.
import { axe } from '../support/axe';
import { isLive } from '../support/board';
import { query } from '../support/database';
import { expect, test } from '../support/test';

const grouped = (n: number) => n.toLocaleString('pt-BR');
const one = (sql: string) => Number(query(sql)[0][0]);
const TODAY = `date_trunc('day', now(), 'America/Sao_Paulo')`;

test('what a figure was before leads to the conversations of those days, up to the same time of day', async ({ as }) => {
  const page = await as('helena');
  await page.goto('/dashboard?days=7');
  await isLive(page);
  await page.locator('.tile').filter({ hasText: 'Conversas' }).locator('.tile-foot').getByRole('link').click();
  await expect(page).toHaveURL(/before=1/);
  const opened = one(`select count(*) from conversations where created_at >= ${TODAY} - interval '13 days' and created_at < now() - interval '7 days'`);
  expect(opened).toBeGreaterThan(10);
  // a moment has passed since the page was read
  const shown = Number((await page.locator('.behind-total').innerText()).replace('.', ''));
  expect(Math.abs(shown - opened)).toBeLessThan(3);
  await expect(page.locator('.behind-head p')).toContainText('período comparado, até a mesma hora');

  // days that are over are the same whenever they are asked for
  const [[from, to]] = query(`select (${TODAY}::date - 9)::text, (${TODAY}::date - 5)::text`);
  await page.goto(`/dashboard?from=${from}&to=${to}`);
  await isLive(page);
  const row = page.locator('.panel-queues').getByRole('row').filter({ hasText: 'Financeiro' });
  const was = row.getByRole('cell').nth(1).locator('.was').getByRole('link');
  const financial = one(`select count(*) from conversations where queue_key = 'financial'
    and created_at >= '${from} 00:00-03'::timestamptz - interval '5 days' and created_at < '${from} 00:00-03'::timestamptz`);
  await expect(was).toContainText(`antes ${grouped(financial)}`);
  await was.click();
  await expect(page.locator('.behind-total')).toHaveText(grouped(financial));
  await expect(page.locator('.behind-head p')).toContainText('período comparado · Financeiro');
});

test('goals and contracts lost lead to what they are counted from', async ({ as }) => {
  const page = await as('helena');
  const began = `${TODAY} - interval '29 days'`;
  const ended = one(`select count(*) from customers where created_at < ${began} and cancelled_at >= ${began}`);
  expect(ended, 'somebody left').toBeGreaterThan(0);
  await page.goto('/dashboard');
  await isLive(page);
  const goal = (name: string) => page.locator('.panel-goals tbody tr').filter({ hasText: name });
  await expect(goal('Disponibilidade').getByRole('link')).toHaveCount(0);
  await goal('Cancelamentos no mês').getByRole('link').click();
  await expect(page).toHaveURL(/\/dashboard\/left$/);
  await expect(page.getByRole('heading', { name: `Contratos encerrados ${grouped(ended)}` })).toBeVisible();
  const rows = page.locator('.behind-rows tbody tr');
  await expect(rows).toHaveCount(Math.min(50, ended));
  const [[name, plan]] = query(`select name, plan_name from customers where created_at < ${began} and cancelled_at >= ${began}
    order by cancelled_at desc, id limit 1`);
  await expect(rows.first()).toContainText(name);
  await expect(rows.first()).toContainText(plan);
  await axe(page);
  await page.getByRole('link', { name: 'Voltar ao painel' }).click();
  await page.locator('.panel-commercial .voice-figure').filter({ hasText: 'Cancelamentos' }).locator('b').getByRole('link').click();
  await expect(page.locator('.behind-total')).toHaveText(grouped(ended));

  await page.goto('/dashboard');
  await isLive(page);
  await goal('Primeira resposta urgente').getByRole('link').click();
  await expect(page).toHaveURL(/figure=answered&queue=technical(?:_|%5F)urgent/);
  const answered = one(`select count(*) from conversations where queue_key = 'technical_urgent' and created_at >= ${began}
    and first_answered_at is not null`);
  await expect(page.locator('.behind-total')).toHaveText(grouped(answered));
});

test('a person\'s queues stand below them, each beside what everybody did there', async ({ as }) => {
  const page = await as('helena');
  await page.goto('/dashboard');
  await isLive(page);
  const toggle = page.getByRole('button', { name: /^Carla.* por fila$/ });
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
  const began = `${TODAY} - interval '29 days'`;
  const carla = `(select id from people where email like 'carla%')`;
  const queues = query(`select queue_key, count(*) from conversations where first_answered_at >= ${began} and assigned_person_id = ${carla}
    group by 1 order by 2 desc`);
  expect(queues.length).toBeGreaterThan(0);
  const names: Record<string, string> = {
    technical_urgent: 'Técnico urgente', technical_normal: 'Técnico normal', commercial: 'Comercial', financial: 'Financeiro', cancellation: 'Cancelamento',
  };
  const [[queue, answered]] = queues;
  const row = page.locator('.person-queue').filter({ hasText: names[queue] });
  await expect(row.getByRole('cell').first()).toHaveText(grouped(Number(answered)));
  await expect(row.getByRole('cell').nth(1)).toContainText('fila ');
  const [[again, closed]] = query(`select count(*) filter (where reopened_count > 0), count(*) from conversations
    where closed_at >= ${began} and closed_by = ${carla} and queue_key = '${queue}'`).map((cells) => cells.map(Number));
  if (closed > 0) await expect(row.getByRole('cell').nth(4)).toContainText(`${grouped(again)} de ${grouped(closed)}`);
  await axe(page);
  await row.getByRole('link').first().click();
  await expect(page.locator('.behind-total')).toHaveText(grouped(Number(answered)));
});

test('the page\'s parts are a key away, and what subscribers said last leads to all of it', async ({ as }) => {
  const page = await as('helena');
  await page.goto('/dashboard');
  await isLive(page);
  const ways = page.getByRole('navigation', { name: 'Nesta página' });
  await expect(ways.getByRole('link')).toHaveText(['Agora', 'Serviço', 'Técnico', 'Comercial', 'Financeiro', 'Metas']);
  await expect(page.locator('.panel-goals')).not.toBeInViewport();
  await ways.getByRole('link', { name: 'Metas' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.panel-goals')).toBeInViewport();
  // it stays at hand, and the page alone has scrolled
  await expect(ways).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);

  const comments = one(`select count(*) from surveys where comment is not null and asked_at >= ${TODAY} - interval '29 days'`);
  await expect(page.locator('.panel-comments li')).toHaveCount(Math.min(5, comments));
  await page.locator('.panel-comments').getByRole('link', { name: 'Ver todas' }).click();
  await expect(page.locator('.behind-total')).toHaveText(grouped(comments));

  await page.goto('/dashboard?days=7');
  await isLive(page);
  await page.locator('.pulse summary').click();
  const yesterday = page.locator('.pulse tbody tr').nth(5);
  const opened = one(`select count(*) from conversations where created_at >= ${TODAY} - interval '1 day' and created_at < ${TODAY}`);
  await expect(yesterday.getByRole('cell').last()).toHaveText(grouped(opened));
  await yesterday.getByRole('cell').last().getByRole('link').click();
  await expect(page.locator('.behind-total')).toHaveText(grouped(opened));
});
