// The board follows the desk by itself, and is worked by keyboard.
import { Board, escape } from '../support/board';
import { letPass, opened } from '../support/database';
import { PEOPLE } from '../support/people';
import { expect, PHONE, test } from '../support/test';
import { stranger, surname, WORDS, write } from '../support/town';

test('the clock counts without a reload', async ({ as }) => {
  const board = await new Board(await as('ana')).open();
  const writer = stranger();
  await write(writer, WORDS['Técnico urgente']);
  const timer = board.card(writer.name).getByRole('timer');
  await expect(timer).toBeVisible();
  const before = await timer.textContent();
  await expect(timer).not.toHaveText(before ?? '');
});

test('a late card says so, is raised and stands first', async ({ as }) => {
  const board = await new Board(await as('ana')).open();
  const writer = stranger('Odete');
  await write(writer, WORDS['Técnico normal']);
  const card = board.card(writer.name, 'Técnico normal');
  await expect(card).toBeVisible();
  letPass(await opened(writer.name), 500);
  await expect(card.getByRole('timer')).toHaveText(/^-7 h 50$/);
  await expect(card.getByText('Escalada')).toBeVisible({ timeout: 20_000 });
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
  // taken while it stands there alone: no other card that comes moves it away
  await board.card(one.name).hover();
  await board.column('Financeiro').getByRole('listitem').filter({ hasText: one.name }).getByRole('button', { name: 'Assumir' }).click();
  await expect(board.toast(`A conversa de ${one.name} é sua`)).toBeVisible();
  await board.page.getByRole('button', { name: 'Limpar filtros' }).click();
  await expect(board.card(one.name)).toBeVisible();
  await expect(board.card(other.name)).toBeVisible();

  await board.chip('Sem dono').click();
  await expect(board.card(other.name)).toBeVisible();
  await expect(board.card(one.name)).toBeHidden();
});

test('the keyboard alone is enough', async ({ as }) => {
  const family = surname();
  const writers = ['Aparecida', 'Benedito', 'Conceição'].map((first) => stranger(first, family));
  await write(writers[0], WORDS['Técnico urgente']);
  await write(writers[1], WORDS['Técnico urgente']);
  await write(writers[2], WORDS['Técnico normal']);
  const board = await new Board(await as('ana')).open();
  for (const writer of writers) await expect(board.card(writer.name)).toBeVisible();
  const { keyboard } = board.page;
  const urgent = board.column('Técnico urgente').getByRole('link');
  const normal = board.column('Técnico normal').getByRole('link');

  // only these three, for cards that come or turn late would change the places
  const filter = board.page.getByRole('searchbox', { name: 'Filtrar' });
  await filter.fill(family);
  await expect(urgent).toHaveCount(2);
  await expect(normal).toHaveCount(1);
  await filter.blur();
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

  await filter.fill('');
  await filter.blur();
  await keyboard.press('/');
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

  const bottom = async () => {
    const bar = await board.page.getByRole('navigation', { name: 'Principal' }).boundingBox();
    return bar && bar.y + bar.height;
  };
  await expect.poll(bottom, 'the navigation lies at the bottom').toBe(844);
  await board.card(writer.name).click();
  await expect(board.page.getByRole('region', { name: 'Mensagens' })).toBeVisible();
  await expect(board.page.getByRole('complementary', { name: 'Conversas' })).toBeHidden();
  await board.page.getByRole('link', { name: 'Voltar à lista' }).click();
  await expect(board.page.getByRole('complementary', { name: 'Conversas' })).toBeVisible();
});
