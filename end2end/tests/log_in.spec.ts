// Getting in and out.
import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { isLive } from '../support/board';
import { call, email, PASSWORD, PEOPLE } from '../support/people';
import { expect, test } from '../support/test';

async function fill(page: Page, address: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(address);
  await page.getByLabel('Senha', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
}

test('with the right password one comes to the board, and out again', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/login/);
  await fill(page, email('ana'), PASSWORD);
  await expect(page.getByRole('heading', { name: 'Fila', level: 1 })).toBeVisible();
  await expect(page).toHaveURL('/');
  await isLive(page);

  await page.getByRole('button', { name: 'Sua conta' }).click();
  await expect(page.getByRole('group', { name: 'Sua conta' }).getByText(PEOPLE.ana)).toBeVisible();
  await page.getByRole('button', { name: 'Sair' }).click();
  await expect(page).toHaveURL(/\/login$/);
  // the way there may still be going on, and would break off this one
  await expect(() => page.goto('/')).toPass();
  await expect(page).toHaveURL(/\/login/);
});

test('a wrong password and an unknown address get the same words', async ({ page, complaints }) => {
  complaints.expect(/status of 401/);
  for (const address of [email('bruno'), email(`ninguem${randomInt(1e9)}`)]) {
    await page.goto('/login');
    await fill(page, address, 'nao-e-esta-senha');
    await expect(page.getByRole('alert').filter({ hasText: 'E-mail ou senha não conferem.' })).toBeVisible();
    await expect(page).toHaveURL(/\/login/);
  }
});

test('after five failures one has to wait, and is told how long', async ({ page, request, complaints }) => {
  complaints.expect(/status of 429/);
  const address = email(`ninguem${randomInt(1e9)}`);
  for (let failure = 0; failure < 5; failure++) {
    const answer = await call(request, 'log_in', { email: address, password: 'nao-e-esta-senha' });
    expect(answer.status()).toBe(401);
  }
  await page.goto('/login');
  await fill(page, address, 'nao-e-esta-senha');
  await expect(page.getByRole('alert').filter({ hasText: /Muitas tentativas\. Espere \d+ segundos/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /Tente de novo em \d+ segundos/ })).toBeDisabled();
});

test('whoever asked for a page is led back to it', async ({ page }) => {
  await page.goto('/conversations?de=aviso');
  await expect(page).toHaveURL(/\/login\?next=/);
  await fill(page, email('ana'), PASSWORD);
  await expect(page).toHaveURL('/conversations?de=aviso');
  await expect(page.getByRole('heading', { name: 'Conversas', level: 1 })).toBeVisible();
});

test('nobody is led away from the desk after logging in', async ({ page, baseURL }) => {
  await page.goto('/login?next=https%3A%2F%2Fevil.example%2F');
  await fill(page, email('ana'), PASSWORD);
  await expect(page.getByRole('heading', { name: 'Fila', level: 1 })).toBeVisible();
  expect(new URL(page.url()).origin).toBe(baseURL);
});

test('the password can be read while it is typed', async ({ page }) => {
  await page.goto('/login');
  const password = page.getByLabel('Senha', { exact: true });
  await password.fill('segredo');
  await expect(password).toHaveAttribute('type', 'password');
  // what is pressed before the page is awake is done once it is
  await page.getByRole('button', { name: 'Mostrar senha' }).click();
  await expect(password).toHaveAttribute('type', 'text', { timeout: 20_000 });
  await expect(password).toHaveValue('segredo');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('one gets in, and is told when not', async ({ page, complaints }) => {
    complaints.expect(/enlace(\.[0-9a-f]+)?\.js csp/); // how Chromium says that it runs no scripts
    await page.goto('/login');
    await fill(page, email('carla'), 'nao-e-esta-senha');
    await expect(page.getByRole('alert').filter({ hasText: 'E-mail ou senha não conferem.' })).toBeVisible();
    expect(page.url(), 'the address repeats no password').not.toContain('nao-e-esta-senha');
    await fill(page, email('carla'), PASSWORD);
    await expect(page.getByRole('heading', { name: 'Fila', level: 1 })).toBeVisible();
  });
});
