// Administrators change the rules of queues, their hours and the holidays; managers read them. What is set is what the
// database holds. All that share the desk would see it: so it is put back after each test.
import type { Page } from '@playwright/test';
import { axe, overflow, THEMES, wear } from '../support/axe';
import { isLive } from '../support/board';
import { query } from '../support/database';
import { desk } from '../support/desk';
import { expect, PHONE, test } from '../support/test';

/** The year it is in Brasília, as the page takes it. */
const year = () => Number(query(`select extract(year from timezone('America/Sao_Paulo', now()))::int`)[0][0]);

test.afterEach(() => {
  query(`delete from queue_hours;
         delete from holidays;
         update queues set first_answer_minutes = 120, escalates = false where key = 'financial'`);
});

async function open(page: Page): Promise<Page> {
  await page.goto('/queues');
  await isLive(page);
  return page;
}

/** The form of the queue that is changed here. */
const financial = (page: Page) => page.getByRole('region', { name: 'Financeiro', exact: true });

test('an administrator changes minutes and hours, and they are there after a reload', async ({ as, complaints }) => {
  complaints.expect(/status of 422/);
  const page = await open(await as('renato'));
  await expect(page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Filas' })).toHaveAttribute('aria-current', 'page');
  const form = financial(page);
  await expect(form.locator('.queue-summary')).toHaveText('sempre');

  // what is wrong is told beside its field, and nothing typed is lost
  const minutes = form.getByLabel('Minutos até a primeira resposta');
  await minutes.fill('0');
  await form.getByRole('button', { name: 'Salvar' }).click();
  await expect(minutes).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByRole('alert')).toHaveText('Informe de 1 a 10080 minutos.');
  await minutes.fill('95');
  await form.getByLabel('Sobe de prioridade quando atrasa').check();
  await form.getByLabel('Atende sempre').uncheck();
  await form.getByRole('button', { name: 'Salvar' }).click();
  await expect(form.getByRole('alert')).toContainText('Informe ao menos um horário');
  const from = (day: string) => form.getByLabel(`${day}, início`, { exact: true });
  const until = (day: string) => form.getByLabel(`${day}, fim`, { exact: true });
  await from('segunda-feira').fill('08:00');
  await form.getByRole('button', { name: 'Salvar' }).click();
  await expect(from('segunda-feira')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByRole('alert')).toContainText('Informe início e fim');
  await expect(minutes).toHaveValue('95');

  await until('segunda-feira').fill('12:00');
  await form.getByLabel('com intervalo: segunda-feira').check();
  await form.getByLabel('segunda-feira, depois do intervalo, início').fill('13:30');
  await form.getByLabel('segunda-feira, depois do intervalo, fim').fill('18:00');
  await form.getByRole('button', { name: 'Copiar a segunda para os dias úteis' }).click();
  await from('sábado').fill('18:00');
  await until('sábado').fill('00:00');
  await form.getByRole('button', { name: 'Salvar' }).click();
  await expect(page.getByText('Salvo.')).toBeVisible();
  const summary = 'seg a sex 8h-12h e 13h30-18h, sáb 18h-24h';
  await expect(form.locator('.queue-summary')).toHaveText(summary);

  await page.reload();
  await isLive(page);
  await expect(form.locator('.queue-summary')).toHaveText(summary);
  await expect(minutes).toHaveValue('95');
  await expect(form.getByLabel('Sobe de prioridade quando atrasa')).toBeChecked();
  await expect(form.getByLabel('Atende sempre')).not.toBeChecked();
  await expect(form.getByLabel('sexta-feira, depois do intervalo, início')).toHaveValue('13:30');
  await expect(until('sábado')).toHaveValue('00:00');
  await expect(from('domingo')).toHaveValue('');
  expect(query(`select first_answer_minutes, escalates from queues where key = 'financial'`)).toEqual([['95', 't']]);
  expect(
    query(`select weekday, opens, closes from queue_hours where queue_key = 'financial' and weekday in (1, 6) order by 1, 2`),
  ).toEqual([['1', '08:00:00', '12:00:00'], ['1', '13:30:00', '18:00:00'], ['6', '18:00:00', '24:00:00']]);
  expect(query(`select count(*) from queue_hours where queue_key = 'financial'`)[0][0]).toBe('11');

  await form.getByLabel('Atende sempre').check();
  await form.getByRole('button', { name: 'Salvar' }).click();
  await expect(form.locator('.queue-summary')).toHaveText('sempre');
  expect(query(`select count(*) from queue_hours`)[0][0]).toBe('0');
});

test('of two who save, the later one is told what the first has saved', async ({ as }) => {
  const first = await open(await as('renato'));
  const second = await open(await as('renato'));
  await financial(first).getByLabel('Minutos até a primeira resposta').fill('130');
  await financial(first).getByRole('button', { name: 'Salvar' }).click();
  await expect(first.getByText('Salvo.')).toBeVisible();
  await financial(second).getByLabel('Minutos até a primeira resposta').fill('140');
  await financial(second).getByRole('button', { name: 'Salvar' }).click();
  await expect(second.getByText('Outra pessoa salvou antes')).toBeVisible();
  await expect(financial(second).getByLabel('Minutos até a primeira resposta')).toHaveValue('130');
  expect(query(`select first_answer_minutes from queues where key = 'financial'`)[0][0]).toBe('130');
});

test('holidays are added one by one and for a year, and removed', async ({ as, complaints }) => {
  complaints.expect(/status of 422/);
  const next = year() + 1;
  const page = await open(await as('renato'));
  const holidays = page.getByRole('region', { name: 'Feriados' });
  await holidays.getByRole('button', { name: 'Acrescentar', exact: true }).click();
  await expect(holidays.getByLabel('Dia')).toHaveAttribute('aria-invalid', 'true');
  await holidays.getByLabel('Dia').fill(`${next}-12-24`);
  await holidays.getByRole('button', { name: 'Acrescentar', exact: true }).click();
  await expect(holidays.getByLabel('Nome')).toHaveAttribute('aria-invalid', 'true');
  await expect(holidays.getByLabel('Dia'), 'nothing typed is lost').toHaveValue(`${next}-12-24`);
  await holidays.getByLabel('Nome').fill('Véspera de Natal');
  await holidays.getByRole('button', { name: 'Acrescentar', exact: true }).click();
  await expect(holidays.getByRole('listitem')).toHaveText([new RegExp(`24 de dez. de ${next}.*Véspera de Natal`)]);

  await holidays.getByRole('button', { name: `Acrescentar os feriados nacionais de ${next}` }).click();
  await expect(holidays.getByRole('listitem')).toHaveCount(11);
  await page.reload();
  await isLive(page);
  await expect(holidays.getByRole('listitem').filter({ hasText: 'Sexta-feira Santa' })).toBeVisible();
  await holidays.getByRole('button', { name: 'Remover Véspera de Natal' }).click();
  await expect(holidays.getByRole('listitem')).toHaveCount(10);
  expect(query(`select to_char(day, 'MM-DD') from holidays where name <> 'Sexta-feira Santa' order by day`).flat()).toEqual([
    '01-01', '04-21', '05-01', '09-07', '10-12', '11-02', '11-15', '11-20', '12-25',
  ]);
});

test('a manager reads the rules, and an agent has no such page', async ({ as, complaints }) => {
  complaints.expect(/status of 403/);
  const helena = await open(await as('helena'));
  await expect(helena.getByText('Só administradores alteram o que está aqui.')).toBeVisible();
  await expect(financial(helena).getByLabel('Minutos até a primeira resposta')).toBeDisabled();
  await expect(financial(helena).getByLabel('Atende sempre')).toBeDisabled();
  await expect(helena.getByRole('button', { name: 'Salvar' })).toHaveCount(0);
  await expect(helena.getByRole('button', { name: /^Acrescentar/ })).toHaveCount(0);
  const answer = await helena.request.post('/api/add_national_holidays', { data: { year: year() }, headers: { Origin: desk().url } });
  expect(answer.status()).toBe(403);

  const ana = await as('ana');
  await ana.goto('/');
  await isLive(ana);
  await expect(ana.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Filas' })).toBeHidden();
  await ana.goto('/queues');
  await expect(ana.getByText('Seu perfil não permite isso.')).toBeVisible();
  expect(query(`select count(*) from holidays`)[0][0]).toBe('0');
});

for (const theme of THEMES) {
  for (const [size, options] of [['desk', {}], ['phone', PHONE]] as const) {
    test(`the rules of queues read well, ${theme}, ${size}`, async ({ as }, info) => {
      const page = await as('renato', options);
      await wear(page, theme, desk().url);
      query(`insert into holidays (day, name) values (make_date(${year() + 1}, 12, 24), 'Véspera de Natal')`);
      await open(page);
      await financial(page).getByLabel('Atende sempre').uncheck();
      await financial(page).getByLabel('com intervalo: segunda-feira').check();
      await financial(page).getByRole('button', { name: 'Salvar' }).click();
      await expect(financial(page).getByRole('alert')).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await axe(page);
      await page.screenshot({ path: info.outputPath(`queues-${theme}-${size}.png`), fullPage: true });
    });
  }
}
