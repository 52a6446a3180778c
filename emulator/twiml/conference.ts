import type { Beep, ConferenceEvent, JoinOptions } from '../switch/requests.ts';
import type { StayOptions } from './call-control.ts';
import type { CallHost } from './call-host.ts';
import { type TwimlElement, textOf } from './document.ts';
import { recordingAttributes, recordingWish } from './recording-attributes.ts';
import { anything, count, type ElementRule, flag, method, oneOf } from './rules.ts';
import { methodOf, resolveUrl, type TwimlPage } from './script.ts';

/** https://www.twilio.com/docs/voice/twiml/conference#attributes */
export const conferenceRule: ElementRule = {
  attributes: {
    muted: flag(13230),
    endConferenceOnExit: flag(13231),
    startConferenceOnEnter: flag(13232),
    waitUrl: anything,
    waitMethod: { ...method, code: 13234 },
    beep: oneOf(['true', 'false', 'onEnter', 'onExit'], 13235),
    participantLabel: anything,
    maxParticipants: count(),
    region: anything,
    coach: anything,
    record: oneOf(['do-not-record', 'record-from-start'], 13239),
    jitterBufferSize: oneOf(['large', 'medium', 'small', 'off']),
    statusCallback: anything,
    statusCallbackMethod: method,
    statusCallbackEvent: anything,
    eventCallbackUrl: anything,
    ...recordingAttributes,
  },
  text: true,
};

/** Joins the conference and stays until the leg is out of it, or until the script is stopped. */
export function dialConference(
  noun: TwimlElement,
  host: CallHost,
  page: TwimlPage,
  stay: StayOptions,
): Promise<void> {
  return host.control.join(textOf(noun), joinOptions(noun, page), stay);
}

function joinOptions(noun: TwimlElement, page: TwimlPage): JoinOptions {
  const {
    waitUrl,
    waitMethod,
    statusCallback,
    statusCallbackMethod,
    statusCallbackEvent = '',
    ...rest
  } = noun.attributes;
  const options = {
    label: rest.participantLabel,
    region: rest.region,
    callSidToCoach: rest.coach,
    coaching: rest.coach ? true : undefined,
    beep: rest.beep as Beep | undefined,
    muted: isTrue(rest.muted),
    startConferenceOnEnter: isTrue(rest.startConferenceOnEnter),
    endConferenceOnExit: isTrue(rest.endConferenceOnExit),
    maxParticipants: rest.maxParticipants === undefined ? undefined : Number(rest.maxParticipants),
    waitUrl: waitUrl ? resolveUrl(waitUrl, page) : waitUrl,
    waitMethod: methodOf(waitMethod),
    conferenceStatusCallback: statusCallback ? resolveUrl(statusCallback, page) : undefined,
    conferenceStatusCallbackMethod: methodOf(statusCallbackMethod),
    conferenceStatusCallbackEvents: statusCallbackEvent.split(/\s+/) as ConferenceEvent[],
    recording: rest.record === 'record-from-start' ? recordingWish(rest, page) : undefined,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function isTrue(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : value === 'true';
}
