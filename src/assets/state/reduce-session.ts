import { type Reducers, without } from './reducers.ts';
import type { PageState, SessionState, SignInState } from './state.ts';
import { initialState, meOf } from './state.ts';

/** Signing in and out. */
export const sessionReducers: Reducers<
  'SigningIn' | 'SignedIn' | 'SignInRefused' | 'CodeAsked' | 'SignedOut' | 'SessionEnded'
> = {
  SigningIn: (state) => ({ ...state, session: signedOut(state, { ...asked(state), busy: true }) }),
  SignInRefused: (state, { word }) => ({
    ...state,
    session: signedOut(state, { ...asked(state), busy: false, error: word }),
  }),
  CodeAsked: (state) => ({ ...state, session: signedOut(state, { busy: false, needsCode: true }) }),
  SignedIn: (state, { me }) => ({ ...without(state, 'notice'), session: { kind: 'signed-in', me } }),
  SignedOut: (state) => ({
    ...initialState(state.now),
    connection: { ...state.connection, sync: 'connecting' },
    microphone: state.microphone,
    session: { kind: 'signed-out', busy: false },
  }),
  SessionEnded: (state) => ({ ...state, session: signedOut(state, { busy: false }) }),
};

/** The field for the code stays once the service has asked for it. */
function asked({ session }: PageState): Pick<SignInState, 'needsCode'> {
  return 'needsCode' in session && session.needsCode ? { needsCode: true } : {};
}

/** The page of an agent who was signed in stays as it is behind the form. */
function signedOut(state: PageState, signIn: SignInState): SessionState {
  const me = meOf(state);
  return me ? { kind: 'expired', me, ...signIn } : { kind: 'signed-out', ...signIn };
}
