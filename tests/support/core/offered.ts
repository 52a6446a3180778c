import { allowedActions, allowedPartyActions } from '../../../src/assets/selectors/allowed-actions.ts';
import { directoryOf } from '../../../src/assets/selectors/directory.ts';
import { agentLeg } from '../../../src/core/model/legs.ts';
import { TRANSFER_KINDS } from '../../../src/core/model/transfer-kinds.ts';
import { initialState, type PageState } from '../../../src/assets/state/state.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { Call, Leg } from '../../../src/core/model/call.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/model/decision.ts';
import type { Event } from '../../../src/core/model/events.ts';
import { type Asked, settings } from './call-spec.ts';

/** A moment of a call, as one agent's page shows it. */
export interface Moment {
  readonly call: Call;
  readonly me: string;
  readonly mine: Agent;
  readonly page: PageState;
  decide(event: Event): Decision;
}

/** The call as the agent's page shows it. */
export function momentOf(call: Call, agents: readonly Agent[], now: number, mine: Agent): Moment {
  const { id: me, name, role } = mine;
  const page: PageState = {
    ...initialState(now),
    session: { kind: 'signed-in', me: { id: me, name, role } },
    call,
    desk: { agents, waiting: [], directory: settings.directory, dispositions: [], settings },
  };
  return {
    call,
    me,
    mine,
    page,
    decide: (event) => decide(call, event, { now, agents, waiting: [], settings }),
  };
}

/** The requests of the agent's clicks, for each offered action that sends one to the service. */
export function offered({ call, me, page }: Moment): readonly Asked[] {
  const actions = allowedActions(call, me);
  const leg = agentLeg(call, me);
  const own = leg ? actions.flatMap((action) => requestOf(action, call, leg) ?? []) : [];
  return [...own, ...partyRequests(call, me), ...(actions.includes('transfer') ? transfers(page) : [])];
}

function requestOf(action: string, call: Call, leg: Leg): Asked | undefined {
  const requests: Readonly<Record<string, Asked>> = {
    decline: { type: 'DeclineAsked' },
    mute: { type: 'MuteAsked', party: leg.id, on: !leg.muted },
    hold: { type: 'HoldAsked', party: 'customer', on: !call.customer.hold },
    swap: { type: 'SwapAsked' },
    merge: { type: 'MergeAsked' },
    complete: { type: 'CompleteAsked' },
    cancel: { type: 'CancelAsked' },
    leave: { type: 'RemoveAsked', party: leg.id },
    end: { type: 'EndAsked' },
  };
  return requests[action];
}

function partyRequests(call: Call, me: string): readonly Asked[] {
  return ['customer', ...call.legs.map(({ id }) => id)].flatMap((party) =>
    allowedPartyActions(call, me, party).map((action) => partyRequest(call, party, action)),
  );
}

export function partyRequest(call: Call, party: string, action: 'hold' | 'mute' | 'remove'): Asked {
  const leg = call.legs.find(({ id }) => id === party);
  if (action === 'remove') return { type: 'RemoveAsked', party };
  if (action === 'mute') return { type: 'MuteAsked', party, on: !(leg ?? call.customer).muted };
  return { type: 'HoldAsked', party, on: !(leg ? leg.held : call.customer.hold) };
}

function transfers(page: PageState): readonly Asked[] {
  const reachable = directoryOf(page, '').filter((entry) => entry.reachable);
  return reachable.flatMap(({ target }) =>
    TRANSFER_KINDS.map((kind): Asked => ({ type: 'TransferAsked', kind, target })),
  );
}
