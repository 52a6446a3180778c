import { loadChoice, saveChoice } from '../browser/storage.ts';
import type { Meters } from '../browser/level-meters.ts';
import { listAudio, microphoneTrouble, type OpenMicrophone, openMicrophone } from '../browser/microphone.ts';
import type { SoundActions } from './actions.ts';
import type { PageContext } from './page-context.ts';
import type { Store } from '../state/store.ts';

type SoundContext = Pick<PageContext, 'store' | 'connections' | 'sounds' | 'meters'>;

/** Checking the microphone, choosing devices, and letting the page sound. */
export function createSoundActions({ store, connections, sounds, meters }: SoundContext): SoundActions {
  const { dispatch } = store;
  const check = createCheck(store, meters);
  return {
    checkMicrophone: check.open,
    closeMicrophone: check.close,
    async chooseInput(id) {
      saveChoice('input', id);
      dispatch({ type: 'MicrophoneChanged', microphone: { input: id } });
      await Promise.allSettled([connections.phone()?.useMicrophone(id), check.open()]);
    },
    async chooseOutput(id) {
      saveChoice('output', id);
      dispatch({ type: 'MicrophoneChanged', microphone: { output: id } });
      await Promise.allSettled([connections.phone()?.useSpeaker(id)]);
    },
    async testSound() {
      await sounds.unlock();
      sounds.chime();
    },
    async unlockSound() {
      const on = await sounds.unlock();
      dispatch({ type: 'ConnectionChanged', connection: { sound: on ? 'on' : 'blocked' } });
    },
  };
}

interface Check {
  readonly open: () => Promise<void>;
  readonly close: () => void;
}

/** One microphone at a time. The page shows its level as long as it is open. */
function createCheck({ dispatch, state }: Store, meters: Meters): Check {
  let microphone: OpenMicrophone | undefined;
  const close = (): void => {
    microphone?.close();
    microphone = undefined;
  };
  const measure = (): void => {
    meters.show('mine', microphone?.level() ?? 0);
    if (microphone) requestAnimationFrame(measure);
  };
  const open = async (): Promise<void> => {
    close();
    dispatch({ type: 'MicrophoneChanged', microphone: { state: 'asking' } });
    try {
      microphone = await openMicrophone(state().microphone.input ?? loadChoice('input') ?? undefined);
      dispatch({ type: 'MicrophoneChanged', microphone: { state: 'ready', ...(await listAudio()) } });
      measure();
    } catch (error) {
      dispatch({
        type: 'MicrophoneChanged',
        microphone: { state: microphoneTrouble((error as Error).name) },
      });
    }
  };
  return { open, close };
}
