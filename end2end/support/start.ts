// Before all tests: one desk. After them: it must stop by itself when told to.
import { startDesk } from './desk';
import { query } from './database';

export default async function start(): Promise<() => Promise<void>> {
  const running = await startDesk(process.env.SCREENSHOTS ? 2_000 : 300);
  const { stop, ...address } = running;
  process.env.ENLACE_DESK = JSON.stringify(address);
  // Many tests share few people: how many conversations each may hold is tested where the rule is.
  query("update people set capacity = 100");
  return stop;
}
