// Which tests failed or passed only when tried again, and why, a line each: in test-results/reasons.txt, which
// deploy/test.sh prints last of all.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FullConfig, Reporter, Suite, TestCase } from '@playwright/test/reporter';

export default class Reasons implements Reporter {
  private suite?: Suite;

  onBegin(_: FullConfig, suite: Suite): void {
    this.suite = suite;
  }

  onEnd(): void {
    const bad = (this.suite?.allTests() ?? []).filter((test) => ['unexpected', 'flaky'].includes(test.outcome()));
    const lines = bad.map((test) => `${test.outcome()}: ${test.title}: ${why(test)}\n`);
    const folder = join(__dirname, '../test-results');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'reasons.txt'), lines.join(''));
  }
}

/** How much is told of one failure. */
const LONGEST = 700;

/**
 * The first failure's words and the line of the test, without colours, in one line. Where they are too long the middle goes: what was
 * expected stands at the beginning, and what a press waited for at the end.
 */
function why(test: TestCase): string {
  const error = test.results.flatMap((result) => result.errors)[0];
  const words = (error?.message ?? 'no words').replaceAll(/\u001B\[[0-9;]*m/g, '').replaceAll(/\s+/g, ' ').trim();
  const told = words.length <= LONGEST ? words : `${words.slice(0, 280)} … ${words.slice(-(LONGEST - 283))}`;
  return `${told} (line ${error?.location?.line ?? '?'})`;
}
