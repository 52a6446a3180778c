import type { AccountNumber } from '../../switch/dependencies.ts';
import type { HttpMethod } from '../../switch/requests.ts';
import { flag, given, optional } from '../form.ts';

/** Where a number or an application sends its calls. */
export interface VoiceSettings {
  readonly friendlyName: string;
  readonly voiceUrl: string | null;
  readonly voiceMethod: string;
  readonly voiceFallbackUrl: string | null;
  readonly voiceFallbackMethod: string;
  readonly statusCallback: string | null;
  readonly statusCallbackMethod: string;
  readonly voiceCallerIdLookup: boolean;
}

export const NO_VOICE: VoiceSettings = {
  friendlyName: '',
  voiceUrl: null,
  voiceMethod: 'POST',
  voiceFallbackUrl: null,
  voiceFallbackMethod: 'POST',
  statusCallback: null,
  statusCallbackMethod: 'POST',
  voiceCallerIdLookup: false,
};

/** The settings that a form changes. */
export function voiceSettingsOf(form: URLSearchParams): Partial<VoiceSettings> {
  return given({
    friendlyName: optional(form, 'FriendlyName'),
    voiceUrl: optional(form, 'VoiceUrl'),
    voiceMethod: optional(form, 'VoiceMethod'),
    voiceFallbackUrl: optional(form, 'VoiceFallbackUrl'),
    voiceFallbackMethod: optional(form, 'VoiceFallbackMethod'),
    statusCallback: optional(form, 'StatusCallback'),
    statusCallbackMethod: optional(form, 'StatusCallbackMethod'),
    voiceCallerIdLookup: flag(form, 'VoiceCallerIdLookup'),
  });
}

/** The settings as the REST API shows them, with the unused ones for messages. */
export function serializeVoiceSettings(settings: VoiceSettings) {
  return {
    friendly_name: settings.friendlyName,
    voice_url: settings.voiceUrl,
    voice_method: settings.voiceMethod,
    voice_fallback_url: settings.voiceFallbackUrl,
    voice_fallback_method: settings.voiceFallbackMethod,
    status_callback: settings.statusCallback,
    status_callback_method: settings.statusCallbackMethod,
    voice_caller_id_lookup: settings.voiceCallerIdLookup,
    sms_url: null,
    sms_method: 'POST',
    sms_fallback_url: null,
    sms_fallback_method: 'POST',
  };
}

type Routing = Pick<
  AccountNumber,
  Exclude<keyof AccountNumber, 'sid' | 'phoneNumber' | 'voiceApplicationSid'>
>;

/** The settings as the switch reads them. Absent when nothing is set. */
export function routingOf(settings: VoiceSettings): Routing {
  const { voiceUrl, voiceFallbackUrl, statusCallback } = settings;
  return {
    ...(voiceUrl && { voiceUrl, voiceMethod: settings.voiceMethod as HttpMethod }),
    ...(voiceFallbackUrl && {
      voiceFallbackUrl,
      voiceFallbackMethod: settings.voiceFallbackMethod as HttpMethod,
    }),
    ...(statusCallback && {
      statusCallback,
      statusCallbackMethod: settings.statusCallbackMethod as HttpMethod,
    }),
  };
}
