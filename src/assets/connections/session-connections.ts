import type { Agent } from '../../core/model/agent.ts';
import type { Waiting } from '../../core/model/waiting.ts';
import { fromStored, type StoredCall } from '../../core/record/stored-call.ts';
import type { Desk, Me, PageState } from '../state/state.ts';
import { meOf, myPresence } from '../state/state.ts';
import type { Ask } from './api.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { VoiceClient } from './voice-client.ts';
import type { Store } from '../state/store.ts';
import { createTokenRefresh } from './token-refresh.ts';
import { createTokenClients, type TokenClients } from './token-clients.ts';

interface DeskAnswer extends Desk {
  readonly me: Agent;
  readonly agents: readonly Agent[];
  readonly waiting: readonly Waiting[];
  readonly call?: StoredCall;
}

/** All connections of a signed-in agent: desk, token, Sync, telephone, heartbeat. */
export interface SessionConnections {
  readonly phone: () => VoiceClient | undefined;
  /** Resolves with the telephone once it is there: a quick agent clicks before its token has come. */
  readonly phoneWhenOpen: () => Promise<VoiceClient>;
  /** Opens all for the signed-in agent. After a second sign-in it keeps what is open already. */
  readonly open: (me: Me) => Promise<void>;
  readonly close: () => void;
  /** Asks the service for everything at once. */
  readonly refreshDesk: () => Promise<void>;
  /** Fetches a new access token now. */
  readonly renewToken: () => Promise<void>;
  /** Registers the telephone, so that calls ring here. */
  readonly register: () => Promise<void>;
}

const POLL_SECONDS = 10;

/** What the connections need of the page. */
export interface SessionConnectionsOptions {
  readonly ask: Ask;
  readonly store: Store;
  readonly volume: (mine: number, theirs: number) => void;
}

/** Prepares the connections; nothing is opened before `open`. */
export function createSessionConnections(options: SessionConnectionsOptions): SessionConnections {
  const { ask, store } = options;
  const refreshDesk = createDeskRefresh(options);
  const phoneReplaced = (): void => void register(store, clients.phone());
  const tokenNeeded = (): void => token.needed();
  const clients = createTokenClients({ ...options, refreshDesk, tokenNeeded, phoneReplaced });
  const token = createTokenRefresh({ ask, store, use: clients.use });
  let stopHeartbeat: (() => void) | undefined;
  let opening: Promise<unknown> = Promise.resolve();
  pollWhileSyncIsAway(store, refreshDesk);
  openAnewWhenOnline(store, clients, refreshDesk);
  return {
    phone: clients.phone,
    async phoneWhenOpen() {
      await opening.catch(() => undefined);
      const phone = clients.phone();
      if (!phone) throw new Error('There is no token to make the telephone with.');
      return phone;
    },
    refreshDesk,
    renewToken: token.renew,
    async register() {
      // A quick agent clicks before the telephone has its token.
      await opening.catch(() => undefined);
      clients.openAnew();
      await register(store, clients.phone());
    },
    async open(me) {
      opening = Promise.all([refreshDesk(), token.renew()]);
      await opening;
      stopHeartbeat ??= startHeartbeat(ask, () => presentIn(store.state()));
      await takeCalls(store, clients, me);
    },
    close() {
      token.stop();
      stopHeartbeat?.();
      stopHeartbeat = undefined;
      clients.close();
    },
  };
}

function presentIn(state: PageState) {
  return { call: state.line.active?.call || undefined, agent: myPresence(state) };
}

/** The browser has found its network again. */
function openAnewWhenOnline(store: Store, clients: TokenClients, refreshDesk: () => Promise<void>): void {
  store.subscribe((state, before) => {
    const me = meOf(state);
    if (!me || !state.connection.online || before.connection.online) return;
    clients.openAnew();
    void Promise.allSettled([refreshDesk(), takeCalls(store, clients, me)]);
  });
}

/** Calls may ring here if the agent is available and has none. */
async function takeCalls(store: Store, clients: TokenClients, me: Me): Promise<void> {
  if (isThere(store, me) && !store.state().line.active) await register(store, clients.phone());
}

function isThere(store: Store, me: Me): boolean {
  const presence = store.state().desk?.agents.find((agent) => agent.id === me.id)?.presence;
  return presence !== undefined && presence !== 'offline';
}

async function register({ state, dispatch }: Store, phone: VoiceClient | undefined): Promise<void> {
  try {
    if (!phone) throw new Error('There is no token to make the telephone with.');
    await phone.register();
  } catch {
    if (state().line.device !== 'registered') dispatch({ type: 'LineChanged', line: { device: 'failed' } });
  }
}

function createDeskRefresh({
  ask,
  store: { state, dispatch },
}: SessionConnectionsOptions): () => Promise<void> {
  return async () => {
    const { me: _me, call, ...desk } = await ask<DeskAnswer>('desk');
    dispatch({ type: 'DeskLoaded', desk, ...(call && { call: fromStored(call) }) });
    if (!call && state().call && !state().line.active && !state().line.lost) dispatch({ type: 'CallClosed' });
  };
}

/** Now and then, and at once when the telephone reports another call. */
function pollWhileSyncIsAway({ state, subscribe }: Store, refreshDesk: () => Promise<void>): void {
  const poll = (): void => {
    if (state().session.kind === 'signed-in' && state().connection.sync === 'unreachable') {
      void refreshDesk().catch(() => undefined);
    }
  };
  setInterval(poll, POLL_SECONDS * 1000);
  subscribe(({ line }, { line: before }) => {
    const rings = line.incoming?.call !== before.incoming?.call;
    if (rings || line.active?.call !== before.active?.call) poll();
  });
}
