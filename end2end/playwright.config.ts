// How the browser is started and which tests run. `npx playwright test` runs all tests against one demo desk that it
// starts and stops itself (support/start.ts); with SCREENSHOTS=<folder> it takes the pictures of the README instead.
import { defineConfig } from '@playwright/test';

const pictures = Boolean(process.env.SCREENSHOTS);

export default defineConfig({
  globalSetup: './support/start.ts',
  outputDir: './test-results',
  reporter: [['list'], ['./support/reasons.ts']],
  timeout: pictures ? 600_000 : 90_000,
  // how fast the desk is, benchmarks tell; a busy machine may take its time here
  expect: { timeout: 15_000 },
  workers: pictures ? 1 : 2,
  // A test that passes only the second or third time is named at the end: it is to be mended, and holds nothing up.
  retries: pictures ? 0 : 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  projects: pictures
    ? [{ name: 'pictures', testDir: './screenshots' }]
    : [
        // Those of `alone` order faults, count streams, change what all share, measure how soon, or read the whole board:
        // they run when nobody else is there, whatever came of the others.
        { name: 'desk', testDir: './tests', teardown: 'alone' },
        { name: 'alone', testDir: './alone', workers: 1 },
      ],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'pt-BR',
    timezoneId: 'America/Sao_Paulo',
    colorScheme: 'light',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.ENLACE_CHROMIUM ?? '/usr/bin/chromium',
      // Chromium has no sandbox for the superuser.
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // fields of dates on the pictures are written as the browser's own language writes days
        ...(pictures ? ['--lang=pt-BR'] : []),
      ],
      env: pictures ? { ...process.env, LANGUAGE: 'pt_BR' } : undefined,
    },
  },
});
