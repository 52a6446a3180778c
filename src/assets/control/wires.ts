import { meOf, myPresence } from '../model/state.ts';
import { type Live, openLive } from '../wire/live.ts';
import { createPhone, type Phone } from '../wire/phone.ts';
import type { Store } from './store.ts';
import type { TokenAnswer } from './token-keeper.ts';

/** The telephone and Sync, which one token opens. */
export interface Wires {
  readonly phone: () => Phone | undefined;
  /** Opens telephone and Sync with the first token, and gives them each later one. */
  readonly use: (answer: TokenAnswer) => void;
  /**
   * Replaces what is broken, unless a call is on the line: the SDKs wait ever longer between their tries, up to 20 s, and
   * cannot be told that the network is back.
   */
  readonly openAnew: () => void;
  readonly close: () => void;
}

interface Options {
  readonly store: Store;
  readonly volume: (mine: number, theirs: number) => void;
  readonly tokenNeeded: () => void;
  readonly refreshDesk: () => Promise<void>;
}

/** Sync may take this long to connect before the page says that it is unreachable. */
const patienceSeconds = 6;

/** Prepares both; nothing is opened before there is a token. */
export function createWires(options: Options): Wires {
  const { store } = options;
  const phone = createSlot<Phone>(phoneOpener(options));
  const live = createSlot<Live>(liveOpener(options));
  let last: TokenAnswer | undefined;
  store.watch(() => live.get()?.follow(followed(store)));
  const open = (answer: TokenAnswer): void => {
    phone.open(answer);
    live.open(answer);
  };
  return {
    phone: phone.get,
    use(answer) {
      last = answer;
      phone.get()?.updateToken(answer.token);
      live.get()?.updateToken(answer.token);
      open(answer);
    },
    openAnew() {
      const { line, links } = store.state();
      if (!last || line.active || line.incoming) return;
      if (links.signalling === 'reconnecting') phone.close();
      if (links.sync === 'unreachable') live.close();
      open(last);
    },
    close() {
      live.close();
      phone.close();
      last = undefined;
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

function phoneOpener({ store: { tell }, volume, tokenNeeded }: Options): Opener<Phone> {
  return ({ token }) => createPhone({ token, tell, volume, tokenNeeded });
}

function liveOpener(options: Options): Opener<Live> {
  const { store, tokenNeeded } = options;
  const { connected, stop } = createPatience(options);
  return ({ token, objects }) => {
    let isOpen = true;
    const told = (now: boolean): void => void (isOpen && connected(now));
    connected(false);
    const live = openLive({ token, objects, tell: store.tell, tokenNeeded, connected: told });
    live.follow(followed(store));
    const close = (): void => {
      // Its goodbye must not be taken for a loss of the next one.
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

/** A short break in Sync goes unsaid; after it the desk is asked for once, since news may have been missed. */
function createPatience({ store: { state, tell }, refreshDesk }: Options): Patience {
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
  return state.line.active?.call || state.line.incoming?.call || myPresence(state)?.call;
}
