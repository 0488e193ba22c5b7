// A board that was away catches up, and the tabs of one browser share one stream.
import type { Page } from '@playwright/test';
import { Board, isLive } from '../support/board';
import { conversationOf, emptyBoard } from '../support/database';
import { desk } from '../support/desk';
import { AWAY, Line } from '../support/line';
import { call } from '../support/people';
import { expect, test } from '../support/test';
import { type Column, stranger, WORDS, write } from '../support/town';

const COLUMNS = Object.keys(WORDS) as Column[];

test.beforeEach(() => emptyBoard());

/** One stranger a column writes; returns when an onlooker's board shows them all. */
async function everybodyWrites(onlooker: Board, first: string): Promise<string[]> {
  const names: string[] = [];
  for (const column of COLUMNS) {
    const writer = stranger(first);
    await write(writer, WORDS[column]);
    names.push(writer.name);
    await expect(onlooker.card(writer.name, column)).toBeVisible();
  }
  return names;
}

async function openBoards(): Promise<number> {
  const metrics = await (await fetch(`${desk().url}/metrics`)).text();
  return Number(/^enlace_live_boards(?:\{[^}]*\})? (\d+)/m.exec(metrics)?.[1] ?? 0);
}

test('after a while without a network the board is the desk\'s again within a second', async ({ as, complaints }) => {
  complaints.expect(...AWAY);
  const line = await Line.lay();
  const page = await as('helena', { baseURL: line.url });
  const helena = await (await new Board(page).open()).showAll();
  const renato = await (await new Board(await as('renato')).open()).showAll();
  const before = await everybodyWrites(renato, 'Eulália');
  await expect(helena.card(before[4])).toBeVisible();

  line.cut();
  await page.context().setOffline(true);
  await expect(helena.page.getByRole('status').filter({ hasText: 'Reconectando' })).toBeAttached();
  const during = await everybodyWrites(renato, 'Faustina');
  // Somebody closes one meanwhile and takes another.
  const api = renato.page.request;
  expect((await call(api, 'close', { id: conversationOf(before[0]) })).status()).toBe(200);
  expect((await call(api, 'claim', { id: conversationOf(during[1]) })).status()).toBe(200);
  await expect(renato.card(before[0])).toBeHidden();
  await expect(helena.card(during[0])).toBeHidden();

  line.mend();
  await page.context().setOffline(false);
  await expect(helena.card(during[4])).toBeVisible({ timeout: 1_000 });
  const truth = await fresh(await as('carla'));
  await expect.poll(() => helena.shown()).toEqual(truth);
  await line.remove();
});

test('a stream that breaks comes back by itself with nothing lost', async ({ as, complaints }) => {
  complaints.expect(...AWAY);
  const line = await Line.lay();
  const helena = await (await new Board(await as('helena', { baseURL: line.url })).open()).showAll();
  const renato = await (await new Board(await as('renato')).open()).showAll();
  line.cut();
  await expect(helena.page.getByRole('status').filter({ hasText: 'Reconectando' })).toBeAttached();
  const during = await everybodyWrites(renato, 'Gervásia');
  await expect(helena.card(during[4])).toBeHidden();
  line.mend();
  await expect(helena.page.getByRole('status').filter({ hasText: 'Ao vivo' })).toBeAttached({ timeout: 40_000 });
  await expect(helena.card(during[4])).toBeVisible({ timeout: 1_000 });
  await expect.poll(() => helena.shown()).toEqual(await fresh(await as('carla')));
  await line.remove();
});

test('two tabs of one browser share one stream, and the second takes over', async ({ as }) => {
  await expect.poll(openBoards, { timeout: 40_000 }).toBe(0);
  const first = await as('ana');
  await new Board(first).open();
  await expect.poll(openBoards).toBe(1);
  const second = await first.context().newPage();
  const streams: string[] = [];
  second.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/live') streams.push(request.url());
  });
  const board = await new Board(second).open();
  const one = stranger('Hermínia');
  await write(one, WORDS['Técnico urgente']);
  await expect(board.card(one.name)).toBeVisible();
  expect(streams, 'the second tab opens no stream').toEqual([]);
  expect(await openBoards()).toBe(1);

  await first.close();
  await expect.poll(() => streams.length).toBe(1);
  const other = stranger('Idalina');
  await write(other, WORDS['Técnico urgente']);
  await expect(board.card(other.name)).toBeVisible();
  await expect.poll(openBoards, { timeout: 40_000 }).toBe(1);
});

test('logging out in one tab leads the others out too', async ({ open, complaints }) => {
  complaints.expect(/status of 401/); // how the other tab learns of it
  const context = await open();
  const page = await context.newPage();
  await page.goto('/login');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('diego@fibracerrado.example');
  await page.getByLabel('Senha', { exact: true }).fill('fibra-cerrado');
  await page.getByRole('button', { name: 'Entrar' }).click();
  await isLive(page);
  const other = await context.newPage();
  await new Board(other).open();
  await other.getByRole('button', { name: 'Sua conta' }).click();
  await other.getByRole('button', { name: 'Sair' }).click();
  await expect(other).toHaveURL(/\/login/);
  await expect(page).toHaveURL(/\/login/);
});

/** What a board shows that has just been loaded. */
async function fresh(page: Page): Promise<string[]> {
  const board = await (await new Board(page).open()).showAll();
  return board.shown();
}
