/** Two soft notes, twice a cadence. The page makes them, so that ringing needs no download. */
export interface Sounds {
  /** Lets the page make sound; call it from a click. Returns whether sound is on. */
  readonly unlock: () => Promise<boolean>;
  /** Whether the browser lets the page make sound without a click. */
  readonly allowed: () => boolean;
  readonly ring: (on: boolean) => void;
  readonly chime: () => void;
  /** Three falling notes: the agent gets no calls any more, and has not asked for that. */
  readonly warn: () => void;
  /** All sounds come out of this speaker, where the browser can choose one. */
  readonly useSpeaker: (id: string | undefined) => Promise<void>;
}

const CADENCE_SECONDS = 3;

/** Chromium has it; other browsers play on the system's default. */
type ContextWithSpeaker = AudioContext & { readonly setSinkId?: (id: string) => Promise<void> };

/** Makes the page's own sounds. They are silent until the browser allows sound. */
export function createSounds(): Sounds {
  const context: ContextWithSpeaker = new AudioContext();
  let timer: ReturnType<typeof setInterval> | undefined;
  let planned: readonly OscillatorNode[] = [];
  const chime = (): readonly OscillatorNode[] => [playNote(context, 659, 0), playNote(context, 880, 0.18)];
  const cadence = (): void => {
    planned = [...chime(), playNote(context, 659, 0.7), playNote(context, 880, 0.88)];
  };
  return {
    async unlock() {
      await context.resume();
      return context.state === 'running';
    },
    allowed: () => context.state === 'running',
    chime: () => void chime(),
    warn: () => [659, 554, 440].forEach((hertz, index) => playNote(context, hertz, index * 0.22)),
    // The empty name is the default: https://www.w3.org/TR/webaudio/#dom-audiocontext-setsinkid
    useSpeaker: async (id = 'default') => context.setSinkId?.(id === 'default' ? '' : id),
    ring(on) {
      if (on === (timer !== undefined)) return;
      clearInterval(timer);
      timer = on ? setInterval(cadence, CADENCE_SECONDS * 1000) : undefined;
      // Nothing of the ring sounds into the first words of the call.
      for (const note of planned) note.stop();
      planned = [];
      if (on) cadence();
    },
  };
}

function playNote(context: AudioContext, hertz: number, afterSeconds: number): OscillatorNode {
  const start = context.currentTime + afterSeconds;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.18, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + 0.55);
  return tone;
}
