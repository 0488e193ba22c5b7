// One conversation as a person reads and answers it.
import { expect, type Locator, type Page } from '@playwright/test';
import { isLive } from './board';

export class Conversation {
  constructor(readonly page: Page) {}

  /** Goes to a conversation and waits until it follows the desk. */
  async open(id: string): Promise<this> {
    await this.page.goto(`/conversations/${id}`);
    await isLive(this.page);
    await expect(this.messages()).toBeVisible();
    return this;
  }

  messages(): Locator {
    return this.page.getByRole('region', { name: 'Mensagens' });
  }

  /** The bubble of a message. */
  bubble(text: string): Locator {
    return this.messages().locator('.bubble').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** How far a message of ours came, as the reader of the screen is told. */
  tick(text: string, word: 'na fila de envio' | 'enviada' | 'entregue' | 'lida' | 'não enviada'): Locator {
    return this.bubble(text).getByTitle(word, { exact: true });
  }

  composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Escreva uma mensagem' });
  }

  sendButton(): Locator {
    return this.page.getByRole('button', { name: 'Enviar' });
  }

  button(name: string): Locator {
    return this.page.locator('section.thread').getByRole('button', { name, exact: true });
  }

  toast(text: string | RegExp): Locator {
    return this.page.getByRole('region', { name: 'Avisos' }).getByText(text);
  }

  async say(text: string): Promise<void> {
    await this.composer().fill(text);
    await this.composer().press('Enter');
    await expect(this.bubble(text)).toBeVisible();
  }
}
