// The search box where more is found than it shows.
import { randomInt } from 'node:crypto';
import { axe } from '../support/axe';
import { Board } from '../support/board';
import { query } from '../support/database';
import { expect, test } from '../support/test';
import { surname } from '../support/town';

test('Ctrl K says that there is more than it shows, and offers that as no choice', async ({ as }) => {
  const name = `Palmira ${surname()}`;
  // of two years ago, so that they are in no figure
  query(
    `with one as (insert into contacts (id, display_name) values (gen_random_uuid(), '${name}') returning id)
     insert into conversations (id, protocol, contact_id, channel_id, status, created_at, last_message_at, closed_at)
     select gen_random_uuid(), lpad((${randomInt(1e9)}00 + n)::text, 15, '8'), one.id, (select id from channels order by created_at limit 1),
            'closed', at, at, at
     from one, generate_series(1, 21) n cross join lateral (select now() - interval '2 years' - make_interval(hours => n) as at) a`,
  );
  const [[protocol]] = query(
    `select c.protocol from conversations c join contacts k on k.id = c.contact_id where k.display_name = '${name}' order by c.closed_at limit 1`,
  );
  const board = await new Board(await as('helena')).open();
  await board.page.keyboard.press('Control+k');
  const palette = board.page.getByRole('dialog', { name: 'Buscar e comandar' });
  const box = palette.getByRole('combobox');
  await expect(box).toHaveAttribute('placeholder', 'Nome, telefone, contrato, protocolo ou comando');
  const more = palette.getByRole('status').filter({ hasText: 'Há mais resultados: escreva mais do nome, o protocolo ou o telefone.' });
  await expect(more).toHaveCount(0);

  await box.fill(name);
  await expect(palette.getByRole('option').filter({ hasText: name })).toHaveCount(20);
  await expect(more).toBeVisible();
  await expect(palette.getByRole('option').filter({ hasText: 'Há mais' })).toHaveCount(0);
  await axe(board.page);
  // the one that was not shown, the oldest
  await expect(palette.getByText(protocol)).toHaveCount(0);

  await box.fill(protocol);
  await expect(palette.getByRole('option').filter({ hasText: protocol })).toHaveCount(1);
  await expect(more).toHaveCount(0);
  await board.page.keyboard.press('Enter');
  await expect(board.page).toHaveURL(/\/conversations\/[0-9a-f-]{36}$/);
});
