import { TwilioError } from '../../twilio-error.ts';
import type { CallControl } from '../../twiml/call-control.ts';
import { TwimlError } from '../../twiml/twiml-error.ts';
import type { Participant } from '../conferences/conference.ts';
import type { JoinOptions } from '../requests.ts';
import { numberIn } from './address.ts';
import type { Call } from './call.ts';
import { dialLegs, type Screening } from './dialled-legs.ts';
import type { SwitchContext } from '../switch-context.ts';
import { startRecording } from '../records/recording.ts';
import { stayIn } from '../conferences/stay-in-conference.ts';

/** The things that the verbs of one script can do to their call. `screen` runs a document on a leg that they dial. */
export function controlOf(
  context: SwitchContext,
  call: Call,
  signal: AbortSignal,
  screen: Screening,
): CallControl {
  return {
    get isOver() {
      return call.isOver;
    },
    get isForgotten() {
      return context.calls.find(call.sid) !== call;
    },
    answer: () => context.calls.answer(call),
    reject(how) {
      const error = { code: 31486, message: 'The call was rejected' };
      if (call.startedAt !== undefined) return;
      context.calls.end(call, { status: how === 'busy' ? 'busy' : 'no-answer', error });
    },
    onKey(listener) {
      call.keyListeners.add(listener);
      return () => void call.keyListeners.delete(listener);
    },
    numberIn: (written) => numberIn(context.beliefs, written),
    // https://www.twilio.com/docs/api/errors/13214
    mayCallAs(callerId) {
      if (callerId === undefined) return !call.from.startsWith('client:');
      return callerId === call.from || callerId === call.to || context.numbers.find(callerId) !== undefined;
    },
    dial: (legs, options) => dialLegs({ parts: context, call, signal, screen }, legs, options),
    join: async (conference, options, stay) =>
      stayIn(context, joined(context, conference, call, options), signal, stay),
    record(wish, silence) {
      const { accountSid, sid: callSid } = call;
      const recorded = { source: 'RecordVerb', accountSid, callSid, voices: () => [callSid] } as const;
      return startRecording(context, recorded, wish, silence);
    },
  };
}

/** Nobody is there to be coached, or they are on hold. */
const NO_COACHING = [13240, 16027];

/** @throws TwilioError where the conference does not take the call; TwimlError where the whole document fails by it */
function joined(context: SwitchContext, name: string, call: Call, options: JoinOptions): Participant {
  try {
    return context.conferences.join(name, call, options);
  } catch (error) {
    const isRefused = error instanceof TwilioError && NO_COACHING.includes(error.code);
    if (!isRefused || context.beliefs.get('absentCoach') === 'dial-fails') throw error;
    throw new TwimlError(error.code, error.message);
  }
}
