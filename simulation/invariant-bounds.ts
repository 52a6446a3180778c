import type { FaultKind } from './faults.ts';

/** What is promised, by its number in the design: see docs/simulation.md. */
export type PromiseName =
  | 'I1 alone'
  | 'I1 deserted'
  | 'I1 no plan'
  | 'I1 held'
  | 'I2 ended'
  | 'I3 two calls'
  | 'I3 rung busy'
  | 'I4 legs'
  | 'I4 claims'
  | 'I4 queue'
  | 'I4 place'
  | 'I4 not ended'
  | 'I5 state'
  | 'I6 ended changed'
  | 'I7 private'
  | 'I8 shown'
  | 'I8 deserted'
  | 'I8 claimed';

/** How long each may be broken, in seconds of virtual time, before it counts: without faults, and with each kind. */
type Bounds = Readonly<Record<PromiseName, number>>;

const CALM: Bounds = {
  'I1 alone': 5,
  'I1 deserted': 5,
  'I1 no plan': 25,
  'I1 held': 0,
  'I2 ended': 0,
  'I3 two calls': 10,
  'I3 rung busy': 0,
  'I4 legs': 10,
  'I4 claims': 10,
  'I4 queue': 10,
  'I4 place': 5,
  'I4 not ended': 10,
  'I5 state': 0,
  'I6 ended changed': 0,
  'I7 private': 0,
  'I8 shown': 10,
  'I8 deserted': 10,
  'I8 claimed': 10,
};

/**
 * What was lost comes out at a page's next heartbeat, 20 s apart and on the line every 40 s for calls that are not its own; a
 * claim that was lost lapses first, and the room is looked at every 18 s at most. Where the page is dead too (deserted), a
 * colleague's page finds it silent after 50 s.
 */
const AT_THE_NEXT_BEAT: Partial<Bounds> = {
  'I1 alone': 60,
  'I1 deserted': 100,
  'I1 no plan': 45,
  'I3 two calls': 60,
  'I4 legs': 60,
  'I4 claims': 120,
  'I4 queue': 120,
  'I4 place': 120,
  'I4 not ended': 120,
  'I7 private': 30,
  'I8 shown': 60,
  'I8 deserted': 100,
  'I8 claimed': 120,
};

/** A callback that cannot be noted looks at the room itself, within the ten seconds that a Function has. */
const COMFORTED: Partial<Bounds> = { 'I1 alone': 20, 'I1 deserted': 20 };

/** Nothing can be learned while Sync is out, up to 20 s. */
const AFTER_AN_OUTAGE = Object.fromEntries(
  Object.entries(AT_THE_NEXT_BEAT).map(([name, seconds]) => [name, seconds + 20]),
) as Partial<Bounds>;

/** A call that is over, whose end nobody was told of, and which no agent or queue knows any more: its document expires. */
const UNNOTICED: Partial<Bounds> = { 'I4 not ended': Infinity };

/** Where a trouble needs more time to be mended. What stands in none of them holds as without faults. */
const TROUBLED: Readonly<Record<FaultKind, Partial<Bounds>>> = {
  // What both of two lost webhooks would have told comes out when a page next says that it lives.
  webhooks: { ...AT_THE_NEXT_BEAT, 'I4 place': 10, ...UNNOTICED },
  rest: {
    ...AT_THE_NEXT_BEAT,
    'I1 alone': 12,
    'I1 deserted': 12,
    'I7 private': 0,
    'I8 shown': 30,
    'I8 deserted': 30,
    'I4 legs': 30,
    'I1 no plan': 40,
  },
  // A customer who is to be on hold is not, and one who comes off it hears music until that works again.
  holds: { 'I1 alone': 60, 'I1 deserted': 60, 'I8 shown': 60, 'I8 deserted': 60, 'I1 no plan': 45 },
  sync: { ...AT_THE_NEXT_BEAT, ...COMFORTED, ...UNNOTICED },
  outage: { ...AFTER_AN_OUTAGE, ...COMFORTED, 'I4 legs': 60, 'I7 private': 30, ...UNNOTICED },
  kills: { ...AT_THE_NEXT_BEAT, ...UNNOTICED },
};

/** All agents share one object, of which so many read more at once than Twilio lets be read: what needs it waits. */
const CROWDED: Partial<Bounds> = {
  'I1 no plan': 45,
  'I4 claims': 30,
  'I4 queue': 30,
  'I4 place': 30,
  'I8 claimed': 30,
};
const CROWD = 150;

/** The bounds in milliseconds for a scenario with these troubles and so many agents. */
export function boundsWith(kinds: readonly FaultKind[], agents: number): Bounds {
  const loose = [...kinds.map((kind) => TROUBLED[kind]), ...(agents > CROWD ? [CROWDED] : [])];
  const entries = Object.entries(CALM).map(([name, calm]) => {
    const troubled = loose.map((bounds) => bounds[name as PromiseName] ?? calm);
    return [name, Math.max(calm, ...troubled) * 1000];
  });
  return Object.fromEntries(entries) as Bounds;
}
