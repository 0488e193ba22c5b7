// The desk under test: a demo of its own, started from build/enlace and stopped as an operator stops it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const LOGS = join(ROOT, 'end2end', 'test-results');
/** How long the first start may take: a private cluster is made and the classifier is read. */
const START_MS = 120_000;
/** How long a desk that was told to stop may take. */
const STOP_MS = 25_000;

/** Where the running desk is; handed to the tests by `ENLACE_DESK`. */
export interface DeskAddress {
  url: string;
  town: string;
  database: string;
  /** The demo's folder: the town's token lies here. */
  data: string;
}

/** The desk of this run. */
export function desk(): DeskAddress {
  const text = process.env.ENLACE_DESK;
  if (!text) throw new Error('No desk runs: global setup has not been there');
  return JSON.parse(text) as DeskAddress;
}

/**
 * Starts a quiet demo with so many subscribers, on a database of its own, and says into `log`; further settings by their
 * environment variables. `stop` throws where it does not end well.
 */
export async function startDesk(
  subscribers: number,
  { name = 'desk', settings = {} }: { name?: string; settings?: NodeJS.ProcessEnv } = {},
): Promise<DeskAddress & { log: string; stop(): Promise<void> }> {
  const program = process.env.ENLACE_PROGRAM ?? join(ROOT, 'build', 'enlace');
  if (!existsSync(program)) throw new Error(`${program} is missing: run \`make build\` first`);
  const data = mkdtempSync(join(tmpdir(), 'enlace-end2end-'));
  const scratch = scratchDatabase();
  const [port, townPort] = await Promise.all([freePort(), freePort()]);
  const listen = `127.0.0.1:${port}`;
  const town = `127.0.0.1:${townPort}`;

  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of Object.keys(env)) if (name.startsWith('ENLACE_') || name === 'DATABASE_URL') delete env[name];
  if (scratch) env.DATABASE_URL = scratch.url;
  Object.assign(env, settings);
  mkdirSync(LOGS, { recursive: true });
  const said = join(LOGS, `${name}.log`);
  const log = openSync(said, 'w');
  const options = ['--data', data, '--pace', '0', '--subscribers', String(subscribers), '--history-days', process.env.SCREENSHOTS ? '365' : '40', '--listen', listen, '--town-listen', town];
  const child = spawn(program, ['demo', ...options], { cwd: ROOT, env, stdio: ['ignore', log, log] });
  const address = { url: `http://${listen}`, town: `http://${town}`, data, database: '' };
  try {
    await ready(address, child, said);
    address.database = scratch?.url ?? privateDatabase(data, said);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const stop = async () => {
    try {
      await stopGracefully(child, said);
    } finally {
      scratch?.drop();
      rmSync(data, { recursive: true, force: true });
    }
  };
  return { ...address, log: said, stop };
}

async function ready(address: DeskAddress, child: ChildProcess, said: string): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The desk ended with ${child.exitCode}; it said:\n${tail(said)}`);
    const answers = await Promise.all([`${address.url}/ready`, `${address.town}/_town/sent`].map(answersWell));
    if (answers.every(Boolean)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`The desk was not ready within ${START_MS / 1000} s; it said:\n${tail(said)}`);
}

async function answersWell(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Ctrl-C, as an operator does it: the desk hands over what it holds and ends with 0, boards open or not. */
async function stopGracefully(child: ChildProcess, said: string): Promise<void> {
  if (child.exitCode !== null) throw new Error(`The desk had ended by itself with ${child.exitCode}; it said:\n${tail(said)}`);
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  child.kill('SIGINT');
  const late = new Promise<'late'>((done) => setTimeout(() => done('late'), STOP_MS).unref());
  const outcome = await Promise.race([ended, late]);
  if (outcome === 'late') {
    child.kill('SIGKILL');
    throw new Error(`The desk did not stop within ${STOP_MS / 1000} s of Ctrl-C; it said:\n${tail(said)}`);
  }
  if (outcome !== 0) throw new Error(`The desk ended with ${outcome} after Ctrl-C; it said:\n${tail(said)}`);
}

function tail(said: string): string {
  return existsSync(said) ? readFileSync(said, 'utf8').split('\n').slice(-30).join('\n') : '(nothing)';
}

/** A fresh database on the server of `DATABASE_URL`; nothing where there is none. */
function scratchDatabase(): { url: string; drop(): void } | undefined {
  const server = process.env.DATABASE_URL;
  if (!server) return undefined;
  const name = `enlace_end2end_${process.pid}`;
  const run = (sql: string) => execFileSync('psql', ['-X', '-q', '-d', server, '-c', sql], { stdio: ['ignore', 'ignore', 'pipe'] });
  run(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}

/** The private cluster of the demo's folder, by what the desk logs and the password it keeps there. */
function privateDatabase(data: string, said: string): string {
  const port = /The private PostgreSQL listens on 127\.0\.0\.1:(\d+)/.exec(readFileSync(said, 'utf8'))?.[1];
  if (!port) throw new Error('The desk has not said where its private PostgreSQL listens');
  const password = readFileSync(join(data, 'postgres.password'), 'utf8').trim();
  return `postgres://enlace:${password}@127.0.0.1:${port}/enlace`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('No free port on the loopback address');
  return address.port;
}
