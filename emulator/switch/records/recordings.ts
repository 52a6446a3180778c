import { notFound } from '../../twilio-error.ts';
import type { RecordingRecord } from './records.ts';

/** The account's recordings. https://www.twilio.com/docs/voice/api/recording */
export class Recordings {
  readonly #recordings = new Map<string, RecordingRecord>();

  add(recording: RecordingRecord): void {
    this.#recordings.set(recording.sid, recording);
  }

  /** @throws TwilioError 20404 */
  fetch(sid: string): RecordingRecord {
    const recording = this.#recordings.get(sid);
    if (!recording) throw notFound(`/Recordings/${sid}.json`);
    return recording;
  }

  /** Newest first. */
  list(callSid?: string): readonly RecordingRecord[] {
    const all = [...this.#recordings.values()].toReversed();
    return callSid === undefined ? all : all.filter((recording) => recording.callSid === callSid);
  }

  remove(sid: string): void {
    this.fetch(sid);
    this.#recordings.delete(sid);
  }

  clear(): void {
    this.#recordings.clear();
  }
}
