import { Interrupted, until } from '../switch/interruption.ts';
import type { RecordingRecord } from '../switch/records.ts';
import { rfc2822 } from '../switch/voice-params.ts';
import type { CallHost } from './call-host.ts';
import type { TwimlElement } from './document.ts';
import { anything, count, flag, method, oneOf } from './rules.ts';
import { methodOf, resolveUrl, type TwimlPage, type Verb } from './script.ts';

const anyKey = '1234567890*#';

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
      trim: oneOf(['trim-silence', 'do-not-trim']),
      recordingStatusCallback: anything,
      recordingStatusCallbackMethod: method,
      recordingStatusCallbackEvent: anything,
      transcribe: flag(),
      transcribeCallback: anything,
    },
  },
  async run(element, host, page) {
    const { action, method: verb, playBeep } = element.attributes;
    const beep = { kind: 'tone', content: 'beep', durationMs: 500 } as const;
    if (playBeep !== 'false') await host.sound.play(beep, host.signal);
    const { recording, digits } = await recordLeg(element, host, page);
    if (recording.durationMs === 0) return 'next';
    const params = { ...recordingParams(recording), Digits: digits };
    const next = { url: resolveUrl(action, page), method: methodOf(verb), params };
    if (digits !== 'hangup') return next;
    await host.fetch(next).catch(() => undefined);
    return 'end';
  },
};

async function recordLeg(element: TwimlElement, host: CallHost, page: TwimlPage) {
  const { parts, call } = host;
  const startedAt = host.clock.now();
  const end = recordingEnd(element, host);
  const stop = parts.recorder?.record(call.sid, {
    ms: Number(element.attributes.timeout ?? 5) * 1000,
    heard: end.silence,
  });
  const digits = await end.reached;
  const { wav, durationMs } = (await stop?.()) ?? { durationMs: host.clock.now() - startedAt };
  const sid = parts.ids('RE');
  const about = {
    sid,
    accountSid: call.accountSid,
    callSid: call.sid,
    startedAt,
    source: 'RecordVerb',
  } as const;
  const recording = { ...about, durationMs, ...(wav ? { wav } : {}) };
  if (durationMs > 0) {
    parts.recordings.add(recording);
    tellRecorded(element, host, page, recording);
  }
  return { recording, digits };
}

/** Resolves with the key that ended the recording, `hangup`, or nothing for silence and the greatest length. */
function recordingEnd(element: TwimlElement, host: CallHost) {
  const { finishOnKey = anyKey, maxLength = '3600' } = element.attributes;
  const { call, clock, signal } = host;
  let silence = (): void => {};
  let clean = (): void => {};
  const ended = new Promise<string>((resolve) => {
    silence = () => resolve('');
    const press = (key: string) => finishOnKey.includes(key) && resolve(key);
    call.keyListeners.add(press);
    const cancel = clock.after(Number(maxLength) * 1000, silence);
    clean = () => {
      cancel();
      call.keyListeners.delete(press);
    };
  });
  const reached = until(signal, ended)
    .finally(() => clean())
    .catch((error: unknown) => {
      if (error instanceof Interrupted && call.isOver) return 'hangup';
      throw error;
    });
  return { reached, silence: () => silence() };
}

function recordingParams(recording: RecordingRecord): Record<string, string> {
  const { accountSid, sid, durationMs } = recording;
  return {
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
    RecordingSid: sid,
    RecordingDuration: String(Math.max(1, Math.round(durationMs / 1000))),
  };
}

/** https://www.twilio.com/docs/voice/twiml/record#attributes-recording-status-callback */
function tellRecorded(
  element: TwimlElement,
  host: CallHost,
  page: TwimlPage,
  recording: RecordingRecord,
): void {
  const { recordingStatusCallback: callback, recordingStatusCallbackMethod: verb } = element.attributes;
  if (!callback) return;
  const params = {
    ...recordingParams(recording),
    AccountSid: recording.accountSid,
    CallSid: recording.callSid,
    RecordingStatus: 'completed',
    RecordingChannels: '1',
    RecordingTrack: 'inbound',
    RecordingSource: recording.source,
    RecordingStartTime: rfc2822(recording.startedAt),
  };
  const webhook = { url: resolveUrl(callback, page), method: methodOf(verb), params, followRedirects: false };
  void host.parts.webhooks.send({ ...webhook, callSid: recording.callSid }).catch(() => undefined);
}
