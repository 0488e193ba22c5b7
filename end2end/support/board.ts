// The board as a person reads and works it.
import { expect, type Locator, type Page } from '@playwright/test';

export class Board {
  constructor(readonly page: Page) {}

  /** Goes to the board and waits until it follows the desk. */
  async open(): Promise<this> {
    await this.page.goto('/');
    await isLive(this.page);
    return this;
  }

  /** Shows the columns of all queues. */
  async showAll(): Promise<this> {
    await this.chip('Todas').click();
    await expect(this.columns()).toHaveCount(5);
    return this;
  }

  columns(): Locator {
    return this.page.getByRole('region').filter({ has: this.page.getByRole('heading', { level: 2 }) });
  }

  column(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** A card by the name on it, wherever it is or in one column. */
  card(name: string, column?: string): Locator {
    return (column ? this.column(column) : this.page).getByRole('link', { name: new RegExp(`^${escape(name)}, `) });
  }

  chip(name: string): Locator {
    return this.page.getByRole('group', { name: 'Filtros da fila' }).getByRole('button', { name: new RegExp(`^${escape(name)}`) });
  }

  selected(): Locator {
    return this.page.locator('a[aria-current="true"]');
  }

  toast(text: string | RegExp): Locator {
    return this.page.getByRole('region', { name: 'Avisos' }).getByText(text);
  }

  /** What the board shows, in order: a line a column, with every card's name and holder. */
  async shown(): Promise<string[]> {
    return this.columns().evaluateAll((columns) =>
      columns.map((column) => {
        const cards = [...column.querySelectorAll('a[aria-label]')].map((card) => {
          const words = (card.getAttribute('aria-label') ?? '').split(', ');
          return `${words[0]} (${words.at(-1)})`;
        });
        return `${column.querySelector('h2')?.textContent}: ${cards.join(', ')}`;
      }),
    );
  }
}

/** Waits until the page is alive: hydrated, with its stream open. */
export async function isLive(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: 'Ao vivo' })).toBeAttached({ timeout: 20_000 });
}

export function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
