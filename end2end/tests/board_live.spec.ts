// The board follows the desk by itself, and is worked by keyboard.
import { Board, escape } from '../support/board';
import { conversationOf, letPass } from '../support/database';
import { PEOPLE } from '../support/people';
import { expect, PHONE, test } from '../support/test';
import { type Column, stranger, subscriber, WORDS, write } from '../support/town';

/** The clock that a column promises, a few seconds after the message. */
const CLOCKS: Record<Column, RegExp> = {
  'Técnico urgente': /^(5:00|4:5\d)$/,
  'Técnico normal': /^(30:00|29:5\d)$/,
  Comercial: /^(1 h 00|59:5\d)$/,
  Financeiro: /^(2 h 00|1 h 59)$/,
  Cancelamento: /^(10:00|9:5\d)$/,
};

for (const [column, clock] of Object.entries(CLOCKS) as [Column, RegExp][]) {
  test(`a message appears under ${column} within two seconds, with its clock`, async ({ as }) => {
    const board = await (await new Board(await as('helena')).open()).showAll();
    const writer = subscriber();
    await write(writer, WORDS[column]);
    const card = board.card(writer.name, column);
    await expect(card).toBeVisible({ timeout: 2_000 });
    await expect(card.getByRole('timer')).toHaveText(clock);
    await expect(card).toContainText(WORDS[column]);
    await expect(card).toContainText(writer.plan);
    await expect(card).toContainText(writer.city);
    await expect(board.card(writer.name)).toHaveCount(1);
  });
}

test('the clock counts without a reload', async ({ as }) => {
  const board = await new Board(await as('ana')).open();
  const writer = stranger();
  await write(writer, WORDS['Técnico urgente']);
  const timer = board.card(writer.name).getByRole('timer');
  await expect(timer).toBeVisible();
  const before = await timer.textContent();
  await expect(timer).not.toHaveText(before ?? '', { timeout: 2_500 });
});

test('a late card says so, is raised and stands first', async ({ as }) => {
  const board = await new Board(await as('ana')).open();
  const writer = stranger('Odete');
  await write(writer, WORDS['Técnico normal']);
  const card = board.card(writer.name, 'Técnico normal');
  await expect(card).toBeVisible();
  letPass(conversationOf(writer.name), 500);
  await expect(card.getByRole('timer')).toHaveText(/^-7 h 50$/);
  await expect(card.getByText('Escalada')).toBeVisible({ timeout: 8_000 });
  await expect(board.column('Técnico normal').getByRole('listitem').first()).toContainText(writer.name);
  await board.chip('Atrasadas').click();
  await expect(card).toBeVisible();
  await expect(board.column('Técnico normal').getByRole('timer').filter({ hasNotText: '-' })).toHaveCount(0);
});

test('agents begin with their own queues and can see all', async ({ as }) => {
  const board = await new Board(await as('carla')).open();
  await expect(board.columns()).toHaveCount(2);
  await expect(board.column('Financeiro')).toBeVisible();
  await expect(board.chip('Minhas filas')).toHaveAttribute('aria-pressed', 'true');
  await board.showAll();
  await expect(board.column('Cancelamento')).toBeVisible();
  await board.chip('Minhas filas').click();
  await expect(board.columns()).toHaveCount(2);
});

test('filters narrow the board and are cleared', async ({ as }) => {
  const board = await new Board(await as('carla')).open();
  const [one, other] = [stranger('Quitéria'), stranger('Valdir')];
  await write(one, WORDS.Financeiro);
  await write(other, WORDS.Comercial);
  await expect(board.card(one.name, 'Financeiro')).toBeVisible();
  await expect(board.card(other.name, 'Comercial')).toBeVisible();

  const filter = board.page.getByRole('searchbox', { name: 'Filtrar' });
  await filter.fill(one.name.toLowerCase().replace('é', 'e'));
  await expect(board.card(one.name)).toBeVisible();
  await expect(board.card(other.name)).toBeHidden();
  await expect(board.column('Comercial').getByText('Nada com esses filtros')).toBeVisible();
  await board.page.getByRole('button', { name: 'Limpar filtros' }).click();
  await expect(board.card(other.name)).toBeVisible();

  await board.card(one.name).hover();
  await board.column('Financeiro').getByRole('listitem').filter({ hasText: one.name }).getByRole('button', { name: 'Assumir' }).click();
  await expect(board.toast(`A conversa de ${one.name} é sua`)).toBeVisible();
  await board.chip('Sem dono').click();
  await expect(board.card(other.name)).toBeVisible();
  await expect(board.card(one.name)).toBeHidden();
});

test('the keyboard alone is enough', async ({ as }) => {
  const writers = [stranger('Aparecida'), stranger('Benedito'), stranger('Conceição')];
  await write(writers[0], WORDS['Técnico urgente']);
  await write(writers[1], WORDS['Técnico urgente']);
  await write(writers[2], WORDS['Técnico normal']);
  const board = await new Board(await as('ana')).open();
  for (const writer of writers) await expect(board.card(writer.name)).toBeVisible();
  const { keyboard } = board.page;
  const urgent = board.column('Técnico urgente').getByRole('link');
  const normal = board.column('Técnico normal').getByRole('link');

  await keyboard.press('j');
  await expect(urgent.nth(0)).toHaveAttribute('aria-current', 'true');
  await keyboard.press('j');
  await expect(urgent.nth(1)).toHaveAttribute('aria-current', 'true');
  await keyboard.press('k');
  await expect(urgent.nth(0)).toHaveAttribute('aria-current', 'true');
  await keyboard.press('l');
  await expect(normal.nth(0)).toHaveAttribute('aria-current', 'true');
  await keyboard.press('h');
  await expect(board.column('Técnico urgente').locator('[aria-current="true"]')).toHaveCount(1);
  await expect(board.selected()).toHaveCount(1);

  await keyboard.press('/');
  const filter = board.page.getByRole('searchbox', { name: 'Filtrar' });
  await expect(filter).toBeFocused();
  await keyboard.type(writers[1].name);
  await expect(board.card(writers[0].name)).toBeHidden();
  await filter.blur();
  await keyboard.press('j');
  await expect(board.selected()).toHaveAttribute('aria-label', new RegExp(`^${escape(writers[1].name)}, `));
  await keyboard.press('c');
  await expect(board.toast(`A conversa de ${writers[1].name} é sua`)).toBeVisible();
  await expect(board.card(writers[1].name)).toHaveAttribute('aria-label', new RegExp(`Com ${PEOPLE.ana}$`));
  await keyboard.press('Enter');
  await expect(board.page).toHaveURL(/\/conversations\/[0-9a-f-]{36}$/);
  await expect(board.page.getByRole('heading', { name: writers[1].name }).first()).toBeVisible();
});

test('the keys are listed, and Escape closes the list', async ({ as }) => {
  const board = await new Board(await as('ana')).open();
  await board.page.keyboard.press('?');
  const keys = board.page.getByRole('dialog', { name: 'Atalhos do teclado' });
  await expect(keys).toBeVisible();
  await expect(keys.getByText('Assumir a conversa')).toBeVisible();
  await board.page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});

test('Ctrl K finds a conversation by name and by protocol', async ({ as }) => {
  const writer = stranger('Genoveva');
  await write(writer, WORDS.Comercial);
  const board = await (await new Board(await as('helena')).open()).showAll();
  await expect(board.card(writer.name)).toBeVisible();
  await board.page.keyboard.press('Control+k');
  const palette = board.page.getByRole('dialog', { name: 'Buscar e comandar' });
  await palette.getByRole('combobox').fill(writer.name);
  const hit = palette.getByRole('option', { name: new RegExp(escape(writer.name)) });
  await expect(hit).toBeVisible();
  const protocol = /\d{15}/.exec((await hit.textContent()) ?? '')?.[0] ?? 'none';
  await palette.getByRole('combobox').fill(protocol);
  await expect(palette.getByRole('option').first()).toContainText(writer.name);
  await board.page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(board.page).toHaveURL(/\/conversations\/[0-9a-f-]{36}$/);
  await expect(board.page.getByText(protocol).first()).toBeVisible();
});

test('on a phone one column stands in front of the others', async ({ as }) => {
  const writer = stranger('Zulmira');
  await write(writer, WORDS['Técnico normal']);
  const board = await new Board(await as('ana', PHONE)).open();
  const tabs = board.page.getByRole('navigation', { name: 'Colunas da fila' });
  await expect(tabs).toBeVisible();
  await expect(board.column('Técnico urgente')).toBeInViewport({ ratio: 0.8 });
  await tabs.getByRole('button', { name: /^Técnico normal/ }).click();
  await expect(board.column('Técnico normal')).toBeInViewport({ ratio: 0.8 });
  await expect(tabs.getByRole('button', { name: /^Técnico normal/ })).toHaveAttribute('aria-current', 'true');
  await expect(board.card(writer.name)).toBeInViewport();

  const bar = await board.page.getByRole('navigation', { name: 'Principal' }).boundingBox();
  expect(bar && bar.y + bar.height, 'the navigation lies at the bottom').toBe(844);
  await board.card(writer.name).click();
  await expect(board.page.getByRole('region', { name: 'Mensagens' })).toBeVisible();
  await expect(board.page.getByRole('complementary', { name: 'Conversas' })).toBeHidden();
  await board.page.getByRole('link', { name: 'Voltar à lista' }).click();
  await expect(board.page.getByRole('complementary', { name: 'Conversas' })).toBeVisible();
});

test('nothing jumps while the board loads and its clocks count', async ({ as }) => {
  const writer = stranger('Tarcísio');
  await write(writer, WORDS['Técnico urgente']);
  const page = await as('helena');
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) shifts.push(entry.value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const board = await new Board(page).open();
  const shifts = () => page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.reduce((sum, shift) => sum + shift, 0));
  await expect(board.card(writer.name)).toBeVisible();
  expect(await shifts(), 'while loading').toBeLessThan(0.02);
  const timer = board.card(writer.name).getByRole('timer');
  const before = await timer.textContent();
  const loaded = await shifts();
  await expect(timer).not.toHaveText(before ?? '');
  expect((await shifts()) - loaded, 'while a clock counts').toBeLessThan(0.001);
});
