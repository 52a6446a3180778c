import { loadChoice } from '../browser/storage.ts';
import type { View } from './view.ts';

/** The sign-in card. */
export function SignIn({ view }: { readonly view: View }) {
  return (
    <section class="card sign-in" aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">{view.say('signIn.title')}</h1>
      <p class="lead">{view.say('signIn.lead')}</p>
      <SignInForm view={view} />
    </section>
  );
}

interface Fields {
  readonly agent: HTMLInputElement;
  readonly passcode: HTMLInputElement;
  readonly code?: HTMLInputElement;
}

/** Name and passcode. Also shown over a call when the session has run out. */
export function SignInForm({ view }: { readonly view: View }) {
  const { state, actions, say } = view;
  const session = state.session;
  const busy = 'busy' in session && session.busy;
  const error = 'error' in session ? session.error : undefined;
  const needsCode = 'needsCode' in session && session.needsCode;
  const again = session.kind === 'expired';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { agent, passcode, code } = (event.currentTarget as HTMLFormElement).elements as unknown as Fields;
    if (!busy) void actions.signIn(agent.value.trim(), passcode.value, code?.value);
  };
  return (
    <form onSubmit={submit}>
      <AgentField view={view} readOnly={again} />
      <label>
        {say('signIn.passcode')}
        <input name="passcode" type="password" required autocomplete="current-password" />
      </label>
      {needsCode && <CodeField say={say} />}
      <p class="form-error" role="alert">
        {error && say(error)}
      </p>
      <button type="submit" class="button primary" aria-busy={busy} aria-disabled={busy}>
        <span class="label">{say(busy ? 'signIn.busy' : 'signIn.submit')}</span>
      </button>
    </form>
  );
}

function AgentField({ view: { state, say }, readOnly }: { readonly view: View; readonly readOnly: boolean }) {
  const { session } = state;
  return (
    <label>
      {say('signIn.agent')}
      <input
        name="agent"
        required
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        defaultValue={session.kind === 'expired' ? session.me.id : (loadChoice('agent') ?? '')}
        readOnly={readOnly}
      />
    </label>
  );
}

/** Asked for only where the account has an authenticator, and the passcode was right. */
function CodeField({ say }: Pick<View, 'say'>) {
  return (
    <label>
      {say('signIn.code')}
      <input
        name="code"
        required
        autofocus
        inputMode="numeric"
        pattern="[0-9]{6}"
        autocomplete="one-time-code"
      />
    </label>
  );
}
