// Customers who may leave: a manager sees why, gives the case to somebody, and notes what became of it; whoever was given
// cases sees those.
import { axe, overflow, THEMES, wear } from '../support/axe';
import { isLive } from '../support/board';
import { query } from '../support/database';
import { email, type Person } from '../support/people';
import { prepare } from '../support/retention';
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
  await expect(row).toContainText('quedas em 30 dias: 4');
  await expect(row).toContainText('concorrência no bairro: 75 %');
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
      await axe(page);
    }
    await page.getByRole('button', { name: `Abrir o caso de ${name}` }).click();
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await axe(page);
  }
});
