import type { Call, Phase } from './call.ts';
import type { Instant } from './ids.ts';
import { offered, onLine } from './legs.ts';
import { isPrivate } from './transfer-kinds.ts';

/** The phase that follows from who is on the line and what is under way; `voicemail` is the one that is only ever set. */
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

/** Ended and voicemail: no agent will be rung for this call any more. */
export function isClosed(call: Call): boolean {
  return call.ending !== undefined || call.phase === 'voicemail';
}

/** Since when the customer has waited for an agent: since they lost the last one, or since they called. */
export function waitsSince(call: Call): Instant {
  return call.rescue?.since ?? call.startedAt;
}

/** Whether the customer waits for an agent that nobody has been found for yet. */
export function needsAgent(call: Call): boolean {
  return !isClosed(call) && call.legs.length === 0;
}
