// What every test stands on: pages that fail it when the browser complains, and people who are logged in already.
import { test as base, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { closeThoseOf } from './database';
import { desk } from './desk';
import { type Cookies, logIn, type Person } from './people';
import { haveWritten } from './town';

export { expect } from '@playwright/test';

/** What the browser complained of, on every page of a test. */
export class Complaints {
  private readonly heard: string[] = [];
  private readonly expected: RegExp[] = [];

  /** A test that provokes a complaint says so. */
  expect(...complaints: RegExp[]): void {
    this.expected.push(...complaints);
  }

  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() === 'error') this.heard.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.heard.push(`page: ${error.error().stack ?? error.error().message}`));
    context.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? '';
      // A page that goes away drops its stream, and whatever else it was fetching.
      if (why !== 'net::ERR_ABORTED') this.heard.push(`request: ${request.method()} ${request.url()} ${why}`);
    });
  }

  check(): void {
    // What could not be fetched is told above, with its reason; all a page says of it is this, of what it drops itself, too.
    const expected = [...this.expected, /Failed to fetch/];
    const rest = this.heard.filter((complaint) => !expected.some((words) => words.test(complaint)));
    if (rest.length > 0) throw new Error(`The browser complains:\n${rest.join('\n')}`);
  }
}

export interface Fixtures {
  complaints: Complaints;
  /** After a test its conversations leave the board: a column draws only its first cards, and the next test looks for its own there. */
  leave: void;
  /** A new context, as of another browser; watched. */
  open: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A new page of somebody logged in, in a browser of its own. */
  as: (person: Person, options?: BrowserContextOptions) => Promise<Page>;
}

interface WorkerFixtures {
  sessions: (person: Person) => Promise<Cookies>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  baseURL: async ({}, use) => use(desk().url),

  complaints: async ({}, use) => {
    const complaints = new Complaints();
    await use(complaints);
    complaints.check();
  },

  leave: [
    async ({}, use) => {
      haveWritten();
      await use();
      const numbers = haveWritten();
      if (!process.env.SCREENSHOTS) closeThoseOf(numbers);
    },
    { auto: true },
  ],

  // The page that Playwright gives is watched too.
  context: async ({ context, complaints }, use) => {
    await prepare(context, complaints);
    await use(context);
  },

  open: async ({ browser, complaints, baseURL }, use, info) => {
    const opened: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await newContext(browser, { ...defaults(info.project.use), baseURL, ...options });
      await prepare(context, complaints);
      opened.push(context);
      return context;
    });
    await Promise.all(opened.map((context) => context.close()));
  },

  as: async ({ open, sessions }, use) => {
    await use(async (person, options) => {
      const context = await open(options);
      await context.addCookies(await sessions(person));
      return context.newPage();
    });
  },

  // One log-in a person and worker: the slow hash is paid once.
  sessions: [
    async ({}, use) => {
      const known = new Map<Person, Promise<Cookies>>();
      await use((person) => {
        const session = known.get(person) ?? logIn(person);
        known.set(person, session);
        return session;
      });
    },
    { scope: 'worker' },
  ],
});

async function prepare(context: BrowserContext, complaints: Complaints): Promise<void> {
  complaints.watch(context);
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP: ${event.violatedDirective} refuses ${event.blockedURI}`);
    });
  });
}

function newContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  return browser.newContext(options);
}

/** The options of the configuration that belong to a context. */
function defaults(options: BrowserContextOptions): BrowserContextOptions {
  const { viewport, locale, timezoneId, colorScheme } = options;
  return { viewport, locale, timezoneId, colorScheme };
}

/** A phone. */
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1 };
