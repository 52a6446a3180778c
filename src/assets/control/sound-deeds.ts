import { recall, remember } from '../browser/remembered.ts';
import type { Sounds } from '../browser/ringtone.ts';
import type { Meters } from '../browser/meters.ts';
import { listAudio, microphoneTrouble, type OpenMicrophone, openMicrophone } from '../wire/microphone.ts';
import type { SoundDeeds } from './deeds.ts';
import type { Links } from './links.ts';
import type { Store } from './store.ts';

interface Parts {
  readonly store: Store;
  readonly links: Links;
  readonly sounds: Sounds;
  readonly meters: Meters;
}

/** Checking the microphone, choosing devices, and letting the page sound. */
export function createSoundDeeds({ store, links, sounds, meters }: Parts): SoundDeeds {
  const { tell } = store;
  const check = createCheck(store, meters);
  return {
    checkMicrophone: check.open,
    closeMicrophone: check.close,
    async chooseInput(id) {
      remember('input', id);
      tell({ type: 'MicrophoneChanged', microphone: { input: id } });
      await Promise.allSettled([links.phone()?.useMicrophone(id), check.open()]);
    },
    async chooseOutput(id) {
      remember('output', id);
      tell({ type: 'MicrophoneChanged', microphone: { output: id } });
      await Promise.allSettled([links.phone()?.useSpeaker(id)]);
    },
    async testSound() {
      await sounds.unlock();
      sounds.chime();
    },
    async unlockSound() {
      const on = await sounds.unlock();
      tell({ type: 'LinksChanged', links: { sound: on ? 'on' : 'blocked' } });
    },
  };
}

interface Check {
  readonly open: () => Promise<void>;
  readonly close: () => void;
}

/** One microphone at a time, with its level on the page for as long as it is open. */
function createCheck({ tell, state }: Store, meters: Meters): Check {
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
    tell({ type: 'MicrophoneChanged', microphone: { state: 'asking' } });
    try {
      microphone = await openMicrophone(state().microphone.input ?? recall('input') ?? undefined);
      tell({ type: 'MicrophoneChanged', microphone: { state: 'ready', ...(await listAudio()) } });
      measure();
    } catch (error) {
      tell({ type: 'MicrophoneChanged', microphone: { state: microphoneTrouble((error as Error).name) } });
    }
  };
  return { open, close };
}
