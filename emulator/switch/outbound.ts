import type { Call } from './call.ts';
import { tellCallStatus } from './call-status.ts';
import type { Parts } from './parts.ts';
import { Ringing } from './ringing.ts';
import { turnAway } from './standing.ts';
import type { CallStatusCallback } from './requests.ts';

export interface Placing {
  readonly ringSeconds: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly callback?: CallStatusCallback;
  readonly sendDigits?: string;
  /** The other end picked up. */
  readonly answered: () => void;
}

/** How soon Twilio gives up on a client that is not registered, where it does so at once. */
const unregisteredMs = 200;

/** Calls an address at once: rings its devices, and answers, or ends the call as nobody answered. */
export function placeCall(parts: Parts, call: Call, placing: Placing): void {
  setCallback(call, placing.callback ?? {});
  if (turnAway(parts, call)) return;
  tellCallStatus(parts, call, 'initiated');
  const devices = parts.devices.find(call.to);
  const { ringSeconds: seconds, parameters } = placing;
  if (devices.length === 0) return unreachable(parts, call, seconds);
  let ringing: Ringing | undefined;
  call.endListeners.add(() => ringing?.stop('canceled'));
  parts.calls.ring(call);
  ringing = new Ringing(parts, call, { devices, seconds, parameters }, (how) => {
    if (how !== 'answered') return parts.calls.end(call, { status: how });
    parts.calls.answer(call);
    placing.answered();
  });
}

/** Calls an address when the account's limit of calls per second lets it. */
export function queueCall(parts: Parts, call: Call, placing: Placing): void {
  setCallback(call, placing.callback ?? {});
  const place = () => placeCall(parts, call, placing);
  const turn = isExempt(parts, call) ? parts.queue.passBy(place) : parts.queue.enter(place);
  call.queueTimeMs = turn.waitMs;
  call.endListeners.add(turn.leave);
}

function isExempt({ beliefs }: Parts, { to }: Call): boolean {
  return to.startsWith('client:') && beliefs.get('clientLegs') === 'exempt';
}

function setCallback(call: Call, request: CallStatusCallback): void {
  if (!request.statusCallback) return;
  const events = new Set(request.statusCallbackEvents ?? ['completed' as const]);
  call.callback = { url: request.statusCallback, method: request.statusCallbackMethod ?? 'POST', events };
}

function unreachable(parts: Parts, call: Call, ringSeconds: number): void {
  const isClient = call.to.startsWith('client:');
  const belief = isClient ? parts.beliefs.get('unregisteredClient') : 'no-answer-at-once';
  if (belief !== 'no-answer-at-once') parts.calls.ring(call);
  const afterMs = belief === 'rings-to-the-end' ? ringSeconds * 1000 : unregisteredMs;
  const status = isClient ? 'no-answer' : 'failed';
  const cancel = parts.clock.after(afterMs, () => parts.calls.end(call, { status }));
  call.endListeners.add(cancel);
}
