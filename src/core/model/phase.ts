import type { Call, Phase } from './call.ts';
import type { Instant } from './ids.ts';
import { offered, onLine } from './legs.ts';
import { isPrivate } from './transfer-kinds.ts';

/**
 * The phase that follows from the parties on the line and what is under way. Only `voicemail` does not follow: a rule
 * sets it.
 */
export function phaseOf(call: Call): Phase {
  if (call.ending) return 'ended';
  if (call.phase === 'voicemail') return 'voicemail';
  return onLine(call).length > 0 ? phaseOnLine(call) : phaseAlone(call);
}

function phaseOnLine(call: Call): Phase {
  if (isPrivate(call.transfer)) return 'consulting';
  return onLine(call).length > 1 ? 'conferencing' : 'talking';
}

function phaseAlone(call: Call): Phase {
  if (call.transfer) return 'transferring';
  if (call.rescue) return 'rescuing';
  return offered(call).length > 0 ? 'ringing' : 'waiting';
}

/** Whether the call is ended or in voicemail. No agent will be rung for it any more. */
export function isClosed(call: Call): boolean {
  return call.ending !== undefined || call.phase === 'voicemail';
}

/** When the customer's wait began: when they lost their last agent, or when they called. */
export function waitsSince(call: Call): Instant {
  return call.rescue?.since ?? call.startedAt;
}

/** Whether the customer waits and no agent has been found yet. */
export function needsAgent(call: Call): boolean {
  return !isClosed(call) && call.legs.length === 0;
}
