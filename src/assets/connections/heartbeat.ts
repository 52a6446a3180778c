import type { Agent } from '../../core/model/agent.ts';
import type { CallSid } from '../../core/model/ids.ts';
import { type Ask, jsonBody, RefusedError } from './api.ts';

const HEARTBEAT_SECONDS = 20;
/**
 * The page's name. By it the service tells the goodbyes of an agent's pages apart, and those of a page before its
 * reload.
 */
const page = crypto.randomUUID().slice(0, 8);

/** The content of a heartbeat, as the page knows it. */
interface Present {
  readonly call: CallSid | undefined;
  /** The agent as the service has them; undefined while the page does not know. */
  readonly agent: Pick<Agent, 'presence' | 'call'> | undefined;
}

/**
 * Sends heartbeats: this page lives, and holds this call. Sends a goodbye when the page closes. Returns a function that
 * stops it.
 */
export function startHeartbeat(ask: Ask, present: () => Present): () => void {
  const say = createBeat(ask, Date.now);
  const beat = (): void => void persistently(() => say(present())).catch(() => undefined);
  const timer = setInterval(beat, HEARTBEAT_SECONDS * 1000);
  beat();
  window.addEventListener('pagehide', sayGone);
  return () => {
    clearInterval(timer);
    window.removeEventListener('pagehide', sayGone);
  };
}

/** So often a heartbeat is sent that does not arrive. */
const MOST_TRIES = 3;

/**
 * Sends a lost heartbeat again at once. A browser lets the timers of a hidden tab run once a minute. There the page would
 * count as gone after one that is lost: https://chromestatus.com/feature/4718288976216064
 */
export async function persistently(send: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      const isLost = error instanceof RefusedError && error.code === 'offline';
      if (!isLost || tries === MOST_TRIES) throw error;
    }
  }
}

/**
 * One heartbeat after the other. There are three cases. The service must record the page again: send a full heartbeat.
 * It need not, but the agent is on a call: tell only the call. It need not, and no call or wrap-up has the agent: send
 * nothing.
 */
export function createBeat(ask: Ask, now: () => number): (present: Present) => Promise<void> {
  let heardUntil = 0;
  return async ({ call, agent }) => {
    const at = now();
    const isHeard = at < heardUntil;
    if (isHeard && call === undefined && isAtRest(agent)) return;
    const heard = isHeard && call !== undefined;
    const told = { call: call ?? null, page, ...(heard && { heard }) };
    const answer = await ask<{ readonly heardForSeconds?: number }>('presence/beat', told);
    if (!heard) heardUntil = at + (answer.heardForSeconds ?? 0) * 1000;
  };
}

function isAtRest(agent: Present['agent']): boolean {
  return agent !== undefined && agent.call === undefined && agent.presence !== 'wrap-up';
}

function sayGone(): void {
  navigator.sendBeacon('/api/presence/gone', new Blob([jsonBody({ page })], { type: 'application/json' }));
}
