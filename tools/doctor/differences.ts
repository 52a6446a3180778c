import type { Agent } from '../../src/core/model/agent.ts';
import type { Call } from '../../src/core/model/call.ts';
import { absentAgent } from '../../src/core/model/legs.ts';
import type { Live, LiveLeg, StoredAgent } from './live-calls.ts';

/** Where Sync and Twilio disagree. */
export type Difference =
  /** Sync has a leg that Twilio has not. Without `leg`, it is the customer's. */
  | { readonly kind: 'phantom-leg'; readonly call: string; readonly leg?: string; readonly sid: string }
  /** Twilio has an agent's leg that no call knows. */
  | { readonly kind: 'unknown-leg'; readonly sid: string }
  /** A customer is on the line, with nobody, and Sync knows no plan for them. */
  | { readonly kind: 'no-plan'; readonly sid: string }
  /** An agent is claimed for a call that is over or does not know them. */
  | { readonly kind: 'stuck-claim'; readonly agent: Agent; readonly revision: string };

/**
 * Compares both sides.
 * @param numbers the numbers that customers call, E.164
 * @param now milliseconds since the epoch
 */
export function differencesIn(live: Live, numbers: readonly string[], now: number): readonly Difference[] {
  const sids = new Set(live.legs.map(({ sid }) => sid));
  return [
    ...live.calls.flatMap((call) => phantoms(call, sids)),
    ...live.legs.filter((leg) => isUnknown(leg, live.calls)).map(({ sid }) => unknownLeg(sid)),
    ...live.legs.filter((leg) => hasNoPlan(leg, live, numbers)).map(({ sid }) => noPlan(sid)),
    ...live.agents.filter(({ agent }) => isStuck(agent, live.calls, now)).map(stuckClaim),
  ];
}

function phantoms(call: Call, sids: ReadonlySet<string>): readonly Difference[] {
  if (!sids.has(call.id)) return [{ kind: 'phantom-leg', call: call.id, sid: call.id }];
  return call.legs.flatMap(({ id, sid }) =>
    sid && !sids.has(sid) ? [{ kind: 'phantom-leg' as const, call: call.id, leg: id, sid }] : [],
  );
}

function isUnknown({ sid, to }: LiveLeg, calls: readonly Call[]): boolean {
  if (!to.startsWith('client:')) return false;
  // A leg that is being dialled has no SID in Sync yet.
  return !calls.some(({ legs }) => legs.some((leg) => leg.sid === sid || leg.sid === undefined));
}

function hasNoPlan({ sid, to, direction }: LiveLeg, live: Live, numbers: readonly string[]): boolean {
  if (direction !== 'inbound' || !numbers.includes(to)) return false;
  const company = live.rooms.get(sid)?.length ?? 0;
  return company < 2 && !live.calls.some(({ id }) => id === sid);
}

function isStuck(agent: Agent, calls: readonly Call[], now: number): boolean {
  if (agent.call === undefined) return false;
  if (agent.claimUntil !== undefined) return agent.claimUntil < now;
  const call = calls.find(({ id }) => id === agent.call);
  const isOnLeg = call?.legs.some(({ id }) => id === agent.leg) === true;
  return !isOnLeg && !(call && absentAgent(call, agent.id));
}

const unknownLeg = (sid: string): Difference => ({ kind: 'unknown-leg', sid });
const noPlan = (sid: string): Difference => ({ kind: 'no-plan', sid });
const stuckClaim = ({ agent, revision }: StoredAgent): Difference => ({
  kind: 'stuck-claim',
  agent,
  revision,
});

/** A difference in words, and what mends it. */
export function describe(difference: Difference): { readonly problem: string; readonly mend: string } {
  switch (difference.kind) {
    case 'phantom-leg': {
      const who = difference.leg ? `leg ${difference.leg}` : 'the customer';
      return {
        problem: `Call ${difference.call} still counts on ${who}, who has gone`,
        mend: 'tell the product what Twilio would have told it',
      };
    }
    case 'unknown-leg':
      return { problem: `An agent's leg ${difference.sid} belongs to no call`, mend: 'hang it up' };
    case 'no-plan':
      return {
        problem: `Caller ${difference.sid} is on the line without a plan`,
        mend: 'answer them as a new call',
      };
    case 'stuck-claim':
      return {
        problem: `${difference.agent.name} is held for call ${difference.agent.call}, which is over`,
        mend: 'set them free',
      };
  }
}
