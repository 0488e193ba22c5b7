// Files of a message: fetched, shown in the bubble, and handed to nobody who is not of the desk.
import { axe, overflow, THEMES, wear } from '../support/axe';
import { Conversation } from '../support/conversation';
import { conversationOf, query } from '../support/database';
import { desk } from '../support/desk';
import { expect, PHONE, test } from '../support/test';
import { stranger, WORDS, write, type Writer, writeKind } from '../support/town';

/** Somebody whose messages of every kind have come, files and all. */
async function sender(): Promise<Writer & { id: string }> {
  const writer = stranger('Norma');
  await write(writer, WORDS['Técnico urgente']);
  await writeKind(writer, { image: { caption: 'a luz do aparelho' } });
  await writeKind(writer, 'audio');
  await writeKind(writer, { document: { caption: '', filename: 'comprovante.pdf' } });
  await writeKind(writer, { location: { latitude: -16.6869, longitude: -49.2648, address: 'Rua 8, 120' } });
  let id = '';
  await expect(async () => {
    id = conversationOf(writer.name);
    const [[stored]] = query(
      `select count(*) from media f join messages m on m.id = f.message_id where m.conversation_id = '${id}' and f.state = 'stored'`,
    );
    expect(stored).toBe('3');
  }).toPass({ intervals: [100], timeout: 30_000 });
  return { ...writer, id };
}

test('pictures, sound, files and places are in their bubbles', async ({ as, open }) => {
  const writer = await sender();
  const conversation = await new Conversation(await as('ana')).open(writer.id);
  const messages = conversation.messages();
  const picture = messages.getByRole('img', { name: 'Imagem do assinante' });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expect(messages.getByText('a luz do aparelho')).toBeVisible();
  await expect(messages.getByLabel('Áudio do assinante')).toBeVisible();
  await expect(messages.getByRole('link', { name: /^Arquivo/ })).toHaveAttribute('href', /^\/media\//);
  await expect(messages.getByText('Rua 8, 120')).toBeVisible();
  await expect(messages.getByRole('link', { name: 'Ver no mapa' })).toHaveAttribute('rel', /noreferrer/);

  const address = `${desk().url}${await picture.getAttribute('src')}`;
  const part = await conversation.page.request.get(address, { headers: { Range: 'bytes=0-2' } });
  expect(part.status()).toBe(206);
  expect([...(await part.body())]).toEqual([0xff, 0xd8, 0xff]);
  expect(part.headers()['x-content-type-options']).toBe('nosniff');
  const beyond = await conversation.page.request.get(address, { headers: { Range: 'bytes=99999999-' } });
  expect(beyond.status()).toBe(416);
  const outsider = await (await open()).newPage();
  expect((await outsider.request.get(address)).status(), 'nobody else sees it').toBe(401);
});

test('a sticker is whole, an address card is a card, and a quiet line is running words on a phone', async ({ as }) => {
  const writer = stranger('Nair');
  await write(writer, WORDS['Técnico urgente']);
  await writeKind(writer, 'sticker');
  await writeKind(writer, { contact: { name: 'Seu Anísio, síndico', number: '5562999998888' } });
  let id = '';
  await expect(async () => {
    id = conversationOf(writer.name);
    const [[stored]] = query(
      `select count(*) from media f join messages m on m.id = f.message_id where m.conversation_id = '${id}' and f.state = 'stored'`,
    );
    expect(stored).toBe('2');
  }).toPass({ intervals: [100], timeout: 30_000 });
  const conversation = await new Conversation(await as('helena', PHONE)).open(id);
  const messages = conversation.messages();
  const sticker = messages.getByRole('img', { name: 'Imagem do assinante' });
  await expect(sticker).toHaveCSS('object-fit', 'contain');
  const size = async () => {
    const box = await sticker.boundingBox();
    return [box?.width, box?.height];
  };
  await expect.poll(size).toEqual([160, 160]);

  await expect(messages.getByText('Seu Anísio, síndico')).toBeVisible();
  await expect(messages.getByText('+5562999998888')).toBeVisible();
  await expect(messages.getByRole('link', { name: /^Arquivo/ })).toHaveCount(0);

  // the dot stands with its time, on the line of the last words or on one below them
  const time = messages.locator('.event time').first();
  await expect(time).toBeVisible();
  expect(await time.evaluate((shown) => shown.getClientRects().length)).toBe(1);
  const line = messages.locator('.event').first();
  await expect(line).toHaveCSS('display', 'block');
  expect(await overflow(conversation.page)).toBeLessThanOrEqual(0);
});

for (const theme of THEMES) {
  test(`a thread with files reads well, ${theme}, on a phone`, async ({ as, baseURL }) => {
    const writer = await sender();
    const page = await as('helena', PHONE);
    await wear(page, theme, baseURL ?? '');
    await new Conversation(page).open(writer.id);
    await expect(page.getByRole('img', { name: 'Imagem do assinante' })).toBeVisible();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await axe(page);
  });
}
