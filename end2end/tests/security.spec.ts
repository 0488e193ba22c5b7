// What a stranger's page, a stolen address or a careless proxy must not bring about.
import { opened, query } from '../support/database';
import { email, logIn, PASSWORD } from '../support/people';
import { expect, test } from '../support/test';
import { stranger, WORDS, write } from '../support/town';

test('another origin cannot call the desk, cookie or not', async ({ as }) => {
  const page = await as('ana');
  for (const headers of [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    {},
  ] as Record<string, string>[]) {
    const answer = await page.request.post('/api/board_snapshot', { headers });
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
  }
});

test('a form on another page does nothing to the desk', async ({ as, baseURL, complaints }) => {
  complaints.expect(/status of 403/);
  const writer = stranger('Norberta');
  await write(writer, WORDS['Técnico urgente']);
  const id = await opened(writer.name);
  const page = await as('ana');
  await page.route('http://evil.example/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${baseURL}/api/close"><input name="id" value="${id}"><button>Ganhe um prêmio</button></form>`,
    }),
  );
  await page.goto('http://evil.example/');
  const answered = page.waitForResponse(`${baseURL}/api/close`);
  await page.getByRole('button').click();
  expect((await answered).status()).toBe(403);
  const [[closed]] = query(`select closed_at is not null from conversations where id = '${id}'`);
  expect(closed).toBe('f');
});

test('pages tell the browser what they never do', async ({ as, request, baseURL }) => {
  const page = await as('ana');
  const board = await page.goto('/');
  for (const answer of [board, await request.get(`${baseURL}/login`), await request.get(`${baseURL}/kit`)]) {
    const headers = answer?.headers() ?? {};
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['cache-control']).toContain('no-store');
    const policy = headers['content-security-policy'] ?? '';
    for (const part of ["default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'self'", "form-action 'self'"]) {
      expect(policy).toContain(part);
    }
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'wasm-unsafe-eval'/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
  }
  const [first, second] = await Promise.all([request.get(`${baseURL}/login`), request.get(`${baseURL}/login`)]);
  expect(first.headers()['content-security-policy'], 'a nonce is used once').not.toBe(second.headers()['content-security-policy']);
});

test('the log-in is in a cookie that no script reads and no other page sends', async ({ as }) => {
  const page = await as('ana');
  await page.goto('/');
  const session = (await page.context().cookies()).find((cookie) => cookie.name === 'enlace_session');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(await page.evaluate(() => document.cookie)).not.toContain('enlace_session');
});

test('behind HTTPS the cookie never travels without it', async ({ request, baseURL }) => {
  const answer = await request.post(`${baseURL}/api/log_in`, {
    form: { email: email('ana'), password: PASSWORD },
    headers: { Origin: baseURL ?? '', 'X-Forwarded-Proto': 'https', Accept: 'application/json' },
  });
  expect(answer.headers()['set-cookie']).toMatch(/enlace_session=.*HttpOnly.*SameSite=Lax.*Secure/);
});

test('without a log-in nothing is told', async ({ playwright, baseURL }) => {
  const api = await playwright.request.newContext({ baseURL });
  for (const name of ['board_snapshot', 'people', 'colleagues', 'me']) {
    const answer = await api.post(`/api/${name}`, { headers: { Origin: baseURL ?? '' } });
    expect(answer.status(), name).toBe(401);
  }
  expect((await api.get('/api/live')).status()).toBe(401);
  await api.dispose();
});

test('logging out ends the log-in on the server, not only in the browser', async ({ playwright, baseURL }) => {
  const cookies = await logIn('diego');
  const api = await playwright.request.newContext({ baseURL, storageState: { cookies, origins: [] } });
  const headers = { Origin: baseURL ?? '' };
  expect((await api.post('/api/me', { headers })).status()).toBe(200);
  await api.post('/api/log_out', { headers, maxRedirects: 0 });
  const stolen = await playwright.request.newContext({ baseURL, storageState: { cookies, origins: [] } });
  expect((await stolen.post('/api/me', { headers })).status()).toBe(401);
  await api.dispose();
  await stolen.dispose();
});
