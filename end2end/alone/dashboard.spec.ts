// The manager's figures, against SQL written here by hand.
import { axe, overflow, THEMES, wear } from '../support/axe';
import { isLive } from '../support/board';
import { opened, query } from '../support/database';
import { desk } from '../support/desk';
import { AWAY, Line } from '../support/line';
import { expect, PHONE, test } from '../support/test';
import { stranger, WORDS, write } from '../support/town';

const PERIOD = `created_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days'`;
const count = (sql: string) => Number(query(`select count(*) from conversations where ${sql}`)[0][0]);
// a cell's figure; behind it stands what it was before
const first = (n: number) => new RegExp(`^${grouped(n).replace('.', '\\.')}\\s`);
const grouped = (n: number) => n.toLocaleString('pt-BR');
const whole = (part: number, all: number) => `${Math.round((100 * part) / all)} %`;
// beside a target, where a whole percent could hide which side of it this is
const fine = (part: number, all: number) => `${(Math.round((1000 * part) / all) / 10).toLocaleString('pt-BR')} %`;
const span = (seconds: number) => {
  const minutes = Math.floor(Math.round(seconds) / 60);
  const two = (n: number) => String(n).padStart(2, '0');
  if (minutes < 1) return `${Math.round(seconds)} s`;
  if (minutes < 60) return `${minutes} min ${two(Math.round(seconds) % 60)}`;
  return minutes < 2_880 ? `${Math.floor(minutes / 60)} h ${two(minutes % 60)}` : `${Math.floor(minutes / 1_440)} d`;
};
// as many decimals as are shown, whichever way a half is rounded
const near = (shown: string, mean: number) => expect(Math.abs(Number.parseFloat(shown.replace(',', '.')) - mean)).toBeLessThan(0.0051);

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
  await expect(tile('Resolvido no 1º contato').locator('b')).toHaveText(fine(settled, count(closed)));
  await expect(tile('Escaladas').locator('b')).toHaveText(whole(count(`${PERIOD} and raised_at is not null`), opened));
  await expect(page.locator('.tile-name')).toHaveText(
    ['1ª resposta urgente', 'Resolvido no 1º contato', 'Satisfação', 'Respondido no prazo', 'Escaladas', 'Conversas'],
  );
  const rated = `from surveys where kind = 'satisfaction' and asked_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days'`;
  near(await tile('Satisfação').locator('b').innerText(), Number(query(`select avg(score)::float8 ${rated}`)[0][0]));

  const row = page.locator('.panel-queues').getByRole('row').filter({ hasText: 'Financeiro' });
  const asked = count(`${PERIOD} and queue_key = 'financial'`);
  await expect(row.getByRole('cell').nth(1)).toHaveText(first(asked));
  const done = `${closed} and queue_key = 'financial'`;
  const atOnce = `${done} and reopened_count = 0 and not exists (select 1 from conversations n
    where n.contact_id = conversations.contact_id and n.created_at > conversations.created_at
      and n.created_at < conversations.closed_at + interval '7 days')`;
  await expect(row.getByRole('cell').nth(5).getByRole('link').first()).toHaveText(whole(count(atOnce), count(done)));
  const raised = count(`${PERIOD} and queue_key = 'financial' and raised_at is not null`);
  await expect(row.getByRole('cell').nth(6).getByRole('link').first()).toHaveText(whole(raised, asked));
  const [[handling]] = query(`select percentile_cont(0.5) within group (order by extract(epoch from closed_at - created_at)::float8)
    from conversations where ${done}`);
  await expect(row.getByRole('cell').nth(7).getByRole('link').first()).toHaveText(span(Number(handling)));
  const carla = count(`first_answered_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days'
    and assigned_person_id = (select id from people where email like 'carla%')`);
  await expect(page.locator('.panel-people').getByRole('row').filter({ hasText: 'Carla' }).getByRole('cell').first()).toHaveText(first(carla));
  const [[mean, answers]] = query(`select avg(score)::float8, count(score) from surveys s join insight_facts f using (conversation_id)
    where s.kind = 'satisfaction' and s.asked_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days'
      and coalesce(f.closed_by, f.person_id) = (select id from people where email like 'carla%')`);
  expect(Number(answers), 'Carla was rated').toBeGreaterThan(1);
  const satisfaction = page.locator('.panel-people').getByRole('row').filter({ hasText: 'Carla' }).getByRole('cell').last();
  await expect(satisfaction).toContainText(`${grouped(Number(answers))} respostas`);
  near(await satisfaction.innerText(), Number(mean));

  const file = await (await page.request.get(`${desk().url}/dashboard.csv?days=30`)).text();
  expect(file).toContain(`period;all;opened;${opened}`);
  expect(file).toContain(`period;all;resolved_at_first_contact;${settled}`);

  // One queue, and a link that shows the same.
  const bar = page.getByRole('navigation', { name: 'Recorte' });
  await bar.getByLabel('Fila').selectOption('Financeiro');
  await expect(page).toHaveURL(/queue=financial/);
  await expect(tile('Conversas').locator('b')).toHaveText(grouped(count(`${PERIOD} and queue_key = 'financial'`)));
  await page.reload();
  await expect(tile('Conversas').locator('b')).toHaveText(grouped(count(`${PERIOD} and queue_key = 'financial'`)));
  await expect(bar.getByLabel('Fila')).toHaveValue('financial');

  // A city besides, other days, another comparison; the file follows.
  const city = query('select city from customers group by city order by count(*) desc limit 1')[0][0];
  await bar.getByLabel('Região').selectOption(city);
  await bar.getByRole('link', { name: '7 dias' }).click();
  await bar.getByLabel('Comparar com').selectOption('Mês anterior');
  await expect(page).toHaveURL(/against=month/);
  const there = count(`created_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '6 days' and queue_key = 'financial'
    and customer_id in (select id from customers where city = '${city}')`);
  await expect(tile('Conversas').locator('b')).toHaveText(grouped(there));
  const href = await bar.getByRole('link', { name: 'Baixar CSV' }).getAttribute('href');
  const small = await (await page.request.get(`${desk().url}${href}`)).text();
  expect(small).toContain(`period;all;opened;${there}`);
  expect(small).toContain(`asked;region;;${city}`);
  await bar.getByRole('link', { name: 'Limpar filtros' }).click();
  await expect(page).not.toHaveURL(/queue=|region=/);
});

test('days chosen by hand, and an address that asks for what isn\'t there', async ({ as }) => {
  const page = await as('helena');
  await page.goto('/dashboard');
  await isLive(page);
  const day = query(`select ((now() at time zone 'America/Sao_Paulo')::date - 10)::text`)[0][0];
  const bar = page.getByRole('navigation', { name: 'Recorte' });
  await bar.getByLabel('De', { exact: true }).fill(day);
  await bar.getByLabel('Até', { exact: true }).fill(day);
  await bar.getByRole('button', { name: 'Ver estes dias' }).click();
  await expect(page).toHaveURL(new RegExp(`from=${day}&to=${day}`));
  const opened = count(`(created_at at time zone 'America/Sao_Paulo')::date = '${day}'`);
  await expect(page.locator('.tile').filter({ hasText: 'Conversas' }).locator('b')).toHaveText(grouped(opened));

  await page.goto('/dashboard?days=12&region=Atl%C3%A2ntida&queue=none');
  const wrong = page.getByRole('status').filter({ hasText: 'O endereço pede algo que não existe aqui' });
  await expect(wrong.getByRole('listitem')).toHaveCount(3);
  await expect(wrong).toContainText('Região: mostrando todas as cidades.');
  await expect(page.locator('.tile').filter({ hasText: 'Conversas' }).locator('b')).toHaveText(grouped(count(PERIOD)));
});

test('behind a figure stand its conversations, and the way back leads to where it was left', async ({ as }) => {
  const page = await as('helena');
  await page.goto('/dashboard?queue=technical_urgent');
  await isLive(page);
  const settled = count(`status = 'closed' and queue_key = 'technical_urgent' and reopened_count = 0
    and closed_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days' and not exists (select 1 from conversations n
      where n.contact_id = conversations.contact_id and n.created_at > conversations.created_at
        and n.created_at < conversations.closed_at + interval '7 days')`);
  await page.locator('.tile').filter({ hasText: 'Resolvido no 1º contato' }).locator('b').getByRole('link').click();
  await expect(page.locator('.behind-total')).toHaveText(grouped(settled));
  await page.getByRole('link', { name: 'Voltar ao painel' }).click();
  await expect(page).toHaveURL(/dashboard\?queue=technical_urgent$/);

  const frame = page.locator('.dashboard');
  // comes after the figures, and is as long as the desk has channels
  await expect(page.locator('.now-standing li').first()).toBeVisible();
  const figure = page.locator('.panel-people').getByRole('row').nth(1).getByRole('link').first();
  await figure.scrollIntoViewIfNeeded();
  const left = await frame.evaluate((element) => element.scrollTop);
  expect(left).toBeGreaterThan(0);
  const answered = Number((await figure.innerText()).replace('.', ''));
  await figure.click();
  await expect(page.locator('.behind-total')).toHaveText(grouped(answered));
  const rows = page.locator('.behind-rows tbody tr');
  await expect(rows).toHaveCount(Math.min(50, answered));
  await page.getByRole('link', { name: '1ª resposta' }).click();
  await expect(page).toHaveURL(/sort=answer/);
  await rows.first().getByRole('rowheader').getByRole('link').click();
  await expect(page).toHaveURL(/\/conversations\//);
  await page.goBack();
  await expect(rows).toHaveCount(Math.min(50, answered));
  await page.getByRole('link', { name: 'Voltar ao painel' }).click();
  await expect.poll(() => frame.evaluate((element) => element.scrollTop)).toBe(left);
});

test('the workbook is one, and the panel of now says what the board says', async ({ as }) => {
  const writer = stranger('Nadir');
  await write(writer, WORDS.Financeiro);
  const id = await opened(writer.name);
  await expect.poll(() => query(`select status from conversations where id = '${id}'`)).toEqual([['waiting']]);
  const page = await as('helena');
  await page.goto('/dashboard');
  await isLive(page);
  const answer = await page.request.get(`${desk().url}/dashboard.xlsx?days=7`);
  expect(answer.headers()['content-type']).toContain('spreadsheetml');
  expect((await answer.body()).subarray(0, 2).toString()).toBe('PK');
  const waiting = count(`status <> 'closed' and queue_key = 'financial' and assigned_person_id is null`);
  expect(waiting).toBeGreaterThan(0);
  const row = page.locator('.panel-now').getByRole('row').filter({ hasText: 'Financeiro' });
  await expect(row.getByRole('cell').nth(1)).toHaveText(String(waiting));
  const queue = page.locator('.panel-queues').getByRole('row').filter({ hasText: 'Financeiro' });
  await expect(queue.getByRole('cell').first().getByRole('link')).toHaveText(String(waiting));
  const [[longest]] = query(`select id from conversations where status <> 'closed' and queue_key = 'financial' and waiting_since is not null
    order by waiting_since limit 1`);
  await expect(row.getByRole('cell').nth(3).getByRole('link')).toHaveAttribute('href', `/conversations/${longest}`);

  // who is online, with how many of those they may hold
  const carla = await as('carla');
  await carla.goto('/');
  await isLive(carla);
  const [[held, most]] = query(`select (select count(*) from conversations where status <> 'closed' and assigned_person_id = p.id), capacity
    from people p where email like 'carla%'`);
  const load = page.locator('.now-people li').filter({ hasText: 'Carla' }).locator('b span');
  await expect(load).toHaveText([`${held} de ${most}`, `${held} de no máximo ${most} conversas`]);

  await row.getByRole('cell').nth(1).getByRole('link').click();
  await expect(page.getByRole('heading', { name: `Na fila, sem atendente ${grouped(waiting)}` })).toBeVisible();
  await expect(page.locator('.behind-head p')).toHaveText('Agora · Financeiro');
  await expect(page.locator('.behind-rows tbody tr')).toHaveCount(Math.min(50, waiting));
  const href = await page.getByRole('link', { name: 'Baixar CSV' }).getAttribute('href');
  const list = await page.request.get(`${desk().url}${href}`);
  expect(list.headers()['content-type']).toContain('text/csv');
  expect((await list.text()).trim().split('\n'), 'the headings, and all pages').toHaveLength(Math.min(10_000, waiting) + 1);
});

test('faults, capacity and what the desk stands on are those of the database', async ({ as }) => {
  const page = await as('helena');
  await page.goto('/dashboard');
  await isLive(page);
  const faults = count(`${PERIOD} and technical_issue_id is not null`);
  const figure = (name: string) => page.locator('.panel-repairs .voice-figure').filter({ hasText: name });
  await expect(figure('Relatos de falha').locator('b')).toHaveText(grouped(faults));
  const slow = count(`${PERIOD} and technical_issue_id in (select id from technical_issues where issue_type = 'slow_speed')`);
  await expect(figure('Reclamações de velocidade').locator('b')).toHaveText(grouped(slow));
  await expect(page.getByRole('img', { name: 'Relatos de falha por cidade e hora' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Capacidade e demanda por hora' })).toBeVisible();
  const standing = page.locator('.now-standing');
  await expect(standing.getByRole('listitem').filter({ hasText: 'WhatsApp Fibra Cerrado' }).first()).toContainText('Funcionando');
  await expect(standing.getByRole('listitem').filter({ hasText: 'Banco de dados' })).toContainText('Em dia');
  await expect(standing.getByRole('listitem').filter({ hasText: 'Classificador' })).toContainText(/Em dia|Mudou: \d,\d\d \(limite 0,25\)/);
  await expect(page.locator('.tile-spark svg')).toHaveCount(6);
  await page.locator('.pulse summary').click();
  await expect(page.locator('.pulse tbody tr')).toHaveCount(30);
  const file = await (await page.request.get(`${desk().url}/dashboard.csv?days=30`)).text();
  expect(file).toContain(`period;technical;faults;${faults}`);
  const [[target]] = query(`select target::numeric(6, 2) from goals where goal = 'first_contact'`);
  expect(file).toContain(`goal;first_contact;target;${target.replace('.', ',')}`);

  await figure('Relatos de falha').locator('b').getByRole('link').click();
  await expect(page.locator('.behind-total')).toHaveText(grouped(faults));
});

test('on a phone the filters are one line until they are asked for', async ({ as }) => {
  const page = await as('helena', PHONE);
  await page.goto('/dashboard?queue=financial');
  await isLive(page);
  const bar = page.getByRole('navigation', { name: 'Recorte' });
  const toggle = bar.getByRole('button', { name: '30 dias · Financeiro' });
  await expect(toggle).toHaveAttribute('aria-expanded', 'false');
  await expect(bar.getByLabel('Fila')).toBeHidden();
  await expect.poll(async () => (await bar.boundingBox())?.height).toBeLessThan(60);
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
  await bar.getByLabel('Fila').selectOption('Comercial');
  await expect(bar.getByRole('button', { name: '30 dias · Comercial' })).toBeVisible();
  await axe(page);
});

test('the wall fits its screen, has nothing to press, and says when the connection is lost', async ({ as, complaints }) => {
  complaints.expect(...AWAY);
  const line = await Line.lay();
  const page = await as('helena', { viewport: { width: 1920, height: 1080 }, baseURL: line.url });
  for (const theme of THEMES) {
    await wear(page, theme, line.url);
    await page.goto('/dashboard/wall');
    await expect(page.locator('.tile')).toHaveCount(6);
    await expect(page.getByRole('navigation')).toHaveCount(0);
    expect(await overflow(page)).toBe(0);
    const hidden = (part: string) => page.locator(part).evaluate((element) => element.scrollHeight - element.clientHeight);
    await expect.poll(() => hidden('.wall')).toBe(0);
    // the last queue is in sight
    await expect(page.locator('.panel-now tbody tr')).toHaveCount(5);
    await expect.poll(() => hidden('.panel-now .table-frame')).toBeLessThan(2);
    await page.screenshot({ path: `test-results/dashboard-wall-${theme}.png` });
  }
  line.cut();
  await page.context().setOffline(true);
  await expect(page.getByRole('alert')).toContainText('Sem conexão', { timeout: 40_000 });
  await expect(page.locator('.tile')).toHaveCount(6);
  line.mend();
  await page.context().setOffline(false);
  await expect(page.getByRole('alert')).toHaveCount(0, { timeout: 40_000 });
  await line.remove();
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
