import type { FinishedRecording, RunningRecording } from '../../twiml/call-control.ts';
import type { RecordingWish } from '../requests.ts';
import type { SwitchServices } from '../switch-services.ts';
import type { RecordingRecord } from './records.ts';
import { rfc2822 } from '../calls/voice-params.ts';

/** The subject of a recording: whose voices, and how the recording is listed. */
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
  context: SwitchServices,
  recorded: Recorded,
  wish: RecordingWish,
  silence?: Silence,
): RunningRecording {
  const { voices, ...about } = recorded;
  const sid = context.ids('RE');
  const startedAt = context.clock.now();
  const stop = context.recorder?.record(voices, silence);
  const begun = { ...about, sid, startedAt, durationMs: 0 };
  tell(context, wish, begun, 'in-progress');
  return {
    async finish() {
      const { wav, durationMs } = (await stop?.()) ?? { durationMs: context.clock.now() - startedAt };
      if (durationMs === 0) return tell(context, wish, begun, 'absent');
      const recording = { ...begun, durationMs, ...(wav ? { wav } : {}) };
      context.recordings.add(recording);
      tell(context, wish, recording, 'completed');
      return finished(recording);
    },
    discard() {
      void stop?.();
      tell(context, wish, begun, 'absent');
    },
  };
}

function finished({ accountSid, sid, durationMs }: RecordingRecord): FinishedRecording {
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
  return { sid, url, seconds: Math.max(1, Math.round(durationMs / 1000)) };
}

/** https://www.twilio.com/docs/voice/twiml/record#attributes-recording-status-callback */
function tell(
  context: SwitchServices,
  wish: RecordingWish,
  recording: RecordingRecord,
  status: string,
): undefined {
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
  void context.webhooks.send({ ...webhook, callSid }).catch(() => undefined);
}
