// How soon a message is on the board, and that nothing moves there meanwhile: only where nobody else writes can both be told.
import { Board } from '../support/board';
import { emptyBoard, opened, query } from '../support/database';
import { expect, test } from '../support/test';
import { type Column, stranger, subscriber, WORDS, write } from '../support/town';

test.beforeEach(() => emptyBoard());

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

test('nothing jumps while the board loads and its clocks count', async ({ as }) => {
  const writer = stranger('Tarcísio');
  await write(writer, WORDS['Técnico urgente']);
  for (const words of Object.values(WORDS)) {
    const other = stranger('Tibúrcio');
    await write(other, words);
    const id = await opened(other.name);
    await expect.poll(() => query(`select status from conversations where id = '${id}'`)).toEqual([['waiting']]);
  }
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
