import { array, assert, nat, property } from 'fast-check';
import { withChosenPresence } from '../../../src/core/routing/presence.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { Call, Leg } from '../../../src/core/model/call.ts';
import type { TransferTarget } from '../../../src/core/model/events.ts';
import { retryLost } from '../../../src/core/repair/tick.ts';
import { Transition } from '../../../src/core/transition.ts';
import { allowedActions } from '../../../src/assets/selectors/allowed-actions.ts';
import { agentLeg } from '../../../src/core/model/legs.ts';
import { allowedPresences } from '../../../src/assets/selectors/allowed-presences.ts';
import { type Asked, agent, anaTalks, asksFor, settings } from '../../support/core/call-spec.ts';
import { TRANSFER_KINDS, type TransferKind } from '../../../src/core/model/transfer-kinds.ts';
import { type Moment, momentOf, offered, partyRequest } from '../../support/core/offered.ts';
import { PEOPLE } from '../../support/core/random-request.ts';
import { playRandomCall } from '../../support/core/random-call.ts';
import type { UnrulyCall } from '../../support/core/unruly-call.ts';

const choices = array(nat(1_000_000), { minLength: 5, maxLength: 60, size: 'max' });

/** Cleo's page is silent now and then, so that she looks available and is not. */
function somebodySilent({ agents, now }: UnrulyCall): readonly Agent[] {
  const silentFor = now % 3 === 0 ? settings.pageGoneSeconds * 1000 : 0;
  return agents.map((each) => (each.id === 'cleo' ? { ...each, seenAt: each.seenAt - silentFor } : each));
}

/**
 * Plays random calls, and checks each agent's page whenever the call has changed and no command is overdue. The core
 * repairs overdue commands before it decides a request, and no page can know that.
 */
function atEveryMoment(look: (moment: Moment) => void): void {
  let seen: Call | undefined;
  const everyPage = (unruly: UnrulyCall): void => {
    const { call, now } = unruly;
    if (!call || call === seen) return;
    seen = call;
    const agents = somebodySilent(unruly);
    const turn = Transition.at(call, { now, agents, waiting: [], settings });
    if (retryLost(turn) !== turn) return;
    agents.forEach((mine) => look(momentOf(call, agents, now, mine)));
  };
  assert(
    property(choices, (list) => void playRandomCall(list, everyPage)),
    { numRuns: 150 },
  );
}

/** The actions that the service would take now from an agent with this part in the call. */
function belonging({ call, me }: Moment): readonly Asked[] {
  const leg = agentLeg(call, me);
  const { transfer } = call;
  if (!leg || leg.state === 'answered') return [];
  if (leg.state !== 'on') return [{ type: 'DeclineAsked' }];
  const own: Asked = { type: 'MuteAsked', party: leg.id, on: !leg.muted };
  if (transfer?.initiator === leg.id) return [own, ...WAYS[transfer.kind]];
  const leave: Asked = { type: 'RemoveAsked', party: leg.id };
  if (call.owner !== leg.id || transfer) return [own, ...(call.owner === leg.id ? [] : [leave])];
  return [own, { type: 'EndAsked' }, { type: 'CompleteAsked' }, ...directing(call, leg), ...everyTransfer()];
}

const WAYS: Readonly<Record<TransferKind, readonly Asked[]>> = {
  consult: [
    { type: 'CompleteAsked' },
    { type: 'CancelAsked' },
    { type: 'SwapAsked' },
    { type: 'MergeAsked' },
  ],
  add: [{ type: 'CancelAsked' }],
  blind: [],
};

/** The owner's say over the others. Two who talk need only hold. */
function directing(call: Call, mine: Leg): readonly Asked[] {
  const others = call.legs.filter(({ id, state }) => id !== mine.id && state === 'on');
  const hold = partyRequest(call, 'customer', 'hold');
  if (mine.held || others.length === 0) return mine.held ? [] : [hold];
  return [
    hold,
    partyRequest(call, 'customer', 'mute'),
    ...others.flatMap(({ id }) =>
      (['hold', 'mute', 'remove'] as const).map((what) => partyRequest(call, id, what)),
    ),
  ];
}

function everyTransfer(): readonly Asked[] {
  const targets: readonly TransferTarget[] = [
    ...PEOPLE.map((id) => ({ kind: 'agent', agent: id }) as const),
    ...settings.directory.map(({ id }) => ({ kind: 'outside', entry: id }) as const),
    { kind: 'anyone' },
  ];
  return targets.flatMap((target) =>
    TRANSFER_KINDS.map((kind): Asked => ({ type: 'TransferAsked', kind, target })),
  );
}

function refusalOf({ me, decide }: Moment, asked: Asked): string | undefined {
  const decision = decide({ ...asked, by: me, key: 'a-click-of-its-own' });
  return decision.kind === 'refused' ? decision.code : undefined;
}

function fail(what: string, { me, call, mine }: Moment): never {
  throw new Error(`${what}, for ${me}: ${JSON.stringify({ call, mine })}`);
}

describe('a page', () => {
  test('offers nothing that would be refused, at any moment of any call', () => {
    atEveryMoment((moment) => {
      for (const asked of offered(moment)) {
        const refusal = refusalOf(moment, asked);
        if (refusal) fail(`${JSON.stringify(asked)} is offered and refused as ${refusal}`, moment);
      }
    });
  });

  test('offers everything that would be done and belongs to the agent’s part in the call', () => {
    atEveryMoment((moment) => {
      const shown = new Set(offered(moment).map((asked) => JSON.stringify(asked)));
      for (const asked of belonging(moment)) {
        const isMissing = !shown.has(JSON.stringify(asked)) && refusalOf(moment, asked) === undefined;
        if (isMissing) fail(`${JSON.stringify(asked)} would be done and is not offered`, moment);
      }
    });
  });

  test('offers the presences that are the agent’s to choose', () => {
    atEveryMoment((moment) => {
      const { mine, page } = moment;
      const taken = allowedPresences(page).map((presence) => withChosenPresence(mine, presence, page.now));
      if (taken.includes(undefined)) fail('a presence is offered and refused', moment);
      if (taken.length === 0 && withChosenPresence(mine, 'away', page.now))
        fail('no presence is offered', moment);
    });
  });

  test('leads back into a call that lets them in', () => {
    atEveryMoment((moment) => {
      if (!allowedActions(moment.call, moment.me).includes('rejoin')) return;
      const decision = moment.decide({ type: 'AgentRejoined', agent: moment.me, sid: 'CA-back' });
      const legs = decision.kind === 'decided' ? decision.call.legs : [];
      if (!legs.some(({ sid }) => sid === 'CA-back')) fail('the way back is closed', moment);
    });
  });

  test('offers no transfer from a conversation that is full', () => {
    const spec = anaTalks();
    spec.agents.push(...['e', 'f', 'g', 'h', 'i', 'j'].map((id) => agent(id)));
    const add = (id: string) => asksFor('ana', 'add', id);
    ['ben', 'cleo', 'e', 'f', 'g', 'h'].forEach((id) => spec.when(add(id)).answers(id));
    expect(allowedActions(spec.state, 'ana')).toContain('transfer');
    spec.when(add('i')).answers('i');
    expect(allowedActions(spec.state, 'ana')).not.toContain('transfer');
    spec.when(add('j'));
    expect(spec.refusal).toBe('call-full');
  });
});
