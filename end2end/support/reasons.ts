// Which tests failed or passed only the second time, and why, a line each: in test-results/reasons.txt, which
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

/** The first failure's words and the line of the test, without colours. */
function why(test: TestCase): string {
  const error = test.results.flatMap((result) => result.errors)[0];
  const words = (error?.message ?? 'no words').replaceAll(/\u001B\[[0-9;]*m/g, '').split(/\n\s*/).slice(0, 5).join(' ');
  return `${words.slice(0, 300)} (line ${error?.location?.line ?? '?'})`;
}
