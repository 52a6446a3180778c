import { array, assert, nat, property } from 'fast-check';
import { decide } from '../../../src/core/decide.ts';
import type { Call, Leg } from '../../../src/core/model/call.ts';
import { LIMITS } from '../../../src/core/model/limits.ts';
import { agentOf } from '../../../src/core/model/legs.ts';
import { retryLost } from '../../../src/core/repair/tick.ts';
import { allowed, mayRejoin, refusalFor, type Wish } from '../../../src/core/requests/permissions.ts';
import { Transition } from '../../../src/core/transition.ts';
import { agent, anaTalks, asksFor, settings } from '../../support/core/call-spec.ts';
import { playRandomCall } from '../../support/core/random-call.ts';
import type { UnrulyCall } from '../../support/core/unruly-call.ts';

const choices = array(nat(1_000_000), { minLength: 5, maxLength: 60, size: 'max' });

/** What an agent can ask, but for the target of a transfer. */
function wishes({ legs, customer }: Call): readonly Wish[] {
  const parties = ['customer', ...legs.map(({ id }) => id)];
  const isHeld = (party: string) =>
    party === 'customer' ? customer.hold !== undefined : legs.find(({ id }) => id === party)?.held;
  return [
    ...(['CompleteAsked', 'CancelAsked', 'SwapAsked', 'MergeAsked', 'EndAsked'] as const).map((type) => ({
      type,
    })),
    ...parties.flatMap((party): readonly Wish[] => [
      { type: 'HoldAsked', party, on: isHeld(party) !== true },
      { type: 'MuteAsked', party },
      { type: 'RemoveAsked', party },
    ]),
  ];
}

/**
 * Looks at each agent on the line at every moment when nothing is overdue. Overdue things are repaired before a
 * request.
 */
function atEveryMoment(look: (unruly: UnrulyCall, call: Call, leg: Leg) => void): void {
  const everyLeg = (unruly: UnrulyCall): void => {
    const { call, now, agents } = unruly;
    const at = call && Transition.at(call, { now, agents, waiting: [], settings });
    if (!call || retryLost(at as Transition) !== at) return;
    for (const leg of call.legs) if (leg.state === 'on' && agentOf(leg)) look(unruly, call, leg);
  };
  assert(
    property(choices, (list) => void playRandomCall(list, everyLeg)),
    { numRuns: 30 },
  );
}

describe('the table of permissions', () => {
  it('names the code by which the service refuses, at any moment of any call', () => {
    atEveryMoment(({ now, agents }, call, leg) => {
      for (const wish of wishes(call)) {
        const request = { on: true, ...wish, by: agentOf(leg) ?? '', key: 'a-click-of-its-own' };
        const decision = decide(call, request as never, { now, agents, waiting: [], settings });
        const refused = decision.kind === 'refused' ? decision.code : undefined;
        if (refused !== refusalFor(call, leg, wish))
          expect([wish, refused]).toEqual([wish, refusalFor(call, leg, wish)]);
      }
    });
  });

  it('allows what it does not refuse', () => {
    atEveryMoment((_, call, leg) => {
      const types = allowed(call, leg);
      for (const wish of wishes(call))
        if (!refusalFor(call, leg, wish) && !types.includes(wish.type)) expect(types).toContain(wish.type);
    });
  });

  it('allows nothing once the call is over', () => {
    const spec = anaTalks();
    const leg = spec.leg('ana');
    expect(allowed(spec.when({ type: 'CustomerHungUp' }).state, leg)).toEqual([]);
  });

  it('lets an agent rejoin who vanished while others talk on, and nobody who left', () => {
    const three = () =>
      anaTalks()
        .when(asksFor('ana', 'add', 'ben'))
        .answers('ben');
    expect(mayRejoin(three().leaves('ben').state, 'ben')).toBe(true);
    const { state } = three();
    const without = { ...state, legs: state.legs.filter((leg) => agentOf(leg) !== 'ben') };
    expect(mayRejoin(without, 'ben')).toBe(false);
  });

  it(`allows no transfer from a call with ${LIMITS.legs} legs`, () => {
    const spec = anaTalks();
    const more = ['ben', 'cleo', 'e', 'f', 'g', 'h', 'i'];
    spec.agents.push(...more.slice(2).map((id) => agent(id)));
    for (const id of more) {
      expect(allowed(spec.state, spec.leg('ana'))).toContain('TransferAsked');
      spec.when(asksFor('ana', 'add', id)).answers(id);
    }
    expect(spec.state.legs).toHaveLength(LIMITS.legs);
    expect(allowed(spec.state, spec.leg('ana'))).not.toContain('TransferAsked');
  });
});
