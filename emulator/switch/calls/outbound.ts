import type { Call } from './call.ts';
import { sendCallStatus } from './call-status.ts';
import type { SwitchContext } from '../switch-context.ts';
import type { MachineDetection } from '../detection/detector.ts';
import { detectInBackground } from '../detection/machine-detection.ts';
import { strikesPage } from './page-faults.ts';
import { Ringing } from './ringing.ts';
import { isTurnedAway } from './standing.ts';
import type { CallStatusCallback } from '../requests.ts';

export interface Placing {
  readonly ringSeconds: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly callback?: CallStatusCallback;
  readonly sendDigits?: string;
  /** Who answered is to be found out while the call goes on. */
  readonly detection?: MachineDetection;
  /** The other end answered. */
  readonly answered: () => void;
}

/** How soon Twilio gives up on a client that is not registered, where it does so at once. */
const UNREGISTERED_MS = 200;

/** Calls an address at once and rings its devices. The call is answered, or ends without an answer. */
export function placeCall(context: SwitchContext, call: Call, placing: Placing): void {
  setCallback(call, placing.callback ?? {});
  if (isTurnedAway(context, call)) return context.calls.end(call, { status: 'failed' });
  call.isPlaced = true;
  sendCallStatus(context, call, 'initiated');
  const isForgotten = strikesPage(context, 'registration', call.to);
  const devices = isForgotten ? [] : context.devices.find(call.to);
  const { ringSeconds: seconds, parameters } = placing;
  if (devices.length === 0) return unreachable(context, call, seconds);
  let ringing: Ringing | undefined;
  call.endListeners.add(() => ringing?.stop('canceled'));
  const tellRinging = () => call.status === 'queued' && context.calls.ring(call);
  if (!strikesPage(context, 'ringing', call.to)) tellRinging();
  ringing = new Ringing(context, call, { devices, seconds, parameters, taken: tellRinging }, (how) => {
    if (how !== 'answered') return context.calls.end(call, { status: how });
    context.calls.answer(call);
    if (placing.detection) detectInBackground(context, call, placing.detection);
    placing.answered();
  });
}

/** Calls an address as soon as the account's limit of calls per second allows it. */
export function queueCall(context: SwitchContext, call: Call, placing: Placing): void {
  setCallback(call, placing.callback ?? {});
  const place = () => placeCall(context, call, placing);
  const turn = isExempt(context, call) ? context.queue.passBy(place) : context.queue.enter(place);
  call.queueTimeMs = turn.waitMs;
  call.endListeners.add(turn.leave);
}

function isExempt({ beliefs }: SwitchContext, { to }: Call): boolean {
  return to.startsWith('client:') && beliefs.get('clientLegs') === 'exempt';
}

function setCallback(call: Call, request: CallStatusCallback): void {
  if (!request.statusCallback) return;
  const events = new Set(request.statusCallbackEvents ?? ['completed' as const]);
  call.callback = { url: request.statusCallback, method: request.statusCallbackMethod ?? 'POST', events };
}

function unreachable(context: SwitchContext, call: Call, ringSeconds: number): void {
  const isClient = call.to.startsWith('client:');
  const belief = isClient ? context.beliefs.get('unregisteredClient') : 'no-answer-at-once';
  if (belief !== 'no-answer-at-once') context.calls.ring(call);
  const afterMs = belief === 'rings-to-the-end' ? ringSeconds * 1000 : UNREGISTERED_MS;
  const status = isClient ? 'no-answer' : 'failed';
  const cancel = context.clock.after(afterMs, () => context.calls.end(call, { status }));
  call.endListeners.add(cancel);
}
