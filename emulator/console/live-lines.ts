import type { Hearing } from '../switch/ports.ts';
import type { CallRecord, ConferenceRecord, ParticipantRecord } from '../switch/records.ts';
import type { LiveCall, LiveConference, LiveLines } from './wire.ts';

/** The part of the switch that the console reads. */
interface SwitchOfConsole {
  listCalls(): readonly CallRecord[];
  listConferences(): readonly ConferenceRecord[];
  listParticipants(conferenceSid: string): readonly ParticipantRecord[];
  hearing(callSid: string): Hearing;
}

const LIVE: readonly string[] = ['queued', 'ringing', 'in-progress'];

/** Every call and conference that is not over. */
export function readLiveLines(network: SwitchOfConsole): LiveLines {
  const calls = network.listCalls().filter(({ status }) => LIVE.includes(status));
  const conferences = network.listConferences().filter(({ status }) => status !== 'completed');
  return {
    calls: calls.map((call) => liveCall(call, network.hearing(call.sid))),
    conferences: conferences.map((conference) =>
      liveConference(conference, network.listParticipants(conference.sid)),
    ),
  };
}

function liveCall({ sid, from, to, direction, status }: CallRecord, { clip, voices }: Hearing): LiveCall {
  const base = { callSid: sid, from, to, direction, status, voices };
  return clip ? { ...base, clip: { kind: clip.clip.kind, content: clip.clip.content } } : base;
}

function liveConference(
  conference: ConferenceRecord,
  participants: readonly ParticipantRecord[],
): LiveConference {
  const { sid, friendlyName, status } = conference;
  const present = participants.map(({ callSid, label, muted, hold }) => {
    return { callSid, muted, hold, ...(label !== undefined && { label }) };
  });
  return { sid, friendlyName, status, participants: present };
}
