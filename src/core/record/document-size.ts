import type { Call, PendingCommand } from '../model/call.ts';
import { LIMITS } from '../model/limits.ts';
import { toStored } from './stored-call.ts';
import { isHoldOn, isSound } from '../effects/descriptors.ts';

/**
 * Beyond this no further party is asked in. The rest is for their leg, a long note, and the commands that bring them
 * in.
 */
const FULL_BYTES = 2200;
/** Two windows may repeat their last click. */
const KEYS_AT_LEAST = 2;

/** Whether nobody else can be asked into the call: eight besides the customer, or fewer with very long names. */
export function isFull(call: Call): boolean {
  const lasting: Call = { ...call, pending: [], missedBy: [], handledKeys: [] };
  return call.legs.length >= LIMITS.legs || bytesOf(lasting) > FULL_BYTES;
}

/** Drops the least important parts until the document is small enough. */
export function fitted(call: Call): Call {
  if (bytesOf(call) < LIMITS.documentBytes) return call;
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

/** How large the call's document is, in bytes of JSON. */
export function bytesOf(call: Call): number {
  return new TextEncoder().encode(JSON.stringify(toStored(call))).length;
}
