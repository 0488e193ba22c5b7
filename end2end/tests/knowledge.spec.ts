// The knowledge base: administrators write, everybody finds it, agents answer with it.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { begin, body, home, invented, saved } from '../support/article';
import { axe, overflow, THEMES, wear } from '../support/axe';
import { isLive } from '../support/board';
import { Conversation } from '../support/conversation';
import { opened, query } from '../support/database';
import { expect, PHONE, test } from '../support/test';
import { sentTo, stranger, WORDS, write } from '../support/town';

const askedAs = (page: Page) => page.getByRole('textbox', { name: 'Como perguntam' });

test('an article is written, published, found by other words and sent to a subscriber', async ({ as }) => {
  const word = invented();
  const slang = invented();
  const title = `Aparelho ${word} desligado`;
  const editor = await home(await as('renato'));
  await begin(editor, title);
  await body(editor).fill(`Antes.\n\n## O que fazer\n\n1. Ligue o **${word}** na tomada.\n2. Espere dois minutos.`);
  await expect(editor.getByRole('region', { name: 'Prévia' }).getByRole('heading', { name: 'O que fazer' })).toBeVisible();
  await askedAs(editor).fill(`o ${slang} morreu\nmeu ${slang} não liga`);
  await expect.poll(() => query(`select replace(asked_as, chr(10), '|') from articles where title = '${title}'`)).toEqual([[`o ${slang} morreu|meu ${slang} não liga`]]);
  await expect(saved(editor)).toBeVisible();
  await editor.getByRole('button', { name: 'Publicar' }).click();
  await expect(editor.getByText('Publicado: a busca já encontra esta versão')).toBeVisible();
  // by how subscribers ask for it, which no passage says; the index takes a moment
  const results = editor.getByRole('list', { name: 'Resultados' });
  await expect(async () => {
    await editor.getByRole('searchbox').fill('');
    await editor.getByRole('searchbox').fill(slang);
    await expect(results.getByRole('listitem').first()).toContainText(title, { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });

  const writer = stranger('Zulmira');
  await write(writer, `liguei o ${word} na tomada e nada acontece`);
  const agent = new Conversation(await as('ana'));
  await agent.open(await opened(writer.name));
  await agent.composer().focus();
  await agent.composer().press('/');
  const finder = agent.page.getByRole('search', { name: 'Inserir resposta da base' });
  await expect(finder.getByRole('combobox')).toHaveValue(`liguei o ${word} na tomada e nada acontece`);
  await finder.getByRole('combobox').fill(`tomadas do ${word}`);
  await expect(finder.getByRole('option').first()).toContainText(title, { timeout: 30_000 });
  await finder.getByRole('combobox').press('Enter');
  await expect(finder).toBeHidden();
  await expect(agent.composer()).toHaveValue(`1. Ligue o *${word}* na tomada.\n2. Espere dois minutos.\n\n_Fonte: ${title}_`);
  await agent.composer().press('Enter');
  await expect.poll(async () => (await sentTo(writer)).map((sent) => sent.body).join('\n')).toContain(`Ligue o *${word}* na tomada`);

  // that it was sent is counted, and so is whoever opens it
  await editor.getByRole('link', { name: 'Ver publicado' }).click();
  await expect(editor.locator('.kb-text')).toBeVisible();
  // the page reads the figure once, and that at the moment at which it is counted
  await expect(async () => {
    await editor.reload();
    await expect(editor.locator('.kb-use')).toContainText(/^30 dias: aberto [1-9]/);
  }).toPass();
});

test('whoever reads finds it while typing, and reads it whole', async ({ as }) => {
  const page = await home(await as('ana'));
  await expect(page.getByRole('button', { name: 'Artigo', exact: true })).toBeHidden();
  await page.getByRole('searchbox', { name: 'Pergunte como o cliente escreveria' }).fill('luz vermelha piscando no aparelho');
  const first = page.getByRole('list', { name: 'Resultados' }).getByRole('listitem').first();
  await expect(first.locator('mark').first()).toBeVisible();
  await first.getByRole('link').click();
  await expect(page.locator('.kb-text')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Resultados' }), 'the results stay beside the article').toBeVisible();
  await page.getByRole('searchbox').fill('qwzx qwzy');
  await expect(page.getByText('Nenhum artigo responde a isso').first()).toBeVisible();
});

test('an administrator lets Enlace answer by itself, and sees what is missing', async ({ as }) => {
  const word = invented();
  const writer = stranger('Odete');
  await write(writer, `vocês têm ${word}?`);
  const id = await opened(writer.name);
  // as automation notes it where it may answer and finds nothing sure
  query(
    `insert into knowledge_gaps (id, conversation_id, question) select '${randomUUID()}', id, 'vocês têm ${word}?' from conversations
     where id = '${id}' returning id`,
  );
  const page = await home(await as('renato'));
  await page.getByRole('tab', { name: 'Lacunas' }).click();
  await expect(page.getByRole('checkbox', { name: 'Responder sozinho o que é certo' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Perguntas que nenhum artigo responde com certeza' })).toBeVisible();
  await axe(page);
  const gap = page.locator('.kb-gap').filter({ hasText: word });
  await gap.getByRole('button', { name: 'Escrever artigo' }).click();
  await expect(page.getByRole('heading', { level: 2, name: `vocês têm ${word}?` })).toBeVisible();
  await expect(body(page)).toHaveValue(new RegExp(`> vocês têm ${word}`));
  await expect(askedAs(page)).toHaveValue(`vocês têm ${word}?`);
  await home(page);
  await page.getByRole('tab', { name: 'Lacunas' }).click();
  await expect(page.getByRole('checkbox', { name: 'Responder sozinho o que é certo' })).toBeVisible();
  await expect(gap).toBeHidden();
});

test('two who write at once lose nothing', async ({ as }) => {
  const title = `Dois ${invented()}`;
  const one = await home(await as('renato'));
  await begin(one, title);
  await body(one).fill('Primeiro texto.');
  await expect(saved(one)).toBeVisible();
  const two = await as('renato');
  await two.goto(one.url());
  await isLive(two);
  await expect(body(two)).toHaveValue('Primeiro texto.');

  // different fields go together
  await one.getByRole('textbox', { name: 'Título' }).fill(`${title} mudado`);
  await expect.poll(() => query(`select count(*) from articles where title = '${title} mudado'`)).toEqual([['1']]);
  await body(two).fill('Segundo texto.');
  await expect(two.getByText('as duas mudanças foram juntadas')).toBeVisible();
  await expect(two.getByRole('textbox', { name: 'Título' })).toHaveValue(`${title} mudado`);
  await expect.poll(() => query(`select body from articles where title = '${title} mudado'`)).toEqual([['Segundo texto.']]);

  // the same field is a question
  await body(one).fill('Texto da primeira.');
  const bar = one.getByRole('alert').filter({ hasText: 'mudou este artigo' });
  await expect(bar).toContainText('Diferem: texto');
  await expect(body(one), 'what was written stays').toHaveValue('Texto da primeira.');
  expect(query(`select body from articles where title = '${title} mudado'`)).toEqual([['Segundo texto.']]);
  await bar.getByRole('button', { name: 'Salvar o meu por cima' }).click();
  await expect(bar).toBeHidden();
  await expect.poll(() => query(`select body from articles where title = '${title} mudado'`)).toEqual([['Texto da primeira.']]);
});

test('what could not be saved is there after a reload', async ({ as, complaints }) => {
  complaints.expect(/Failed to load resource|status of 503|ERR_FAILED/);
  const page = await home(await as('renato'));
  const title = `Perdido ${invented()}`;
  await begin(page, title);
  await expect(saved(page)).toBeVisible();
  await page.route('**/api/save_article', (route) => route.abort());
  await body(page).fill('Escrito sem conexão.');
  await expect(page.locator('.kb-head-words').getByText('Não salvo', { exact: false })).toBeVisible();
  await page.unroute('**/api/save_article');
  await page.reload();
  await isLive(page);
  await expect(body(page)).toHaveValue('Escrito sem conexão.');
  await expect.poll(() => query(`select body from articles where title = '${title}'`), 'it is saved without a key').toEqual([['Escrito sem conexão.']]);
  await expect(saved(page)).toBeVisible();
});

test('an older version is looked at and brought back', async ({ as }) => {
  const title = `Versões ${invented()}`;
  const page = await home(await as('renato'));
  await begin(page, title);
  for (const [at, text] of ['Texto da um.', 'Texto da dois.'].entries()) {
    await body(page).fill(text);
    await expect(saved(page)).toBeVisible();
    await page.getByRole('button', { name: 'Publicar' }).click();
    await expect(page.locator('.kb-head').getByText('Publicado', { exact: true })).toBeVisible();
    const versions = () => query(`select count(*) from article_versions v join articles a on a.id = v.article_id where a.title = '${title}'`);
    await expect.poll(versions).toEqual([[String(at + 1)]]);
  }
  await page.getByRole('button', { name: 'Versões' }).click();
  const dialog = page.getByRole('dialog', { name: 'Versões' });
  await expect(dialog.getByText('O texto é o mesmo.')).toBeVisible();
  await dialog.getByRole('button', { name: /^v1/ }).click();
  await expect(dialog.getByRole('cell', { name: 'saiu: Texto da um.' })).toBeVisible();
  await expect(dialog.getByRole('cell', { name: 'entrou: Texto da dois.' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Trazer de volta' }).click();
  await expect(dialog).toBeHidden();
  await expect(body(page)).toHaveValue('Texto da um.');
});

/** A file that the tests of `enlace-documents` read, too. */
const document = (name: string) => join(__dirname, '..', '..', 'crates', 'documents', 'data', name);

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Importar e exportar' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

for (const [name, screen] of [['a desk', undefined], ['a phone', PHONE]] as const) {
  test(`documents are looked at, become drafts once, and are taken out again, on ${name}`, async ({ as }) => {
    const word = invented();
    const page = await home(await as('renato', screen));
    await fromMenu(page, 'Importar arquivos…');
    const dialog = page.getByRole('dialog', { name: 'Importar arquivos' });
    const input = dialog.locator('input[name="import-files"]');
    const note = { name: `${word}.md`, mimeType: 'text/markdown', buffer: Buffer.from(`# Antena ${word}\n\nAponte a **antena** para a torre.`) };
    const files = dialog.getByRole('list', { name: 'Arquivos lidos' }).locator('.kb-import-file');
    for (const name of ['roteador.docx', 'escaneado.pdf', 'com-senha.pdf']) {
      await input.setInputFiles(document(name));
      await expect(files.filter({ hasText: name })).not.toContainText('Lendo…');
    }
    await input.setInputFiles([note]);
    const mine = files.filter({ hasText: `${word}.md` });
    await expect(mine.getByRole('checkbox')).toBeChecked();
    await expect(files.filter({ hasText: 'escaneado.pdf' })).toContainText('documento escaneado');
    await expect(files.filter({ hasText: 'com-senha.pdf' })).toContainText('Salve uma cópia sem senha.');
    const router = files.filter({ hasText: 'roteador.docx' });
    await expect(router).toContainText('1 imagem ficou de fora');
    await router.getByText('Prévia').click();
    await expect(router.getByRole('heading', { name: 'Luzes' })).toBeVisible();
    await expect(router.getByRole('cell', { name: 'Sem sinal na fibra' })).toBeVisible();
    await axe(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(query(`select 1 from articles where title = 'Antena ${word}'`), 'nothing is kept before it is wanted').toEqual([]);

    await router.getByRole('checkbox').uncheck();
    await dialog.getByRole('button', { name: 'Criar 1 rascunho' }).click();
    await expect(page.getByText('1 rascunho criado')).toBeVisible();
    await expect(mine).toContainText('Agora é um rascunho.');
    expect(query(`select state from articles where title = 'Antena ${word}'`)).toEqual([['draft']]);
    await input.setInputFiles([{ ...note, name: `${word} de novo.md` }]);
    await expect(files.filter({ hasText: 'de novo' })).toContainText('Já está na base; nada mudou.');
    await mine.getByRole('link', { name: 'Abrir o artigo' }).click();
    await expect(body(page)).toHaveValue('Aponte a **antena** para a torre.');

    await home(page);
    await fromMenu(page, 'Exportar artigos…');
    const out = page.getByRole('dialog', { name: 'Exportar artigos' });
    await out.getByLabel('Situação').selectOption({ label: 'Rascunho' });
    await axe(page);
    const [download] = await Promise.all([page.waitForEvent('download'), out.getByRole('link', { name: 'Baixar ZIP' }).click()]);
    expect(download.suggestedFilename()).toBe('enlace-conhecimento.zip');
    expect(readFileSync(await download.path()).includes(`antena-${word}.md`)).toBe(true);
  });
}

for (const [name, screen] of [['a desk', undefined], ['a phone', PHONE]] as const) {
  for (const theme of THEMES) {
    test(`it can be read and written by everybody, on ${name}, ${theme}`, async ({ as, baseURL }) => {
      const writer = stranger('Teófila');
      await write(writer, WORDS['Técnico urgente']);
      const page = await as('renato', screen);
      await wear(page, theme, baseURL ?? '');
      await home(page);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
      await page.getByRole('searchbox').fill('segunda via do boleto');
      await expect(page.getByRole('list', { name: 'Resultados' })).toBeVisible();
      await axe(page);
      await page.getByRole('list', { name: 'Resultados' }).getByRole('link').first().click();
      await expect(page.locator('.kb-text')).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
      await page.getByRole('link', { name: 'Editar' }).click();
      await expect(body(page)).toBeVisible();
      await expect(page.getByRole('region', { name: 'Prévia' }).locator('p').first()).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
      const conversation = await new Conversation(page).open(await opened(writer.name));
      await conversation.page.getByRole('button', { name: 'Base de conhecimento' }).click();
      await expect(conversation.page.getByRole('option').first()).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
    });
  }
}
