// What operators and their tools ask the desk.
import { Board } from '../support/board';
import { expect, test } from '../support/test';
import { stranger, WORDS, write } from '../support/town';

test('it says that it lives and that it can work', async ({ request, baseURL }) => {
  const health = await request.get(`${baseURL}/health`);
  expect(health.status()).toBe(200);
  expect(await health.json()).toMatchObject({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  const ready = await request.get(`${baseURL}/ready`);
  expect(ready.status()).toBe(200);
  expect(await ready.json()).toEqual({ status: 'ready' });
});

test('its measures name what happened, and nobody', async ({ as, request, baseURL }) => {
  const writer = stranger('Osvaldo');
  await write(writer, WORDS.Comercial);
  const board = await (await new Board(await as('helena')).open()).showAll();
  await expect(board.card(writer.name)).toBeVisible();
  let text = '';
  const named = [
    'enlace_http_request_seconds',
    'enlace_webhook_events_total',
    'enlace_messages_taken_in_total',
    'enlace_conversations_queued_total',
    'enlace_jobs_finished_total',
    'enlace_jobs_oldest_seconds',
    'enlace_live_boards',
    'enlace_live_events_total',
    'enlace_database_connections',
  ];
  // a job is counted after what it did is seen
  await expect(async () => {
    const answer = await request.get(`${baseURL}/metrics`);
    expect(answer.headers()['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    text = await answer.text();
    for (const name of named) expect(text, name).toMatch(new RegExp(`^${name}`, 'm'));
  }).toPass({ timeout: 15_000 });
  expect(text).not.toContain(writer.number);
  expect(text).not.toContain(writer.name);
  expect(text, 'addresses with ids are no label').not.toMatch(/route="[^"]*[0-9a-f]{8}-[0-9a-f]{4}/);
});

test('the site\'s files are compressed and kept by the browser', async ({ page }) => {
  const scripts: { url: string; encoding: string; cache: string }[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/pkg/')) {
      const headers = response.headers();
      scripts.push({ url: response.url(), encoding: headers['content-encoding'] ?? '', cache: headers['cache-control'] ?? '' });
    }
  });
  await page.goto('/login', { waitUntil: 'networkidle' });
  await expect.poll(() => scripts.map((script) => script.url.split('.').at(-1))).toEqual(expect.arrayContaining(['css', 'js', 'wasm']));
  for (const script of scripts) {
    expect(script.encoding, script.url).toMatch(/^(br|gzip|zstd)$/);
    expect(script.cache, script.url).toMatch(/max-age|no-cache/);
  }
});
