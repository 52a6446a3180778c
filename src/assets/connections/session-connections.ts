import type { Agent } from '../../core/model/agent.ts';
import { fromStored, type StoredCall } from '../../core/record/stored-call.ts';
import type { Desk, Me, PageState } from '../state/state.ts';
import { meOf, myPresence } from '../state/state.ts';
import type { Ask } from './api.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { VoiceClient } from './voice-client.ts';
import type { Store } from '../state/store.ts';
import { createTokenRefresh } from './token-refresh.ts';
import { createTokenClients, type TokenClients } from './token-clients.ts';

/** The answer of `/api/desk`: the desk, the agent who asks, and the call that has them. */
interface DeskAnswer extends Desk {
  readonly me: Agent;
  readonly call?: StoredCall;
}

/** All connections of a signed-in agent: desk, token, Sync, telephone, heartbeat. */
export interface SessionConnections {
  /** The telephone; undefined until its token has come. */
  readonly phone: () => VoiceClient | undefined;
  /**
   * Resolves with the telephone once it is there, because a quick agent clicks before its token has come.
   * @throws Error when no token came
   */
  readonly phoneWhenOpen: () => Promise<VoiceClient>;
  /**
   * Opens all for the signed-in agent. After a second sign-in it keeps what is open already.
   * @throws RefusedError when the service does not answer with the desk
   */
  readonly open: (me: Me) => Promise<void>;
  readonly close: () => void;
  /** Asks the service for the desk and the agent's call, and shows them. */
  readonly refreshDesk: () => Promise<void>;
  /** Fetches a new access token now. */
  readonly renewToken: () => Promise<void>;
  /** Registers the telephone, so that calls ring here. A failure shows in the state and is not thrown. */
  readonly register: () => Promise<void>;
}

const POLL_SECONDS = 10;

/** What the connections need of the page. */
export interface SessionConnectionsOptions {
  readonly ask: Ask;
  readonly store: Store;
  /** Hears many times a second how loud the microphone and the line are, each from 0 to 1. */
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
      return openPhone(clients.phone());
    },
    refreshDesk,
    renewToken: token.renew,
    async register() {
      // A quick agent clicks before the token has come.
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

/** What a heartbeat tells: the call on this page's line, and the agent as the service has them. */
function presentIn(state: PageState) {
  // A ring that does not name its call has an empty one.
  return { call: state.line.active?.call || undefined, agent: myPresence(state) };
}

/** Opens all anew when the browser has found its network again. */
function openAnewWhenOnline(store: Store, clients: TokenClients, refreshDesk: () => Promise<void>): void {
  store.subscribe((state, before) => {
    const me = meOf(state);
    if (!me || !state.connection.online || before.connection.online) return;
    clients.openAnew();
    void Promise.allSettled([refreshDesk(), takeCalls(store, clients, me)]);
  });
}

/** Lets calls ring here, unless the agent is offline or this page has a call. */
async function takeCalls(store: Store, clients: TokenClients, me: Me): Promise<void> {
  if (isThere(store, me) && !store.state().line.active) await register(store, clients.phone());
}

/** Whether the agent is anything but offline, as far as the desk knows. */
function isThere(store: Store, me: Me): boolean {
  const presence = store.state().desk?.agents.find((agent) => agent.id === me.id)?.presence;
  return presence !== undefined && presence !== 'offline';
}

/** A telephone that is registered already stays so. Without one the agent learns that no call can ring here. */
async function register({ state, dispatch }: Store, phone: VoiceClient | undefined): Promise<void> {
  try {
    await openPhone(phone).register();
  } catch {
    if (state().line.device !== 'registered') dispatch({ type: 'LineChanged', line: { device: 'failed' } });
  }
}

/** @throws Error when there is no telephone yet */
function openPhone(phone: VoiceClient | undefined): VoiceClient {
  if (!phone) throw new Error('There is no token to make the telephone with.');
  return phone;
}

/** Returns the function that asks for the desk. It throws RefusedError when the service does not answer. */
function createDeskRefresh({
  ask,
  store: { state, dispatch },
}: SessionConnectionsOptions): () => Promise<void> {
  return async () => {
    const { me: _me, call, ...desk } = await ask<DeskAnswer>('desk');
    dispatch({ type: 'DeskLoaded', desk, ...(call && { call: fromStored(call) }) });
    // The service has no call for this agent, and the line has none either: the page has missed its end.
    if (!call && state().call && !state().line.active && !state().line.lost) dispatch({ type: 'CallClosed' });
  };
}

/** Asks for the desk now and then while Sync is away, and at once when the telephone reports another call. */
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
