// Two agents reach for one conversation: one has it, the other is told who.
import { Board } from '../support/board';
import { opened, query } from '../support/database';
import { email, PEOPLE } from '../support/people';
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

    // notices go by themselves: both are looked for at once, by what the desk has kept
    const id = await opened(writer.name);
    const holder = () => query(`select p.email from conversations c join people p on p.id = c.assigned_person_id where c.id = '${id}'`).flat().join();
    await expect.poll(holder).not.toBe('');
    const winner = holder() === email('ana') ? 0 : 1;
    const names = [PEOPLE.ana, PEOPLE.bruno];
    await Promise.all([
      expect(boards[winner].toast(`A conversa de ${writer.name} é sua`)).toBeVisible(),
      expect(boards[1 - winner].toast(`${names[winner]} pegou esta conversa primeiro`)).toBeVisible(),
    ]);
    await expect(boards[1 - winner].toast(`A conversa de ${writer.name} é sua`)).toHaveCount(0);
    for (const board of boards) {
      await expect(board.card(writer.name)).toHaveAttribute('aria-label', new RegExp(`Com ${names[winner]}$`));
    }
    expect(holder(), 'it stays with whoever was first').toBe(email(winner === 0 ? 'ana' : 'bruno'));
    const lines = query(
      `select count(*) from audit_log where subject_id = '${id}' and action like '%claim%'`,
    );
    expect(lines[0][0], 'one claim is in the book').toBe('1');
  });
}
