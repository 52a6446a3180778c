import type { CallControl } from '../twiml/call-control.ts';
import type { Call } from './call.ts';
import { dialLegs, type Screening } from './dialled-legs.ts';
import type { Parts } from './parts.ts';
import { startRecording } from './recording.ts';
import { stayIn } from './stay.ts';

/** What the verbs of one script can do to their call. `screen` runs a document on a leg that they dial. */
export function controlOf(parts: Parts, call: Call, signal: AbortSignal, screen: Screening): CallControl {
  return {
    get isOver() {
      return call.isOver;
    },
    get isForgotten() {
      return parts.calls.find(call.sid) !== call;
    },
    answer: () => parts.calls.answer(call),
    reject(how) {
      const error = { code: 31486, message: 'The call was rejected' };
      if (call.startedAt !== undefined) return;
      parts.calls.end(call, { status: how === 'busy' ? 'busy' : 'no-answer', error });
    },
    onKey(listener) {
      call.keyListeners.add(listener);
      return () => void call.keyListeners.delete(listener);
    },
    // https://www.twilio.com/docs/api/errors/13214
    mayCallAs(callerId) {
      if (callerId === undefined) return !call.from.startsWith('client:');
      return callerId === call.from || callerId === call.to || parts.numbers.find(callerId) !== undefined;
    },
    dial: (legs, options) => dialLegs({ parts, call, signal, screen }, legs, options),
    join: async (conference, options, stay) =>
      stayIn(parts, parts.conferences.join(conference, call, options), signal, stay),
    record(wish, silence) {
      const { accountSid, sid: callSid } = call;
      const recorded = { source: 'RecordVerb', accountSid, callSid, voices: () => [callSid] } as const;
      return startRecording(parts, recorded, wish, silence);
    },
  };
}
