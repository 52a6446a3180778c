import type { CallSid } from '../../core/call.ts';
import type { Me } from '../model/state.ts';
import { draftOf, isUnsaved, unsavedCall, wrapUpCall } from '../model/records.ts';
import { screenOf } from '../model/screen.ts';
import { remember } from '../browser/remembered.ts';
import { askForNotifications } from '../browser/notification.ts';
import { ApiError, type Ask } from '../wire/api.ts';
import type { RecordDeeds, SessionDeeds, SoundDeeds } from './deeds.ts';
import type { Links } from './links.ts';
import type { Store } from './store.ts';

interface Parts {
  readonly ask: Ask;
  readonly store: Store;
  readonly links: Links;
  readonly microphone: Pick<SoundDeeds, 'checkMicrophone' | 'closeMicrophone' | 'unlockSound'>;
  readonly records: Pick<RecordDeeds, 'saveWrapUp' | 'showRecord'>;
}

/** Signing in and out, and being available. */
export function createSessionDeeds(parts: Parts): SessionDeeds {
  const { ask, store, links, microphone } = parts;
  const { tell, state } = store;
  const problem = (error: unknown): void =>
    tell({ type: 'Noticed', notice: { tone: 'problem', word: wordOf(error) } });
  const setPresence = createSetPresence(parts, problem);
  return {
    async signIn(agent, passcode) {
      tell({ type: 'SigningIn' });
      try {
        const { agent: me } = await ask<{ agent: Me }>('session/start', { agent, passcode });
        remember('agent', agent);
        tell({ type: 'SignedIn', me });
        await links.open(me);
      } catch (error) {
        if (state().session.kind === 'signed-in') problem(error);
        else tell({ type: 'SignInRefused', word: wordOf(error) });
      }
    },
    async signOut() {
      if (!(await nothingIsLost(parts, unsavedCall(state())))) return;
      await ask('session/end').catch(() => undefined);
      links.close();
      microphone.closeMicrophone();
      tell({ type: 'SignedOut' });
    },
    setPresence,
    async finishWrapUp(presence) {
      if (await nothingIsLost(parts, wrapUpCall(state()))) await setPresence(presence);
    },
    async retryLine() {
      tell({ type: 'LineChanged', line: { device: 'registering' } });
      await links.register();
    },
    retryToken: () => links.renewToken(),
  };
}

function createSetPresence(parts: Parts, problem: (error: unknown) => void): SessionDeeds['setPresence'] {
  const { ask, store, links } = parts;
  return async (presence) => {
    try {
      if (presence === 'available' && !(await getReady(parts))) return;
      await ask('presence/set', { presence });
      if (store.state().links.sync !== 'connected') await links.refreshDesk();
    } catch (error) {
      problem(error);
    }
  };
}

/** Whether the notes are saved, or the agent goes on although they were told that they are not. */
async function nothingIsLost(
  { store: { state }, records }: Parts,
  call: CallSid | undefined,
): Promise<boolean> {
  if (!call || !isUnsaved(state(), call)) return true;
  const before = draftOf(state(), call).state;
  if (await records.saveWrapUp(call)) return true;
  if (before === 'failed' || before === 'incomplete') return true;
  if (screenOf(state()) !== 'wrap-up') void records.showRecord(call);
  return false;
}

/** Being available means: sound may play, the microphone works, calls can ring here. */
async function getReady({ store: { state }, links, microphone }: Parts): Promise<boolean> {
  askForNotifications();
  await microphone.unlockSound();
  if (state().microphone.state !== 'ready') await microphone.checkMicrophone();
  microphone.closeMicrophone();
  if (state().microphone.state !== 'ready') return false;
  if (state().line.device !== 'registered') await links.register();
  return state().line.device === 'registered';
}

function wordOf(error: unknown): ApiError['word'] {
  return error instanceof ApiError ? error.word : 'error.unknown';
}
