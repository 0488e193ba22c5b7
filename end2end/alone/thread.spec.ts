// What a thread is made of at Meta: messages that come out of order, and answers that are tapped.
import type { Page } from '@playwright/test';
import { axe, overflow, THEMES, wear } from '../support/axe';
import { Conversation } from '../support/conversation';
import { conversationOf } from '../support/database';
import { Meta } from '../support/meta';
import { expect, PHONE, test } from '../support/test';
import { stranger, WORDS, type Writer } from '../support/town';

/** Somebody whose message has reached the desk over this number. */
async function waiting(meta: Meta): Promise<Writer & { id: string }> {
  const writer = stranger('Odete');
  await meta.write(writer, WORDS['Técnico urgente']);
  let id = '';
  await expect(async () => {
    id = conversationOf(writer.name);
  }).toPass({ intervals: [50, 100] });
  return { ...writer, id };
}

/** A number at Meta. */
async function start(as: (who: 'renato') => Promise<Page>): Promise<Meta> {
  const administrator = await as('renato');
  await administrator.goto('/');
  return Meta.start(administrator);
}

test('a message that comes late is put where it was written, while the page is open', async ({ as }) => {
  const meta = await start(as);
  try {
    const writer = await waiting(meta);
    const conversation = await new Conversation(await as('ana')).open(writer.id);
    await meta.write(writer, 'a luz vermelha piscou');
    await expect(conversation.bubble('a luz vermelha piscou')).toBeVisible();
    await meta.write(writer, 'antes disso eu reiniciei', 70);
    const late = conversation.bubble('antes disso eu reiniciei');
    await expect(late).toBeVisible();
    await expect(late.getByText(/^escrita às \d\d:\d\d, chegou depois$/)).toBeVisible();
    const said = () => conversation.messages().locator('.bubble:not(.bubble-ours) .bubble-text').allInnerTexts();
    const order = ['antes disso eu reiniciei', WORDS['Técnico urgente'], 'a luz vermelha piscou'];
    expect(await said()).toEqual(order);
    await conversation.page.reload();
    await expect(late).toBeVisible();
    expect(await said()).toEqual(order);
  } finally {
    meta.stop();
  }
});

test('an agent offers answers, and the one that is tapped comes back with its question', async ({ as }) => {
  const meta = await start(as);
  try {
    const writer = await waiting(meta);
    const conversation = await new Conversation(await as('ana')).open(writer.id);
    const { page } = conversation;
    await conversation.button('Respostas prontas').click();
    const answers = page.getByRole('group', { name: 'Respostas prontas' });
    await expect(answers.getByLabel('Resposta 1')).toBeFocused();
    await answers.getByLabel('Resposta 1').fill('Hoje à tarde');
    await answers.getByLabel('Resposta 2').fill('Hoje à tarde');
    await conversation.composer().fill('Quando o técnico pode ir?');
    await expect(page.getByText('Há duas respostas iguais')).toBeVisible();
    await expect(conversation.sendButton()).toBeDisabled();
    await answers.getByLabel('Resposta 2').fill('Amanhã cedo');
    await conversation.composer().press('Enter');
    const question = conversation.bubble('Quando o técnico pode ir?');
    await expect(question.getByRole('listitem')).toHaveText(['Hoje à tarde', 'Amanhã cedo']);
    await expect(answers).toBeHidden();

    const asked = () => meta.calls.findIndex((call) => call.interactive?.body.text === 'Quando o técnico pode ir?');
    await expect.poll(asked).toBeGreaterThanOrEqual(0);
    const buttons = meta.calls[asked()].interactive!.action.buttons;
    expect(buttons.map((button) => button.reply.title)).toEqual(['Hoje à tarde', 'Amanhã cedo']);
    await meta.tap(writer, 'wamid.of-none', buttons[1].reply);
    await expect(conversation.bubble('Amanhã cedo').last()).toBeVisible();
  } finally {
    meta.stop();
  }
});

for (const theme of THEMES) {
  for (const [size, options] of [['desk', {}], ['phone', PHONE]] as const) {
    test(`answers are offered, ${theme}, on a ${size}`, async ({ as, baseURL }, info) => {
      const meta = await start(as);
      try {
        const writer = await waiting(meta);
        const page = await as('ana', options);
        await wear(page, theme, baseURL ?? '');
        const conversation = await new Conversation(page).open(writer.id);
        await conversation.say('Já achei o problema.');
        await meta.write(writer, 'e o técnico?', 90);
        await conversation.button('Respostas prontas').click();
        await page.getByLabel('Resposta 1').fill('Hoje à tarde');
        await page.getByLabel('Resposta 2').fill('Amanhã cedo');
        await conversation.composer().fill('Quando o técnico pode ir?');
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        await axe(page);
        await page.screenshot({ path: info.outputPath('composer.png') });
        await conversation.sendButton().click();
        await expect(conversation.bubble('Quando o técnico pode ir?').getByRole('listitem')).toHaveCount(2);
        await page.screenshot({ path: info.outputPath('bubble.png') });
      } finally {
        meta.stop();
      }
    });
  }
}
