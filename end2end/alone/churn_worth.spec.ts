// What the work on customers who may leave was worth, and the models that found them, against SQL written here by hand.
import { isLive } from '../support/board';
import { query } from '../support/database';
import { PAST, past, prepare } from '../support/retention';
import { expect, test } from '../support/test';

/** Cases opened 30 days ago or more, and of how many of those the customer left within 30 days. */
function becameOf(heldOut: boolean): [number, number] {
  const [[cases, left]] = query(`select count(*), count(*) filter (where c.cancelled_at < k.opened_at + interval '30 days')
    from churn_cases k join customers c on c.id = k.customer_id
    where k.held_out = ${heldOut} and k.opened_at < now() - interval '30 days'`);
  return [Number(cases), Number(left)];
}

test('what the work was worth is a jump away, and stands against those who were left alone', async ({ as }) => {
  past();
  prepare();
  const worked = becameOf(false);
  const alone = becameOf(true);
  expect(worked[0]).toBeGreaterThanOrEqual(PAST.worked);
  expect(alone[0]).toBeGreaterThanOrEqual(PAST.heldOut);
  const page = await as('helena');
  await page.goto('/churn');
  await isLive(page);
  const ways = page.getByRole('navigation', { name: 'Nesta página' });
  await expect(ways.getByRole('link')).toHaveText(['Casos', 'O que o trabalho valeu', 'O modelo']);
  const worth = page.locator('.churn-worth');
  await page.locator('.churn').evaluate((element) => element.scrollTo(0, 0));
  await ways.getByRole('link', { name: 'O que o trabalho valeu' }).focus();
  await page.keyboard.press('Enter');
  await expect(worth.getByRole('heading')).toBeInViewport();
  // it stays at hand, and the page alone has scrolled
  await expect(ways).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
  for (const [words, [cases, left]] of [['Com contato', worked], ['Grupo de controle', alone]] as const) {
    const cells = worth.getByRole('row').filter({ hasText: words }).getByRole('cell');
    await expect(cells).toHaveText([String(cases), String(left), `${Math.round((100 * left) / cases)} %`]);
  }
  const share = alone[1] / alone[0] - worked[1] / worked[0];
  const points = (Math.round(1000 * share) / 10).toLocaleString('pt-BR', { minimumFractionDigits: 1 });
  await expect(worth).toContainText(`Diferença de ${points} pontos`);
  await ways.getByRole('link', { name: 'O modelo' }).click();
  await expect(page.locator('.churn-model').getByRole('heading', { name: 'O modelo' })).toBeInViewport();
  await ways.getByRole('link', { name: 'Casos' }).click();
  await expect(page.getByRole('tab', { name: 'Em aberto' })).toBeInViewport();
});

test('the versions of the model are listed with what became of each', async ({ as }) => {
  prepare();
  const models = query(`select case when refused_because is not null then 'Pior (' || refused_because || '): não entrou em uso'
      when retired_at is null then 'Em uso' else 'Substituída' end, to_char((card->>'auc')::numeric, 'FM0.000'),
      case feature_set when 'rich' then 'onze medidas' else 'sete medidas' end
    from churn_models order by trained_at desc limit 10`);
  expect(models.map(([state]) => state)).toEqual(
    expect.arrayContaining(['Em uso', 'Pior (0.790 < 0.811): não entrou em uso', 'Substituída']),
  );
  const [[day, year]] = query(`select extract(day from as_of at time zone 'America/Sao_Paulo'),
    extract(year from as_of at time zone 'America/Sao_Paulo') from churn_models where promoted_at is not null and retired_at is null`);
  const page = await as('helena');
  await page.goto('/churn');
  await isLive(page);
  await expect(page.locator('.churn-model')).toContainText(new RegExp(`Últimos retratos: ${day} de [a-z]+\\. de ${year}`));
  const rows = page.locator('.churn-versions tbody tr');
  await expect(rows).toHaveCount(models.length);
  for (const [place, [state, auc, set]] of models.entries()) {
    for (const words of [state, auc.replace('.', ','), set]) await expect(rows.nth(place)).toContainText(words);
  }
});
