import type { Word } from '../words/words.ts';
import { unsavedCall } from './history.ts';
import { isHoldRefused } from './parties.ts';
import { screenOf } from './screen.ts';
import type { PageState } from '../state/state.ts';

/** Something that does not work now, in plain words, with a way out if the agent has one. */
export interface Problem {
  readonly tone: 'problem' | 'news';
  readonly word: Word;
  readonly more?: Word;
  readonly fix?: { readonly word: Word; readonly action: Fix };
}

type Fix = 'sound' | 'line' | 'token' | 'microphone' | 'reload' | 'notes';

/** All present problems, the gravest first. A cause hides its consequences: `offline` hides all others. */
export function problemsOf(state: PageState): readonly Problem[] {
  if (!('me' in state.session))
    return state.connection.online ? [] : [{ tone: 'problem', word: 'problem.offline' }];
  const found = [
    ...(state.connection.online
      ? connectionProblems(state)
      : [{ tone: 'problem', word: 'problem.offline' } as const]),
    ...holdProblems(state),
    ...soundProblems(state),
    ...noteProblems(state),
  ];
  return state.connection.outdated ? [...found, outdated(state)] : found;
}

function connectionProblems({ connection, line }: PageState): Problem[] {
  const found: Problem[] = [];
  if (connection.token === 'trouble') {
    found.push({
      tone: 'problem',
      word: 'problem.token',
      fix: { word: 'problem.tokenFix', action: 'token' },
    });
  } else if (line.device === 'failed') {
    found.push({ tone: 'problem', word: 'problem.line', fix: { word: 'problem.lineFix', action: 'line' } });
  } else if (connection.signalling === 'reconnecting') {
    found.push({ tone: 'problem', word: 'problem.reconnecting' });
  }
  if (connection.sync === 'unreachable') found.push({ tone: 'news', word: 'problem.sync' });
  return found;
}

/** What the agents say may be heard by somebody who should not hear it. */
function holdProblems({ call }: PageState): Problem[] {
  return call && isHoldRefused(call) ? [{ tone: 'problem', word: 'problem.notOnHold' }] : [];
}

function soundProblems({ connection, line, microphone }: PageState): Problem[] {
  const found: Problem[] = [];
  if (line.active?.state === 'reconnecting')
    found.push({ tone: 'problem', word: 'problem.callReconnecting' });
  else if (line.active?.quality) found.push({ tone: 'problem', word: `problem.${line.active.quality}` });
  if (connection.sound === 'blocked') {
    found.push({
      tone: 'problem',
      word: 'problem.sound',
      fix: { word: 'problem.soundFix', action: 'sound' },
    });
  }
  const { state } = microphone;
  if (state === 'denied' || state === 'missing' || state === 'failed') {
    found.push({
      tone: 'problem',
      word: `mic.${state}`,
      more: `mic.${state}Fix`,
      fix: { word: 'mic.retry', action: 'microphone' },
    });
  }
  return found;
}

/** The page mentions unsaved notes once the agent has time for them. */
function noteProblems(state: PageState): Problem[] {
  if (screenOf(state) !== 'home' || unsavedCall(state) === undefined) return [];
  return [{ tone: 'news', word: 'problem.notes', fix: { word: 'problem.notesFix', action: 'notes' } }];
}

function outdated({ line }: PageState): Problem {
  if (line.active || line.incoming) return { tone: 'news', word: 'problem.outdatedInCall' };
  return { tone: 'news', word: 'problem.outdated', fix: { word: 'problem.outdatedFix', action: 'reload' } };
}
