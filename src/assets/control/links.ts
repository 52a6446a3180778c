import type { Agent, Waiting } from '../../core/agent.ts';
import type { Call } from '../../core/call.ts';
import type { Desk, Me } from '../model/state.ts';
import { meOf, myPresence } from '../model/state.ts';
import type { Ask } from '../wire/api.ts';
import { startHeartbeat } from '../wire/heartbeat.ts';
import { type Live, openLive } from '../wire/live.ts';
import { createPhone, type Phone } from '../wire/phone.ts';
import type { Store } from './store.ts';
import { createTokenKeeper, type TokenAnswer } from './token-keeper.ts';

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
/** Sync may take this long to connect before the page says that it is unreachable. */
const patienceSeconds = 6;

export interface LinksOptions {
  readonly ask: Ask;
  readonly store: Store;
  readonly volume: (mine: number, theirs: number) => void;
}

/** Prepares the links; nothing is opened before `open`. */
export function createLinks(options: LinksOptions): Links {
  const { ask, store } = options;
  const refreshDesk = createRefresh(options);
  const wires = createWires(options, () => token.needed(), refreshDesk);
  const token = createTokenKeeper({ ask, store, use: wires.use });
  let stopHeartbeat: (() => void) | undefined;
  let opening: Promise<unknown> = Promise.resolve();
  pollWhileSyncIsAway(store, refreshDesk);
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
      await register(store, wires.phone());
    },
    async open(me) {
      opening = Promise.all([refreshDesk(), token.renew()]);
      await opening;
      stopHeartbeat ??= startHeartbeat(ask, () => store.state().line.active?.call);
      if (isThere(store, me) && !store.state().line.active) await register(store, wires.phone());
    },
    close() {
      token.stop();
      stopHeartbeat?.();
      stopHeartbeat = undefined;
      wires.close();
    },
  };
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
    if (!call && state().call && !state().line.active) tell({ type: 'CallClosed' });
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

interface Wires {
  readonly phone: () => Phone | undefined;
  /** Opens telephone and Sync with the first token, and gives them each later one. */
  readonly use: (answer: TokenAnswer) => void;
  readonly close: () => void;
}

function createWires(
  { store, volume }: LinksOptions,
  tokenNeeded: () => void,
  refreshDesk: () => Promise<void>,
): Wires {
  const { tell } = store;
  const patience = createPatience(store, refreshDesk);
  let phone: Phone | undefined;
  let live: Live | undefined;
  store.watch(() => live?.follow(followed(store)));
  return {
    phone: () => phone,
    use({ token, objects }) {
      if (phone) phone.updateToken(token);
      else phone = createPhone({ token, tell, volume, tokenNeeded });
      if (live) return live.updateToken(token);
      patience.connected(false);
      live = openLive({ token, objects, tell, tokenNeeded, connected: patience.connected });
      live.follow(followed(store));
    },
    close() {
      patience.stop();
      live?.close();
      phone?.close();
      live = phone = undefined;
    },
  };
}

interface Patience {
  readonly connected: (connected: boolean) => void;
  readonly stop: () => void;
}

/** A short break in Sync goes unsaid; after it the desk is asked for once, since news may have been missed. */
function createPatience({ state, tell }: Store, refreshDesk: () => Promise<void>): Patience {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const given = (sync: 'connected' | 'unreachable'): void => tell({ type: 'LinksChanged', links: { sync } });
  return {
    stop: () => clearTimeout(timer),
    connected(connected) {
      clearTimeout(timer);
      if (!connected) {
        timer = setTimeout(() => given('unreachable'), patienceSeconds * 1000);
        return;
      }
      if (state().links.sync === 'unreachable') void refreshDesk().catch(() => undefined);
      given('connected');
    },
  };
}

/** The call that concerns this agent: the one on the line, ringing, or claimed for them. */
function followed(store: Store): string | undefined {
  const state = store.state();
  if (!meOf(state)) return undefined;
  return state.line.active?.call ?? state.line.incoming?.call ?? myPresence(state)?.call;
}
