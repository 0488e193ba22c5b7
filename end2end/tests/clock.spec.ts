// The page is drawn by the server with Brasília's hours, and read elsewhere too.
import { Conversation } from '../support/conversation';
import { conversationOf } from '../support/database';
import { expect, test } from '../support/test';
import { stranger, WORDS, write } from '../support/town';

for (const zone of ['America/Manaus', 'Asia/Tokyo']) {
  test(`every time of a thread is of the reader's own hour, in ${zone}`, async ({ as }) => {
    const writer = stranger('Marlene');
    await write(writer, WORDS['Técnico urgente']);
    let id = '';
    await expect(() => {
      id = conversationOf(writer.name);
    }).toPass({ intervals: [50, 100] });
    const thread = await new Conversation(await as('ana', { timezoneId: zone })).open(id);
    await expect(thread.bubble(WORDS['Técnico urgente'])).toBeVisible();
    // one that the browser draws itself
    await write(writer, 'e mais uma');
    await expect(thread.bubble('e mais uma')).toBeVisible();
    const times = thread.messages().locator('time[datetime*="T"]');
    await expect(async () => {
      const shown = await times.evaluateAll((all, timeZone) => {
        const hour = new Intl.DateTimeFormat('pt-BR', { timeZone, hour: '2-digit', minute: '2-digit' });
        return all.map((time) => [time.textContent, hour.format(new Date(time.getAttribute('datetime') ?? ''))]);
      }, zone);
      expect(shown.length).toBeGreaterThan(2);
      for (const [text, expected] of shown) expect(text).toBe(expected);
    }).toPass({ timeout: 8_000 });
  });
}
