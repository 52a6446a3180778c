import type { Agent, Waiting } from '../../core/agent.ts';
import type { Call } from '../../core/call.ts';
import type { Desk, Me, PageState } from '../model/state.ts';
import { meOf, myPresence } from '../model/state.ts';
import type { Ask } from '../wire/api.ts';
import { startHeartbeat } from '../wire/heartbeat.ts';
import type { Phone } from '../wire/phone.ts';
import type { Store } from './store.ts';
import { createTokenKeeper } from './token-keeper.ts';
import { createWires, type Wires } from './wires.ts';

interface DeskAnswer extends Desk {
  readonly me: Agent;
  readonly agents: readonly Agent[];
  readonly waiting: readonly Waiting[];
  readonly call?: Call;
}

/** Everything that is open while an agent is signed in: desk, token, Sync, telephone, heartbeat. */
export interface Links {
  readonly phone: () => Phone | undefined;
  /** The telephone once it is there: a quick agent clicks before its token has come. */
  readonly phoneWhenOpen: () => Promise<Phone>;
  /** Opens it all for the signed-in agent; keeps what is open already after a second sign-in. */
  readonly open: (me: Me) => Promise<void>;
  readonly close: () => void;
  /** Asks the service for everything at once. */
  readonly refreshDesk: () => Promise<void>;
  /** Fetches a new access token now. */
  readonly renewToken: () => Promise<void>;
  /** Registers the telephone, so that calls ring here. */
  readonly register: () => Promise<void>;
}

const pollSeconds = 10;

export interface LinksOptions {
  readonly ask: Ask;
  readonly store: Store;
  readonly volume: (mine: number, theirs: number) => void;
}

/** Prepares the links; nothing is opened before `open`. */
export function createLinks(options: LinksOptions): Links {
  const { ask, store } = options;
  const refreshDesk = createRefresh(options);
  const wires = createWires({ ...options, refreshDesk, tokenNeeded: () => token.needed() });
  const token = createTokenKeeper({ ask, store, use: wires.use });
  let stopHeartbeat: (() => void) | undefined;
  let opening: Promise<unknown> = Promise.resolve();
  pollWhileSyncIsAway(store, refreshDesk);
  openAnewWhenOnline(store, wires, refreshDesk);
  return {
    phone: wires.phone,
    async phoneWhenOpen() {
      await opening.catch(() => undefined);
      const phone = wires.phone();
      if (!phone) throw new Error('There is no token to make the telephone with.');
      return phone;
    },
    refreshDesk,
    renewToken: token.renew,
    async register() {
      // A quick agent clicks before the telephone's token is here.
      await opening.catch(() => undefined);
      wires.openAnew();
      await register(store, wires.phone());
    },
    async open(me) {
      opening = Promise.all([refreshDesk(), token.renew()]);
      await opening;
      stopHeartbeat ??= startHeartbeat(ask, () => presentIn(store.state()));
      await takeCalls(store, wires, me);
    },
    close() {
      token.stop();
      stopHeartbeat?.();
      stopHeartbeat = undefined;
      wires.close();
    },
  };
}

function presentIn(state: PageState) {
  return { call: state.line.active?.call || undefined, agent: myPresence(state) };
}

/** The browser has found its network again. */
function openAnewWhenOnline(store: Store, wires: Wires, refreshDesk: () => Promise<void>): void {
  store.watch((state, before) => {
    const me = meOf(state);
    if (!me || !state.links.online || before.links.online) return;
    wires.openAnew();
    void Promise.allSettled([refreshDesk(), takeCalls(store, wires, me)]);
  });
}

/** Calls may ring here if the agent is there and has none. */
async function takeCalls(store: Store, wires: Wires, me: Me): Promise<void> {
  if (isThere(store, me) && !store.state().line.active) await register(store, wires.phone());
}

function isThere(store: Store, me: Me): boolean {
  const presence = store.state().desk?.agents.find((agent) => agent.id === me.id)?.presence;
  return presence !== undefined && presence !== 'offline';
}

async function register({ state, tell }: Store, phone: Phone | undefined): Promise<void> {
  try {
    if (!phone) throw new Error('There is no token to make the telephone with.');
    await phone.register();
  } catch {
    if (state().line.device !== 'registered') tell({ type: 'LineChanged', line: { device: 'failed' } });
  }
}

function createRefresh({ ask, store: { state, tell } }: LinksOptions): () => Promise<void> {
  return async () => {
    const { me: _me, call, ...desk } = await ask<DeskAnswer>('desk');
    tell({ type: 'DeskTold', desk, ...(call ? { call } : {}) });
    if (!call && state().call && !state().line.active && !state().line.lost) tell({ type: 'CallClosed' });
  };
}

/** Every so often, and at once when the telephone tells of another call. */
function pollWhileSyncIsAway({ state, watch }: Store, refreshDesk: () => Promise<void>): void {
  const poll = (): void => {
    if (state().session.kind === 'signed-in' && state().links.sync === 'unreachable') {
      void refreshDesk().catch(() => undefined);
    }
  };
  setInterval(poll, pollSeconds * 1000);
  watch(({ line }, { line: before }) => {
    const rings = line.incoming?.call !== before.incoming?.call;
    if (rings || line.active?.call !== before.active?.call) poll();
  });
}
