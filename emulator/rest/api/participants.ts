// https://www.twilio.com/docs/voice/api/conference-participant-resource
import type { ParticipantRecord } from '../../switch/records/records.ts';
import type { ConferenceEvent, NewParticipant, ParticipantUpdate } from '../../switch/requests.ts';
import type { Switch } from '../../switch/switch.ts';
import { flag, given, optional, required, whole } from '../form.ts';
import { legacyEnvelope, pageOf } from '../paging.ts';
import type { Route } from '../router.ts';
import { param } from '../router.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';
import { detectionOf } from './machine-detection.ts';
import { callbackOf, methodOf, urlOf, wordOf } from './voice-form.ts';

const EVENTS: readonly ConferenceEvent[] = [
  'start',
  'end',
  'join',
  'leave',
  'mute',
  'hold',
  'modify',
  'speaker',
  'announcement',
];

/** Create, list, fetch, update and remove participants; one is addressed by CallSid or label. */
export function participantRoutes(phoneSwitch: Switch): Route[] {
  const path = `${ACCOUNT_PATH}/Conferences/:conference/Participants`;
  return [
    {
      method: 'POST',
      path: `${path}.json`,
      run: (input) => {
        const created = phoneSwitch.createParticipant(param(input, 'conference'), newParticipant(input.form));
        return { status: 201, json: serialize(created) };
      },
    },
    {
      method: 'GET',
      path: `${path}.json`,
      run: (input) => {
        const found = phoneSwitch.listedParticipants(param(input, 'conference'), filterOf(input.form));
        return { json: legacyEnvelope(input, 'participants', pageOf(found, input), serialize) };
      },
    },
    ...oneParticipantRoutes(phoneSwitch, `${path}/:who.json`),
  ];
}

function oneParticipantRoutes(phoneSwitch: Switch, path: string): Route[] {
  return [
    {
      method: 'GET',
      path,
      run: (input) => ({
        json: serialize(phoneSwitch.fetchParticipant(param(input, 'conference'), param(input, 'who'))),
      }),
    },
    {
      method: 'POST',
      path,
      run: (input) => {
        const update = updateOf(input.form);
        return {
          json: serialize(
            phoneSwitch.updateParticipant(param(input, 'conference'), param(input, 'who'), update),
          ),
        };
      },
    },
    {
      method: 'DELETE',
      path,
      run: (input) => {
        phoneSwitch.deleteParticipant(param(input, 'conference'), param(input, 'who'));
        return { status: 204 };
      },
    },
  ];
}

function newParticipant(form: URLSearchParams): NewParticipant {
  const events = form.getAll('ConferenceStatusCallbackEvent').flatMap((names) => names.split(' '));
  return {
    to: required(form, 'To', 21201),
    from: required(form, 'From', 21213),
    ...callbackOf(form),
    ...given({
      timeout: whole(form, 'Timeout', 5, 600),
      timeLimit: whole(form, 'TimeLimit', 1, 86_400),
      label: optional(form, 'Label'),
      muted: flag(form, 'Muted'),
      beep: wordOf(form, 'Beep', ['true', 'false', 'onEnter', 'onExit'] as const),
      startConferenceOnEnter: flag(form, 'StartConferenceOnEnter'),
      endConferenceOnExit: flag(form, 'EndConferenceOnExit'),
      waitUrl: urlOf(form, 'WaitUrl'),
      waitMethod: methodOf(form, 'WaitMethod'),
      maxParticipants: whole(form, 'MaxParticipants', 2, 250),
      region: optional(form, 'Region'),
      coaching: flag(form, 'Coaching'),
      callSidToCoach: optional(form, 'CallSidToCoach'),
      callToken: optional(form, 'CallToken'),
      detection: detectionOf(form, 'AmdStatusCallback', true),
      hasAsyncAmd:
        form.has('MachineDetection') && [...form.keys()].some((name) => name.startsWith('AsyncAmd')),
      conferenceStatusCallback: urlOf(form, 'ConferenceStatusCallback'),
      conferenceStatusCallbackMethod: methodOf(form, 'ConferenceStatusCallbackMethod'),
      conferenceStatusCallbackEvents:
        events.length > 0 ? EVENTS.filter((event) => events.includes(event)) : undefined,
    }),
  };
}

function updateOf(form: URLSearchParams): ParticipantUpdate {
  return given({
    muted: mutedOf(form),
    hold: flag(form, 'Hold'),
    holdUrl: urlOf(form, 'HoldUrl'),
    holdMethod: methodOf(form, 'HoldMethod'),
    announceUrl: urlOf(form, 'AnnounceUrl'),
    announceMethod: methodOf(form, 'AnnounceMethod'),
    waitUrl: urlOf(form, 'WaitUrl'),
    waitMethod: methodOf(form, 'WaitMethod'),
    beepOnExit: flag(form, 'BeepOnExit'),
    endConferenceOnExit: flag(form, 'EndConferenceOnExit'),
    coaching: flag(form, 'Coaching'),
    callSidToCoach: optional(form, 'CallSidToCoach'),
  });
}

/**
 * An update takes anything but `true` for an unmute.
 * https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant-resource
 */
function mutedOf(form: URLSearchParams): boolean | undefined {
  const value = optional(form, 'Muted');
  return value === undefined ? undefined : value.toLowerCase() === 'true';
}

function filterOf(form: URLSearchParams) {
  return given({ muted: flag(form, 'Muted'), hold: flag(form, 'Hold'), coaching: flag(form, 'Coaching') });
}

function serialize(participant: ParticipantRecord) {
  const { accountSid, conferenceSid, callSid } = participant;
  return {
    account_sid: accountSid,
    call_sid: callSid,
    conference_sid: conferenceSid,
    label: participant.label ?? null,
    muted: participant.muted,
    hold: participant.hold,
    coaching: participant.coaching,
    call_sid_to_coach: participant.callSidToCoach ?? null,
    start_conference_on_enter: participant.startConferenceOnEnter,
    end_conference_on_exit: participant.endConferenceOnExit,
    status: participant.status,
    queue_time: String(Math.round(participant.queueTimeMs)),
    date_created: rfc2822(participant.createdAt),
    date_updated: rfc2822(participant.updatedAt),
    uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${conferenceSid}/Participants/${callSid}.json`,
  };
}
