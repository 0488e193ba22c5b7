// Customers who may leave: a manager sees why, gives the case to somebody, and notes what became of it; whoever was given
// cases sees those.
import { axe, overflow, THEMES, wear } from '../support/axe';
import { isLive } from '../support/board';
import { query } from '../support/database';
import { email, type Person } from '../support/people';
import { PAST, past, prepare } from '../support/retention';
import { expect, PHONE, test } from '../support/test';

// two at once would take the same customer
test.describe.configure({ mode: 'default' });

test('a case says why in words, is given to somebody and closed with what became of it', async ({ as }) => {
  const name = prepare();
  const page = await as('helena');
  await page.goto('/churn');
  await isLive(page);
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('83 %');
  await expect(row).toContainText('4 quedas em 30 dias (+30 pontos)');
  await expect(row).toContainText('concorrência no bairro: 75 % (+10 pontos)');
  await expect(row).toContainText('Visita técnica');
  await expect(row).toContainText('atrasado');
  await expect(page.getByText('AUC 0,842')).toBeVisible();
  await expect(page.getByText('Sem dados de: Satisfação')).toBeVisible();

  await row.getByRole('button', { name: `Abrir o caso de ${name}` }).click();
  const dialog = page.getByRole('dialog', { name });
  await dialog.getByLabel('Responsável').selectOption({ label: 'Diego Santana' });
  await dialog.getByLabel('Oferta').selectOption({ label: 'Desconto por alguns meses' });
  await dialog.getByLabel('Prazo').fill('2030-01-15');
  await dialog.getByRole('button', { name: 'Salvar' }).click();
  await expect(row).toContainText('Diego Santana');
  await expect(row).toContainText('Desconto por alguns meses');
  await expect(row).not.toContainText('atrasado');

  await row.getByRole('button', { name: `Abrir o caso de ${name}` }).click();
  await dialog.getByLabel('Resultado').selectOption({ label: 'Ficou' });
  await dialog.getByLabel('Observação').fill('aceitou o desconto');
  await dialog.getByRole('button', { name: 'Encerrar caso' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('tab', { name: 'Encerrados' }).click();
  await expect(row).toContainText('aceitou o desconto');
  await expect(row).toContainText('Ficou');
});

/** A text as SQL writes it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

test('a case is worked on from the page: reasons, phone and the newest conversation', async ({ as }) => {
  const name = prepare();
  const [[phone, speed]] = query(`select phone, plan_speed from customers where name = ${quoted(name)}`);
  query(`update churn_cases set reasons = jsonb_build_array(jsonb_build_object(
           'feature', 'avg_speed_last_30d', 'value', ${Number(speed) * 0.4}, 'added', 0.21)) || reasons
         where customer_id = (select id from customers where name = ${quoted(name)})`);
  const conversations = query(`select v.id from conversations v join customers c on c.id = v.customer_id
    where c.name = ${quoted(name)} order by v.created_at desc limit 1`);
  expect(conversations).toHaveLength(1);
  const page = await as('helena');
  await page.goto('/churn?owner=nobody');
  await isLive(page);
  const row = page.getByRole('row').filter({ hasText: name });
  // as people in Brazil write a number
  const written = phone.replace(/^\+55(\d\d)(\d+)(\d{4})$/, '($1) $2-$3');
  await expect(row).toContainText(written);
  await expect(row).toContainText('só 40 % da velocidade contratada (+21 pontos)');

  await row.getByRole('button', { name: `Abrir o caso de ${name}` }).click();
  const dialog = page.getByRole('dialog', { name });
  await expect(dialog.locator('.churn-reasons li')).toHaveText([
    'só 40 % da velocidade contratada (+21 pontos)',
    '4 quedas em 30 dias (+30 pontos)',
    'concorrência no bairro: 75 % (+10 pontos)',
  ]);
  await expect(dialog.getByRole('link', { name: written })).toHaveAttribute('href', `tel:${phone}`);
  const open = dialog.getByRole('link', { name: 'Abrir conversa' });
  const address = `/conversations/${conversations[0][0]}`;
  await expect(row.getByRole('rowheader').getByRole('link', { name })).toHaveAttribute('href', address);
  await open.click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
});

/** Cases that are open, narrowed by this; those held out only where it says so. */
function countOf(narrowed: string, heldOut = false): number {
  const [[n]] = query(`select count(*) from churn_cases k where closed_at is null and held_out = ${heldOut} and ${narrowed}`);
  return Number(n);
}

test('the lists are narrowed and turned over by their address, and count what is on all pages', async ({ as }) => {
  past();
  const name = prepare();
  prepare('ana');
  const page = await as('helena');
  await page.goto('/churn');
  await isLive(page);
  const open = page.getByRole('tab', { name: 'Em aberto' });
  const shown = page.locator('.churn-case');
  await expect(open.locator('b')).toHaveText(String(countOf('true')));
  await expect(shown).toHaveCount(Math.min(50, countOf('true')));

  const today = "(now() at time zone 'America/Sao_Paulo')::date";
  for (const [words, address, count] of [
    ['Campanha', 'band=campaign', countOf("kind = 'campaign'")],
    ['Acompanhar', 'band=follow_up', countOf("kind = 'follow_up'")],
    ['Grupo de controle', 'band=held_out', countOf('true', true)],
    ['Todos', '', countOf('true')],
    ['Só atrasados', 'late=1', countOf(`due_on < ${today}`)],
  ] as const) {
    expect(count, words).toBeGreaterThan(0);
    const chip = page.locator('.churn-chips').getByRole('link', { name: words });
    await chip.click();
    await expect(page).toHaveURL(address ? new RegExp(`/churn\\?${address}$`) : /\/churn$/);
    await expect(chip).toHaveAttribute('aria-current', 'true');
    await expect(open.locator('b')).toHaveText(String(count));
    await expect(shown).toHaveCount(Math.min(50, count));
  }
  await page.locator('#churn-of').selectOption({ label: 'Ana Paula Ribeiro' });
  await expect(page).toHaveURL(/owner=[0-9a-f-]{36}/);
  const anas = countOf(`owner_id = (select id from people where email = '${email('ana')}') and due_on < ${today}`);
  await expect(open.locator('b')).toHaveText(String(anas));
  await expect(shown).toHaveCount(Math.min(50, anas));
  await expect(shown.filter({ hasText: name })).toHaveCount(0);

  // the tab is in the address as well, and back leads back
  await page.getByRole('tab', { name: 'Encerrados' }).click();
  await expect(page).toHaveURL(/tab=closed/);
  await page.goBack();
  await expect(page).not.toHaveURL(/tab=closed/);
  await expect(open).toHaveAttribute('aria-selected', 'true');
  await expect(shown).toHaveCount(Math.min(50, anas));
});

test('the closed ones are told with whose they were, what was offered and when, fifty a page', async ({ as }) => {
  past();
  const [[closed]] = query('select count(*) from churn_cases where closed_at is not null and not held_out');
  const page = await as('helena');
  await page.goto('/churn?tab=closed');
  await isLive(page);
  await expect(page.getByRole('tab', { name: 'Encerrados' }).locator('b')).toHaveText(closed);
  const shown = page.locator('.churn-case');
  await expect(shown).toHaveCount(Math.min(50, Number(closed)));
  const last = query(`select c.name, coalesce(p.name, 'Ninguém'),
      extract(day from closed_at at time zone 'America/Sao_Paulo') || ' de ',
      case offer when 'technical_visit' then 'Visita técnica' when 'speed_upgrade' then 'Mais velocidade'
           when 'discount' then 'Desconto' when 'new_due_date' then 'Novo dia' else 'Ligação' end
    from churn_cases k join customers c on c.id = k.customer_id left join people p on p.id = k.owner_id
    where closed_at is not null and not held_out order by closed_at desc, probability desc, k.id limit 1`);
  for (const [name, owner, day, offer] of last) {
    for (const words of [name, owner, day, offer]) await expect(shown.first()).toContainText(words);
  }
  expect(Number(closed)).toBeGreaterThan(50);
  await page.getByRole('link', { name: 'Próxima' }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(shown).toHaveCount(Math.min(50, Number(closed) - 50));
  await page.getByRole('link', { name: 'Anterior' }).click();
  await expect(page).not.toHaveURL(/page=/);
  await expect(shown).toHaveCount(50);

  const [[held]] = query('select count(*) from churn_cases where closed_at is not null and held_out');
  expect(Number(held)).toBeGreaterThanOrEqual(PAST.heldOut);
  await page.locator('.churn-chips').getByRole('link', { name: 'Grupo de controle' }).click();
  await expect(page).toHaveURL(/tab=closed&band=held_out$/);
  await expect(page.getByRole('tab', { name: 'Encerrados' }).locator('b')).toHaveText(held);
  await expect(shown).toHaveCount(Math.min(50, Number(held)));
  // nobody is to reach them
  await expect(shown.getByRole('rowheader').getByRole('link')).toHaveCount(0);
});

test('what the model said against what happened is a curve, with its table behind it', async ({ as }) => {
  prepare();
  const [[points]] = query(`select jsonb_array_length(card->'calibration') from churn_models
    where promoted_at is not null and retired_at is null`);
  const page = await as('helena');
  await page.goto('/churn');
  await isLive(page);
  const picture = page.getByRole('img', { name: 'Dito e acontecido' });
  await expect(picture.locator('circle')).toHaveCount(Number(points));
  const table = page.locator('.churn-calibration tbody tr');
  await expect(table.first()).toBeHidden();
  await page.locator('.churn-calibration summary').click();
  await expect(table).toHaveCount(Number(points));
  await expect(table.first()).toBeVisible();
});

/** The open cases that are somebody's own, the most urgent first. */
function openOf(person: Person): string[] {
  return query(
    `select c.name from churn_cases k join customers c on c.id = k.customer_id join people p on p.id = k.owner_id
     where p.email = '${email(person)}' and k.closed_at is null and not k.held_out order by k.probability desc, k.id`,
  ).map(([name]) => name);
}

test('whoever was given cases sees those alone, and notes what became of them', async ({ as }) => {
  const name = prepare('ana');
  prepare('bruno');
  prepare();
  const page = await as('ana');
  await page.goto('/');
  await isLive(page);
  await page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Retenção' }).click();
  await expect(page).toHaveURL(/\/churn$/);
  await isLive(page);
  const own = openOf('ana');
  expect(own).toContain(name);
  await expect(page.locator('.churn-case th b')).toHaveText(own);
  await expect(page.getByText('Seus casos', { exact: false })).toBeVisible();
  // the figures of all customers, and what is done with them, are for managers
  await expect(page.locator('.tile, .churn-model, .churn-worth')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Calcular agora' })).toHaveCount(0);

  const row = page.getByRole('row').filter({ hasText: name });
  await row.getByRole('button', { name: `Abrir o caso de ${name}` }).click();
  const dialog = page.getByRole('dialog', { name });
  await expect(dialog.getByLabel('Resultado')).toBeVisible();
  await expect(dialog.getByLabel('Responsável')).toHaveCount(0);
  await axe(page);
  await dialog.getByLabel('Resultado').selectOption({ label: 'Recusou a oferta' });
  await dialog.getByLabel('Observação').fill('vai pensar');
  await dialog.getByRole('button', { name: 'Encerrar caso' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('tab', { name: 'Encerrados' }).click();
  await expect(row).toContainText('vai pensar');
  const closed = query(
    `select k.outcome, p.name from churn_cases k join customers c on c.id = k.customer_id join people p on p.id = k.closed_by
     where c.name = '${name.replaceAll("'", "''")}' and k.outcome_note = 'vai pensar'`,
  );
  expect(closed).toEqual([['refused', 'Ana Paula Ribeiro']]);
});

test('who has no cases reads what will be here', async ({ as }) => {
  expect(openOf('carla')).toEqual([]);
  const page = await as('carla');
  await page.goto('/churn');
  await isLive(page);
  await expect(page.getByText('Os casos que você receber aparecem aqui.')).toBeVisible();
  await expect(page.locator('.churn-case')).toHaveCount(0);
});

test('it can be read by everybody, on every screen', async ({ as, baseURL }) => {
  const name = prepare();
  for (const screen of [undefined, PHONE]) {
    const page = await as('helena', screen);
    for (const theme of THEMES) {
      await wear(page, theme, baseURL ?? '');
      await page.goto('/churn');
      await isLive(page);
      await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
      await expect(page.locator('.churn-model')).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      // every reason can be read without moving a case sideways
      const reasons = page.getByRole('row').filter({ hasText: name }).locator('.churn-reasons');
      const edges = await reasons.evaluate((list) => {
        const { left, right } = list.getBoundingClientRect();
        return [left, right, document.documentElement.clientWidth];
      });
      expect(edges[0]).toBeGreaterThanOrEqual(0);
      expect(edges[1]).toBeLessThanOrEqual(edges[2]);
      await axe(page);
    }
    await page.getByRole('button', { name: `Abrir o caso de ${name}` }).click();
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await axe(page);
  }
});
