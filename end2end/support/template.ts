// Templates of the demo's own channel, as a reading from the provider leaves them.
import { randomInt } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { query } from './database';

/** The demo's own channel. */
export const CHANNEL = 'select id from channels order by created_at, id limit 1';

/** Makes one and returns its name; the hourly reading, which would find it gone, is far. */
export function template(body: string, state = 'approved', reason = '', name = `modelo_${randomInt(1e9)}`): string {
  const components = JSON.stringify({ header: null, body, footer: null, buttons: [] });
  query(
    `update channels set templates_asked_at = now() where id = (${CHANNEL});
     insert into templates (id, channel_id, provider_id, name, language, category, state, reason, components)
     values (gen_random_uuid(), (${CHANNEL}), 'HX${randomInt(1e9)}', '${name}', 'pt_BR', 'utility', '${state}', nullif('${reason}', ''), '${components}')`,
  );
  return name;
}

/** Finds one in the place of the composer and takes it, by the keyboard. */
export async function choose(page: Page, name: string): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Buscar modelo' });
  await search.fill(name);
  // Enter takes the first: it is this one once the list has come and is narrowed
  await expect(page.getByRole('list', { name: 'Modelos aprovados' }).getByRole('button')).toHaveCount(1);
  await search.press('Enter');
}
