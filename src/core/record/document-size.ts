import type { Call, PendingCommand } from '../model/call.ts';
import { isHoldOn, isSound } from '../effects/pending.ts';

/** The limit of a call's document, in bytes of JSON. Every webhook and every page reads it. */
const LIMIT = 4096;
/**
 * Above this size nobody else is asked into the call. Their leg, a long note and their commands need the rest. In bytes
 * of JSON.
 */
const FULL = 2200;
const LEGS_AT_MOST = 8;
/** So many keys are kept: two windows may repeat their last click. */
const KEYS_AT_LEAST = 2;

/** Whether nobody else can be asked into the call: eight besides the customer, or fewer with very long names. */
export function isFull(call: Call): boolean {
  const lasting: Call = { ...call, pending: [], missedBy: [], handledKeys: [] };
  return call.legs.length >= LEGS_AT_MOST || bytesOf(lasting) > FULL;
}

/** Drops the least important parts until the document is small enough. */
export function fitted(call: Call): Call {
  if (bytesOf(call) < LIMIT) return call;
  const { missedBy, handledKeys, pending } = call;
  if (missedBy.length > 0) return fitted({ ...call, missedBy: missedBy.slice(1) });
  if (handledKeys.length > KEYS_AT_LEAST) return fitted({ ...call, handledKeys: handledKeys.slice(1) });
  return pending.length > 0 ? fitted({ ...call, pending: withoutLeast(pending) }) : call;
}

/**
 * The next room check sets the sound right, whatever was pending. But a private talk waits for the holds that keep it
 * private.
 */
function withoutLeast(pending: readonly PendingCommand[]): readonly PendingCommand[] {
  const rest = pending.filter(({ command }) => !isHoldOn(command));
  const least = rest.find(({ command }) => isSound(command)) ?? rest[0] ?? pending[0];
  return pending.filter((each) => each !== least);
}

function bytesOf(call: Call): number {
  return new TextEncoder().encode(JSON.stringify(call)).length;
}
