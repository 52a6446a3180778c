import type { Name, Word } from '../words/words.ts';
import { nextStepOf } from './transfer-attempt.ts';
import { type Heading, headingFor } from './heading.ts';
import { callerOf } from './phone-number.ts';
import { screenOf } from './screen.ts';
import { isSessionOverInCall, type PageState } from '../state/state.ts';

/** What a screen reader says after a change; undefined when there is nothing new to hear. */
export function screenReaderText(
  state: PageState,
  before: PageState,
): { readonly word: Word; readonly values?: Readonly<Record<string, Name>> } | undefined {
  const [screen, last] = [screenOf(state), screenOf(before)];
  const name = callerOf(state);
  if (isSessionOverInCall(state) && !isSessionOverInCall(before)) return { word: 'signIn.inCall' };
  if (ringsNow(state) && !ringsNow(before)) return { word: 'say.ringing', values: { name } };
  if (screen !== last && screen === 'call') return callBegins(state);
  if (screen !== last && last === 'call' && screen !== 'rejoin') return { word: 'say.ended' };
  if (screen === 'call' && last === 'call') return changeOf(state, before);
  return undefined;
}

/** Whether a call rings and the page knows whose it is. The telephone may ring before the call itself comes. */
export function ringsNow(state: PageState): boolean {
  return screenOf(state) === 'ringing' && state.call !== undefined;
}

/** The agent may be on their way into the room still; then the news of the heading follow. */
function callBegins(state: PageState): Pick<Heading, 'word' | 'values'> {
  const { word } = headingFor(state);
  return word === 'call.connecting' ? { word } : { word: 'say.call', values: { name: callerOf(state) } };
}

/** Within a call: why a transfer failed, else the news of its heading (private, on hold, calling, joined). */
function changeOf(state: PageState, before: PageState): Pick<Heading, 'word' | 'values'> | undefined {
  const failed = nextStepOf(state);
  if (failed && !nextStepOf(before)) return failed;
  const [now, then] = [headingFor(state), headingFor(before)];
  return now.word !== then.word || now.values?.['name'] !== then.values?.['name'] ? now : undefined;
}
