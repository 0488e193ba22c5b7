// Files and places that people of the desk send: chosen, refused in words, sent once, and looked at.
import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { axe, overflow, THEMES, wear } from '../support/axe';
import { Conversation } from '../support/conversation';
import { conversationOf, query } from '../support/database';
import { expect, PHONE, test } from '../support/test';
import { sentTo, stranger, WORDS, write, writeKind, type Writer } from '../support/town';

/** What the town knows of a file that reached somebody. */
interface Arrived {
  kind: string;
  body: string;
  media: { sha256: string | null; mime_type: string | null }[];
  place: { latitude: number; longitude: number; label: string } | null;
}

const PDF = Buffer.from('%PDF-1.7 a segunda via da fatura');
/** A picture of one dot, with something in it that makes it its own. */
const png = (salt: string) =>
  Buffer.concat([
    Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
    Buffer.from(salt),
  ]);

/** Somebody who waits for an answer. */
async function waiting(first: string): Promise<Writer & { id: string }> {
  const writer = stranger(first);
  await write(writer, WORDS['Técnico urgente']);
  let id = '';
  await expect(async () => {
    id = conversationOf(writer.name);
    const [[status]] = query(`select status from conversations where id = '${id}'`);
    expect(status).toBe('waiting');
  }).toPass({ intervals: [50, 100] });
  return { ...writer, id };
}

const tray = (page: Page) => page.getByRole('list', { name: 'Arquivos escolhidos' });
const chosen = (page: Page, name: string) => tray(page).getByRole('listitem').filter({ hasText: name });

async function attach(page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(files);
}

async function arrived(writer: Writer): Promise<Arrived[]> {
  return (await sentTo(writer)) as unknown as Arrived[];
}

test('a file with its words is chosen, sent once, fetched by the provider and shown', async ({ as }) => {
  const writer = await waiting('Otília');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await attach(ana.page, { name: 'fatura de maio.pdf', mimeType: 'application/pdf', buffer: PDF });
  await expect(chosen(ana.page, 'fatura de maio.pdf')).toContainText('pronto');
  await ana.composer().fill('Segue a sua segunda via.');
  await ana.sendButton().dblclick();
  await expect(tray(ana.page)).toBeHidden();
  await expect(ana.messages().getByRole('link', { name: /fatura de maio\.pdf/ })).toHaveAttribute('href', /^\/media\//);
  // this provider gives a document no words: they follow it
  await expect(ana.tick('Segue a sua segunda via.', 'entregue')).toBeVisible();
  const sha256 = createHash('sha256').update(PDF).digest('hex');
  await expect.poll(async () => (await arrived(writer)).flatMap((one) => one.media)).toMatchObject([{ sha256, mime_type: 'application/pdf' }]);
  const words = (await arrived(writer)).map((one) => one.body);
  expect(words.slice(-2)).toEqual(['', 'Segue a sua segunda via.']);
});

test('what the channel does not take is refused in words, and nothing else is lost', async ({ as, complaints }) => {
  complaints.expect(/status of 422/);
  const writer = await waiting('Palmira');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await ana.composer().fill('Já estou vendo');
  await attach(
    ana.page,
    { name: 'dança.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a') },
    { name: 'grande.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(5 * 1024 * 1024 + 1, 0xff) },
    { name: 'disfarce.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<!DOCTYPE html><script>alert(1)</script>') },
    { name: 'aparelho.png', mimeType: 'image/png', buffer: png('a') },
  );
  await expect(chosen(ana.page, 'dança.gif')).toContainText('não aceita este tipo de arquivo neste canal. Este canal aceita JPG, PNG');
  await expect(chosen(ana.page, 'grande.jpg')).toContainText('passa do limite de 5 MB');
  await expect(chosen(ana.page, 'disfarce.jpg')).toContainText('não aceita este tipo de arquivo');
  await expect(chosen(ana.page, 'aparelho.png')).toContainText('pronto');
  await ana.page.getByRole('button', { name: 'Remover dança.gif' }).click();
  await expect(chosen(ana.page, 'dança.gif')).toHaveCount(0);
  await ana.sendButton().click();
  const picture = ana.messages().getByRole('img', { name: 'Imagem enviada' });
  await expect(picture).toBeVisible();
  // a picture has its words with it; what was refused still says why
  const bubble = ana.messages().locator('.bubble').filter({ has: ana.page.getByRole('img', { name: 'Imagem enviada' }) });
  await expect(bubble).toContainText('Já estou vendo');
  await expect(tray(ana.page).getByRole('listitem')).toHaveCount(2);
});

test('files are pasted and dropped, and a page that is reloaded still has them', async ({ as }) => {
  const writer = await waiting('Quirino');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await ana.page.evaluate(() => {
    const carry = (name: string, text: string) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name, { type: 'application/pdf' }));
      return data;
    };
    const field = document.querySelector('.composer-text');
    field?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: carry('colado.pdf', '%PDF-1.7 colado'), bubbles: true, cancelable: true }));
    const drop = { dataTransfer: carry('solto.pdf', '%PDF-1.7 solto'), bubbles: true, cancelable: true };
    const thread = document.querySelector('.msgs');
    thread?.dispatchEvent(new DragEvent('dragover', drop));
    thread?.dispatchEvent(new DragEvent('drop', drop));
  });
  await expect(chosen(ana.page, 'colado.pdf')).toContainText('pronto');
  await expect(chosen(ana.page, 'solto.pdf')).toContainText('pronto');
  await ana.page.reload();
  await expect(tray(ana.page).getByRole('listitem')).toHaveCount(2);
  await ana.sendButton().click();
  await expect.poll(async () => (await arrived(writer)).flatMap((one) => one.media).length).toBe(2);
});

test('a file that does not get through says so and is sent again', async ({ as, complaints }) => {
  complaints.expect(/\/media/, /status of 503/);
  const writer = await waiting('Rosalva');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await ana.page.route('**/media?*', (route) => route.abort(), { times: 1 });
  await attach(ana.page, { name: 'fatura.pdf', mimeType: 'application/pdf', buffer: PDF });
  await expect(chosen(ana.page, 'fatura.pdf')).toContainText('Sem conexão');
  await chosen(ana.page, 'fatura.pdf').getByRole('button', { name: 'Tentar de novo' }).click();
  await expect(chosen(ana.page, 'fatura.pdf')).toContainText('pronto');
});

test('pictures open over the page, one after the other, larger, and are saved', async ({ as }) => {
  const writer = await waiting('Severina');
  await writeKind(writer, { image: { caption: 'a luz do aparelho' } });
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await attach(ana.page, { name: 'assim.png', mimeType: 'image/png', buffer: png('b') });
  await expect(chosen(ana.page, 'assim.png')).toContainText('pronto');
  await ana.sendButton().click();
  await expect(ana.messages().getByRole('img', { name: 'Imagem enviada' })).toBeVisible();
  await ana.messages().getByRole('img', { name: 'Imagem do assinante' }).click();

  const viewer = ana.page.getByRole('dialog', { name: 'Imagens da conversa' });
  await expect(viewer.getByText('1 de 2')).toBeVisible();
  await expect(viewer.getByText('a luz do aparelho')).toBeVisible();
  await ana.page.keyboard.press('ArrowRight');
  await expect(viewer.getByText('2 de 2')).toBeVisible();
  await expect(viewer.getByRole('img', { name: 'Imagem enviada' })).toBeVisible();
  await expect(viewer.getByRole('button', { name: 'Próxima imagem' })).toBeHidden();
  await ana.page.keyboard.press('ArrowLeft');
  const picture = viewer.getByRole('img', { name: 'Imagem do assinante' });
  const width = async () => (await picture.boundingBox())?.width ?? 0;
  await expect.poll(width).toBeGreaterThan(0);
  const fitting = await width();
  await viewer.getByRole('button', { name: 'Ampliar' }).click();
  await viewer.getByRole('button', { name: 'Ampliar' }).click();
  await expect.poll(width).toBeGreaterThan(fitting);
  const download = ana.page.waitForEvent('download');
  await viewer.getByRole('link', { name: 'Baixar' }).click();
  await (await download).cancel();
  await axe(ana.page);
  await ana.page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
});

test('an emoji of the subscriber stands on the message that it is on', async ({ as }) => {
  const writer = await waiting('Sinforosa');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await ana.say('Voltou por aí?');
  await expect(ana.tick('Voltou por aí?', 'entregue')).toBeVisible();
  const sid = (await sentTo(writer)).find((message) => message.body === 'Voltou por aí?')?.sid;
  await writeKind(writer, { reaction: { to: sid, emoji: '🎉' } });
  await expect(ana.bubble('Voltou por aí?').getByRole('img', { name: 'O assinante reagiu com 🎉' })).toBeVisible();
  await expect(ana.messages().getByText('🎉')).toHaveCount(1);
});

test('a place is pasted from a map, sent, and offered the next time', async ({ as }) => {
  const writer = await waiting('Teodora');
  const ana = await new Conversation(await as('ana')).open(writer.id);
  await ana.page.getByRole('button', { name: 'Anexar localização' }).click();
  const dialog = ana.page.getByRole('dialog', { name: 'Anexar localização' });
  await dialog.getByLabel('Coordenadas ou link do mapa').fill('na esquina');
  await expect(dialog.getByText('Não achamos latitude e longitude aqui.')).toBeVisible();
  await dialog.getByLabel('Coordenadas ou link do mapa').fill('https://www.google.com/maps/@-16.6869,-49.2648,17z');
  await dialog.getByLabel('Nome do local').fill('Loja Centro');
  await dialog.getByLabel('Endereço').fill('Rua 8, 120');
  await dialog.getByRole('button', { name: 'Mandar este local' }).click();
  await expect(ana.messages().getByText('Loja Centro')).toBeVisible();
  await expect.poll(async () => (await arrived(writer)).at(-1)?.place).toMatchObject({ latitude: -16.6869, label: 'Loja Centro' });
  await ana.page.getByRole('button', { name: 'Anexar localização' }).click();
  await expect(dialog.getByRole('button', { name: /Loja Centro/ }).first()).toBeVisible();
});

for (const theme of THEMES) {
  test(`the tray and the bar fit, ${theme}, on a phone`, async ({ as, baseURL }) => {
    const writer = await waiting('Ubirajara');
    const page = await as('ana', PHONE);
    await wear(page, theme, baseURL ?? '');
    const ana = await new Conversation(page).open(writer.id);
    await attach(page, { name: 'um nome de arquivo bem comprido que não cabe na largura de um telefone.pdf', mimeType: 'application/pdf', buffer: PDF });
    await expect(tray(page)).toContainText('pronto');
    for (const words of ['Segue o contrato.', 'x'.repeat(1_450)]) {
      await ana.composer().fill(words);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      // the button stands beside the others, not below them
      const apart = async () => {
        const attachBox = await page.getByRole('button', { name: 'Anexar arquivo' }).boundingBox();
        const sendBox = await ana.sendButton().boundingBox();
        return Math.abs((attachBox?.y ?? 0) - (sendBox?.y ?? 999));
      };
      await expect.poll(apart).toBeLessThan(4);
    }
    await axe(page);
  });
}
