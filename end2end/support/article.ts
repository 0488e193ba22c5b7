// The editor of the knowledge base as a person works it.
import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { isLive } from './board';

/** A word that no other article has. */
export function invented(): string {
  return `zub${randomUUID().replaceAll(/[^a-f]/g, '').slice(0, 8)}`;
}

export async function home(page: Page): Promise<Page> {
  await page.goto('/knowledge');
  await isLive(page);
  return page;
}

/** Makes a draft and opens its editor. */
export async function begin(page: Page, title: string, ownCategory?: string): Promise<void> {
  await page.getByRole('button', { name: 'Artigo', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Novo artigo' });
  await dialog.getByLabel('Título').fill(title);
  if (ownCategory) {
    await dialog.locator('select[name="new-article-category"]').selectOption({ label: 'Outra categoria…' });
    await dialog.getByLabel('Nome da categoria').fill(ownCategory);
  }
  await dialog.getByRole('button', { name: 'Criar rascunho' }).click();
  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();
  await page.waitForURL(/\/knowledge\/[0-9a-f-]{36}/);
}

export const saved = (page: Page) => page.locator('.kb-head-words').getByText('Salvo', { exact: true });
export const body = (page: Page) => page.getByRole('textbox', { name: 'Texto' });
export const titleField = (page: Page) => page.getByRole('textbox', { name: 'Título' });

/** Holds back the requests of this name: `held` is kept once one is on its way, `release` lets all go. */
export async function holdBack(page: Page, name: string): Promise<{ held: Promise<void>; release: () => void }> {
  const [held, arrive] = promise();
  const [released, release] = promise();
  await page.route(`**/api/${name}`, async (route) => {
    arrive();
    await released;
    await route.continue();
  });
  return { held, release };
}

function promise(): [Promise<void>, () => void] {
  let keep = () => {};
  const promised = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return [promised, () => keep()];
}
