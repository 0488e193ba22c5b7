// Two agents reach for one conversation: one has it, the other is told who.
import { Board } from '../support/board';
import { conversationOf, query } from '../support/database';
import { PEOPLE } from '../support/people';
import { expect, test } from '../support/test';
import { stranger, WORDS, write } from '../support/town';

for (const round of [1, 2, 3]) {
  test(`two agents press c at the same moment, round ${round}`, async ({ as }) => {
    const writer = stranger('Firmino');
    await write(writer, WORDS['Técnico urgente']);
    const boards = await Promise.all([as('ana'), as('bruno')].map(async (page) => new Board(await page).open()));
    await Promise.all(
      boards.map(async (board) => {
        await board.page.getByRole('searchbox', { name: 'Filtrar' }).fill(writer.name);
        await board.page.getByRole('searchbox', { name: 'Filtrar' }).blur();
        await expect(board.columns().getByRole('link')).toHaveCount(1);
        await board.page.keyboard.press('j');
        await expect(board.selected()).toHaveCount(1);
      }),
    );
    await Promise.all(boards.map((board) => board.page.keyboard.press('c')));

    const [holder] = query(`select p.email from conversations c join people p on p.id = c.assigned_person_id where c.id = '${conversationOf(writer.name)}'`);
    const names = [PEOPLE.ana, PEOPLE.bruno];
    await expect
      .poll(async () => {
        const told = await Promise.all(boards.map((board) => board.toast(`A conversa de ${writer.name} é sua`).count()));
        return told.reduce((sum, count) => sum + count, 0);
      })
      .toBe(1);
    const winner = (await boards[0].toast(`A conversa de ${writer.name} é sua`).count()) === 1 ? 0 : 1;
    await expect(boards[1 - winner].toast(`${names[winner]} pegou esta conversa primeiro`)).toBeVisible();
    for (const board of boards) {
      await expect(board.card(writer.name)).toHaveAttribute('aria-label', new RegExp(`Com ${names[winner]}$`));
    }
    if (holder) expect(holder[0]).toContain(winner === 0 ? 'ana@' : 'bruno@');
    const lines = query(
      `select count(*) from audit_log where subject_id = '${conversationOf(writer.name)}' and action like '%claim%'`,
    );
    expect(lines[0][0], 'one claim is in the book').toBe('1');
  });
}
