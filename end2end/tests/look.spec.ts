// How the pages look and read: every theme, every size, for everybody.
import type { Page } from '@playwright/test';
import { axe, overflow, THEMES, wear } from '../support/axe';
import { Board, isLive } from '../support/board';
import { Conversation } from '../support/conversation';
import { conversationOf } from '../support/database';
import { expect, PHONE, test } from '../support/test';
import { stranger, WORDS, write } from '../support/town';

const DESK = { viewport: { width: 1440, height: 900 } };
const SIZES = { desk: DESK, phone: PHONE };

for (const theme of THEMES) {
  for (const [size, options] of Object.entries(SIZES)) {
    test(`every component, ${theme}, ${size}`, async ({ open, baseURL }, info) => {
      const page = await (await open(options)).newPage();
      await wear(page, theme, baseURL ?? '');
      await page.goto('/kit');
      await expect(page.getByRole('heading', { level: 1, name: 'Componentes' })).toBeVisible();
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: info.outputPath(`kit-${theme}-${size}.png`), fullPage: true });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
    });

    test(`every page, ${theme}, ${size}`, async ({ as, open, baseURL }) => {
      for (const words of Object.values(WORDS)) await write(stranger('Juvenal'), words);
      const writer = stranger('Jurema');
      await write(writer, WORDS['Técnico urgente']);
      const login = await (await open(options)).newPage();
      await wear(login, theme, baseURL ?? '');
      await login.goto('/login');
      await expect(login.getByRole('button', { name: 'Entrar' })).toBeVisible();
      await looksWell(login);

      const page = await as('renato', options);
      await wear(page, theme, baseURL ?? '');
      const board = await new Board(page).open();
      await expect(board.card(writer.name)).toBeVisible();
      await looksWell(page);
      await new Conversation(page).open(conversationOf(writer.name));
      await looksWell(page);
      await page.goto('/people');
      await isLive(page);
      await expect(page.getByRole('table')).toBeVisible();
      await looksWell(page);
      await page.goto('/conversations');
      await isLive(page);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  }
}

async function looksWell(page: Page): Promise<void> {
  expect(await overflow(page), `${page.url()} is wider than the window`).toBeLessThanOrEqual(0);
  await axe(page);
}

test('the dialogs and the palette read well too', async ({ as }) => {
  const writer = stranger('Lindaura');
  await write(writer, WORDS['Técnico urgente']);
  const board = await new Board(await as('ana')).open();
  await expect(board.card(writer.name)).toBeVisible();
  await board.page.keyboard.press('?');
  await expect(board.page.getByRole('dialog', { name: 'Atalhos do teclado' })).toBeVisible();
  await axe(board.page);
  await board.page.keyboard.press('Escape');
  await board.page.keyboard.press('Control+k');
  await expect(board.page.getByRole('dialog', { name: 'Buscar e comandar' })).toBeVisible();
  await axe(board.page);
  await board.page.keyboard.press('Escape');
  const conversation = await new Conversation(board.page).open(conversationOf(writer.name));
  await conversation.page.keyboard.press('t');
  await expect(conversation.page.getByRole('dialog', { name: 'Transferir conversa' }).getByText('Bruno Carvalho')).toBeVisible();
  await axe(conversation.page);
});

test('the theme and the language stay over a reload', async ({ as }) => {
  const page = await as('ana');
  await new Board(page).open();
  const html = page.locator('html');
  await expect(html).toHaveAttribute('lang', 'pt-BR');
  await page.getByRole('button', { name: 'Sua conta' }).click();
  await page.getByRole('button', { name: 'Escuro' }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(html).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible();

  await page.reload();
  await expect(html).toHaveAttribute('lang', 'en');
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible();
  await expect.poll(background).toBe(dark);
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeAttached({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('button', { name: 'Light' }).click();
  await expect.poll(background).not.toBe(dark);
});

test('the server already writes the language and the theme that were chosen', async ({ request, baseURL }) => {
  const headers = { Cookie: 'enlace_theme=dark; enlace_locale=en' };
  const html = await (await request.get(`${baseURL}/login`, { headers })).text();
  expect(html).toMatch(/<html[^>]* lang="en"/);
  expect(html).toMatch(/<html[^>]* data-theme="dark"/);
  expect(html).toContain('Good to see you');
});

for (const [person, ways] of [['ana', 4], ['helena', 8], ['renato', 10]] as const) {
  test(`every way of ${person} is in sight on a phone`, async ({ as, baseURL }) => {
    for (const width of [360, 390, 660]) {
      const page = await as(person, { ...PHONE, viewport: { width, height: 844 } });
      for (const locale of ['pt-BR', 'en']) {
        await page.context().addCookies([{ name: 'enlace_locale', value: locale, url: baseURL ?? '' }]);
        await page.goto('/conversations');
        const names = page.locator('.rail-link .rail-name');
        await expect(names).toHaveCount(ways);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        const boxes = await names.evaluateAll((all) => all.map((name) => name.getBoundingClientRect().toJSON() as DOMRect));
        for (const [place, { left, right, top, bottom }] of boxes.entries()) {
          expect(left, `${locale}, ${width}`).toBeGreaterThanOrEqual(0);
          expect(right, `${locale}, ${width}`).toBeLessThanOrEqual(width);
          expect(bottom, `${locale}, ${width}`).toBeLessThanOrEqual(844);
          const over = boxes.slice(place + 1).filter((other) => other.left < right && left < other.right && other.top < bottom && top < other.bottom);
          expect(over, `names over each other: ${locale}, ${width}`).toEqual([]);
        }
      }
      await page.context().close();
    }
  });
}

test('one can skip the navigation by keyboard', async ({ as }) => {
  const page = await as('ana');
  await new Board(page).open();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Ir para o conteúdo' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('an address that leads nowhere says so and leads back', async ({ as, complaints }) => {
  complaints.expect(/status of 404/);
  const page = await as('ana');
  const answer = await page.goto('/nao/existe');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'Página não encontrada' })).toBeVisible();
  await page.getByRole('link', { name: 'Ir para a fila' }).click();
  await expect(page).toHaveURL('/');
});

test('a conversation that does not exist says so', async ({ as, complaints }) => {
  complaints.expect(/status of 404/);
  const page = await as('ana');
  await page.goto('/conversations/01930000-0000-7000-8000-00000000dead');
  await expect(page.getByText('Não encontramos o que você pediu.')).toBeVisible();
});
