import { DETECTION_DEFAULTS, type MachineDetection } from '../switch/detection/detector.ts';
import type { TwimlElement } from './document.ts';
import { type AttributeRule, anything, count, method, oneOf } from './rules.ts';
import { methodOf, resolveUrl, type TwimlPage } from './script.ts';

/** https://www.twilio.com/docs/voice/answering-machine-detection */
export const detectionAttributes: Readonly<Record<string, AttributeRule>> = {
  machineDetection: oneOf(['Enable', 'DetectMessageEnd']),
  amdStatusCallback: anything,
  amdStatusCallbackMethod: method,
  machineDetectionTimeout: count(),
  machineDetectionSpeechThreshold: count(),
  machineDetectionSpeechEndThreshold: count(),
  machineDetectionSilenceTimeout: count(),
};

/** The wish of a noun to know who answers. It is always told in the background. */
export function detectionOf(
  { attributes }: TwimlElement,
  page: TwimlPage,
): { readonly detection?: MachineDetection } {
  const { machineDetection, amdStatusCallback: url, amdStatusCallbackMethod } = attributes;
  if (!machineDetection) return {};
  const callback = url && { url: resolveUrl(url, page), method: methodOf(amdStatusCallbackMethod) };
  const given = (name: string, usual: number): number =>
    Number(attributes[`machineDetection${name}`] ?? usual);
  return {
    detection: {
      mode: machineDetection as MachineDetection['mode'],
      background: true,
      timeoutSeconds: given('Timeout', DETECTION_DEFAULTS.timeoutSeconds),
      speechThreshold: given('SpeechThreshold', DETECTION_DEFAULTS.speechThreshold),
      speechEndThreshold: given('SpeechEndThreshold', DETECTION_DEFAULTS.speechEndThreshold),
      silenceTimeout: given('SilenceTimeout', DETECTION_DEFAULTS.silenceTimeout),
      ...(callback && { callback }),
    },
  };
}
