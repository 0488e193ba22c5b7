// Pictures and PDFs of articles: put in, refused in words, shown to readers, and sent along with an answer.
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axe, overflow, THEMES, wear } from '../support/axe';
import { isLive } from '../support/board';
import { Conversation } from '../support/conversation';
import { opened } from '../support/database';
import { expect, PHONE, test } from '../support/test';
import { sentTo, stranger, write } from '../support/town';

const PDF = readFileSync(join(__dirname, '..', '..', 'crates', 'documents', 'data', 'segunda-via.pdf'));
/** A picture of one dot, with something in it that makes it its own. */
const png = (salt: string) =>
  Buffer.concat([
    Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
    Buffer.from(salt),
  ]);
const body = (page: Page) => page.getByRole('textbox', { name: 'Texto' });
const saved = (page: Page) => page.locator('.kb-head-words').getByText('Salvo', { exact: true });
const files = (page: Page) => page.getByRole('list', { name: 'Arquivos do artigo' });
const file = (page: Page, name: string) => files(page).getByRole('listitem').filter({ hasText: name });

/** An article with a word that no other has, in its editor. */
async function begin(page: Page): Promise<{ word: string; title: string }> {
  const word = `zub${randomUUID().replaceAll(/[^a-f]/g, '').slice(0, 8)}`;
  const title = `Luz do ${word}`;
  await page.goto('/knowledge');
  await isLive(page);
  await page.getByRole('button', { name: 'Artigo', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Novo artigo' });
  await dialog.getByLabel('Título').fill(title);
  await dialog.getByRole('button', { name: 'Criar rascunho' }).click();
  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();
  return { word, title };
}

/** Whether every picture in there was fetched and drawn. */
async function drawn(page: Page, where: string): Promise<void> {
  await expect.poll(() => page.locator(`${where} img`).evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth > 0))).toEqual([true]);
}

test('files are put in, refused in words, taken out, read and sent along', async ({ as, complaints }) => {
  complaints.expect(/status of 422/);
  const editor = await as('renato');
  const { word, title } = await begin(editor);
  await body(editor).fill(`Veja a luz do ${word}:\n\n`);
  const input = editor.locator('input[name="article-files"]');
  await input.setInputFiles([
    { name: 'luz.png', mimeType: 'image/png', buffer: png(word) },
    { name: 'manual.pdf', mimeType: 'application/pdf', buffer: PDF },
    { name: 'lista.txt', mimeType: 'text/plain', buffer: Buffer.from('lista') },
    { name: 'disfarce.png', mimeType: 'image/png', buffer: Buffer.from('<!DOCTYPE html><script>alert(1)</script>') },
  ]);
  await expect(file(editor, 'luz.png')).toContainText('no texto');
  await expect(file(editor, 'manual.pdf')).toContainText('no texto');
  for (const refused of ['lista.txt', 'disfarce.png']) {
    await expect(file(editor, refused)).toContainText('Só imagens (JPG, PNG, WebP, GIF) e PDF entram em um artigo.');
  }
  const large = { name: 'grande.png', mimeType: 'image/png', buffer: Buffer.alloc(10 * 1024 * 1024 + 1, 0xff) };
  await input.setInputFiles([large], { timeout: 30_000 });
  await expect(file(editor, 'grande.png')).toContainText('passa de 10 MB');
  for (const refused of ['lista.txt', 'disfarce.png', 'grande.png']) {
    await editor.getByRole('button', { name: `Remover ${refused}` }).click();
    await expect(file(editor, refused)).toHaveCount(0);
  }
  await expect(body(editor)).toHaveValue(/!\[luz\]\(\/knowledge\/files\/[0-9a-f-]{36}\)/);
  await expect(body(editor)).toHaveValue(/\[manual\.pdf\]\(/);
  await drawn(editor, '.kb-preview');

  await editor.getByRole('button', { name: 'Tirar luz.png do texto' }).click();
  await expect(body(editor)).not.toHaveValue(/!\[luz\]/);
  await expect(file(editor, 'luz.png')).toContainText('fora do texto');
  await expect(editor.locator('.kb-preview img')).toHaveCount(0);
  await editor.getByRole('button', { name: 'Pôr luz.png no texto' }).click();
  await drawn(editor, '.kb-preview');
  await expect(saved(editor)).toBeVisible();
  await axe(editor);

  // nobody but those who write sees it before it is published
  const agent = await as('ana');
  const picture = await file(editor, 'luz.png').getByRole('link').getAttribute('href');
  expect((await agent.request.get(picture ?? '')).status()).toBe(404);
  await editor.getByRole('button', { name: 'Publicar' }).click();
  await expect(editor.getByText('Publicado: a busca já encontra esta versão')).toBeVisible();
  await agent.goto(editor.url().replace('?edit', ''));
  await isLive(agent);
  await drawn(agent, '.kb-text');
  const shown = await agent.request.get(picture ?? '');
  expect([shown.status(), shown.headers()['content-type']]).toEqual([200, 'image/png']);
  const manual = await agent.request.get((await agent.locator('.kb-read-files').getByRole('link', { name: 'manual.pdf' }).getAttribute('href')) ?? '');
  expect(manual.headers()['content-disposition']).toContain('attachment');
  expect((await manual.body()).equals(PDF)).toBe(true);
  await axe(agent);

  // in the composer it comes along with the passage
  const writer = stranger('Ivonete');
  await write(writer, `qual é a luz do ${word}?`);
  const conversation = await new Conversation(agent).open(await opened(writer.name));
  await conversation.composer().focus();
  await conversation.composer().press('/');
  const finder = agent.getByRole('search', { name: 'Inserir resposta da base' });
  await finder.getByRole('combobox').fill(`luz do ${word}`);
  const first = finder.getByRole('option').first();
  await expect(first).toContainText(title, { timeout: 30_000 });
  await expect(first).toContainText('com 2 arquivos');
  await finder.getByRole('combobox').press('Enter');
  const tray = agent.getByRole('list', { name: 'Arquivos escolhidos' });
  await expect(tray.getByRole('listitem').filter({ hasText: 'luz.png' })).toContainText('pronto');
  await expect(tray.getByRole('listitem').filter({ hasText: 'manual.pdf' })).toContainText('pronto');
  await agent.getByRole('button', { name: 'Remover manual.pdf' }).click();
  await expect(conversation.composer()).toHaveValue(/^(?!.*knowledge\/files)/s);
  await conversation.composer().press('Enter');
  const sha256 = createHash('sha256').update(png(word)).digest('hex');
  const media = async () => (await sentTo(writer)).flatMap((one) => (one as unknown as { media: { sha256: string }[] }).media.map((one) => one.sha256));
  await expect.poll(media).toEqual([sha256]);
});

test('files are pasted and dropped on the text', async ({ as }) => {
  const page = await as('renato');
  await begin(page);
  await body(page).evaluate((field, bytes) => {
    const carry = (name: string) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes), name], name, { type: 'image/png' }));
      return data;
    };
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: carry('colado.png'), bubbles: true, cancelable: true }));
    const drop = { dataTransfer: carry('solto.png'), bubbles: true, cancelable: true };
    field.dispatchEvent(new DragEvent('dragover', drop));
    field.dispatchEvent(new DragEvent('drop', drop));
  }, [...png('')]);
  await expect(file(page, 'colado.png')).toContainText('no texto');
  await expect(file(page, 'solto.png')).toContainText('no texto');
  await expect(body(page)).toHaveValue(/!\[colado\]\(.*!\[solto\]\(|!\[solto\]\(.*!\[colado\]\(/s);
});

for (const [name, screen] of [['a desk', undefined], ['a phone', PHONE]] as const) {
  for (const theme of THEMES) {
    test(`the editor with files and the article read well, on ${name}, ${theme}`, async ({ as, baseURL }) => {
      const page = await as('renato', screen);
      await wear(page, theme, baseURL ?? '');
      await begin(page);
      await body(page).fill('Veja:\n\n');
      await page.locator('input[name="article-files"]').setInputFiles([
        { name: 'luz.png', mimeType: 'image/png', buffer: png(`${name}${theme}`) },
        { name: 'manual.pdf', mimeType: 'application/pdf', buffer: PDF },
        { name: 'lista.txt', mimeType: 'text/plain', buffer: Buffer.from('lista') },
      ]);
      await expect(file(page, 'lista.txt')).toContainText('Só imagens');
      await expect(file(page, 'manual.pdf')).toContainText('no texto');
      await expect(file(page, 'luz.png')).toContainText('no texto');
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
      await expect(saved(page)).toBeVisible();
      await page.getByRole('button', { name: 'Publicar' }).click();
      await page.getByRole('link', { name: 'Ver publicado' }).click();
      await expect(page.locator('.kb-text img')).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
    });
  }
}
