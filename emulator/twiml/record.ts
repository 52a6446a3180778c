import { Interrupted, until } from '../switch/sound/interruption.ts';
import type { FinishedRecording } from './call-control.ts';
import type { CallHost } from './call-host.ts';
import type { TwimlElement } from './document.ts';
import { recordingAttributes, recordingWish } from './recording-attributes.ts';
import { anything, count, flag, method } from './rules.ts';
import { methodOf, resolveUrl, type TwimlPage, type Verb } from './script.ts';

const ANY_KEY = '1234567890*#';

/**
 * The end of a recording: a key, `hangup`, or `''` for silence and the greatest length. Undefined: nobody said
 * anything.
 */
type Ending = string | undefined;

/** https://www.twilio.com/docs/voice/twiml/record */
export const record: Verb<CallHost> = {
  rule: {
    attributes: {
      action: anything,
      method,
      timeout: count(),
      finishOnKey: anything,
      maxLength: count(),
      playBeep: flag(),
      transcribe: flag(),
      transcribeCallback: anything,
      ...recordingAttributes,
    },
  },
  async run(element, host, page) {
    const { action, method: verb, playBeep } = element.attributes;
    const beep = { kind: 'tone', content: 'beep', durationMs: 500 } as const;
    if (playBeep !== 'false') await host.sound.play(beep, host.signal);
    const { recording, digits } = await recordLeg(element, host, page);
    if (!recording) return 'next';
    const params = { ...recordingParams(recording), Digits: digits };
    const next = { url: resolveUrl(action, page), method: methodOf(verb), params };
    if (digits !== 'hangup') return next;
    await host.fetch(next).catch(() => undefined);
    return 'end';
  },
};

/**
 * An empty recording does not count, so Twilio does not ask the action.
 * https://www.twilio.com/docs/voice/twiml/record#attributes-action
 */
async function recordLeg(element: TwimlElement, host: CallHost, page: TwimlPage) {
  const end = recordingEnd(element, host);
  const running = host.control.record(recordingWish(element.attributes, page), {
    ms: Number(element.attributes.timeout ?? 5) * 1000,
    heard: end.silence,
  });
  const digits = await end.reached.catch((error: unknown) => {
    running.discard();
    throw error;
  });
  if (digits !== undefined) return { recording: await running.finish(), digits };
  running.discard();
  return { digits: '' };
}

function recordingEnd(element: TwimlElement, host: CallHost) {
  const { finishOnKey = ANY_KEY, maxLength = '3600' } = element.attributes;
  const { control, clock, signal } = host;
  let silence = (_hadSound: boolean): void => {};
  let clean = (): void => {};
  const ended = new Promise<Ending>((resolve) => {
    silence = (hadSound) => resolve(hadSound ? '' : undefined);
    const stopKeys = control.onKey((key) => finishOnKey.includes(key) && resolve(key));
    const cancel = clock.after(Number(maxLength) * 1000, () => resolve(''));
    clean = () => {
      cancel();
      stopKeys();
    };
  });
  const reached = until(signal, ended)
    .finally(() => clean())
    .catch((error: unknown) => {
      if (error instanceof Interrupted && control.isOver) return 'hangup';
      throw error;
    });
  return { reached, silence: (hadSound: boolean) => silence(hadSound) };
}

function recordingParams({ sid, url, seconds }: FinishedRecording): Record<string, string> {
  return { RecordingUrl: url, RecordingSid: sid, RecordingDuration: String(seconds) };
}
