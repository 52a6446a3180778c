import { meOf, myPresence } from '../state/state.ts';
import { type SyncConnection, openSync } from './sync-client.ts';
import { createVoiceClient, type ChosenDevices, type VoiceClient } from './voice-client.ts';
import type { Store } from '../state/store.ts';
import type { TokenAnswer } from './token-refresh.ts';

/** The telephone and Sync. One token opens both. */
export interface TokenClients {
  readonly phone: () => VoiceClient | undefined;
  /** Opens telephone and Sync with the first token, and gives them each later one. */
  readonly use: (answer: TokenAnswer) => void;
  /**
   * Replaces a broken client, unless a call is on the line. The SDKs wait ever longer between their tries, up to 20 s.
   * Nobody can tell them that the network is back.
   */
  readonly openAnew: () => void;
  readonly close: () => void;
}

interface TokenClientsOptions {
  readonly store: Store;
  readonly volume: (mine: number, theirs: number) => void;
  readonly tokenNeeded: () => void;
  readonly refreshDesk: () => Promise<void>;
  /** A new telephone has taken the place of the former one after a call, so that calls must ring there. */
  readonly phoneReplaced: () => void;
}

/** Sync may take this long to connect before the page says that it is unreachable. */
const PATIENCE_SECONDS = 6;

/** Prepares both; nothing is opened before there is a token. */
export function createTokenClients(options: TokenClientsOptions): TokenClients {
  const { store } = options;
  const phone = createSlot<VoiceClient>(phoneOpener(options));
  const live = createSlot<SyncConnection>(liveOpener(options));
  let last: TokenAnswer | undefined;
  const former = formerPhone(store, phone);
  store.subscribe(() => {
    live.get()?.follow(followed(store));
    if (last && former.replace(last)) options.phoneReplaced();
  });
  const open = (answer: TokenAnswer): void => {
    if (!former.isMarked()) phone.open(answer);
    live.open(answer);
  };
  return {
    phone: phone.get,
    use(answer) {
      const isOther = last !== undefined && last.identity !== answer.identity;
      last = answer;
      if (isOther) live.close();
      if (isOther) former.mark();
      former.replace(answer);
      live.get()?.updateToken(answer.token);
      if (!former.isMarked()) phone.get()?.updateToken(answer.token);
      open(answer);
    },
    openAnew() {
      const { line, connection } = store.state();
      if (!last || line.active || line.incoming) return;
      if (connection.signalling === 'reconnecting') phone.close();
      if (connection.sync === 'unreachable') live.close();
      open(last);
    },
    close() {
      live.close();
      phone.close();
      last = undefined;
    },
  };
}

/** A telephone whose identity names nobody any more. A call on its line goes on; then another one takes its place. */
interface FormerPhone {
  readonly mark: () => void;
  readonly isMarked: () => boolean;
  /** Answers whether it was replaced just now. */
  readonly replace: (answer: TokenAnswer) => boolean;
}

function formerPhone(store: Store, phone: Slot<VoiceClient>): FormerPhone {
  let isFormer = false;
  return {
    mark: () => void (isFormer = true),
    isMarked: () => isFormer,
    replace(answer) {
      const { active, incoming } = store.state().line;
      if (!isFormer || active || incoming) return false;
      isFormer = false;
      phone.close();
      phone.open(answer);
      return true;
    },
  };
}

type Opener<T> = (answer: TokenAnswer) => T;

interface Slot<T> {
  readonly get: () => T | undefined;
  /** Nothing when it is open already. */
  readonly open: (answer: TokenAnswer) => void;
  readonly close: () => void;
}

function createSlot<T extends { readonly close: () => void }>(opener: Opener<T>): Slot<T> {
  let content: T | undefined;
  return {
    get: () => content,
    open(answer) {
      content ??= opener(answer);
    },
    close() {
      content?.close();
      content = undefined;
    },
  };
}

function phoneOpener({
  store: { state, dispatch },
  volume,
  tokenNeeded,
}: TokenClientsOptions): Opener<VoiceClient> {
  const devices = (): ChosenDevices => state().microphone;
  return ({ token }) => createVoiceClient({ token, dispatch, volume, tokenNeeded, devices });
}

function liveOpener(options: TokenClientsOptions): Opener<SyncConnection> {
  const { store, tokenNeeded } = options;
  const { connected, stop } = createPatience(options);
  return ({ token, objects }) => {
    let isOpen = true;
    const told = (now: boolean): void => void (isOpen && connected(now));
    connected(false);
    const live = openSync({ token, objects, dispatch: store.dispatch, tokenNeeded, connected: told });
    live.follow(followed(store));
    const close = (): void => {
      // The goodbye of the old client must not count as a loss of the next one.
      isOpen = false;
      stop();
      live.close();
    };
    return { ...live, close };
  };
}

interface Patience {
  readonly connected: (connected: boolean) => void;
  readonly stop: () => void;
}

/**
 * The page does not report a short break in Sync. It asks for the desk once afterwards, because it may have missed
 * news.
 */
function createPatience({ store: { state, dispatch }, refreshDesk }: TokenClientsOptions): Patience {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const given = (sync: 'connected' | 'unreachable'): void =>
    dispatch({ type: 'ConnectionChanged', connection: { sync } });
  return {
    stop: () => clearTimeout(timer),
    connected(connected) {
      clearTimeout(timer);
      if (!connected) {
        timer = setTimeout(() => given('unreachable'), PATIENCE_SECONDS * 1000);
        return;
      }
      if (state().connection.sync === 'unreachable') void refreshDesk().catch(() => undefined);
      given('connected');
    },
  };
}

/** The call of this agent: on the line, ringing, lost from here, or claimed for them. */
function followed(store: Store): string | undefined {
  const state = store.state();
  if (!meOf(state)) return undefined;
  const { active, incoming, lost } = state.line;
  return active?.call || incoming?.call || lost?.call || myPresence(state)?.call;
}
