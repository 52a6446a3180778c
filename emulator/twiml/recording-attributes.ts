import type { RecordingWish } from '../switch/requests.ts';
import { anything, method, oneOf } from './rules.ts';
import { methodOf, resolveUrl, type TwimlPage } from './script.ts';

/** What Record, Dial and Conference say alike of a recording. */
export const recordingAttributes = {
  trim: oneOf(['trim-silence', 'do-not-trim']),
  recordingStatusCallback: anything,
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: anything,
};

/** Where to tell of the recording; of its completion alone unless more events are named. */
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
