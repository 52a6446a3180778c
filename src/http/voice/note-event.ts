import type { CallEvent, Parameters } from '../../twilio/parse-webhook.ts';
import { EMERGENCY_MS, type VoiceRequest } from '../voice-handler.ts';
import type { Ports } from '../../call/ports.ts';
import { playApologyIfAlone } from '../../call/play-apology.ts';
import { handleEvent, type Handled } from '../../call/handle-event.ts';
import { hasFailedToLetGo, hasWrongSound } from '../../core/effects/pending.ts';
import { log } from '../../shared/log.ts';
import { callSidIn, isCompleted, roomIn, unknownEvent } from '../../twilio/parse-webhook.ts';
import * as twiml from '../../twilio/twiml.ts';

type Parse = (parameters: Parameters) => CallEvent | undefined;

/**
 * Handles what a callback tells, and answers it with nothing to do.
 * @param parse reads the event from its parameters; undefined when this version does not know it
 * @throws Error when something is left undone
 */
export async function noteEvent({ parameters, ports }: VoiceRequest, parse: Parse): Promise<string> {
  const parsed = parse(parameters);
  if (parsed) await noteOne(ports(), parsed);
  else countUnknown(parameters);
  return twiml.emptyResponse();
}

/** @throws Error when something is left undone; when Twilio sends the event again, it is tried again */
export async function noteOne(ports: Ports, { call, event }: CallEvent): Promise<void> {
  const handled = await handleEvent(ports, call, event);
  const undone = leftUndone(handled, ports.budget.now());
  if (undone) throw undone;
  const refused = handled.kind === 'refused' ? handled.code : undefined;
  log('info', 'event handled', { call, event: event.type, refused });
}

/** A release or a hang-up has failed. Nobody on the line waits for that. */
class LateError extends Error {
  override readonly name = 'LateError';
}

/** The part of an event that is left undone and that nothing else may mend soon. */
function leftUndone(handled: Handled, now: number): Error | undefined {
  // Other writers were quicker each time.
  if (handled.kind === 'refused')
    return handled.code === 'try-again' ? new Error('The event could not be noted.') : undefined;
  // Without music a call has no clock.
  if (hasWrongSound(handled.call, now)) return new Error('What the parties hear could not be set right.');
  return hasFailedToLetGo(handled.call) ? new LateError('Somebody could not be let go.') : undefined;
}

/**
 * This Function cannot save that somebody left, and Twilio will send it again. But the customer must not wait for that
 * in silence.
 */
export async function apologizeIfLeft(
  { parameters, emergencyPorts }: VoiceRequest,
  parse: Parse,
  why: unknown,
): Promise<void> {
  if (why instanceof LateError) return;
  const parsed = parse(parameters);
  const { type } = parsed?.event ?? {};
  const hasLeft = type === 'LegLeft' || (type === 'LegEnded' && isCompleted(parameters));
  if (!parsed || !hasLeft) return;
  const [room, leaver] = [roomIn(parameters), callSidIn(parameters)];
  const call = { id: parsed.call, ...(room && { room }), ...(leaver && { leaver }) };
  await playApologyIfAlone(emergencyPorts(EMERGENCY_MS), call);
}

/**
 * The count since this instance of the Function began. Each is a line of the log, so that all instances can be counted.
 */
let unknownEvents = 0;

/** Webhooks that this version does not know. They are ignored and counted. */
function countUnknown(parameters: Parameters): void {
  const event = unknownEvent(parameters);
  if (event === undefined) return;
  unknownEvents += 1;
  log('info', 'unknown event ignored', { event, count: unknownEvents });
}
