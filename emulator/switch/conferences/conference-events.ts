import type { Conference, Participant } from './conference.ts';
import type { SwitchServices } from '../switch-services.ts';
import type { LeaveReason } from '../records/records.ts';
import type { ConferenceEvent } from '../requests.ts';
import { rfc2822 } from '../calls/voice-params.ts';

/** The delay of participant-leave, under the belief that it comes late. */
const LATE_MS = 3000;

/**
 * Sends an event to the conference's status callback, if it asked for that event. Nobody waits for the answer.
 * https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallbackEvent
 */
export function sendConferenceEvent(
  context: SwitchServices,
  conference: Conference,
  event: { readonly kind: ConferenceEvent; readonly name: string },
  more: Readonly<Record<string, string>> = {},
): void {
  conference.sequence += 1;
  const callback = conference.callback;
  if (!callback?.events.includes(event.kind)) return;
  const params = {
    ...more,
    AccountSid: conference.accountSid,
    ConferenceSid: conference.sid,
    FriendlyName: conference.friendlyName,
    SequenceNumber: String(conference.sequence),
    StatusCallbackEvent: event.name,
    Timestamp: rfc2822(context.clock.now()),
  };
  const send = () => {
    const { url, method } = conference.callback ?? callback;
    void context.webhooks.send({ url, method, params, followRedirects: false }).catch(() => undefined);
  };
  if (event.kind !== 'leave' || context.beliefs.get('leaveTold') === 'at-once') return send();
  context.clock.after(LATE_MS, () => conference.callback && send());
}

/** The part of a conference callback that is about one participant. */
export function participantParams(participant: Participant): Record<string, string> {
  return {
    CallSid: participant.callSid,
    Muted: String(participant.muted),
    Hold: String(participant.hold),
    Coaching: String(participant.coaching),
    ...(participant.callSidToCoach ? { CallSidToCoach: participant.callSidToCoach } : {}),
    EndConferenceOnExit: String(participant.endConferenceOnExit),
    StartConferenceOnEnter: String(participant.startConferenceOnEnter),
    ...(participant.label ? { ParticipantLabel: participant.label } : {}),
  };
}

const reasonsInWords: Record<LeaveReason, string> = {
  conference_ended_via_api: 'Conference ended via API',
  moderator_ended_conference: 'Participant left because the moderator ended the conference',
  participant_updated_via_api: 'Participant was updated via API',
  participant_hung_up: 'Participant hung up',
  participant_add_failed: 'Participant could not be added',
};

/** The further fields of participant-leave. */
export function leaveParams(participant: Participant, reason: LeaveReason): Record<string, string> {
  return {
    ...participantParams(participant),
    ParticipantCallStatus: participant.call.status,
    ReasonParticipantLeft: reason,
    Reason: reasonsInWords[reason],
  };
}

/** The further fields of conference-end. */
export function endParams(conference: Conference, last?: Participant): Record<string, string> {
  return {
    ...(last ? { CallSidEndingConference: last.callSid } : {}),
    ...(last?.label ? { ParticipantLabelEndingConference: last.label } : {}),
    Reason: (conference.endReason ?? '').replaceAll('-', ' '),
    ReasonConferenceEnded: conference.endReason ?? '',
  };
}
