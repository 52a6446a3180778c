import { dialogFor } from '../selectors/dialog.ts';
import { isSessionOverInCall } from '../state/state.ts';
import { screenOf } from '../selectors/screen.ts';
import { Banners } from './banners.tsx';
import { EndDialog, KeypadDialog } from './in-call/call-dialogs.tsx';
import { CallStage } from './in-call/call.tsx';
import { Header } from './header.tsx';
import { Home } from './home/home.tsx';
import { IdleDialog } from './home/idle.tsx';
import { PasscodeDialog } from './home/passcode.tsx';
import { Modal } from './parts/modal.tsx';
import { PastCallDialog } from './home/history.tsx';
import { Rejoin } from './in-call/rejoin.tsx';
import { DeclineDialog, Ringing } from './in-call/ringing.tsx';
import { SignIn, SignInForm } from './sign-in.tsx';
import { SoundDialog } from './parts/sound.tsx';
import { Team } from './home/team.tsx';
import { TransferDialog } from './in-call/transfer.tsx';
import type { View } from './view.ts';
import { WrapUpScreen } from './home/wrap-up.tsx';

/** The whole page, drawn from the state. */
export function App({ view }: { readonly view: View }) {
  const { state, say } = view;
  const screen = screenOf(state);
  return (
    <>
      <a class="skip" href="#stage">
        {say('app.skip')}
      </a>
      <Header view={view} />
      <Banners view={view} />
      <main id="stage" tabIndex={-1} class={`on-${screen}`}>
        {isSessionOverInCall(state) && <SignInBeside view={view} />}
        <Stage view={view} />
        {'me' in state.session && state.desk && <Team view={view} />}
      </main>
      <Dialogs view={view} />
    </>
  );
}

function Stage({ view }: { readonly view: View }) {
  switch (screenOf(view.state)) {
    case 'loading':
      return <h1 class="loading">{view.say('app.loading')}</h1>;
    case 'sign-in':
      return <SignIn view={view} />;
    case 'home':
      return <Home view={view} />;
    case 'ringing':
      return <Ringing view={view} />;
    case 'call':
      return <CallStage view={view} />;
    case 'rejoin':
      return <Rejoin view={view} />;
    case 'wrap-up':
      return <WrapUpScreen view={view} />;
  }
}

function Dialogs({ view }: { readonly view: View }) {
  const { session } = view.state;
  const dialog = dialogFor(view.state);
  if (session.kind === 'expired' && !isSessionOverInCall(view.state)) return <SignInAgain view={view} />;
  if (view.state.idleUntil !== undefined) return <IdleDialog view={view} until={view.state.idleUntil} />;
  switch (dialog.kind) {
    case 'none':
      return null;
    case 'transfer':
      return <TransferDialog view={view} dialog={dialog} />;
    case 'keypad':
      return <KeypadDialog view={view} />;
    case 'end':
      return <EndDialog view={view} />;
    case 'decline':
      return <DeclineDialog view={view} />;
    case 'sound':
      return <SoundDialog view={view} />;
    case 'passcode':
      return <PasscodeDialog view={view} busy={dialog.busy} error={dialog.error} />;
    case 'past-call':
      return <PastCallDialog view={view} call={dialog.call} />;
  }
}

/** Above the call, which the agent can still answer, mute and dial in. */
function SignInBeside({ view }: { readonly view: View }) {
  return (
    <section class="card sign-in beside" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">{view.say('signIn.again')}</h2>
      <p class="lead">{view.say('signIn.inCall')}</p>
      <SignInForm view={view} />
    </section>
  );
}

/** Over the screen, between calls. */
function SignInAgain({ view }: { readonly view: View }) {
  return (
    <Modal title={view.say('signIn.again')} onClose={() => undefined}>
      <p class="lead">{view.say('signIn.againLead')}</p>
      <SignInForm view={view} />
    </Modal>
  );
}
