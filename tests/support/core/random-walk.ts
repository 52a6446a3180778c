import { allowedActions } from '../../../src/assets/selectors/allowed-actions.ts';
import { mustWait } from '../../../src/core/legs/admission.ts';
import type { Leg } from '../../../src/core/model/call.ts';
import type { Event } from '../../../src/core/model/events.ts';
import { agentOf } from '../../../src/core/model/legs.ts';
import { agent, asks, type Asked, sidOf, START, CallSpec } from './call-spec.ts';
import { momentOf, offered } from './offered.ts';
import { PEOPLE } from './random-request.ts';

/** The actions that each agent's page offers now, as requests. */
export type Offers = ReadonlyMap<string, readonly Asked[]>;

/** The requests that pages offer at this moment, by agent. */
export function offersIn({ state, agents, now }: CallSpec): Offers {
  return new Map(agents.map((each) => [each.id, offered(momentOf(state, agents, now, each))]));
}

/**
 * Plays a call in which people click what their pages offer. Phones are answered or not, and anybody may vanish and
 * come back.
 * @param look is shown the call, and what the pages offer, after each step
 */
export function walk(choices: readonly number[], look: (spec: CallSpec, offers: Offers) => void): void {
  const spec = new CallSpec(...PEOPLE.map((id) => agent(id, { seenAt: START * 1000 }))).arrives();
  for (const choice of choices) {
    if (spec.state.ending || spec.state.phase === 'voicemail') return;
    const moves = movesIn(spec);
    spec.later(1).when(...(moves[choice % moves.length] ?? []));
    look(spec, offersIn(spec));
  }
}

function movesIn(spec: CallSpec): readonly (readonly Event[])[] {
  const clicks = [...offersIn(spec)].flatMap(([by, all]) =>
    all.filter(({ type }) => type !== 'EndAsked').map((asked) => [asks(by, asked)]),
  );
  const legs = spec.state.legs.flatMap((leg) => ofLeg(spec, leg));
  const back = PEOPLE.filter((id) => allowedActions(spec.state, id).includes('rejoin'));
  const comesBack = back.map((agent): readonly Event[] => [
    { type: 'AgentRejoined', agent, sid: `CA-${spec.state.nextLeg}` },
  ]);
  // Phones and people who vanish weigh as much as all the clicks.
  const weight = Math.ceil(clicks.length / Math.max(1, legs.length + back.length) / 2);
  const others = Array.from({ length: Math.max(1, weight) }, () => [...legs, ...comesBack]).flat();
  return [...clicks, ...others, [{ type: 'WaitLoopTicked' }]];
}

function ofLeg({ state }: CallSpec, leg: Leg): readonly (readonly Event[])[] {
  const { id, state: is } = leg;
  const sid = leg.sid ?? sidOf(id);
  const joined: Event = { type: 'LegJoined', leg: id, sid, room: 'CF1' };
  if (is === 'on') return [[{ type: 'LegLeft', leg: id, sid }]];
  if (is === 'answered') return mustWait(state, leg) ? [] : [[joined], [joined]];
  const missed: Event = { type: 'LegEnded', leg: id, sid, how: 'no-answer' };
  return [[{ type: 'LegAnswered', leg: id, sid }, joined], [joined], [missed]];
}

/** The mutes and holds that no page can undo, and the parties on the line that no page can remove. */
export function deadEnds({ state: call }: CallSpec, offers: Offers): readonly string[] {
  const all = [...offers.values()].flat();
  const undoes = (type: 'MuteAsked' | 'HoldAsked', party: string): boolean =>
    all.some((asked) => asked.type === type && asked.party === party && !asked.on);
  const endsConsult = all.some(({ type }) => type === 'CancelAsked' || type === 'MergeAsked');
  const isStuck = (party: string, muted: boolean, held: boolean): readonly string[] => [
    ...(muted && !undoes('MuteAsked', party) ? [`nobody can unmute ${party}`] : []),
    ...(held && !endsConsult && !undoes('HoldAsked', party) ? [`nobody can take ${party} off hold`] : []),
  ];
  const there = call.legs.filter(({ state }) => state === 'on' || state === 'answered');
  return [
    ...isStuck('customer', call.customer.muted, call.customer.hold === 'hold'),
    ...there.flatMap(({ id, muted, held }) => isStuck(id, muted, held)),
    ...there.flatMap((leg) => (mayGo(leg, offers) ? [] : [`${leg.id} cannot go`])),
  ];
}

const WAYS_OUT: ReadonlySet<Asked['type']> = new Set(['CompleteAsked', 'CancelAsked', 'EndAsked']);

/** An outside party just hangs up, and who comes in is in within seconds. */
function mayGo(leg: Leg, offers: Offers): boolean {
  const agent = agentOf(leg);
  if (agent === undefined || (leg.state === 'answered' && !leg.held)) return true;
  const own = offers.get(agent) ?? [];
  return own.some((asked) => WAYS_OUT.has(asked.type) || isLeaving(asked, leg));
}

function isLeaving(asked: Asked, { id }: Leg): boolean {
  return asked.type === 'RemoveAsked' && asked.party === id;
}
