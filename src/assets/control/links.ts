import type { Agent, Waiting } from '../../core/agent.ts';
import type { Call } from '../../core/call.ts';
import { refreshDelay } from '../model/time.ts';
import type { Desk, Me } from '../model/state.ts';
import { meOf, myPresence } from '../model/state.ts';
import type { Ask } from '../wire/api.ts';
import { startHeartbeat } from '../wire/heartbeat.ts';
import { type Live, openLive } from '../wire/live.ts';
import { createPhone, type Phone } from '../wire/phone.ts';
import type { Store } from './store.ts';

interface TokenAnswer {
  readonly token: string;
  readonly expiresAt: number;
  readonly objects: { readonly agents: string; readonly waiting: string };
}

interface DeskAnswer extends Desk {
  readonly me: Agent;
  readonly agents: readonly Agent[];
  readonly waiting: readonly Waiting[];
  readonly call?: Call;
}

/** Everything that is open while an agent is signed in: desk, token, Sync, telephone, heartbeat. */
export interface Links {
  phone(): Phone | undefined;
  /** Opens it all for the signed-in agent; keeps what is open already after a second sign-in. */
  open(me: Me): Promise<void>;
  close(): void;
  /** Asks the service for everything at once. */
  refreshDesk(): Promise<void>;
  /** Fetches a new access token now. */
  renewToken(): Promise<void>;
  /** Registers the telephone, so that calls ring here. */
  register(): Promise<void>;
}

const pollSeconds = 10;
const retrySeconds = 5;
/** Sync may take this long to connect before the page says that it is unreachable. */
const patienceSeconds = 6;

export interface LinksOptions {
  readonly ask: Ask;
  readonly store: Store;
  readonly volume: (mine: number, theirs: number) => void;
}

/** Prepares the links; nothing is opened before `open`. */
export function createLinks({ ask, store, volume }: LinksOptions): Links {
  const { tell, state } = store;
  let phone: Phone | undefined;
  let live: Live | undefined;
  let stopHeartbeat: (() => void) | undefined;
  let tokenTimer: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const syncConnected = (connected: boolean): void => {
    clearTimeout(patience);
    if (connected) {
      if (state().links.sync === 'unreachable') void refreshDesk();
      tell({ type: 'LinksChanged', links: { sync: 'connected' } });
      return;
    }
    patience = setTimeout(
      () => tell({ type: 'LinksChanged', links: { sync: 'unreachable' } }),
      patienceSeconds * 1000,
    );
  };

  async function refreshDesk(): Promise<void> {
    const { me: _me, call, ...desk } = await ask<DeskAnswer>('desk');
    tell({ type: 'DeskTold', desk, ...(call ? { call } : {}) });
    if (!call && state().call && !state().line.active) tell({ type: 'CallClosed' });
  }

  async function renewToken(): Promise<void> {
    clearTimeout(tokenTimer);
    try {
      const answer = await ask<TokenAnswer>('token');
      tokenTimer = setTimeout(() => void renewToken(), refreshDelay(answer.expiresAt, state().now));
      useToken(answer);
      tell({ type: 'LinksChanged', links: { token: 'ok' } });
    } catch {
      if (state().session.kind !== 'signed-in') return;
      tell({ type: 'LinksChanged', links: { token: 'trouble' } });
      tokenTimer = setTimeout(() => void renewToken(), retrySeconds * 1000);
    }
  }

  function useToken({ token, objects }: TokenAnswer): void {
    if (phone) phone.updateToken(token);
    else phone = createPhone({ token, tell, volume, tokenNeeded: () => void renewToken() });
    if (live) return live.updateToken(token);
    syncConnected(false);
    live = openLive({ token, objects, tell, tokenNeeded: () => void renewToken(), connected: syncConnected });
    live.follow(followed(store));
  }

  async function register(): Promise<void> {
    try {
      await phone?.register();
    } catch {
      if (state().line.device !== 'registered') tell({ type: 'LineChanged', line: { device: 'failed' } });
    }
  }

  store.watch(() => live?.follow(followed(store)));
  setInterval(() => {
    if (state().session.kind === 'signed-in' && state().links.sync === 'unreachable') {
      void refreshDesk().catch(() => undefined);
    }
  }, pollSeconds * 1000);

  return {
    phone: () => phone,
    refreshDesk,
    renewToken,
    register,
    async open(me) {
      await Promise.all([refreshDesk(), renewToken()]);
      stopHeartbeat ??= startHeartbeat(ask, () => state().line.active?.call);
      const presence = state().desk?.agents.find((agent) => agent.id === me.id)?.presence;
      if (presence !== undefined && presence !== 'offline' && !state().line.active) await register();
    },
    close() {
      clearTimeout(tokenTimer);
      clearTimeout(patience);
      stopHeartbeat?.();
      live?.close();
      phone?.close();
      stopHeartbeat = live = phone = undefined;
    },
  };
}

/** The call that concerns this agent: the one on the line, ringing, or claimed for them. */
function followed(store: Store): string | undefined {
  const state = store.state();
  if (!meOf(state)) return undefined;
  return state.line.active?.call ?? state.line.incoming?.call ?? myPresence(state)?.call;
}
