import { array, assert, nat, property } from 'fast-check';
import { deadEnds, walk } from '../../support/core/random-walk.ts';

const choices = array(nat(1_000_000), { minLength: 5, maxLength: 60, size: 'max' });

test('whatever people do, some page offers a way out of every mute, hold and call', () => {
  assert(
    property(choices, (list) =>
      walk(list, (spec, offers) => {
        const [stuck] = deadEnds(spec, offers);
        if (stuck) throw new Error(`${stuck}: ${JSON.stringify(spec.state)}`);
      }),
    ),
    { numRuns: 200 },
  );
}, 300_000);

test('an agent on the line can end the call, hand it on, or wait for one who can', () => {
  assert(
    property(choices, (list) =>
      walk(list, ({ state }, offers) => {
        const isThere = state.legs.some((leg) => leg.state === 'on' && leg.party.kind === 'agent');
        const ways = [...offers.values()].flat().map(({ type }) => type);
        const isMoving = ways.some((type) => ['EndAsked', 'CancelAsked', 'CompleteAsked'].includes(type));
        if (isThere && !isMoving) throw new Error(`nobody decides: ${JSON.stringify(state)}`);
      }),
    ),
    { numRuns: 200 },
  );
}, 300_000);
