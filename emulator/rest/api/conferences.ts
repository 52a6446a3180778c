// https://www.twilio.com/docs/voice/api/conference-resource
import type { ConferenceRecord } from '../../switch/records/records.ts';
import type { Switch } from '../../switch/switch.ts';
import { given, optional } from '../form.ts';
import { legacyEnvelope, pageOf } from '../paging.ts';
import type { Route } from '../router.ts';
import { param } from '../router.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';
import { datesOf, methodOf, urlOf, wordOf } from './voice-form.ts';

/** List, fetch and update conferences. */
export function conferenceRoutes(phoneSwitch: Switch): Route[] {
  const path = `${ACCOUNT_PATH}/Conferences`;
  return [
    {
      method: 'GET',
      path: `${path}.json`,
      run: (input) => {
        const found = phoneSwitch.listConferences(filterOf(input.form));
        return { json: legacyEnvelope(input, 'conferences', pageOf(found, input), serialize) };
      },
    },
    {
      method: 'GET',
      path: `${path}/:sid.json`,
      run: (input) => ({ json: serialize(phoneSwitch.fetchConference(param(input, 'sid'))) }),
    },
    {
      method: 'POST',
      path: `${path}/:sid.json`,
      run: (input) => ({
        json: serialize(phoneSwitch.updateConference(param(input, 'sid'), updateOf(input.form))),
      }),
    },
  ];
}

/**
 * Without a status only conferences in progress are listed, and one request lists one status.
 * https://www.twilio.com/en-us/changelog/conference-list-endpoint-rollout-extended
 */
function filterOf(form: URLSearchParams) {
  const { after, before } = datesOf(form, 'DateCreated');
  const updated = datesOf(form, 'DateUpdated');
  return given({
    friendlyName: optional(form, 'FriendlyName'),
    status: wordOf(form, 'Status', ['init', 'in-progress', 'completed'] as const) ?? 'in-progress',
    createdAfter: after,
    createdBefore: before,
    updatedAfter: updated.after,
    updatedBefore: updated.before,
  });
}

function updateOf(form: URLSearchParams) {
  return given({
    status: wordOf(form, 'Status', ['completed'] as const),
    announceUrl: urlOf(form, 'AnnounceUrl'),
    announceMethod: methodOf(form, 'AnnounceMethod'),
  });
}

function serialize(conference: ConferenceRecord) {
  const uri = `/2010-04-01/Accounts/${conference.accountSid}/Conferences/${conference.sid}`;
  return {
    sid: conference.sid,
    account_sid: conference.accountSid,
    friendly_name: conference.friendlyName,
    status: conference.toldStatus,
    region: conference.region,
    api_version: '2010-04-01',
    date_created: rfc2822(conference.createdAt),
    date_updated: rfc2822(conference.updatedAt),
    reason_conference_ended: conference.endReason ?? null,
    call_sid_ending_conference: conference.callSidEnding ?? null,
    uri: `${uri}.json`,
    subresource_uris: { participants: `${uri}/Participants.json`, recordings: `${uri}/Recordings.json` },
  };
}
