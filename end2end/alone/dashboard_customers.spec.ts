// What customers say, who left and who may leave, on the dashboard, against SQL written here by hand.
import { isLive } from '../support/board';
import { query } from '../support/database';
import { desk } from '../support/desk';
import { prepare } from '../support/retention';
import { expect, test } from '../support/test';

const grouped = (n: number) => n.toLocaleString('pt-BR');
// with a decimal where it isn't whole
const fine = (part: number, all: number) => `${(Math.round((1000 * part) / all) / 10).toLocaleString('pt-BR')} %`;

test('behind the satisfaction stand the conversations that were rated', async ({ as }) => {
  const page = await as('helena');
  const rated = (more: string) => Number(query(`select count(*) from surveys s join insight_facts f using (conversation_id)
    where s.score is not null and s.asked_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days' and ${more}`)[0][0]);
  const total = page.locator('.behind-total');
  await page.goto('/dashboard');
  await isLive(page);
  await page.locator('.tile').filter({ hasText: 'Satisfação' }).locator('b').getByRole('link').click();
  await expect(total).toHaveText(grouped(rated(`s.kind = 'satisfaction'`)));
  await expect(page.getByText('Com nota de satisfação').first()).toBeVisible();
  const carla = `coalesce(f.closed_by, f.person_id) = (select id from people where email like 'carla%')`;
  const figure = (name: string) => page.locator('.voice-figure').filter({ hasText: name }).locator('b').getByRole('link');
  const person = (panel: string) => page.locator(panel).getByRole('row').filter({ hasText: 'Carla' });
  for (const [lead, more] of [
    [figure('Notas 4 e 5'), `s.kind = 'satisfaction' and s.score >= 4`],
    [figure('Responderam'), 'true'],
    [person('.panel-people').getByRole('cell').last().getByRole('link'), `s.kind = 'satisfaction' and ${carla}`],
    [person('.panel-voice-people').getByRole('link').nth(1), `s.kind = 'satisfaction' and s.score >= 4 and ${carla}`],
  ] as const) {
    await page.goto('/dashboard');
    await lead.click();
    await expect(total).toHaveText(grouped(rated(more)));
  }
});

test('contracts lost and customers at risk are those of the database, and lead to their cases', async ({ as }) => {
  query(`update churn_cases set closed_at = now(), outcome = 'accepted' where id = (
    select k.id from churn_cases k join customers c on c.id = k.customer_id where c.name = '${prepare().replaceAll("'", "''")}' limit 1)`);
  prepare();
  const page = await as('helena');
  const began = `date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days'`;
  const [running, ended] = query(`select count(*), count(cancelled_at) from customers
    where created_at < ${began} and (status <> 'cancelled' or cancelled_at >= ${began})`)[0].map(Number);
  expect(running, 'contracts ran a month ago').toBeGreaterThan(10);
  await page.goto('/dashboard');
  await isLive(page);
  const lost = page.locator('.panel-commercial .voice-figure').filter({ hasText: 'Cancelamentos' });
  await expect(lost.locator('b')).toHaveText(fine(ended, running));
  await expect(lost).toContainText(`${grouped(ended)} de ${grouped(running)} contratos`);
  const file = await (await page.request.get(`${desk().url}/dashboard.csv?days=30`)).text();
  expect(file).toContain(`period;contracts;ended;${ended}`);

  const [[above]] = query(`select count(*) from churn_scores s join customers c on c.id = s.customer_id
    where c.status <> 'cancelled' and s.probability::float8 > 0.7`);
  const cases = `from churn_cases k join customers c on c.id = k.customer_id where not held_out and kind = 'campaign'`;
  const [[open]] = query(`select count(*) ${cases} and closed_at is null`);
  const [[closed]] = query(`select count(*) ${cases} and closed_at >= ${began}`);
  const [[stayed, fees]] = query(`select count(*), coalesce(sum(k.monthly_fee), 0) ${cases} and closed_at >= ${began}
    and outcome <> 'left' and c.status <> 'cancelled'`);
  const panel = page.locator('.panel-retention');
  const cells = panel.getByRole('row').filter({ hasText: 'acima de 70 %' }).getByRole('cell');
  await expect(cells).toHaveText([
    ...[above, open, closed, stayed].map((n) => grouped(Number(n))),
    Number(fees).toLocaleString('pt-BR', { style: 'currency', currency: 'BRL' }),
  ]);
  await expect(panel.getByRole('row').filter({ hasText: 'grupo de controle' }).getByRole('cell').last()).toHaveText('base');
  expect(file).toContain(`retention;above_70;open;${open}`);
  // it takes a line of its own, so that nothing beside it is empty
  const edges = await panel.evaluate((element) => [element.clientWidth, element.parentElement?.clientWidth ?? 0]);
  expect(edges[1] - edges[0]).toBeLessThan(4);

  await cells.first().getByRole('link').click();
  await expect(page).toHaveURL(/\/churn\?band=campaign$/);
  await page.goto('/dashboard?queue=commercial');
  await isLive(page);
  await expect(page.locator('.panel-commercial')).toBeVisible();
  await expect(lost).toHaveCount(0);
  await panel.getByRole('link', { name: 'Ver casos' }).click();
  await expect(page).toHaveURL(/\/churn$/);
});
