import { saveChoice } from '../browser/storage.ts';
import type { Meters } from '../browser/level-meters.ts';
import {
  listAudio,
  microphoneTrouble,
  type OpenMicrophone,
  openMicrophone,
  watchAudio,
} from '../browser/microphone.ts';
import { dialogFor } from '../selectors/dialog.ts';
import { deviceInUse, lostDevice, stateAfterChange } from '../selectors/devices.ts';
import type { SoundActions } from './actions.ts';
import type { PageContext } from './page-context.ts';
import type { Store } from '../state/store.ts';

type SoundContext = Pick<PageContext, 'store' | 'connections' | 'sounds' | 'meters'>;

/** Checking the microphone, choosing devices, and letting the page sound. */
export function createSoundActions({ store, connections, sounds, meters }: SoundContext): SoundActions {
  const { dispatch, state } = store;
  const check = createCheck(store, meters);
  void sounds.useSpeaker(state().microphone.output).catch(() => undefined);
  watchAudio(() => void followDevices({ store, connections, sounds }));
  store.subscribe((now, before) => {
    const [isOpen, wasOpen] = [now, before].map((state) => dialogFor(state).kind === 'sound');
    if (isOpen && !wasOpen && now.microphone.state === 'ready' && !now.line.active) void check.open();
    if (wasOpen && !isOpen) check.close();
  });
  return {
    checkMicrophone: check.open,
    closeMicrophone: check.close,
    async chooseInput(id) {
      saveChoice('input', id);
      dispatch({ type: 'MicrophoneChanged', microphone: { input: id } });
      // Between calls the SDK would keep the microphone open.
      const { active } = state().line;
      await Promise.allSettled([active ? connections.phone()?.useMicrophone(id) : check.open()]);
    },
    async chooseOutput(id) {
      saveChoice('output', id);
      dispatch({ type: 'MicrophoneChanged', microphone: { output: id } });
      await Promise.allSettled([connections.phone()?.useSpeaker(id), sounds.useSpeaker(id)]);
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

/** A device came or went. Reads the lists anew, tells what is lost, and uses a chosen device once it is back. */
async function followDevices({
  store: { dispatch, state },
  connections,
  sounds,
}: Pick<SoundContext, 'store' | 'connections' | 'sounds'>): Promise<void> {
  const lists = await listAudio();
  const before = state();
  const name = lostDevice(before, lists);
  const microphone = { ...lists, state: stateAfterChange(before.microphone, lists) };
  dispatch({ type: 'MicrophoneChanged', microphone });
  if (name !== undefined)
    dispatch({ type: 'Noticed', notice: { tone: 'problem', word: 'notice.deviceGone', values: { name } } });
  // The SDK itself leaves a device that is gone.
  const { input, output } = before.microphone;
  const isBack = (kind: 'inputs' | 'outputs', id: string | undefined): boolean =>
    lists[kind].some((each) => each.id === id) && !before.microphone[kind].some((each) => each.id === id);
  const phone = connections.phone();
  await Promise.allSettled([
    input && before.line.active && isBack('inputs', input) && phone?.useMicrophone(input),
    output && isBack('outputs', output) && phone?.useSpeaker(output),
    output && sounds.useSpeaker(deviceInUse(lists.outputs, output)),
  ]);
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
    if (state().microphone.isMeasured)
      dispatch({ type: 'MicrophoneChanged', microphone: { isMeasured: false } });
  };
  const measure = (): void => {
    meters.show('mine', microphone?.level() ?? 0);
    if (microphone) requestAnimationFrame(measure);
  };
  const open = async (): Promise<void> => {
    close();
    if (state().microphone.state !== 'ready')
      dispatch({ type: 'MicrophoneChanged', microphone: { state: 'asking' } });
    try {
      microphone = await openMicrophone(state().microphone.input);
      const ready = { state: 'ready', isMeasured: true, ...(await listAudio()) } as const;
      dispatch({ type: 'MicrophoneChanged', microphone: ready });
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
