// https://www.twilio.com/docs/voice/api/call-resource
import type { CallRecord, CallStatus } from '../../switch/records/records.ts';
import type { CallFilter, CallUpdate, NewCall } from '../../switch/requests.ts';
import type { Switch } from '../../switch/switch.ts';
import { TwilioError } from '../../twilio-error.ts';
import { flag, given, optional, required, whole } from '../form.ts';
import { legacyEnvelope, pageOf } from '../paging.ts';
import type { Route } from '../router.ts';
import { param } from '../router.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';
import { detectionOf } from './machine-detection.ts';
import { callbackOf, datesOf, methodOf, twimlOf, urlOf, wordOf } from './voice-form.ts';

const STATUSES: readonly CallStatus[] = [
  'queued',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
];
const SUBRESOURCES = [
  'events',
  'notifications',
  'payments',
  'recordings',
  'siprec',
  'streams',
  'transcriptions',
];

/** Create, list, fetch, update and delete calls. */
export function callRoutes(phoneSwitch: Switch): Route[] {
  const path = `${ACCOUNT_PATH}/Calls`;
  return [
    {
      method: 'POST',
      path: `${path}.json`,
      run: ({ form }) => ({ status: 201, json: serialize(phoneSwitch.createCall(newCall(form))) }),
    },
    {
      method: 'GET',
      path: `${path}.json`,
      run: (input) => {
        const found = phoneSwitch.listCalls(filterOf(input.form));
        return { json: legacyEnvelope(input, 'calls', pageOf(found, input), serialize) };
      },
    },
    {
      method: 'GET',
      path: `${path}/:sid.json`,
      run: (input) => ({ json: serialize(phoneSwitch.fetchCall(param(input, 'sid'))) }),
    },
    {
      method: 'POST',
      path: `${path}/:sid.json`,
      run: (input) => ({
        json: serialize(phoneSwitch.updateCall(param(input, 'sid'), updateOf(input.form))),
      }),
    },
    {
      method: 'DELETE',
      path: `${path}/:sid.json`,
      run: (input) => {
        phoneSwitch.deleteCall(param(input, 'sid'));
        return { status: 204 };
      },
    },
  ];
}

function newCall(form: URLSearchParams): NewCall {
  const source = twimlOf(form);
  const to = required(form, 'To', 21201);
  const from = required(form, 'From', 21213);
  if (!source.url && !source.twiml && !source.applicationSid) {
    throw new TwilioError(400, 21205, 'Url parameter is required.');
  }
  return {
    to,
    from,
    ...source,
    ...callbackOf(form),
    ...given({
      timeout: whole(form, 'Timeout', 1, 600, 13214),
      timeLimit: whole(form, 'TimeLimit', 1, 86_400),
      sendDigits: optional(form, 'SendDigits'),
      callToken: optional(form, 'CallToken'),
      detection: detectionOf(form, 'AsyncAmdStatusCallback', flag(form, 'AsyncAmd') ?? false),
    }),
  };
}

function updateOf(form: URLSearchParams): CallUpdate {
  return {
    ...twimlOf(form),
    ...given({
      status: wordOf(form, 'Status', ['canceled', 'completed'] as const, 21218),
      statusCallback: urlOf(form, 'StatusCallback', 21609),
      statusCallbackMethod: methodOf(form, 'StatusCallbackMethod'),
      timeLimit: whole(form, 'TimeLimit', 1, 86_400),
    }),
  };
}

function filterOf(form: URLSearchParams): CallFilter {
  const { after, before } = datesOf(form, 'StartTime');
  const ended = datesOf(form, 'EndTime');
  return given({
    to: optional(form, 'To'),
    from: optional(form, 'From'),
    parentCallSid: optional(form, 'ParentCallSid'),
    status: wordOf(form, 'Status', STATUSES),
    startedAfter: after,
    startedBefore: before,
    endedAfter: ended.after,
    endedBefore: ended.before,
  });
}

/** Reads North American numbers as people write them there; leaves anything else as it is. */
function formatted(address: string): string {
  return address.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

function serialize(call: CallRecord) {
  const uri = `/2010-04-01/Accounts/${call.accountSid}/Calls/${call.sid}`;
  const seconds = ((call.endedAt ?? 0) - (call.startedAt ?? call.endedAt ?? 0)) / 1000;
  return {
    sid: call.sid,
    account_sid: call.accountSid,
    parent_call_sid: call.parentCallSid ?? null,
    to: call.told,
    to_formatted: formatted(call.told),
    from: call.from,
    from_formatted: formatted(call.from),
    phone_number_sid: call.phoneNumberSid ?? null,
    status: call.status,
    direction: call.direction,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.updatedAt),
    start_time: rfc2822(call.startedAt ?? call.endedAt),
    end_time: rfc2822(call.endedAt),
    duration: call.endedAt === undefined ? null : String(Math.ceil(seconds)),
    price: null,
    price_unit: 'USD',
    answered_by: call.answeredBy ?? null,
    api_version: '2010-04-01',
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: String(Math.round(call.queueTimeMs)),
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(
      SUBRESOURCES.map((name) => [name, `${uri}/${name.charAt(0).toUpperCase()}${name.slice(1)}.json`]),
    ),
  };
}
