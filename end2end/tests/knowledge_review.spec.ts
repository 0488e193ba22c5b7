// Review: who asked for it, what waits for it, and who approved.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { axe, overflow } from '../support/axe';
import { isLive } from '../support/board';
import { query } from '../support/database';
import { expect, PHONE, test } from '../support/test';

async function menu(page: Page, item: string): Promise<void> {
  await page.locator('.kb-actions').getByRole('button', { name: 'Mais opções' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

for (const [name, screen] of [['a desk', undefined], ['a phone', PHONE]] as const) {
  test(`a draft waits for review, is found there, and says who approved it, on ${name}`, async ({ as }) => {
    const title = `Revisar ${randomUUID().slice(0, 8)}`;
    const page = await as('renato', screen);
    await page.goto('/knowledge');
    await isLive(page);
    await page.getByRole('button', { name: 'Artigo', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Novo artigo' });
    await dialog.getByLabel('Título').fill(title);
    await dialog.getByRole('button', { name: 'Criar rascunho' }).click();
    await page.getByRole('textbox', { name: 'Texto' }).fill('O texto a revisar.');
    await expect(page.locator('.kb-head-words').getByText('Salvo', { exact: true })).toBeVisible();
    await menu(page, 'Pedir revisão');
    await expect(page.locator('.kb-head-words')).toContainText('Revisão pedida por Renato Figueiredo');
    const article = page.url();

    await page.goto('/knowledge');
    await isLive(page);
    const filter = page.getByRole('button', { name: /^Aguardando revisão: [1-9]/ });
    await filter.click();
    await expect(filter).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('.kb-row').filter({ hasText: title })).toContainText('Em revisão');
    await expect(page.locator('.kb-row').filter({ hasText: 'Publicado' })).toHaveCount(0);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await axe(page);

    // whoever asked is asked
    await page.goto(article);
    await isLive(page);
    await page.getByRole('button', { name: 'Publicar', exact: true }).click();
    const unread = page.getByRole('dialog', { name: 'Publicar sem a revisão de outra pessoa?' });
    await axe(page);
    await unread.getByRole('button', { name: 'Cancelar' }).click();
    expect(query(`select state from articles where title = '${title}'`)).toEqual([['in_review']]);

    // there is one administrator in the demo: somebody else has asked
    query(`update articles set review_asked_by = (select id from people where email like 'helena%') where title = '${title}' returning id`);
    await page.reload();
    await isLive(page);
    await expect(page.locator('.kb-head-words')).toContainText('Revisão pedida por Helena Prado');
    await page.getByRole('button', { name: 'Aprovar e publicar' }).click();
    await expect(page.getByText('Publicado: a busca já encontra esta versão')).toBeVisible();
    await page.getByRole('link', { name: 'Ver publicado' }).click();
    await expect(page.locator('.kb-review')).toContainText('Aprovado por Renato Figueiredo, a pedido de Helena Prado');
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await axe(page);
  });
}
