// From the first word of an article to the figures that say what became of it, on a desk that has the language model: only
// such a one answers by itself, and only here may it, since every other test counts on people.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isLive } from '../support/board';
import { conversationOf, query } from '../support/database';
import { startDesk } from '../support/desk';
import { logIn } from '../support/people';
import { expect, test } from '../support/test';
import { sentTo, stranger, write } from '../support/town';

/** Where deploy/setup/model.sh puts it. */
const cache = process.env.ENLACE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'enlace');
const MODEL = process.env.EMBEDDING_FILE ?? join(cache, 'models', 'e5-small-q4.bin');

const usual = process.env.ENLACE_DESK;
let stop: (() => Promise<void>) | undefined;

test.skip(!existsSync(MODEL), `${MODEL} is missing: deploy/setup/model.sh fetches it`);

test.beforeAll(async () => {
  test.setTimeout(300_000);
  const running = await startDesk(20, { name: 'desk-with-model', settings: { EMBEDDING_FILE: MODEL } });
  const { stop: end, log, ...address } = running;
  stop = end;
  // the vectors of all articles are computed once, beside those of the classifier's messages
  const isUp = () => readFileSync(log, 'utf8').includes('Brought the knowledge index up');
  await expect.poll(isUp, { timeout: 240_000, message: 'the index holds the articles' }).toBe(true);
  process.env.ENLACE_DESK = JSON.stringify(address);
});

test.afterAll(async () => {
  process.env.ENLACE_DESK = usual;
  await stop?.();
});

test('an article is written, published, found by other words, answers a subscriber, and is seen in the figures', async ({ open }) => {
  test.setTimeout(180_000);
  const context = await open();
  await context.addCookies(await logIn('renato'));
  const page = await context.newPage();
  const title = 'Boleto impresso em papel azul';

  // a question that nothing answers is a gap, and the gap becomes the article
  await page.goto('/knowledge');
  await isLive(page);
  await page.getByRole('tab', { name: 'Lacunas' }).click();
  await page.getByRole('checkbox', { name: 'Responder sozinho o que é certo' }).check();
  await expect(page.getByText('O Enlace responde sozinho a partir de agora')).toBeVisible();
  const first = stranger('Iracema');
  await write(first, 'dá para mandar o boleto impresso em papel azul?');
  await expect.poll(() => query(`select count(*) from knowledge_gaps where question like '%papel azul%'`)[0][0]).toBe('1');
  await expect.poll(() => query(`select status from conversations where id = '${conversationOf(first.name)}'`)).toEqual([['waiting']]);
  await page.reload();
  await isLive(page);
  await page.getByRole('tab', { name: 'Lacunas' }).click();
  await page.locator('.kb-gap').filter({ hasText: 'papel azul' }).getByRole('button', { name: 'Escrever artigo' }).click();
  await page.getByRole('textbox', { name: 'Título' }).fill(title);
  await page
    .getByRole('textbox', { name: 'Texto' })
    .fill('O boleto impresso em papel azul chega pelo correio em cinco dias úteis, sem custo. Para receber o boleto em papel azul, peça pelo WhatsApp.');
  await expect(page.locator('.kb-head-words').getByText('Salvo', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Publicar' }).click();
  await expect(page.getByText('Publicado: a busca já encontra esta versão')).toBeVisible();

  // by other words, a moment later
  await expect(async () => {
    await page.getByRole('searchbox').fill('');
    await page.getByRole('searchbox').fill('conta na folha colorida pela correspondência');
    await expect(page.getByRole('list', { name: 'Resultados' })).toContainText(title, { timeout: 2_000 });
  }).toPass({ timeout: 40_000 });

  const second = stranger('Jandira');
  await write(second, 'dá para mandar o boleto em papel azul?');
  await expect.poll(async () => (await sentTo(second)).map((sent) => sent.body).join('\n'), { timeout: 30_000 }).toContain(`_Fonte: ${title}_`);
  const third = stranger('Lucinda');
  await write(third, 'quero receber o boleto impresso em papel azul');
  await expect.poll(async () => (await sentTo(third)).flatMap((sent) => sent.choices).map((choice) => choice.title)).toContain('Falar com alguém');
  await write(third, 'Falar com alguém');
  await expect.poll(() => query(`select outcome from knowledge_answers where outcome is not null`)).toEqual([['person']]);

  // the figures of the article, and the list of those that led to a person
  await page.getByRole('link', { name: 'Ver publicado' }).click();
  await expect(page.locator('.kb-use')).toContainText('respondeu 2, resolveu 0, foi a uma pessoa 1');
  await page.goto('/knowledge');
  await isLive(page);
  await page.getByRole('tab', { name: 'Lacunas' }).click();
  await expect(page.locator('.kb-gap-line').filter({ hasText: title })).toContainText('1 de 1');
  await expect(page.locator('.kb-gap').filter({ hasText: 'papel azul' })).toBeHidden();
});
