import { refreshDelay } from '../selectors/time.ts';
import type { Ask } from './api.ts';
import type { Store } from '../state/store.ts';

/** An access token for the telephone and Sync, and the objects that it reads there. */
export interface TokenAnswer {
  readonly token: string;
  readonly expiresAt: number;
  readonly objects: { readonly agents: string; readonly waiting: string };
}

export interface TokenRefresh {
  /** Fetches the next token now. */
  readonly renew: () => Promise<void>;
  /** The telephone or Sync needs another token: theirs runs out, or was refused. */
  readonly needed: () => void;
  readonly stop: () => void;
}

interface TokenRefreshOptions {
  readonly ask: Ask;
  readonly store: Store;
  /** Called with each token. */
  readonly use: (answer: TokenAnswer) => void;
}

const RETRY_MS = 5000;
/** Twilio refuses a bad token within this time. */
const TRIAL_MS = 3000;

/**
 * Keeps an access token fresh. It fetches the next one before this one runs out, and again soon after a failure. When
 * Twilio refuses even new ones, the page says so, and asks for one only now and then.
 */
export function createTokenRefresh(options: TokenRefreshOptions): TokenRefresh {
  const { ask, store, use } = options;
  const next = createTimer();
  const say = (token: 'ok' | 'trouble'): void => showToken(store, token);
  const trial = createTrial(() => say('ok'));
  let isAsking = false;
  const tryAgain = (): void => next.in(RETRY_MS, () => void renew());
  const renew = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    next.stop();
    try {
      const answer = await ask<TokenAnswer>('token');
      next.in(refreshDelay(answer.expiresAt, store.state().now), () => void renew());
      trial.begin();
      use(answer);
      if (trial.refusals() === 0) say('ok');
    } catch {
      if (store.state().session.kind !== 'signed-in') return;
      say('trouble');
      tryAgain();
    } finally {
      isAsking = false;
    }
  };
  return {
    renew,
    needed() {
      if (!trial.isOn()) return void renew();
      trial.refuse();
      if (trial.refusals() === 1) return next.in(RETRY_MS / 10, () => void renew());
      say('trouble');
      tryAgain();
    },
    stop() {
      next.stop();
      trial.stop();
    },
  };
}

function createTimer(): {
  readonly in: (milliseconds: number, run: () => void) => void;
  readonly stop: () => void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    in(milliseconds, run) {
      clearTimeout(timer);
      timer = setTimeout(run, milliseconds);
    },
    stop: () => clearTimeout(timer),
  };
}

interface Trial {
  readonly begin: () => void;
  /** The telephone and Sync may both refuse the same token. That counts once. */
  readonly refuse: () => void;
  /** The number of refused tokens in a row. */
  readonly refusals: () => number;
  /** Whether the last token is new, or was refused while it was new. */
  readonly isOn: () => boolean;
  readonly stop: () => void;
}

/** The first moments of a token, in which a bad one is refused. */
function createTrial(passed: () => void): Trial {
  const timer = createTimer();
  let state: 'over' | 'on' | 'refused' = 'over';
  let refusals = 0;
  return {
    begin() {
      state = 'on';
      timer.in(TRIAL_MS, () => {
        [state, refusals] = ['over', 0];
        passed();
      });
    },
    refuse() {
      if (state === 'on') refusals += 1;
      state = 'refused';
      timer.stop();
    },
    refusals: () => refusals,
    isOn: () => state !== 'over',
    stop: timer.stop,
  };
}

function showToken({ dispatch }: Store, token: 'ok' | 'trouble'): void {
  dispatch({ type: 'ConnectionChanged', connection: { token } });
}
