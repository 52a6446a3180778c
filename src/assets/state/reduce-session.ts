import { type Reducers, without } from './reducers.ts';
import type { PageState, SessionState } from './state.ts';
import { initialState, meOf } from './state.ts';

/** Signing in and out. */
export const sessionReducers: Reducers<
  'SigningIn' | 'SignedIn' | 'SignInRefused' | 'SignedOut' | 'SessionEnded'
> = {
  SigningIn: (state) => ({ ...state, session: signedOut(state, { busy: true }) }),
  SignInRefused: (state, { word }) => ({ ...state, session: signedOut(state, { busy: false, error: word }) }),
  SignedIn: (state, { me }) => ({ ...without(state, 'notice'), session: { kind: 'signed-in', me } }),
  SignedOut: (state) => ({
    ...initialState(state.now),
    connection: { ...state.connection, sync: 'connecting' },
    microphone: state.microphone,
    session: { kind: 'signed-out', busy: false },
  }),
  SessionEnded: (state) => ({ ...state, session: signedOut(state, { busy: false }) }),
};

type FormState = Pick<Extract<SessionState, { kind: 'signed-out' }>, 'busy' | 'error'>;

/** The page of an agent who was signed in stays as it is behind the form. */
function signedOut(state: PageState, signIn: FormState): SessionState {
  const me = meOf(state);
  return me ? { kind: 'expired', me, ...signIn } : { kind: 'signed-out', ...signIn };
}
