import type { FaultKind } from './faults.ts';

/** The promises, by their numbers: see docs/simulation.md. */
export type PromiseName =
  | 'customer alone (I1)'
  | 'customer alone, all pages dead (I1)'
  | 'free agent not offered (I1)'
  | 'held for nothing (I1)'
  | 'ended by nobody (I2)'
  | 'agent on two calls (I3)'
  | 'rung while busy (I3)'
  | 'leg left over (I4)'
  | 'claim left over (I4)'
  | 'queued after the end (I4)'
  | 'wrong place in the queue (I4)'
  | 'document not ended (I4)'
  | 'state against the rules (I5)'
  | 'end changed (I6)'
  | 'consult overheard (I7)'
  | 'shown wrongly (I8)'
  | 'shown wrongly, all pages dead (I8)'
  | 'claimed, unknown to the call (I8)';

/** How long each promise may be in doubt, in seconds of virtual time: without faults, and with each kind. */
type Bounds = Readonly<Record<PromiseName, number>>;

const CALM: Bounds = {
  'customer alone (I1)': 5,
  'customer alone, all pages dead (I1)': 5,
  'free agent not offered (I1)': 25,
  'held for nothing (I1)': 0,
  'ended by nobody (I2)': 0,
  'agent on two calls (I3)': 10,
  'rung while busy (I3)': 0,
  'leg left over (I4)': 10,
  'claim left over (I4)': 10,
  'queued after the end (I4)': 10,
  'wrong place in the queue (I4)': 5,
  'document not ended (I4)': 10,
  'state against the rules (I5)': 0,
  'end changed (I6)': 0,
  'consult overheard (I7)': 0,
  'shown wrongly (I8)': 10,
  'shown wrongly, all pages dead (I8)': 10,
  'claimed, unknown to the call (I8)': 10,
};

/**
 * A page's next heartbeat finds what was lost. It comes every 20 s, and every 40 s for calls that are not its own. A
 * lost claim lapses first, and the room is checked every 18 s at most. When the page is dead too (deserted), a
 * colleague's page finds it silent after 50 s.
 */
const AT_THE_NEXT_HEARTBEAT: Partial<Bounds> = {
  'customer alone (I1)': 60,
  'customer alone, all pages dead (I1)': 100,
  'free agent not offered (I1)': 45,
  'agent on two calls (I3)': 60,
  'leg left over (I4)': 60,
  'claim left over (I4)': 120,
  'queued after the end (I4)': 120,
  'wrong place in the queue (I4)': 120,
  'document not ended (I4)': 120,
  'consult overheard (I7)': 30,
  'shown wrongly (I8)': 60,
  'shown wrongly, all pages dead (I8)': 100,
  'claimed, unknown to the call (I8)': 120,
};

/** When a Function cannot save a callback, it checks the room itself, within its ten seconds. */
const APOLOGIZED: Partial<Bounds> = { 'customer alone (I1)': 20, 'customer alone, all pages dead (I1)': 20 };

/** Nobody can read the state while Sync is out, up to 20 s. */
const AFTER_AN_OUTAGE = Object.fromEntries(
  Object.entries(AT_THE_NEXT_HEARTBEAT).map(([name, seconds]) => [name, seconds + 20]),
) as Partial<Bounds>;

/**
 * All webhooks about a call's end may be lost, and no agent and no queue may know the call. Then its document stays
 * open until it expires.
 */
const UNNOTICED: Partial<Bounds> = { 'document not ended (I4)': Infinity };

/**
 * The bounds where a fault needs more time to mend. A promise that is not here has the same bound as without faults.
 */
const TROUBLED: Readonly<Record<FaultKind, Partial<Bounds>>> = {
  // When both webhooks about one thing are lost, the next heartbeat of a page finds it.
  webhooks: { ...AT_THE_NEXT_HEARTBEAT, 'wrong place in the queue (I4)': 10, ...UNNOTICED },
  rest: {
    ...AT_THE_NEXT_HEARTBEAT,
    'customer alone (I1)': 12,
    'customer alone, all pages dead (I1)': 12,
    'consult overheard (I7)': 0,
    'shown wrongly (I8)': 30,
    'shown wrongly, all pages dead (I8)': 30,
    'leg left over (I4)': 30,
    'free agent not offered (I1)': 40,
  },
  // Until holds work again, a customer who should be on hold is not. One who should come off it hears music.
  holds: {
    'customer alone (I1)': 60,
    'customer alone, all pages dead (I1)': 60,
    'shown wrongly (I8)': 60,
    'shown wrongly, all pages dead (I8)': 60,
    'free agent not offered (I1)': 45,
  },
  sync: { ...AT_THE_NEXT_HEARTBEAT, ...APOLOGIZED, ...UNNOTICED },
  outage: {
    ...AFTER_AN_OUTAGE,
    ...APOLOGIZED,
    'leg left over (I4)': 60,
    'consult overheard (I7)': 30,
    ...UNNOTICED,
  },
  kills: { ...AT_THE_NEXT_HEARTBEAT, ...UNNOTICED },
};

/** All agents share one object. So many agents read it more often than Twilio allows, so whatever needs it waits. */
const CROWDED: Partial<Bounds> = {
  'free agent not offered (I1)': 45,
  'claim left over (I4)': 30,
  'queued after the end (I4)': 30,
  'wrong place in the queue (I4)': 30,
  'claimed, unknown to the call (I8)': 30,
};
const CROWD = 150;

/**
 * Where Functions take time, Twilio refuses those that are too many at once, and then webhooks are lost. The page's next
 * heartbeat may be refused as well. Who hung up unnoticed keeps their place until their turn comes.
 */
const REFUSED: Partial<Bounds> = {
  ...Object.fromEntries(Object.entries(AT_THE_NEXT_HEARTBEAT).map(([name, seconds]) => [name, seconds + 40])),
  'queued after the end (I4)': Infinity,
  ...UNNOTICED,
};

/**
 * The bounds in milliseconds for a scenario with these faults and so many agents.
 * @param isRefusing whether Functions take time, so that Twilio may refuse some
 */
export function boundsWith(kinds: readonly FaultKind[], agents: number, isRefusing = false): Bounds {
  const loose = [
    ...kinds.map((kind) => TROUBLED[kind]),
    ...(agents > CROWD ? [CROWDED] : []),
    ...(isRefusing ? [REFUSED] : []),
  ];
  const entries = Object.entries(CALM).map(([name, calm]) => {
    const troubled = loose.map((bounds) => bounds[name as PromiseName] ?? calm);
    return [name, Math.max(calm, ...troubled) * 1000];
  });
  return Object.fromEntries(entries) as Bounds;
}
