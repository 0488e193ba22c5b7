// What a browser needs to show the board: `node bench/board.mjs URL EMAIL PASSWORD` loads it five times with an empty
// cache and prints one JSON object with the middle one of each figure. Milliseconds from the start of the navigation.
import { chromium } from '@playwright/test';

const LOADS = 5;
const [url, email, password] = process.argv.slice(2);
if (!password) {
  console.error('usage: node bench/board.mjs URL EMAIL PASSWORD');
  process.exit(2);
}

const asRoot = process.getuid?.() === 0;
const browser = await chromium.launch({
  executablePath: process.env.ENLACE_CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: !asRoot,
  args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const cookies = await logIn();
  const loads = [];
  for (let load = 0; load < LOADS; load++) loads.push(await measure(cookies));
  const figures = Object.fromEntries(Object.keys(loads[0]).map((name) => [name, middle(loads.map((load) => load[name]))]));
  console.log(JSON.stringify({ loads: LOADS, ...figures }));
} finally {
  await browser.close();
}

/** The slow hash of the password is no part of what is measured. */
async function logIn() {
  const context = await browser.newContext();
  const answer = await context.request.post(`${url}/api/log_in`, {
    form: { email, password },
    headers: { Origin: new URL(url).origin, Accept: 'application/json' },
  });
  if (!answer.ok()) throw new Error(`${email} could not log in: ${answer.status()} ${await answer.text()}`);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

async function measure(cookies) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'pt-BR' });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.addInitScript(() => {
    // A page that marks no end of its hydration is alive when it opens its stream: the first thing it does then.
    const Native = window.EventSource;
    window.EventSource = class extends Native {
      constructor(...address) {
        super(...address);
        if (performance.getEntriesByName('enlace-hydrated').length === 0) performance.mark('enlace-hydrated');
      }
    };
  });
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const answer = await page.goto(url, { waitUntil: 'load' });
  const html = (await answer.body()).length;
  await page.waitForFunction(
    () => performance.getEntriesByName('enlace-hydrated').length > 0 && performance.getEntriesByName('first-contentful-paint').length > 0,
    undefined,
    { timeout: 60_000 },
  );
  const seen = await page.evaluate(() => {
    const at = (name) => performance.getEntriesByName(name)[0]?.startTime;
    return {
      first_paint_ms: at('first-paint') ?? at('first-contentful-paint'),
      first_contentful_paint_ms: at('first-contentful-paint'),
      hydrated_ms: at('enlace-hydrated'),
      cards_in_dom: document.querySelectorAll('a.card').length,
    };
  });
  await context.close();
  return { ...seen, html_kb: html / 1_000, transferred_kb: bytes / 1_000 };
}

function middle(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)]);
}
