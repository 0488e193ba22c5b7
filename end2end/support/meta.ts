// A number at Meta, played by the test itself: what the desk sends there is kept, and people write on it.
import { createHmac, randomInt, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Page } from '@playwright/test';
import { desk } from './desk';
import type { Writer } from './town';

/** A call of the desk to `…/messages`. */
export interface GraphCall {
  type?: string;
  status?: string;
  message_id?: string;
  to?: string;
  text?: { body: string };
  interactive?: {
    type: string;
    body: { text: string };
    action: { buttons?: { reply: { id: string; title: string } }[]; sections?: { rows: { id: string; title: string }[] }[] };
  };
  template?: { name: string; components: { type: string; parameters: { type: string; [kind: string]: unknown }[] }[] };
  context?: { message_id: string };
}

export class Meta {
  private constructor(
    private readonly server: Server,
    /** The channel's id at the desk. */
    readonly channel: string,
    private readonly numberId: string,
    private readonly secret: string,
    /** What the desk has asked, the oldest first. */
    readonly calls: GraphCall[],
  ) {}

  /** Makes a channel of it; the page is an administrator's. */
  static async start(page: Page): Promise<Meta> {
    const numberId = String(randomInt(10 ** 11, 10 ** 12));
    const secret = randomUUID();
    const calls: GraphCall[] = [];
    const server = createServer((request, answer) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const call = JSON.parse(Buffer.concat(parts).toString() || '{}') as GraphCall;
        calls.push(call);
        answer.setHeader('content-type', 'application/json');
        const taken = { messaging_product: 'whatsapp', messages: [{ id: `wamid.${randomUUID()}` }] };
        answer.end(JSON.stringify(call.status === 'read' ? { success: true } : taken));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No free port on the loopback address');
    const fields = {
      from: `+55623${randomInt(1_000_000, 10_000_000)}`,
      phone_number_id: numberId,
      access_token: randomUUID(),
      app_secret: secret,
      verify_token: randomUUID(),
      base_url: `http://127.0.0.1:${address.port}`,
    };
    const form = { id: null, provider: 'cloud_api', name: `Meta ${numberId.slice(-4)}`, limits: { per_second: null, pair_burst: 45 }, fields };
    const saved = await page.request.post(`${desk().url}/api/save_channel`, { data: { form }, headers: { Origin: desk().url } });
    if (!saved.ok()) throw new Error(`The channel was not saved: ${await saved.text()}`);
    return new Meta(server, (await saved.json()) as string, numberId, secret, calls);
  }

  /** Somebody writes words, so many seconds before Meta tells of it. Returns the message's id. */
  write(from: Writer, body: string, secondsAgo = 0): Promise<string> {
    const timestamp = String(Math.floor(Date.now() / 1_000) - secondsAgo);
    return this.tell(from, { type: 'text', text: { body }, timestamp });
  }

  /** Somebody taps an answer that was offered with a message, below it or in its list. */
  tap(from: Writer, on: string, reply: { id: string; title: string }, kind: 'button_reply' | 'list_reply' = 'button_reply'): Promise<string> {
    return this.tell(from, { type: 'interactive', interactive: { type: kind, [kind]: reply }, context: { id: on } });
  }

  /** Somebody puts an emoji on a message; an empty one takes it back. */
  react(from: Writer, message: string, emoji: string): Promise<string> {
    return this.tell(from, { type: 'reaction', reaction: { message_id: message, emoji } });
  }

  private async tell(from: Writer, message: object): Promise<string> {
    const id = `wamid.${randomUUID()}`;
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '556230000000', phone_number_id: this.numberId },
      contacts: [{ profile: { name: from.name }, wa_id: from.number }],
      messages: [{ from: from.number, id, timestamp: String(Math.floor(Date.now() / 1_000)), ...message }],
    };
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '998877665544', changes: [{ field: 'messages', value }] }] });
    const signature = createHmac('sha256', this.secret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'X-Hub-Signature-256': `sha256=${signature}` };
    const answer = await fetch(`${desk().url}/webhooks/whatsapp/${this.channel}`, { method: 'POST', body, headers });
    if (!answer.ok) throw new Error(`The desk answered ${answer.status}: ${await answer.text()}`);
    return id;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
