// https://www.twilio.com/docs/voice/api/recording
import type { RecordingRecord } from '../../switch/records/records.ts';
import type { Switch } from '../../switch/switch.ts';
import { notFound } from '../../twilio-error.ts';
import { optional } from '../form.ts';
import { legacyEnvelope, pageOf } from '../paging.ts';
import type { RestInput, RestReply, Route } from '../router.ts';
import { param } from '../router.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';
import { datesOf } from './voice-form.ts';

/** List, fetch and delete recordings, and their sound. The sound is always WAV: nothing here encodes MP3. */
export function recordingRoutes(phoneSwitch: Switch): Route[] {
  const path = `${ACCOUNT_PATH}/Recordings`;
  const sound = (input: RestInput) => media(phoneSwitch, input);
  const listed = (input: RestInput, callSid: string | undefined): RestReply => {
    const { after = 0, before = Infinity } = datesOf(input.form, 'DateCreated');
    const conference = optional(input.form, 'ConferenceSid');
    const found = phoneSwitch
      .listRecordings(callSid)
      .filter(({ conferenceSid }) => conference === undefined || conferenceSid === conference)
      .filter(({ startedAt: at }) => at >= after && at <= before);
    return { json: legacyEnvelope(input, 'recordings', pageOf(found, input), serialize) };
  };
  return [
    { method: 'GET', path: `${path}.json`, run: (input) => listed(input, optional(input.form, 'CallSid')) },
    {
      method: 'GET',
      path: `${ACCOUNT_PATH}/Calls/:call/Recordings.json`,
      run: (input) => listed(input, param(input, 'call')),
    },
    ...ofCallRoutes(phoneSwitch),
    {
      method: 'GET',
      path: `${path}/:sid.json`,
      run: (input) => ({ json: serialize(phoneSwitch.fetchRecording(param(input, 'sid'))) }),
    },
    {
      method: 'DELETE',
      path: `${path}/:sid.json`,
      run: (input) => {
        phoneSwitch.deleteRecording(param(input, 'sid'));
        return { status: 204 };
      },
    },
    { method: 'GET', path: `${path}/:sid.wav`, run: sound },
    { method: 'GET', path: `${path}/:sid.mp3`, run: sound },
    { method: 'GET', path: `${path}/:sid`, run: sound },
  ];
}

function ofCallRoutes(phoneSwitch: Switch): Route[] {
  const path = `${ACCOUNT_PATH}/Calls/:call/Recordings/:sid.json`;
  return [
    {
      method: 'GET',
      path,
      run: (input) => ({ json: { ...serialize(ofCall(phoneSwitch, input)), track: 'both' } }),
    },
    {
      method: 'DELETE',
      path,
      run: (input) => {
        phoneSwitch.deleteRecording(ofCall(phoneSwitch, input).sid);
        return { status: 204 };
      },
    },
  ];
}

function ofCall(phoneSwitch: Switch, input: RestInput): RecordingRecord {
  const recording = phoneSwitch.fetchRecording(param(input, 'sid'));
  if (recording.callSid !== param(input, 'call')) throw notFound(input.request.path);
  return recording;
}

function media(phoneSwitch: Switch, input: RestInput): RestReply {
  const { wav } = phoneSwitch.fetchRecording(param(input, 'sid'));
  if (!wav) throw notFound(input.request.path);
  return { body: wav, headers: { 'content-type': 'audio/x-wav' } };
}

function serialize(recording: RecordingRecord) {
  const uri = `/2010-04-01/Accounts/${recording.accountSid}/Recordings/${recording.sid}`;
  return {
    sid: recording.sid,
    account_sid: recording.accountSid,
    call_sid: recording.callSid,
    conference_sid: recording.conferenceSid ?? null,
    api_version: '2010-04-01',
    date_created: rfc2822(recording.startedAt),
    date_updated: rfc2822(recording.startedAt + recording.durationMs),
    start_time: rfc2822(recording.startedAt),
    duration: String(Math.round(recording.durationMs / 1000)),
    price: null,
    price_unit: 'USD',
    status: 'completed',
    channels: 1,
    source: recording.source,
    error_code: null,
    encryption_details: null,
    uri: `${uri}.json`,
    media_url: `https://api.twilio.com${uri}`,
    subresource_uris: {
      add_on_results: `${uri}/AddOnResults.json`,
      transcriptions: `${uri}/Transcriptions.json`,
    },
  };
}
