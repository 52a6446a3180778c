import { unsavedCall } from '../selectors/history.ts';
import { type Problem, problemsOf } from '../selectors/problems.ts';
import { Icon } from './parts/icon.tsx';
import type { View } from './view.ts';

/** The present problems, each with its way out, and the last notice. */
export function Banners({ view }: { readonly view: View }) {
  const { state, actions, say } = view;
  return (
    <div class="banners" aria-live="polite">
      {problemsOf(state).map((problem) => (
        <ProblemBanner key={problem.word} problem={problem} view={view} />
      ))}
      {state.notice && (
        <div class={`banner ${state.notice.tone}`} key="notice">
          <Icon name={state.notice.tone === 'problem' ? 'warning' : 'info'} />
          <p>{say(state.notice.word, state.notice.values)}</p>
          <button type="button" class="link" onClick={() => actions.dismissNotice()}>
            {say('notice.dismiss')}
          </button>
        </div>
      )}
    </div>
  );
}

function ProblemBanner({
  problem,
  view: { state, actions, say },
}: {
  readonly problem: Problem;
  readonly view: View;
}) {
  const fixes = {
    sound: () => void actions.unlockSound(),
    line: () => void actions.retryLine(),
    token: () => void actions.retryToken(),
    microphone: () => void actions.checkMicrophone(),
    reload: () => actions.reload(),
    notes: () => void actions.showCallHistory(unsavedCall(state) ?? ''),
  };
  const { fix } = problem;
  return (
    <div class={`banner ${problem.tone}`}>
      <Icon name={problem.tone === 'news' ? 'info' : 'warning'} />
      <p>
        {say(problem.word)} {problem.more && say(problem.more)}
      </p>
      {fix && (
        <button type="button" class="button small" onClick={fixes[fix.action]}>
          {say(fix.word)}
        </button>
      )}
    </div>
  );
}
