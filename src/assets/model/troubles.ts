import type { Word } from '../words/words.ts';
import { unsavedCall } from './records.ts';
import { screenOf } from './screen.ts';
import type { PageState } from './state.ts';

/** Something that does not work at the moment, in plain words, with the way out where the agent has one. */
export interface Trouble {
  readonly tone: 'problem' | 'news';
  readonly word: Word;
  readonly more?: Word;
  readonly fix?: { readonly word: Word; readonly deed: Deed };
}

type Deed = 'sound' | 'line' | 'token' | 'microphone' | 'reload' | 'notes';

/** Everything that is wrong now, the gravest first. A cause hides its consequences: offline says it all. */
export function troublesOf(state: PageState): readonly Trouble[] {
  if (!('me' in state.session))
    return state.links.online ? [] : [{ tone: 'problem', word: 'trouble.offline' }];
  const found = [
    ...(state.links.online ? linkTroubles(state) : [{ tone: 'problem', word: 'trouble.offline' } as const]),
    ...soundTroubles(state),
    ...noteTroubles(state),
  ];
  return state.links.outdated ? [...found, outdated(state)] : found;
}

function linkTroubles({ links, line }: PageState): Trouble[] {
  const found: Trouble[] = [];
  if (links.token === 'trouble') {
    found.push({ tone: 'problem', word: 'trouble.token', fix: { word: 'trouble.tokenFix', deed: 'token' } });
  } else if (line.device === 'failed') {
    found.push({ tone: 'problem', word: 'trouble.line', fix: { word: 'trouble.lineFix', deed: 'line' } });
  } else if (links.signalling === 'reconnecting') {
    found.push({ tone: 'problem', word: 'trouble.reconnecting' });
  }
  if (links.sync === 'unreachable') found.push({ tone: 'news', word: 'trouble.sync' });
  return found;
}

function soundTroubles({ links, line, microphone }: PageState): Trouble[] {
  const found: Trouble[] = [];
  if (line.active?.state === 'reconnecting')
    found.push({ tone: 'problem', word: 'trouble.callReconnecting' });
  else if (line.active?.quality) found.push({ tone: 'problem', word: `trouble.${line.active.quality}` });
  if (links.sound === 'blocked') {
    found.push({ tone: 'problem', word: 'trouble.sound', fix: { word: 'trouble.soundFix', deed: 'sound' } });
  }
  const { state } = microphone;
  if (state === 'denied' || state === 'missing' || state === 'failed') {
    found.push({
      tone: 'problem',
      word: `mic.${state}`,
      more: `mic.${state}Fix`,
      fix: { word: 'mic.retry', deed: 'microphone' },
    });
  }
  return found;
}

/** Notes that were left behind are mentioned once there is time for them. */
function noteTroubles(state: PageState): Trouble[] {
  if (screenOf(state) !== 'home' || unsavedCall(state) === undefined) return [];
  return [{ tone: 'news', word: 'trouble.notes', fix: { word: 'trouble.notesFix', deed: 'notes' } }];
}

function outdated({ line }: PageState): Trouble {
  if (line.active || line.incoming) return { tone: 'news', word: 'trouble.outdatedInCall' };
  return { tone: 'news', word: 'trouble.outdated', fix: { word: 'trouble.outdatedFix', deed: 'reload' } };
}
