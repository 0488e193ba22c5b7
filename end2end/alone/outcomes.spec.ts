// Who closes a conversation says what came of it; the dashboard counts it as SQL written here does.
import { axe, overflow, THEMES, wear } from '../support/axe';
import { Conversation } from '../support/conversation';
import { conversationOf, query } from '../support/database';
import { desk } from '../support/desk';
import { expect, PHONE, test } from '../support/test';
import { stranger, WORDS, write } from '../support/town';

const CLOSED = `closed_at >= date_trunc('day', now(), 'America/Sao_Paulo') - interval '29 days'`;
const told = (kind: string) => {
  const [[n, reais]] = query(
    `select count(*), to_char(coalesce(sum(o.cents), 0) / 100.0, 'FM999999990D00') from outcomes o
     join conversations c on c.id = o.conversation_id where ${CLOSED} and o.kind in (${kind})`,
  );
  return { n: Number(n), reais: Number(reais.replace(',', '.')) };
};
const grouped = (n: number) => n.toLocaleString('pt-BR');
const money = (reais: number) => reais.toLocaleString('pt-BR', { style: 'currency', currency: 'BRL' });

/** Somebody writes; their conversation, once it is there. */
async function begun(words: string): Promise<string> {
  const writer = stranger('Célia');
  await write(writer, words);
  let id = '';
  await expect(() => {
    id = conversationOf(writer.name);
  }).toPass({ intervals: [50, 100] });
  return id;
}

test('a sale is told by the keyboard on closing, put right, and counted', async ({ as }) => {
  const id = await begun(WORDS.Comercial);
  const page = await as('carla');
  const carla = await new Conversation(page).open(id);
  await carla.say('Fechado! Agendo a instalação para amanhã.');
  await page.locator('.thread-head').click();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Encerrar conversa' });
  await expect(dialog.getByRole('radio', { name: 'Nada a registrar' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: 'Venda nova' })).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('Escreva o valor por mês');
  await axe(page);
  await page.keyboard.type('109,90');
  await page.keyboard.press('Enter');
  await expect(carla.toast('Conversa encerrada')).toBeVisible();
  const pane = page.locator('.told');
  await expect(pane).toContainText('Venda nova · R$ 109,90 por mês');

  await pane.getByRole('button', { name: 'Corrigir' }).click();
  const again = page.getByRole('dialog', { name: 'Resultado da conversa' });
  await expect(again.getByLabel('Mensalidade vendida')).toHaveValue('109,90');
  await again.getByLabel('Mensalidade vendida').fill('99,90');
  await again.getByRole('button', { name: 'Salvar' }).click();
  await expect(pane).toContainText('R$ 99,90 por mês');
  expect(query(`select coalesce(detail #>> '{before,cents}', '-') from audit_log where action = 'tell_outcome' and subject_id = '${id}' order by id`)).toEqual([['-'], ['10990']]);

  const chief = await as('helena');
  await chief.goto('/dashboard');
  const figure = (name: string) => chief.locator('.voice-figure').filter({ has: chief.getByText(name, { exact: true }) });
  const sales = told(`'sale'`);
  await expect(figure('Vendas novas').locator('b')).toHaveText(grouped(sales.n));
  const sold = told(`'sale', 'upgrade'`);
  await expect(figure('Vendido por mês').locator('b')).toHaveText(money(sold.reais));
  await expect(figure('Contestações').locator('b')).toHaveText(grouped(told(`'dispute'`).n));
  const file = await (await chief.request.get(`${desk().url}/dashboard.csv?days=30`)).text();
  expect(file).toContain(`period;sale;outcomes;${sales.n}`);
  expect(file).toContain(`period;sold;brl;${sold.reais.toFixed(2).replace('.', ',')}`);
  await figure('Vendas novas').locator('b').getByRole('link').click();
  await expect(chief.locator('.behind-total')).toHaveText(grouped(sales.n));
  await expect(chief.locator('.behind-rows tbody tr').first()).toContainText('Venda nova · R$');
});

test('a conversation about the line closes at once, and one about billing without an outcome', async ({ as }) => {
  const ana = await new Conversation(await as('ana')).open(await begun(WORDS['Técnico normal']));
  await ana.button('Encerrar').click();
  await expect(ana.toast('Conversa encerrada')).toBeVisible();
  await expect(ana.page.locator('.told')).toHaveCount(0);

  const page = await as('carla');
  const carla = await new Conversation(page).open(await begun(WORDS.Financeiro));
  await carla.button('Encerrar').click();
  const dialog = page.getByRole('dialog', { name: 'Encerrar conversa' });
  await expect(dialog.getByRole('radio')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(carla.button('Encerrar')).toBeVisible();
  await carla.button('Encerrar').click();
  await page.keyboard.press('Enter');
  await expect(carla.toast('Conversa encerrada')).toBeVisible();
  await expect(page.locator('.told').getByRole('button', { name: 'Registrar' })).toBeVisible();
});

for (const theme of THEMES) {
  test(`the dialog and the panels read well, ${theme}`, async ({ as }) => {
    const page = await as('carla', PHONE);
    await wear(page, theme, desk().url);
    const carla = await new Conversation(page).open(await begun(WORDS.Financeiro));
    await carla.button('Encerrar').click();
    await page.getByRole('radio', { name: 'Contestação de fatura' }).check();
    await page.screenshot({ path: `test-results/outcome-${theme}-phone.png` });
    await axe(page);
    expect(await overflow(page)).toBe(0);
    const chief = await as('helena');
    await wear(chief, theme, desk().url);
    await chief.goto('/dashboard');
    for (const panel of ['commercial', 'financial']) {
      const found = chief.locator(`.panel-${panel}`);
      await found.scrollIntoViewIfNeeded();
      await found.screenshot({ path: `test-results/panel-${panel}-${theme}.png` });
    }
  });
}
