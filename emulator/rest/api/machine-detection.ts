// https://www.twilio.com/docs/voice/answering-machine-detection
import { DETECTION_DEFAULTS, type MachineDetection } from '../../switch/detection/detector.ts';
import { whole } from '../form.ts';
import { methodOf, urlOf, wordOf } from './voice-form.ts';

/**
 * The wish to know who answers.
 * @param callback the field with the address that is told: it differs between Calls and Participants
 * @param background whether the call goes on meanwhile
 */
export function detectionOf(
  form: URLSearchParams,
  callback: 'AsyncAmdStatusCallback' | 'AmdStatusCallback',
  background: boolean,
): MachineDetection | undefined {
  const mode = wordOf(form, 'MachineDetection', ['Enable', 'DetectMessageEnd'] as const);
  if (!mode) return undefined;
  const url = urlOf(form, callback);
  const method = methodOf(form, `${callback}Method`) ?? 'POST';
  const given = (name: string, least: number, most: number): number | undefined =>
    whole(form, `MachineDetection${name}`, least, most);
  return {
    mode,
    background,
    timeoutSeconds: given('Timeout', 3, 59) ?? DETECTION_DEFAULTS.timeoutSeconds,
    speechThreshold: given('SpeechThreshold', 1000, 6000) ?? DETECTION_DEFAULTS.speechThreshold,
    speechEndThreshold: given('SpeechEndThreshold', 500, 5000) ?? DETECTION_DEFAULTS.speechEndThreshold,
    silenceTimeout: given('SilenceTimeout', 2000, 10_000) ?? DETECTION_DEFAULTS.silenceTimeout,
    ...(url && { callback: { url, method } }),
  };
}
