// The last lines of a run: which tests failed or passed only the second time, and why, a line each.
import type { FullConfig, Reporter, Suite, TestCase } from '@playwright/test/reporter';

export default class Reasons implements Reporter {
  private suite?: Suite;

  onBegin(_: FullConfig, suite: Suite): void {
    this.suite = suite;
  }

  onEnd(): void {
    for (const test of this.suite?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === 'unexpected' || outcome === 'flaky') console.log(`${outcome}: ${test.title}: ${why(test)}`);
    }
  }
}

/** The first failure's words and the line of the test, without colours. */
function why(test: TestCase): string {
  const error = test.results.flatMap((result) => result.errors)[0];
  const words = (error?.message ?? 'no words').replaceAll(/\u001B\[[0-9;]*m/g, '').split(/\n\s*/).slice(0, 5).join(' ');
  return `${words.slice(0, 300)} (line ${error?.location?.line ?? '?'})`;
}
