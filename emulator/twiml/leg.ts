import type { MachineDetection } from '../switch/detection/detector.ts';
import type { CallEvent, CallStatusCallback } from '../switch/requests.ts';
import type { TwimlElement } from './document.ts';
import { methodOf, resolveUrl, type TwimlPage, type TwimlRequest } from './script.ts';

/** A leg that `<Dial>` calls. */
export interface LegToDial {
  readonly to: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly callback: CallStatusCallback;
  /** The document for the answering side before the two are joined. */
  readonly whisper?: TwimlRequest;
  readonly sendDigits?: string;
  readonly detection?: MachineDetection;
}

/** The status callback of a noun. */
export function callbackOf(noun: TwimlElement, page: TwimlPage): CallStatusCallback {
  const { statusCallback, statusCallbackMethod, statusCallbackEvent } = noun.attributes;
  if (!statusCallback) return {};
  const events = statusCallbackEvent?.split(/\s+/) as CallEvent[] | undefined;
  return {
    statusCallback: resolveUrl(statusCallback, page),
    statusCallbackMethod: methodOf(statusCallbackMethod),
    ...(events ? { statusCallbackEvents: events } : {}),
  };
}

/** The document to run on the answering side first. */
export function whisperOf(noun: TwimlElement, page: TwimlPage): Pick<LegToDial, 'whisper'> {
  const { url, method } = noun.attributes;
  return url ? { whisper: { url: resolveUrl(url, page), method: methodOf(method) } } : {};
}
