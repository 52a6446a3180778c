import type { FinishedRecording, RecordingWish, RunningRecording } from '../twiml/call-control.ts';
import type { Parts } from './parts.ts';
import type { RecordingRecord } from './records.ts';
import { rfc2822 } from './voice-params.ts';

/** What is recorded: whose voices, and as what it is listed. */
export interface Recorded {
  readonly source: RecordingRecord['source'];
  readonly accountSid: string;
  readonly callSid: string;
  readonly conferenceSid?: string;
  readonly voices: () => readonly string[];
}

interface Silence {
  readonly ms: number;
  readonly heard: (hadSound: boolean) => void;
}

/** Starts a recording of some voices, mixed into one channel. https://www.twilio.com/docs/voice/api/recording */
export function startRecording(
  parts: Parts,
  recorded: Recorded,
  wish: RecordingWish,
  silence?: Silence,
): RunningRecording {
  const { voices, ...about } = recorded;
  const sid = parts.ids('RE');
  const startedAt = parts.clock.now();
  const stop = parts.recorder?.record(voices, silence);
  const begun = { ...about, sid, startedAt, durationMs: 0 };
  tell(parts, wish, begun, 'in-progress');
  return {
    async finish() {
      const { wav, durationMs } = (await stop?.()) ?? { durationMs: parts.clock.now() - startedAt };
      if (durationMs === 0) return tell(parts, wish, begun, 'absent');
      const recording = { ...begun, durationMs, ...(wav ? { wav } : {}) };
      parts.recordings.add(recording);
      tell(parts, wish, recording, 'completed');
      return finished(recording);
    },
    discard() {
      void stop?.();
      tell(parts, wish, begun, 'absent');
    },
  };
}

function finished({ accountSid, sid, durationMs }: RecordingRecord): FinishedRecording {
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
  return { sid, url, seconds: Math.max(1, Math.round(durationMs / 1000)) };
}

/** https://www.twilio.com/docs/voice/twiml/record#attributes-recording-status-callback */
function tell(parts: Parts, wish: RecordingWish, recording: RecordingRecord, status: string): undefined {
  const { callback } = wish;
  if (!callback?.events.includes(status)) return;
  const { url, seconds } = finished(recording);
  const { conferenceSid, callSid } = recording;
  const params = {
    AccountSid: recording.accountSid,
    ...(conferenceSid ? { ConferenceSid: conferenceSid } : { CallSid: callSid }),
    RecordingSid: recording.sid,
    RecordingUrl: url,
    ...(status === 'completed' ? { RecordingDuration: String(seconds) } : {}),
    RecordingStatus: status,
    RecordingChannels: '1',
    RecordingTrack: recording.source === 'RecordVerb' ? 'inbound' : 'both',
    RecordingSource: recording.source,
    RecordingStartTime: rfc2822(recording.startedAt),
  };
  const webhook = { url: callback.url, method: callback.method, params, followRedirects: false };
  void parts.webhooks.send({ ...webhook, callSid }).catch(() => undefined);
}
