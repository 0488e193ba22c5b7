// What concerns all templates of a channel: which of them automation sends, and reading them again.
import { isLive } from '../support/board';
import { query } from '../support/database';
import { CHANNEL, template } from '../support/template';
import { expect, test } from '../support/test';

test('automation picks what it sends, until a manager chooses', async ({ as }) => {
  const name = template('Oi, {{1}}! Podemos continuar?');
  const picked = template('Oi, {{1}}! Sobre o protocolo {{2}}.', 'approved', '', 'retomar_atendimento');
  query(`delete from template_purposes where channel_id = (${CHANNEL})`);
  const [[channel]] = query(`select name from channels where id = (${CHANNEL})`);
  const page = await as('helena');
  await page.goto('/templates');
  await isLive(page);
  const choice = page.getByLabel(`Retomar a conversa em ${channel}`, { exact: true });
  await expect(choice.locator('option:checked')).toHaveText(`Automático: ${picked}`);
  const said = () => query(`select p.purpose, t.name from template_purposes p left join templates t on t.id = p.template_id where p.channel_id = (${CHANNEL})`);
  const kept: Record<string, string[][]> = {
    [`${name} (pt_BR)`]: [['resume', name]],
    [`${picked} (pt_BR)`]: [['resume', picked]],
    Nenhum: [['resume', '']],
    [`Automático: ${picked}`]: [],
  };
  for (const [label, rows] of Object.entries(kept)) {
    // by its value: a channel may have two templates of one name
    const value = await choice.locator('option').filter({ hasText: label }).first().getAttribute('value');
    await choice.selectOption({ value: value ?? '' });
    await expect(page.getByText('Escolha salva')).toBeVisible();
    await expect.poll(said).toEqual(rows);
    await page.reload();
    await isLive(page);
    await expect(choice.locator('option:checked')).toHaveText(label);
  }
});

test('the templates are read from the provider again at a press', async ({ as }) => {
  const page = await as('helena');
  await page.goto('/templates');
  await isLive(page);
  await page.getByRole('button', { name: 'Sincronizar agora' }).click();
  await expect(page.getByRole('region', { name: 'Avisos' }).getByText(/do provedor|Não foi possível ler os modelos/)).toBeVisible({ timeout: 30_000 });
});
