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
  const { tell, state } = store;
  let open: OpenMicrophone | undefined;
  const close = (): void => {
    open?.close();
    open = undefined;
  };
  const measure = (): void => {
    if (!open) return meters.show('mine', 0);
    meters.show('mine', open.level());
    requestAnimationFrame(measure);
  };
  const check = async (): Promise<void> => {
    close();
    tell({ type: 'MicrophoneChanged', microphone: { state: 'asking' } });
    try {
      open = await openMicrophone(state().microphone.input ?? recall('input') ?? undefined);
      tell({ type: 'MicrophoneChanged', microphone: { state: 'ready', ...(await listAudio()) } });
      measure();
    } catch (error) {
      tell({ type: 'MicrophoneChanged', microphone: { state: microphoneTrouble((error as Error).name) } });
    }
  };
  return {
    checkMicrophone: check,
    closeMicrophone: close,
    async chooseInput(id) {
      remember('input', id);
      tell({ type: 'MicrophoneChanged', microphone: { input: id } });
      await Promise.allSettled([links.phone()?.useMicrophone(id), check()]);
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
