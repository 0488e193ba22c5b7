// Administrators make and change people; others see what their role allows.
import { randomInt } from 'node:crypto';
import { isLive } from '../support/board';
import { email, PASSWORD, PEOPLE } from '../support/people';
import { expect, test } from '../support/test';

test('an administrator makes an agent, who then logs in to their queues', async ({ as, open, complaints }) => {
  complaints.expect(/status of 422/, /status of 401/);
  const page = await as('renato');
  await page.goto('/people');
  await isLive(page);
  const name = `Lívia Prova ${randomInt(1e6)}`;
  const address = email(`livia${randomInt(1e9)}`);
  await page.getByRole('button', { name: 'Nova pessoa' }).click();
  const dialog = page.getByRole('dialog', { name: 'Nova pessoa' });
  await dialog.getByLabel('Nome').fill(name);
  await dialog.getByLabel('E-mail').fill(address);
  await dialog.getByLabel('Senha').fill('curta');
  await dialog.getByRole('checkbox', { name: /^Financeiro/ }).check();
  await dialog.getByRole('checkbox', { name: /^Vendas/ }).check();
  await dialog.getByRole('button', { name: 'Salvar' }).click();
  await expect(dialog.getByLabel('Senha'), 'a short password is refused at its field').toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Senha').fill('uma-senha-comprida');
  await dialog.getByRole('button', { name: 'Salvar' }).click();
  await expect(page.getByText(`Cadastro de ${name} salvo`)).toBeVisible();
  await expect(dialog).toBeHidden();
  const row = page.getByRole('row').filter({ hasText: address });
  await expect(row).toContainText('Atendente');
  await expect(row).toContainText('Vendas');

  const agent = await (await open()).newPage();
  await agent.goto('/login');
  await agent.getByRole('textbox', { name: 'E-mail' }).fill(address);
  await agent.getByLabel('Senha', { exact: true }).fill('uma-senha-comprida');
  await agent.getByRole('button', { name: 'Entrar' }).click();
  await isLive(agent);
  await expect(agent.getByRole('region', { name: 'Financeiro', exact: true })).toBeVisible();
  await expect(agent.getByRole('region', { name: 'Comercial', exact: true })).toBeVisible();
  await expect(agent.getByRole('region', { name: 'Cancelamento', exact: true })).toBeHidden();

  // Switched off, the open page ends and the password no longer helps.
  await page.getByRole('button', { name: `Editar ${name}` }).click();
  const edit = page.getByRole('dialog', { name: `Editar ${name}` });
  await edit.getByRole('checkbox', { name: /^Pode entrar no Enlace/ }).uncheck();
  await edit.getByRole('button', { name: 'Salvar' }).click();
  await expect(row).toContainText('Desativado');
  await agent.goto('/');
  await expect(agent).toHaveURL(/\/login/);
});

test('an address that somebody has is refused at its field', async ({ as, complaints }) => {
  complaints.expect(/status of 422/, /status of 409/);
  const page = await as('renato');
  await page.goto('/people');
  await isLive(page);
  await page.getByRole('button', { name: 'Nova pessoa' }).click();
  const dialog = page.getByRole('dialog', { name: 'Nova pessoa' });
  await dialog.getByLabel('Nome').fill('Outra Ana');
  await dialog.getByLabel('E-mail').fill(email('ana'));
  await dialog.getByLabel('Senha').fill('uma-senha-comprida');
  await dialog.getByRole('button', { name: 'Salvar' }).click();
  await expect(dialog.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('the last administrator cannot be switched off', async ({ as, complaints }) => {
  complaints.expect(/status of 4\d\d/);
  const page = await as('renato');
  await page.goto('/people');
  await isLive(page);
  await page.getByRole('button', { name: `Editar ${PEOPLE.renato}` }).click();
  const dialog = page.getByRole('dialog', { name: `Editar ${PEOPLE.renato}` });
  await dialog.getByRole('checkbox', { name: /^Pode entrar no Enlace/ }).uncheck();
  await dialog.getByRole('button', { name: 'Salvar' }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: /administrador/i })).toBeVisible();
  await page.reload();
  const row = page.getByRole('row').filter({ hasText: email('renato') });
  await expect(row).not.toContainText('Desativado');
});

test('people are found by name', async ({ as }) => {
  const page = await as('helena');
  await page.goto('/people');
  await isLive(page);
  await page.getByRole('searchbox', { name: 'Buscar pessoa' }).fill('menezes');
  await expect(page.getByRole('row').filter({ hasText: '@' })).toHaveCount(1);
  await expect(page.getByRole('row').filter({ hasText: PEOPLE.carla })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Nova pessoa' }), 'a manager changes nobody').toBeHidden();
});

test('an agent has no page of people', async ({ as, complaints }) => {
  complaints.expect(/status of 403/);
  const page = await as('ana');
  await page.goto('/');
  await isLive(page);
  await expect(page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Pessoas' })).toBeHidden();
  await page.goto('/people');
  await expect(page.getByText('Seu perfil não permite isso. Peça a um gestor.')).toBeVisible();
  await expect(page.getByRole('table')).toBeHidden();
});

test('only administrators make people, whatever the page shows', async ({ as, baseURL }) => {
  const { request } = await as('helena');
  const form = { id: null, name: 'Intrusa', email: email('intrusa'), role: 'administrator', capacity: 5, active: true, teams: [], password: PASSWORD };
  const answer = await request.post('/api/save_person', { data: { form }, headers: { Origin: baseURL ?? '' } });
  expect(answer.status()).toBe(403);
});
