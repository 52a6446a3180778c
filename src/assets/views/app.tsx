import { dialogFor } from '../model/dialog-for.ts';
import { screenOf } from '../model/screen.ts';
import { Banners } from './banners.tsx';
import { EndDialog, KeypadDialog } from './call-dialogs.tsx';
import { CallStage } from './call.tsx';
import { Header } from './header.tsx';
import { Home } from './home.tsx';
import { Modal } from './modal.tsx';
import { RecordDialog } from './records.tsx';
import { Rejoin } from './rejoin.tsx';
import { DeclineDialog, Ringing } from './ringing.tsx';
import { SignIn, SignInForm } from './sign-in.tsx';
import { SoundDialog } from './sound.tsx';
import { Team } from './team.tsx';
import { TransferDialog } from './transfer.tsx';
import type { View } from './view.ts';
import { WrapUp } from './wrap-up.tsx';

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
      return <WrapUp view={view} />;
  }
}

function Dialogs({ view }: { readonly view: View }) {
  const { session } = view.state;
  const dialog = dialogFor(view.state);
  if (session.kind === 'expired') return <SignInAgain view={view} />;
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
    case 'record':
      return <RecordDialog view={view} call={dialog.call} />;
  }
}

/** Over whatever is going on; the call below keeps its sound. */
function SignInAgain({ view }: { readonly view: View }) {
  return (
    <Modal title={view.say('signIn.again')} onClose={() => undefined}>
      <p class="lead">{view.say('signIn.againLead')}</p>
      <SignInForm view={view} />
    </Modal>
  );
}
