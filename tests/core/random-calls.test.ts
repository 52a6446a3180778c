import { array, assert, nat, property } from 'fast-check';
import { violations } from '../../src/core/record/invariants.ts';
import { knowsAgent, onLine } from '../../src/core/model/legs.ts';
import { CALL } from '../support/core/call-spec.ts';
import { playRandomCall } from '../support/core/random-call.ts';
import type { UnrulyCall } from '../support/core/unruly-call.ts';

const choices = array(nat(1_000_000), { minLength: 5, maxLength: 150, size: 'max' });

function settled(list: readonly number[]): UnrulyCall {
  const unruly = playRandomCall(list);
  unruly.settle();
  return unruly;
}

/** The state agrees with Twilio, every claim has its call, and only a permitted event has ended the call. */
function expectTruth({ call, phones, agents, customerAlive, customerHeld, voicemail }: UnrulyCall): void {
  if (!call) throw new Error('there is no call');
  expect(violations(call)).toEqual([]);
  expect(call.ending !== undefined).toBe(!customerAlive);
  const lost = agents.filter((each) => each.call === CALL && !knowsAgent(call, each.id));
  expect(lost).toEqual([]);
  if (voicemail) return;
  const inRoom = phones.filter(({ state }) => state === 'on').map(({ sid }) => sid);
  expect(new Set(inRoom)).toEqual(new Set(onLine(call).map(({ sid }) => sid)));
  if (!call.ending && inRoom.length > 0) expect(customerHeld).toBe(call.customer.hold !== undefined);
}

describe('random calls', () => {
  it('keep every promise at every step, and once events have settled', () => {
    assert(
      property(choices, (list) => expectTruth(settled(list))),
      { numRuns: 3000 },
    );
  }, 300_000);
});
