// A conversation is closed, the subscriber says how it was, and the dashboard counts it as SQL written here does.
import { axe, overflow, THEMES, wear } from '../support/axe';
import { isLive } from '../support/board';
import { Conversation } from '../support/conversation';
import { conversationOf, query } from '../support/database';
import { desk } from '../support/desk';
import { expect, PHONE, test } from '../support/test';
import { sentTo, stranger, WORDS, write } from '../support/town';

const PERIOD = `asked_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days'`;
const figures = () => {
  const [[mean, answered]] = query(
    `select to_char(avg(score), 'FM9D00'), count(score) from surveys where kind = 'satisfaction' and ${PERIOD}`,
  );
  return { mean: mean.replace('.', ','), answered: Number(answered) };
};

test('a subscriber answers 5, and the satisfaction on the page is that of the answers', async ({ as }) => {
  // as the demo has it, whatever an earlier try has left
  query('update survey_settings set recommending = true');
  const chief = await as('renato');
  await chief.goto('/dashboard/goals');
  await isLive(chief);
  // by the keyboard alone: the question of recommending would come first
  const recommending = chief.getByRole('checkbox', { name: /NPS/ });
  await expect(recommending).toBeChecked();
  await recommending.focus();
  await chief.keyboard.press('Space');
  await chief.keyboard.press('Tab');
  await chief.keyboard.press('Enter');
  await expect(chief.getByText('Salvo.')).toBeVisible();

  const before = figures();
  expect(before.answered, 'the demo was rated in its past').toBeGreaterThan(20);
  const writer = stranger('Joana');
  await write(writer, WORDS['Técnico normal']);
  let id = '';
  await expect(() => {
    id = conversationOf(writer.name);
  }).toPass({ intervals: [50, 100] });
  const ana = await new Conversation(await as('ana')).open(id);
  await ana.say('Troquei o canal do Wi-Fi. Pode testar?');
  await ana.button('Encerrar').click();
  await expect(async () => {
    expect((await sentTo(writer)).at(-1)?.body).toContain('De 1 a 5');
  }).toPass({ intervals: [100, 200] });
  await write(writer, '5');
  await expect(ana.messages().getByText('Avaliação do cliente: 5 de 5')).toBeVisible();
  expect(query(`select count(*) from conversations c join contacts k on k.id = c.contact_id where k.display_name = '${writer.name}'`)[0][0]).toBe('1');

  const now = figures();
  expect(now.answered).toBe(before.answered + 1);
  const helena = await as('helena');
  await helena.goto('/dashboard');
  const satisfaction = helena.locator('.voice-figure').filter({ hasText: 'Nota média' });
  await expect(satisfaction.locator('b')).toHaveText(now.mean);
  await expect(satisfaction).toContainText(`· ${now.answered.toLocaleString('pt-BR')}`);
  const file = await (await helena.request.get(`${desk().url}/dashboard.csv?days=30`)).text();
  expect(file).toContain(`period;satisfaction;score_mean;${now.mean}`);
});

test('targets are changed by the keyboard, and the dashboard measures against them', async ({ as }) => {
  const chief = await as('renato');
  await chief.goto('/dashboard/goals');
  await isLive(chief);
  for (const [goal, words] of [['urgent_answer', '45'], ['first_contact', '87,5']]) {
    await chief.locator(`#${goal}-target`).focus();
    await chief.keyboard.press('ControlOrMeta+A');
    await chief.keyboard.type(words);
  }
  const target = chief.locator('#satisfaction-target');
  await target.focus();
  await chief.keyboard.press('ControlOrMeta+A');
  await chief.keyboard.type('seis');
  await chief.keyboard.press('Enter');
  await expect(chief.getByText('Informe um número possível aqui')).toBeVisible();
  await chief.keyboard.press('ControlOrMeta+A');
  await chief.keyboard.type('4,7');
  await chief.keyboard.press('Enter');
  await expect(chief.getByText('Salvo.')).toBeVisible();
  await expect.poll(() => query(`select target from goals where goal = 'satisfaction'`)[0][0]).toBe('4.7');
  await chief.goto('/dashboard');
  const row = chief.locator('.panel-goals').getByRole('row').filter({ hasText: 'Satisfação' });
  await expect(row).toContainText('4,70');
  for (const [figure, words] of [['1ª resposta urgente', 'meta 45 s'], ['Resolvido no 1º contato', 'meta 87,5 %'], ['Satisfação', 'meta 4,70']]) {
    await expect(chief.locator('.tile').filter({ hasText: figure }).locator('.badge')).toContainText(words);
  }
  await expect(chief.locator('.voice-figure').filter({ hasText: 'Nota média' }).locator('.badge')).toHaveText('Meta 4,70');
  const helena = await as('helena');
  await helena.goto('/dashboard/goals');
  await expect(helena.locator('#satisfaction-target')).toBeDisabled();
});

for (const theme of THEMES) {
  for (const [size, options] of [['desk', {}], ['phone', PHONE]] as const) {
    test(`goals and survey read well, ${theme}, ${size}`, async ({ as }) => {
      const page = await as('renato', options);
      await wear(page, theme, desk().url);
      await page.goto('/dashboard/goals');
      await expect(page.getByRole('heading', { name: 'Pesquisa de satisfação' })).toBeVisible();
      const [goals, survey] = await page.locator('.goals > .panel').evaluateAll((all) => all.map((panel) => panel.getBoundingClientRect().top));
      if (size === 'desk') expect(survey, 'the survey stands beside the goals').toBe(goals);
      else expect(survey).toBeGreaterThan(goals);
      await page.screenshot({ path: `test-results/goals-${theme}-${size}.png` });
      await axe(page);
      expect(await overflow(page)).toBe(0);
      await page.goto('/dashboard');
      await page.locator('.panel-goals').scrollIntoViewIfNeeded();
      await expect(page.locator('.panel-goals').getByRole('row')).toHaveCount(7);
      await page.screenshot({ path: `test-results/voice-${theme}-${size}.png` });
    });
  }
}
