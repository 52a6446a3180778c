import type { Call } from '../calls/call.ts';
import type { Listener } from './listener.ts';
import type { Hearing } from '../ports.ts';
import type { Sound } from './sound.ts';

const silence: Hearing = { voices: [] };

/** What a leg hears now: the one truth for the mixer, the control API and simulations. */
export function hearingOf(call: Call): Hearing {
  if (call.isOver) return silence;
  if (call.participant) return inConference(call.participant);
  const { bridgedTo } = call;
  return hears(call.sound, bridgedTo ? [bridgedTo.sid] : []);
}

function inConference(participant: Listener): Hearing {
  const { conference, hold, sound } = participant;
  if (conference.status !== 'in-progress' || hold) return hears(sound, []);
  const audible = conference.present.filter((other) => isHeardBy(other, participant));
  return hears(
    sound,
    audible.map(({ callSid }) => callSid),
  );
}

/** Only the coached participant hears a coach. */
function isHeardBy(speaker: Listener, listener: Listener): boolean {
  if (speaker === listener || speaker.muted || speaker.hold) return false;
  return !speaker.coaching || speaker.callSidToCoach === listener.callSid;
}

function hears(sound: Sound, voices: readonly string[]): Hearing {
  return sound.current ? { clip: sound.current, voices } : { voices };
}
