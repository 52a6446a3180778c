import type { FaultKind } from './faults.ts';

/** The promises, by their numbers: see docs/simulation.md. */
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

/** How long each promise may be in doubt, in seconds of virtual time: without faults, and with each kind. */
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
 * A page's next heartbeat finds what was lost: every 20 s, and every 40 s for calls that are not its own. A lost claim
 * lapses first, and the room is checked every 18 s at most. When the page is dead too (deserted), a colleague's page
 * finds it silent after 50 s.
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

/** When a Function cannot save a callback, it checks the room itself, within its ten seconds. */
const COMFORTED: Partial<Bounds> = { 'I1 alone': 20, 'I1 deserted': 20 };

/** Nobody can read the state while Sync is out, up to 20 s. */
const AFTER_AN_OUTAGE = Object.fromEntries(
  Object.entries(AT_THE_NEXT_BEAT).map(([name, seconds]) => [name, seconds + 20]),
) as Partial<Bounds>;

/**
 * All webhooks about a call's end may be lost, and no agent and no queue may know the call. Then its document stays
 * open until it expires.
 */
const UNNOTICED: Partial<Bounds> = { 'I4 not ended': Infinity };

/**
 * The bounds where a fault needs more time to mend. A promise that is not here has the same bound as without faults.
 */
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
  // Until holds work again, a customer who should be on hold is not, and one who should come off it hears music.
  holds: { 'I1 alone': 60, 'I1 deserted': 60, 'I8 shown': 60, 'I8 deserted': 60, 'I1 no plan': 45 },
  sync: { ...AT_THE_NEXT_BEAT, ...COMFORTED, ...UNNOTICED },
  outage: { ...AFTER_AN_OUTAGE, ...COMFORTED, 'I4 legs': 60, 'I7 private': 30, ...UNNOTICED },
  kills: { ...AT_THE_NEXT_BEAT, ...UNNOTICED },
};

/** All agents share one object. So many agents read it more often than Twilio allows, so whatever needs it waits. */
const CROWDED: Partial<Bounds> = {
  'I1 no plan': 45,
  'I4 claims': 30,
  'I4 queue': 30,
  'I4 place': 30,
  'I8 claimed': 30,
};
const CROWD = 150;

/**
 * Where Functions take time, Twilio refuses those that are too many at once, and then webhooks are lost. The page's next
 * heartbeat may be refused as well. Who hung up unnoticed keeps their place until their turn comes.
 */
const REFUSED: Partial<Bounds> = {
  ...Object.fromEntries(Object.entries(AT_THE_NEXT_BEAT).map(([name, seconds]) => [name, seconds + 40])),
  'I4 queue': Infinity,
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
