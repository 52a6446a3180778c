/** Two soft notes, twice a cadence. The page makes them, so that ringing needs no download. */
export interface Sounds {
  /** Lets the page make sound; call it from a click. Returns whether sound is on. */
  readonly unlock: () => Promise<boolean>;
  /** Whether the browser lets the page make sound without a click. */
  readonly allowed: () => boolean;
  readonly ring: (on: boolean) => void;
  readonly chime: () => void;
}

const CADENCE_SECONDS = 3;

/** Makes the page's own sounds. They are silent until the browser allows sound. */
export function createSounds(): Sounds {
  const context = new AudioContext();
  let timer: ReturnType<typeof setInterval> | undefined;
  const chime = (): void => {
    playNote(context, 659, 0);
    playNote(context, 880, 0.18);
  };
  const cadence = (): void => {
    chime();
    playNote(context, 659, 0.7);
    playNote(context, 880, 0.88);
  };
  return {
    async unlock() {
      await context.resume();
      return context.state === 'running';
    },
    allowed: () => context.state === 'running',
    chime,
    ring(on) {
      if (on === (timer !== undefined)) return;
      clearInterval(timer);
      timer = on ? setInterval(cadence, CADENCE_SECONDS * 1000) : undefined;
      if (on) cadence();
    },
  };
}

function playNote(context: AudioContext, hertz: number, afterSeconds: number): void {
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
}
