// The dashboard's pictures: their values by keyboard and by pointer, on a phone, and on the wall.
import { axe } from '../support/axe';
import { isLive } from '../support/board';
import { query } from '../support/database';
import { expect, PHONE, test } from '../support/test';

const TODAY = `(now() at time zone 'America/Sao_Paulo')::date`;

test('a bar is reached by the keyboard, shows its value without moving anything, and leads behind it', async ({ as }) => {
  const [[first, last]] = query(`select (${TODAY} - 12)::text, (${TODAY} - 3)::text`);
  const [[place, opened]] = query(`select (day - '${first}'::date)::text, count(*)::text
    from (select (created_at at time zone 'America/Sao_Paulo')::date as day from conversations where queue_key = 'financial') days
    where day between '${first}' and '${last}' group by day order by count(*) desc, day limit 1`);
  const page = await as('helena');
  await page.goto(`/dashboard?from=${first}&to=${last}&step=day&queue=financial`);
  await isLive(page);
  const bars = page.getByRole('group', { name: 'Conversas por dia' }).getByRole('link');
  await expect(bars).toHaveCount(10);
  const bar = bars.nth(Number(place));
  const label = () => bar.evaluate((element) => {
    const { content, width } = getComputedStyle(element, '::after');
    return content === 'none' ? 0 : Number.parseFloat(width);
  });
  await bars.first().focus();
  for (let n = 0; n < Number(place); n += 1) await page.keyboard.press('Tab');
  await expect(bar).toBeFocused();
  await expect(bar).toHaveAccessibleName(new RegExp(` · Conversas ${opened} · Antes \\d+$`));
  const height = () => page.locator('.chart-trend').evaluate((chart) => chart.getBoundingClientRect().height);
  const tall = await height();
  await page.keyboard.press('Tab');
  await expect.poll(label).toBe(0);
  await page.keyboard.press('Shift+Tab');
  await expect.poll(label).toBeGreaterThan(60);
  expect(await height()).toBe(tall);
  await axe(page);

  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/dashboard\/behind\?.*queue=financial/);
  await expect(page.locator('.behind-total')).toHaveText(opened);
  await page.getByRole('link', { name: 'Voltar ao painel' }).click();
  await expect(page).toHaveURL(new RegExp(`/dashboard\\?from=${first}&to=${last}&queue=financial`));
});

test('another figure is chosen for the trend, drawn against its target, and leads behind each of its days', async ({ as }) => {
  const [[first, last]] = query(`select (${TODAY} - 12)::text, (${TODAY} - 3)::text`);
  const urgent = `from (select (created_at at time zone 'America/Sao_Paulo')::date as day,
      extract(epoch from first_answered_at - created_at)::float8 as took
    from conversations where queue_key = 'technical_urgent' and first_answered_at is not null) answers`;
  const [[place, median, answered]] = query(`select (day - '${first}'::date)::text, percentile_cont(0.5) within group (order by took)::text,
      count(*)::text ${urgent} where day between '${first}' and '${last}' group by day order by count(*) desc, day limit 1`);
  const page = await as('helena');
  await page.goto(`/dashboard?from=${first}&to=${last}`);
  await isLive(page);
  const chooser = page.getByRole('navigation', { name: 'Indicador' });
  await expect(chooser.getByRole('link')).toHaveText(['Conversas', '1ª resposta', 'No prazo', '1º contato', 'Satisfação']);
  await expect(chooser.locator('[aria-current]')).toHaveText('Conversas');
  await chooser.getByRole('link', { name: '1ª resposta' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/trend=first(?:_|%5F)answer/);
  const trend = page.locator('.chart-trend');
  await expect(trend.getByRole('heading')).toHaveText('1ª resposta urgente por dia');
  await expect(chooser.getByRole('link', { name: '1ª resposta' }), 'the keyboard is where it was').toBeFocused();
  await page.reload();
  await isLive(page);
  await expect(chooser.locator('[aria-current]')).toHaveText('1ª resposta');
  const [[target]] = query(`select target::float8::text from goals where goal = 'urgent_answer'`);
  await expect(trend.locator('.plot-wide svg')).toContainText(`meta ${target} s`);
  const days = page.getByRole('group', { name: '1ª resposta urgente por dia' }).locator('> *');
  await expect(days).toHaveCount(10);
  const seconds = Math.round(Number(median));
  const said = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')}`;
  await expect(days.nth(Number(place))).toHaveAccessibleName(new RegExp(` · 1ª resposta urgente ${said}$`));
  await trend.getByText('Ver em tabela').click();
  await expect(trend.locator('tbody tr')).toHaveCount(10);
  await expect(trend.locator('tbody tr').nth(Number(place)).getByRole('link')).toHaveText(said);
  await axe(page);
  await days.nth(Number(place)).press('Enter');
  await expect(page.locator('.behind-total')).toHaveText(answered);

  // of a single day there are no steps: nothing else can be chosen
  await page.goto(`/dashboard?from=${first}&to=${first}&trend=first_answer`);
  await expect(trend.getByRole('heading')).toHaveText('Conversas por dia');
  await expect(chooser).toHaveCount(0);
});

test('what is open at once stands against the places of who is online, and hours without anybody are named', async ({ as }) => {
  const hours = query(`with known as (
      select h as hour from generate_series(
        greatest((select min(hour) + interval '1 hour' from people_hours), date_trunc('day', now(), 'America/Sao_Paulo') - interval '6 days'),
        date_trunc('hour', now()) - interval '1 hour', interval '1 hour') h)
    select sum((select coalesce(sum(extract(epoch from least(coalesce(c.closed_at, 'infinity'), hour + interval '1 hour')
                                                  - greatest(c.created_at, hour))), 0)
                from conversations c where c.created_at < hour + interval '1 hour'
                  and (c.closed_at is null or c.closed_at > hour)))::float8 / 3600 / count(*),
           sum((select coalesce(sum(minutes * capacity), 0) from people_hours p where p.hour = known.hour))::float8 / 60 / count(*),
           sum((select count(*) from conversations c where c.created_at >= hour and c.created_at < hour + interval '1 hour'))
    from known group by extract(hour from hour at time zone 'America/Sao_Paulo')
    order by extract(hour from hour at time zone 'America/Sao_Paulo')`).map((row) => row.map(Number));
  expect(hours).toHaveLength(24);
  const page = await as('helena');
  await page.goto('/dashboard?days=7');
  await isLive(page);
  const names = await page.getByRole('group', { name: 'Capacidade e demanda por hora' }).locator('> *').evaluateAll(
    (spots) => spots.map((spot) => spot.getAttribute('aria-label') ?? ''));
  expect(names).toHaveLength(24);
  for (const [hour, [open, places, came]] of hours.entries()) {
    const [, said, limit, state] = /^\d+h · Abertas ([\d,]+) · Lugares ([\d,]+)(?: · (.+))?$/.exec(names[hour]) ?? [];
    const number = (words: string) => Number(words.replace(',', '.'));
    expect(Math.abs(number(said) - open), `${names[hour]}, and ${open} in the database`).toBeLessThan(0.06);
    expect(Math.abs(number(limit) - places)).toBeLessThan(0.06);
    if (places === 0) expect(state).toBe(came > 0 ? 'ninguém online' : undefined);
    else if (Math.abs(open - places) > 0.01) expect(state).toBe(open > places ? 'acima dos lugares' : undefined);
  }
  const lonely = hours.some(([, places, came]) => places === 0 && came > 0);
  const said = page.locator('.chart-load .load-said');
  if (lonely) await expect(said).toContainText(/^Chegam conversas e ninguém está das? \d+h (às|à) \d+h/);
  else await expect(said).not.toContainText('ninguém');
  await expect(page.locator('.chart-load .plot-wide circle')).toHaveCount(names.filter((name) => name.endsWith('ninguém online')).length);
});

test('each picture says its values, and has few stops however many they are', async ({ as }) => {
  const page = await as('helena');
  await page.goto('/dashboard?days=365&step=day');
  await isLive(page);
  const stops = await page.locator('.chart-figure').evaluateAll((figures) =>
    figures.map((figure) => figure.querySelectorAll('a:not([tabindex="-1"]), [tabindex="0"]:not(a)').length),
  );
  expect(stops.length).toBeGreaterThan(3);
  for (const n of stops) {
    expect(n).toBeGreaterThan(0);
    expect(n).toBeLessThanOrEqual(31);
  }
  const hours = page.getByRole('group', { name: 'Conversas por hora' });
  await expect(hours.locator('> *')).toHaveCount(24);
  const [[now, opened]] = query(`select extract(hour from now() at time zone 'America/Sao_Paulo')::text,
    (select count(*) from conversations where (created_at at time zone 'America/Sao_Paulo')::date = ${TODAY}
       and extract(hour from created_at at time zone 'America/Sao_Paulo') = 0)::text`);
  await expect(hours.locator('> a')).toHaveCount(Number(now) + 1);
  await expect(hours.locator('> *').first()).toHaveAccessibleName(new RegExp(`^0h · Hoje ${opened} · Faixa usual `));
  const season = page.locator('.chart-season');
  await expect(season.locator('rect title')).toHaveCount(7 * 24);
  await expect(season.locator('rect title').first()).toHaveText(/^seg 0h · [\d,.]+$/);
  const monday = season.getByRole('link', { name: /^seg · Média do dia / });
  await monday.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/weekday=1/);
});

test('on a phone no picture scrolls sideways, nor a table but those that say so', async ({ as }) => {
  const page = await as('helena', PHONE);
  await page.goto('/dashboard');
  await isLive(page);
  await expect(page.getByRole('img', { name: 'Conversas por hora' })).toBeVisible();
  await expect(page.locator('.panel-now tbody tr')).toHaveCount(5);
  const jump = page.getByRole('navigation', { name: 'Nesta página' });
  expect((await jump.boundingBox())?.height ?? 0).toBeGreaterThan(24);
  const parts = await page.locator('.dashboard').evaluate(async (dashboard) => {
    await document.fonts.ready;
    const looked = [dashboard, ...dashboard.querySelectorAll('.chart-figure, .chart-figure div, .table-frame')];
    return looked
      .filter((part) => part.scrollWidth > part.clientWidth + 1)
      .map((part) => ({
        table: part.matches('.table-frame:not(.panel-now *)'),
        told: getComputedStyle(part).backgroundAttachment.includes('local'),
        reached: part.getAttribute('tabindex') === '0',
        name: `${part.className} in ${part.closest('.panel, .chart')?.className}`,
      }));
  });
  for (const part of parts) expect(part, part.name).toMatchObject({ table: true, told: true, reached: true });
  for (const name of ['Espera mais longa', 'Em risco', 'Atrasadas']) {
    const head = await page.locator('.panel-now').getByRole('columnheader', { name }).boundingBox();
    expect((head?.x ?? 999) + (head?.width ?? 0), name).toBeLessThanOrEqual(390);
  }
  // drawn for it: the words are as large as the page's
  const letters = await page.locator('.plot-phone svg text').first().evaluate((text) => {
    const scale = (text as SVGTextElement).getScreenCTM()?.a ?? 0;
    return scale * Number.parseFloat(getComputedStyle(text).fontSize);
  });
  expect(letters).toBeGreaterThan(10.5);
});

test('the wall draws its pictures for its panels, and tells of when the figures are', async ({ as }) => {
  const page = await as('helena', { viewport: { width: 1920, height: 1080 } });
  await page.goto('/dashboard/wall');
  await expect(page.locator('.panel-now tbody tr')).toHaveCount(5);
  await expect(page.locator('.wall-clock')).toHaveText(/^\d\d:\d\d$/);
  const cell = await page.locator('.panel-now td').first().evaluate((td) => Number.parseFloat(getComputedStyle(td).fontSize));
  const pictures = page.locator('.wall-picture svg');
  await expect(pictures).toHaveCount(2);
  for (const picture of await pictures.all()) {
    const [filled, letters] = await picture.evaluate((svg: SVGSVGElement) => {
      const scale = svg.getScreenCTM()?.a ?? 0;
      const text = svg.querySelector('text');
      return [
        (scale * svg.viewBox.baseVal.width) / svg.getBoundingClientRect().width,
        text ? scale * Number.parseFloat(getComputedStyle(text).fontSize) : 0,
      ];
    });
    expect(filled).toBeGreaterThan(0.85);
    expect(letters).toBeGreaterThan(0.8 * cell);
  }
  for (const spark of await page.locator('.tile-spark svg').all()) expect((await spark.boundingBox())?.width ?? 0).toBeGreaterThan(150);
});
