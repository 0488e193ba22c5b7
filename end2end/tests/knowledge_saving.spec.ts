// No edit is lost: what is typed while a request is on its way, what gives way to somebody else's text, and what is shown.
import type { Page } from '@playwright/test';
import { begin, body, holdBack, home, invented, saved, titleField } from '../support/article';
import { isLive } from '../support/board';
import { query } from '../support/database';
import { expect, test } from '../support/test';

const publish = (page: Page) => page.getByRole('button', { name: 'Publicar', exact: true });
const published = (page: Page) => page.getByText('Publicado: a busca já encontra esta versão');
const idOf = (page: Page) => new URL(page.url()).pathname.split('/')[2];

const draftOf = (id: string) => query(`select title, body, state from articles where id = '${id}'`);
const versionsOf = (id: string) => query(`select version, reason, title, body from article_versions where article_id = '${id}' order by version`);

/** The same article in a second browser. */
async function beside(page: Page, as: (person: 'renato') => Promise<Page>): Promise<Page> {
  const other = await as('renato');
  await other.goto(page.url());
  await isLive(other);
  return other;
}

test('what is typed while a save meets another change is kept', async ({ as }) => {
  const title = `Encontro ${invented()}`;
  const one = await home(await as('renato'));
  await begin(one, title);
  await body(one).fill('Primeiro texto.');
  await expect(saved(one)).toBeVisible();
  const id = idOf(one);
  const two = await beside(one, as);
  await expect(body(two)).toHaveValue('Primeiro texto.');

  const save = await holdBack(two, 'save_article');
  await body(two).fill('Segundo texto.');
  await save.held;
  await titleField(one).fill(`${title} mudado`);
  await expect.poll(() => draftOf(id)).toEqual([[`${title} mudado`, 'Primeiro texto.', 'draft']]);
  await body(two).fill('Segundo texto, e o que veio depois.');
  save.release();
  await expect(two.getByText('as duas mudanças foram juntadas')).toBeVisible();
  await expect.poll(() => draftOf(id)).toEqual([[`${title} mudado`, 'Segundo texto, e o que veio depois.', 'draft']]);
  await expect(body(two)).toHaveValue('Segundo texto, e o que veio depois.');
  await expect(saved(two)).toBeVisible();
});

test('what is typed while it is published is the next draft, and nothing is drawn anew', async ({ as }) => {
  const title = `Publicar ${invented()}`;
  const page = await home(await as('renato'));
  await begin(page, title);
  await body(page).fill('Um.');
  await expect(saved(page)).toBeVisible();
  const id = idOf(page);
  await page.getByRole('searchbox').fill('segunda via do boleto');
  await expect(page.getByRole('list', { name: 'Resultados' })).toBeVisible();
  const field = await body(page).elementHandle();

  const sent = await holdBack(page, 'publish_article');
  await publish(page).click();
  await sent.held;
  await body(page).fill('Um. E dois.');
  sent.release();
  await expect(published(page)).toBeVisible();
  await expect.poll(() => draftOf(id)).toEqual([[title, 'Um. E dois.', 'draft']]);
  expect(versionsOf(id)).toEqual([['1', 'published', title, 'Um.']]);
  await expect(page.locator('.kb-head').getByText('Mudanças não publicadas')).toBeVisible();
  await expect(saved(page)).toBeVisible();
  await expect(body(page)).toHaveValue('Um. E dois.');
  await expect(body(page)).toBeFocused();
  expect(await field?.evaluate((element) => element.isConnected), 'the field is the same').toBe(true);
  await expect(page.getByRole('searchbox')).toHaveValue('segunda via do boleto');
  await page.getByRole('searchbox').fill('');
  await expect(page.locator('.kb-row').filter({ hasText: title }), 'the list has read it').toContainText('v1');
});

test('publishing waits for the save that is on its way', async ({ as }) => {
  const title = `Esperar ${invented()}`;
  const page = await home(await as('renato'));
  await begin(page, title);
  const id = idOf(page);
  const save = await holdBack(page, 'save_article');
  await body(page).fill('Ainda a caminho.');
  await save.held;
  await publish(page).click();
  save.release();
  await expect(published(page)).toBeVisible();
  expect(versionsOf(id)).toEqual([['1', 'published', title, 'Ainda a caminho.']]);
  await expect(body(page)).toHaveValue('Ainda a caminho.');
});

for (const [choice, button] of [['mine', 'Salvar o meu por cima'], ['theirs', /^Usar o de /]] as const) {
  test(`of two texts the one that goes is a version, where ${choice} is kept`, async ({ as }) => {
    const title = `Escolha ${invented()}`;
    const one = await home(await as('renato'));
    await begin(one, title);
    await body(one).fill('Texto comum.');
    await expect(saved(one)).toBeVisible();
    const id = idOf(one);
    const two = await beside(one, as);
    await expect(body(two)).toHaveValue('Texto comum.');
    await titleField(two).fill(`${title} da segunda`);
    await body(two).fill('Texto da segunda.');
    await expect.poll(() => draftOf(id)).toEqual([[`${title} da segunda`, 'Texto da segunda.', 'draft']]);

    await body(one).fill('Texto da primeira.');
    const bar = one.getByRole('alert').filter({ hasText: 'mudou este artigo' });
    await expect(bar).toContainText('Diferem: título, texto');
    await bar.getByRole('button', { name: button }).click();
    await expect(bar).toBeHidden();
    await expect(saved(one)).toBeVisible();
    // the title is what only the second has changed
    const text = choice === 'mine' ? 'Texto da primeira.' : 'Texto da segunda.';
    await expect.poll(() => draftOf(id)).toEqual([[`${title} da segunda`, text, 'draft']]);
    const gone = choice === 'mine' ? [`${title} da segunda`, 'Texto da segunda.'] : [title, 'Texto da primeira.'];
    expect(versionsOf(id)).toEqual([['1', 'set_aside', ...gone]]);
    await expect(titleField(one)).toHaveValue(`${title} da segunda`);
    await expect(body(one)).toHaveValue(text);

    await one.getByRole('button', { name: 'Versões' }).click();
    const dialog = one.getByRole('dialog', { name: 'Versões' });
    await expect(dialog.getByRole('button', { name: 'v1 · Rascunho guardado' })).toBeVisible();
    await dialog.getByRole('button', { name: 'Trazer de volta' }).click();
    await expect(dialog).toBeHidden();
    await expect(body(one)).toHaveValue(gone[1]);
  });
}

test('no version comes back over what is not saved', async ({ as, complaints }) => {
  complaints.expect(/Failed to load resource|status of 503|ERR_FAILED/);
  const page = await home(await as('renato'));
  await begin(page, `Restaurar ${invented()}`);
  await body(page).fill('O que foi publicado.');
  await expect(saved(page)).toBeVisible();
  const id = idOf(page);
  await publish(page).click();
  await expect(published(page)).toBeVisible();
  await page.route('**/api/save_article', (route) => route.abort());
  await body(page).fill('O que ainda não foi salvo.');
  await expect(page.locator('.kb-head-words').getByText('Não salvo', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Versões' }).click();
  const dialog = page.getByRole('dialog', { name: 'Versões' });
  await dialog.getByRole('button', { name: 'Trazer de volta' }).click();
  await expect(page.getByText('Nada voltou: o rascunho não está salvo')).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(body(page)).toHaveValue('O que ainda não foi salvo.');
  expect(versionsOf(id).map(([, reason]) => reason)).toEqual(['published']);
  await page.unroute('**/api/save_article');
  await expect.poll(() => draftOf(id)[0][1], { timeout: 30_000 }).toBe('O que ainda não foi salvo.');
});

test('a new article and its new category are there at once', async ({ as }) => {
  const word = invented();
  const [title, category] = [`Novo ${word}`, `Categoria ${word}`];
  const page = await home(await as('renato'));
  await begin(page, title, category);
  await expect(page.locator('.kb-row').filter({ hasText: title })).toContainText(category);
  const [[key]] = query(`select key from article_categories where name = '${category}'`);
  await page.getByText('Detalhes', { exact: true }).click();
  const select = page.locator('select[name="article-category"]');
  await expect(select).toHaveValue(key);
  await select.selectOption({ label: 'Suporte técnico' });
  await expect.poll(() => query(`select category from articles where title = '${title}'`)).toEqual([['technical_troubleshooting']]);
  await select.selectOption({ label: category });
  await expect.poll(() => query(`select category from articles where title = '${title}'`)).toEqual([[key]]);
});

test('a comparison shows the days, the category and for whom', async ({ as }) => {
  const title = `Comparar ${invented()}`;
  const page = await home(await as('renato'));
  await begin(page, title);
  await body(page).fill('O mesmo texto.');
  await expect(saved(page)).toBeVisible();
  await publish(page).click();
  await expect(published(page)).toBeVisible();
  await page.getByText('Detalhes', { exact: true }).click();
  await page.getByLabel('Vale até').fill('2031-12-31');
  await page.locator('select[name="article-audience"]').selectOption({ label: 'Só atendentes' });
  await expect.poll(() => query(`select valid_until, audience from articles where title = '${title}'`)).toEqual([['2031-12-31', 'agents']]);
  await page.getByRole('button', { name: 'Versões' }).click();
  const dialog = page.getByRole('dialog', { name: 'Versões' });
  await expect(dialog.getByRole('cell', { name: 'saiu: Vale até: sem data' })).toBeVisible();
  await expect(dialog.getByRole('cell', { name: 'entrou: Vale até: 31 de dez. de 2031' })).toBeVisible();
  await expect(dialog.getByRole('cell', { name: 'saiu: Para quem: Clientes e atendentes' })).toBeVisible();
  await expect(dialog.getByRole('cell', { name: 'entrou: Para quem: Só atendentes' })).toBeVisible();
  await expect(dialog.getByText('O texto é o mesmo.')).toBeHidden();
});
