import type { LoggedEvent } from '../../event-log.ts';
import type { Changes } from '../page-protocol.ts';

/** Asks the console's server to do something. Rejects with an error whose message is meant for the person. */
export async function ask<T>(path: string, body: object = {}): Promise<T> {
  const response = await fetch(`/console/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as T & { error?: string };
  if (!response.ok) throw new Error(answer.error ?? `The console answered ${response.status}.`);
  return answer;
}

/** Resolves when something is new since `version` and log line `after`, or after a quarter of a minute. */
export async function nextChanges(version: string, after: number): Promise<Changes> {
  const response = await fetch(`/console/changes?version=${version}&after=${after}`);
  if (!response.ok) throw new Error(`The console answered ${response.status}.`);
  return (await response.json()) as Changes;
}

/** A log line with its bodies. */
export async function readEvent(id: number): Promise<LoggedEvent> {
  const response = await fetch(`/console/events/${id}`);
  if (!response.ok) throw new Error('This line is no longer kept.');
  return (await response.json()) as LoggedEvent;
}
