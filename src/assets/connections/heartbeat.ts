import type { Agent } from '../../core/model/agent.ts';
import type { CallSid } from '../../core/model/ids.ts';
import { type Ask, jsonBody } from './api.ts';

const HEARTBEAT_SECONDS = 20;
/** So that a goodbye is not taken for that of the agent's other page, or of the same one reloaded. */
const page = crypto.randomUUID().slice(0, 8);

/** What a heartbeat tells of, as the page knows it. */
interface Present {
  readonly call: CallSid | undefined;
  /** The agent as the service has them; undefined while that is not known. */
  readonly agent: Pick<Agent, 'presence' | 'call'> | undefined;
}

/** Says now and then that this page lives and which call it holds, and says goodbye when it closes. Returns how to stop. */
export function startHeartbeat(ask: Ask, present: () => Present): () => void {
  const say = createBeat(ask, Date.now);
  const beat = (): void => void say(present()).catch(() => undefined);
  const timer = setInterval(beat, HEARTBEAT_SECONDS * 1000);
  beat();
  window.addEventListener('pagehide', sayGone);
  return () => {
    clearInterval(timer);
    window.removeEventListener('pagehide', sayGone);
  };
}

/**
 * One heartbeat after the other. While it is written down that the page was heard of, a beat tells the held call alone, and there
 * is none for an agent whom no call has and for whom time changes nothing.
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
