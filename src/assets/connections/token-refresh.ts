import { refreshDelay } from '../selectors/time.ts';
import type { Ask } from './api.ts';
import { NO_TOKEN, nextTokenStep, type TokenEvent } from './token-state.ts';
import type { Store } from '../state/store.ts';

/** An access token for the telephone and Sync, and the objects that it reads there. */
export interface TokenAnswer {
  readonly token: string;
  /** The name by which Twilio knows this agent's pages. It is another one after the agent's sessions have ended. */
  readonly identity: string;
  readonly expiresAt: number;
  readonly objects: { readonly agents: string; readonly waiting: string };
}

/** The access token of the page, kept fresh. */
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

/** A token that is refused at all is refused within this time. */
const TRIAL_MS = 3000;

/**
 * Keeps an access token fresh. It fetches the next one before this one runs out, and again soon after a failure. When
 * Twilio refuses even new ones, the page says so, and asks for one only now and then.
 */
export function createTokenRefresh({ ask, store, use }: TokenRefreshOptions): TokenRefresh {
  const renewal = createTimer();
  const trial = createTimer();
  let state = NO_TOKEN;
  const play = async (event: TokenEvent): Promise<void> => {
    const step = nextTokenStep(state, event);
    state = step.state;
    if (step.ask) renewal.stop();
    if (step.renewInMs !== undefined) renewal.in(step.renewInMs, () => void play({ type: 'RenewalDue' }));
    if (step.trial === 'begin') trial.in(TRIAL_MS, () => void play({ type: 'TrialPassed' }));
    if (step.trial === 'stop') trial.stop();
    if (step.show) store.dispatch({ type: 'ConnectionChanged', connection: { token: step.show } });
    if (step.ask) await fetchToken();
  };
  const fetchToken = async (): Promise<void> => {
    try {
      const answer = await ask<TokenAnswer>('token');
      const renewInMs = refreshDelay(answer.expiresAt, store.state().now);
      await play({ type: 'TokenFetched', renewInMs });
      use(answer);
    } catch {
      const isSignedIn = store.state().session.kind === 'signed-in';
      await play({ type: isSignedIn ? 'FetchFailed' : 'FetchAbandoned' });
    }
  };
  return {
    renew: () => play({ type: 'RenewalDue' }),
    needed: () => void play({ type: 'TokenNeeded' }),
    stop() {
      renewal.stop();
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
