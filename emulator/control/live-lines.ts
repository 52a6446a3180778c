import type { LiveLines } from '../console/page-protocol.ts';
import type { CallRecord, ParticipantRecord } from '../switch/records/records.ts';
import type { Switch } from '../switch/switch.ts';

/** Every live call and conference, with its participants and the sound of each leg. */
export function liveLines(phoneSwitch: Switch): LiveLines {
  const calls = phoneSwitch.listCalls().filter(({ endedAt }) => endedAt === undefined);
  const conferences = phoneSwitch.listConferences().filter(({ status }) => status !== 'completed');
  return {
    calls: calls.map(({ sid, from, to, direction, status }) => ({
      callSid: sid,
      from,
      to,
      direction,
      status,
      ...heardBy(phoneSwitch, sid),
    })),
    conferences: conferences.map(({ sid, friendlyName, status }) => ({
      sid,
      friendlyName,
      status,
      participants: phoneSwitch.listParticipants(sid).map(liveParticipant),
    })),
  };
}

function liveParticipant({ callSid, label, muted, hold, coaching, callSidToCoach }: ParticipantRecord) {
  return {
    callSid,
    muted,
    hold,
    ...(label !== undefined && { label }),
    ...(coaching && callSidToCoach && { coaches: callSidToCoach }),
  };
}

/** The sound of a leg now: the clip without its samples, and the CallSids of the voices. */
export function heardBy(phoneSwitch: Switch, callSid: string) {
  const { clip, voices } = phoneSwitch.hearing(callSid) ?? { voices: [] };
  if (!clip) return { voices };
  return { clip: { kind: clip.clip.kind, content: clip.clip.content }, voices };
}

/** Every call, conference and participant that the switch still knows, as plain records. */
export function switchState(phoneSwitch: Switch) {
  return {
    calls: phoneSwitch.listCalls().map(plainCall),
    conferences: phoneSwitch
      .listConferences()
      .map(({ sid, friendlyName, status, createdAt, updatedAt, endReason }) => ({
        sid,
        friendlyName,
        status,
        createdAt,
        updatedAt,
        endReason,
        participants: status === 'completed' ? [] : phoneSwitch.listParticipants(sid).map(plainParticipant),
      })),
  };
}

/** Only the fields of a record: the switch's own objects carry more. */
function plainCall(call: CallRecord) {
  const { sid, from, to, status, direction, parentCallSid, conferenceSid, createdAt, startedAt, endedAt } =
    call;
  return { sid, from, to, status, direction, parentCallSid, conferenceSid, createdAt, startedAt, endedAt };
}

function plainParticipant(participant: ParticipantRecord) {
  const { callSid, label, muted, hold, coaching, callSidToCoach, status, endConferenceOnExit } = participant;
  return { callSid, label, muted, hold, coaching, callSidToCoach, status, endConferenceOnExit };
}
