// Categories of articles get other names, and go once no article is in them.
import type { Locator, Page } from '@playwright/test';
import { begin, home, invented } from '../support/article';
import { axe, overflow } from '../support/axe';
import { query } from '../support/database';
import { expect, PHONE, test } from '../support/test';

const making = (page: Page) => page.getByRole('dialog', { name: 'Novo artigo' });

/** Opens the dialog of the categories from where articles are begun, and chooses one. */
async function manage(page: Page, category: string): Promise<Locator> {
  if (!(await making(page).isVisible())) await page.getByRole('button', { name: 'Artigo', exact: true }).click();
  await making(page).getByRole('button', { name: 'Renomear ou remover categorias…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Categorias' });
  await dialog.getByLabel('Categoria', { exact: true }).selectOption({ label: category });
  await expect(dialog.getByLabel('Nome da categoria')).toHaveValue(category);
  return dialog;
}

test('a category gets another name, keeps its key, and goes once it is empty', async ({ as, complaints }) => {
  complaints.expect(/status of 422/);
  const word = invented();
  // not among the first by name: what others begin meanwhile goes into the first
  const [title, before, after] = [`Arquivar ${word}`, `Vitrine ${word}`, `Zona ${word}`];
  const page = await home(await as('renato'));
  await begin(page, title, before);
  const [[key]] = query(`select category from articles where title = '${title}'`);
  const nameNow = () => query(`select name from article_categories where key = '${key}'`);
  const row = page.locator('.kb-row').filter({ hasText: title });
  await expect(row).toContainText(before);

  const dialog = await manage(page, before);
  await axe(page);
  const name = dialog.getByLabel('Nome da categoria');
  await name.fill('SUPORTE TECNICO');
  await name.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('um nome que nenhuma outra categoria tenha');
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await name.fill('');
  await dialog.getByRole('button', { name: 'Salvar' }).click();
  await expect(dialog.getByRole('alert')).toContainText('um nome de 2 a 40 letras');
  expect(nameNow()).toEqual([[before]]);
  await name.fill(after);
  await name.press('Enter');
  await expect(dialog).toBeHidden();
  expect(nameNow()).toEqual([[after]]);
  await expect(row).toContainText(after);
  await expect(page.locator('select[name="knowledge-category"] option', { hasText: after })).toHaveAttribute('value', key);

  // an article is in it
  await manage(page, after);
  await dialog.getByRole('button', { name: 'Remover' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Ainda tem 1 artigo');
  expect(nameNow()).toEqual([[after]]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(making(page)).toBeHidden();

  // it moves, and the filter that stood on the category lets go of it
  await page.getByText('Detalhes', { exact: true }).click();
  await page.locator('select[name="article-category"]').selectOption({ label: 'Suporte técnico' });
  await expect.poll(() => query(`select category from articles where title = '${title}'`)).toEqual([['technical_troubleshooting']]);
  const filter = page.locator('select[name="knowledge-category"]');
  await filter.selectOption({ label: after });
  await manage(page, after);
  await dialog.getByRole('button', { name: 'Remover' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(nameNow).toEqual([]);
  await expect(filter.locator('option', { hasText: after })).toHaveCount(0);
  await expect(filter).toHaveValue('');
});

test('a category that came with Enlace can be renamed only, on a phone too', async ({ as }) => {
  const page = await home(await as('renato', PHONE));
  const dialog = await manage(page, 'Suporte técnico');
  await expect(dialog.getByRole('button', { name: 'Remover' })).toBeDisabled();
  await expect(dialog.getByText('Vem com o Enlace')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Salvar' })).toBeEnabled();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await axe(page);
});

test('what goes wrong in a window is told inside it, on a phone too', async ({ as, complaints }) => {
  complaints.expect(/ERR_FAILED/);
  const page = await home(await as('renato', PHONE));
  const dialog = await manage(page, 'Suporte técnico');
  await page.route('**/api/rename_article_category', (route) => route.abort());
  await dialog.getByRole('button', { name: 'Salvar' }).click();
  const notice = dialog.getByRole('alert').filter({ hasText: 'Sem conexão com o Enlace' });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Dispensar aviso' }).click();
  await expect(notice).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(making(page)).toBeHidden();
  // and on the page once no window is open
  await expect(page.locator('body > .toasts')).toBeAttached();
});
