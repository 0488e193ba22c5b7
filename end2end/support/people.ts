// Those who work at the demo's provider, and how they get in without the log-in page.
import { type APIRequestContext, type BrowserContext, request } from '@playwright/test';
import { desk } from './desk';

export const PASSWORD = 'fibra-cerrado';

/** The demo's people by the first part of their address. */
export const PEOPLE = {
  ana: 'Ana Paula Ribeiro',
  bruno: 'Bruno Carvalho',
  carla: 'Carla Menezes',
  diego: 'Diego Santana',
  helena: 'Helena Prado',
  renato: 'Renato Figueiredo',
} as const;

export type Person = keyof typeof PEOPLE;

export type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

export const email = (person: string) => `${person}@fibracerrado.example`;

/** Posts a form to a server function, from our own origin. */
export function call(api: APIRequestContext, name: string, form: Record<string, string>) {
  return api.post(`${desk().url}/api/${name}`, { form, headers: { Origin: desk().url, Accept: 'application/json' } });
}

/** The cookies of a new log-in. */
export async function logIn(person: Person): Promise<Cookies> {
  const api = await request.newContext();
  const answer = await call(api, 'log_in', { email: email(person), password: PASSWORD });
  if (!answer.ok()) throw new Error(`${person} could not log in: ${answer.status()} ${await answer.text()}`);
  const { cookies } = await api.storageState();
  await api.dispose();
  return cookies;
}
