import type { RecordingWish } from '../switch/requests.ts';
import { anything, method, oneOf } from './rules.ts';
import { methodOf, resolveUrl, type TwimlPage } from './script.ts';

/** The recording attributes that Record, Dial and Conference share. */
export const recordingAttributes = {
  trim: oneOf(['trim-silence', 'do-not-trim']),
  recordingStatusCallback: anything,
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: anything,
};

/** The URL for the recording's progress; only for its completion unless more events are named. */
export function recordingWish(attributes: Readonly<Record<string, string>>, page: TwimlPage): RecordingWish {
  const {
    recordingStatusCallback: url,
    recordingStatusCallbackMethod,
    recordingStatusCallbackEvent,
  } = attributes;
  if (!url) return {};
  const events = (recordingStatusCallbackEvent ?? 'completed').split(/[\s,]+/);
  return {
    callback: { url: resolveUrl(url, page), method: methodOf(recordingStatusCallbackMethod), events },
  };
}
