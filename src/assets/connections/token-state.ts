/** What is known about the access token. */
export interface TokenState {
  readonly isAsking: boolean;
  /** The first moments of a token, in which it would be refused: `refused` until the next token comes. */
  readonly trial: 'over' | 'on' | 'refused';
  /** How many tokens in a row have been refused. */
  readonly refusals: number;
}

/** What happens to the access token. */
export type TokenEvent =
  | { readonly type: 'RenewalDue' }
  /** With the time until the next token should be fetched, in milliseconds. */
  | { readonly type: 'TokenFetched'; readonly renewInMs: number }
  | { readonly type: 'FetchFailed' }
  /** The agent signed out while a token was asked for. */
  | { readonly type: 'FetchAbandoned' }
  /** The telephone or Sync wants another token: theirs runs out, or was refused. */
  | { readonly type: 'TokenNeeded' }
  | { readonly type: 'TrialPassed' };

/** The next state, and what to do now. */
export interface TokenStep {
  readonly state: TokenState;
  readonly ask?: true;
  /** When to fetch the next token, in milliseconds; it replaces the time that was set before. */
  readonly renewInMs?: number;
  readonly trial?: 'begin' | 'stop';
  /** What the page shows. */
  readonly show?: 'ok' | 'trouble';
}

/** Before the first token has been asked for. */
export const NO_TOKEN: TokenState = { isAsking: false, trial: 'over', refusals: 0 };

const RETRY_MS = 5000;

/** Pure: the timers are the caller's. */
export function nextTokenStep(state: TokenState, event: TokenEvent): TokenStep {
  switch (event.type) {
    case 'RenewalDue':
      return state.isAsking ? { state } : { state: { ...state, isAsking: true }, ask: true };
    case 'TokenFetched': {
      const fetched = { ...state, isAsking: false, trial: 'on' } as const;
      const { renewInMs } = event;
      return { state: fetched, renewInMs, trial: 'begin', ...(state.refusals === 0 && { show: 'ok' }) };
    }
    case 'FetchFailed':
      return { state: { ...state, isAsking: false }, renewInMs: RETRY_MS, show: 'trouble' };
    case 'FetchAbandoned':
      return { state: { ...state, isAsking: false } };
    case 'TokenNeeded':
      return state.trial === 'over' ? nextTokenStep(state, { type: 'RenewalDue' }) : tokenRefused(state);
    case 'TrialPassed':
      return { state: { ...state, trial: 'over', refusals: 0 }, show: 'ok' };
  }
}

/** Two may refuse the same token, which counts once. The first refusal is mended soon, and goes unsaid. */
function tokenRefused(state: TokenState): TokenStep {
  const refusals = state.refusals + (state.trial === 'on' ? 1 : 0);
  const step = { state: { ...state, trial: 'refused', refusals }, trial: 'stop' } as const;
  if (refusals === 1) return { ...step, renewInMs: RETRY_MS / 10 };
  return { ...step, renewInMs: RETRY_MS, show: 'trouble' };
}
