// What a person with a screen reader, a keyboard or weak sight would stumble over, as far as a machine can tell.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export type Theme = 'light' | 'dark';
export const THEMES: Theme[] = ['light', 'dark'];

/** Fails with the rule and the elements. */
export async function axe(page: Page): Promise<void> {
  // The app writes the title itself, a moment after what is read on the page.
  await expect(page).toHaveTitle(/\S/);
  // Words that are still fading in have no colour to judge yet.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map((animation) => animation.finished.catch(() => {})));
  });
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.target.join(' ')}\n    ${node.failureSummary}`).join('\n')}`,
  );
  expect(told, told.join('\n')).toEqual([]);
}

/** Chooses a theme as the switch does, before the page is asked for. */
export async function wear(page: Page, theme: Theme, url: string): Promise<void> {
  await page.context().addCookies([{ name: 'enlace_theme', value: theme, url }]);
}

/** How many pixels the page is wider than the window, once its letters are there and it is drawn. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  });
}
