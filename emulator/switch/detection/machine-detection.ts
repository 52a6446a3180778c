import type { Call } from '../calls/call.ts';
import type { SwitchServices } from '../switch-services.ts';
import { type AnsweredBy, Detector, type MachineDetection } from './detector.ts';

/** The switch cannot judge the sound of a page, or of a person at the console. They count as a person so soon. */
const TAKEN_FOR_HUMAN_MS = 1200;

/** What Twilio adds to a request about a call when it knows who answered. */
type DetectionParams = Readonly<Record<'AnsweredBy' | 'MachineDetectionDuration', string>>;

/**
 * Finds out who answered a call, from its answer on. https://www.twilio.com/docs/voice/answering-machine-detection
 * @returns never settles where the call ends before
 */
export function detectAnswerer(
  context: SwitchServices,
  call: Call,
  detection: MachineDetection,
): Promise<DetectionParams> {
  const { clock } = context;
  const startedAt = clock.now();
  return new Promise((resolve) => {
    const found = (who: AnsweredBy): void => {
      stop();
      call.answeredBy = who;
      resolve({ AnsweredBy: who, MachineDetectionDuration: String(clock.now() - startedAt) });
    };
    const stop = listen(context, call, detection, found);
    call.endListeners.add(stop);
  });
}

/** @returns what ends the listening */
function listen(
  { clock }: SwitchServices,
  call: Call,
  detection: MachineDetection,
  found: (who: AnsweredBy) => void,
): () => void {
  const { device } = call;
  if (!device?.onVoice) return clock.after(TAKEN_FOR_HUMAN_MS, () => found('human'));
  const detector = new Detector(clock, detection, found);
  const unsubscribe = device.onVoice(call.sid, (sound) => detector.hear(sound));
  return () => {
    unsubscribe();
    detector.stop();
  };
}

/**
 * Finds out in the background who answered, and tells the callback.
 * https://www.twilio.com/docs/voice/answering-machine-detection#asyncamdstatuscallback
 */
export function detectInBackground(context: SwitchServices, call: Call, detection: MachineDetection): void {
  const { callback } = detection;
  const { log, webhooks } = context;
  // https://www.twilio.com/docs/api/errors/21262
  if (!callback)
    log.record({
      kind: 'warning',
      errorCode: 21262,
      message: 'No AMD status callback URL provided',
      callSid: call.sid,
    });
  const tell = (found: DetectionParams): void => {
    if (!callback) return;
    const params = { AccountSid: call.accountSid, CallSid: call.sid, ...found };
    const told = webhooks.send({ ...callback, params, callSid: call.sid, followRedirects: false });
    told.catch(() => undefined);
  };
  void detectAnswerer(context, call, detection).then(tell);
}
