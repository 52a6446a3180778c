import type { Page } from 'playwright-core';

/** How loud each tone is to this page, in dBFS, by its pitch in Hz: above -45 is heard, below -60 is not. */
export type Heard = Readonly<Record<number, number>>;

/** A tone louder than this, in dBFS, is heard. */
export const HEARD_ABOVE_DB = -45;

/**
 * Runs before the page loads. Its microphone becomes a pulsed tone, because browsers take steady ones for noise. Every
 * remote sound goes through an analyser.
 */
export async function giveVoiceAndProbe(page: Page, toneHz: number): Promise<void> {
  // tsx wraps named functions in a call that exists on its own side only.
  await page.addInitScript('globalThis.__name ??= (named) => named;');
  await page.addInitScript(installSound);
  await page.addInitScript(installProbe);
  await page.addInitScript(installVoice, toneHz);
}

/** Listens for `seconds` and returns the loudest level of each tone. */
export async function listen(page: Page, tones: readonly number[], seconds = 1.2): Promise<Heard> {
  return await page.evaluate(
    async ({ tones, seconds }) => {
      const { probe } = window as unknown as { probe: AudioProbe };
      return await probe.loudest(tones, seconds * 1000);
    },
    { tones: [...tones], seconds },
  );
}

/**
 * The tones that the page has heard in the last `seconds`, lowest first; undefined until it has listened for so long.
 * @param anew begins to listen, so that nothing earlier is taken into account
 */
export async function lately(
  page: Page,
  tones: readonly number[],
  seconds: number,
  anew: boolean,
): Promise<readonly number[] | undefined> {
  const levels = await page.evaluate(
    ({ tones, ms, anew }) => {
      const { probe } = window as unknown as { probe: AudioProbe };
      if (anew) probe.watch(tones);
      return probe.lately(ms);
    },
    { tones: [...tones], ms: seconds * 1000, anew },
  );
  return levels && tones.filter((tone) => (levels[tone] ?? -120) > HEARD_ABOVE_DB).sort((a, b) => a - b);
}

/** The page's sound context, its connections, and how loud each tone was lately. Undefined without a probe. */
export async function probeState(page: Page): Promise<unknown> {
  return await page.evaluate(() => (window as unknown as { probe?: AudioProbe }).probe?.state());
}

/** Resolves as soon as anything sounds, music and words included. @throws Error when nothing does in that time */
export async function untilSound(page: Page, seconds = 20): Promise<void> {
  await page.waitForFunction(
    (least) => (window as unknown as { probe: AudioProbe }).probe.level() > least,
    HEARD_ABOVE_DB,
    { timeout: seconds * 1000, polling: 20 },
  );
}

interface AudioProbe {
  /** How loud the loudest of all sounds is now, in dBFS. */
  level(): number;
  /** Listens for `ms` from now on. */
  loudest(tones: number[], ms: number): Promise<Record<number, number>>;
  /** Begins to write down how loud these tones are. */
  watch(tones: number[]): void;
  /** The loudest level of each in the last `ms`; undefined until it has watched for so long. */
  lately(ms: number): Record<number, number> | undefined;
  /** For the report of a failed test. */
  state(): unknown;
}

/** The sound context that voice and probe share. */
interface TestSound {
  testSound(): AudioContext;
}

/**
 * One sound context for all that a page and its test do. The Chromium that npm ships plays 16 sounds at once in all its
 * pages. Each context and each sounding element is one of them. With four contexts in each of four pages, a call in the
 * last was silent.
 */
function installSound(): void {
  const Context = window.AudioContext;
  let context: AudioContext | undefined;
  const shared = (): AudioContext => {
    // A part that is done with it must not end it for the others.
    context ??= Object.assign(new Context(), { close: () => Promise.resolve() });
    return context;
  };
  window.AudioContext = new Proxy(Context, {
    construct: (target, args: ConstructorParameters<typeof AudioContext>) =>
      args.length > 0 ? new target(...args) : shared(),
  });
  Object.assign(window, { testSound: shared });
}

function installVoice(toneHz: number): void {
  let voice: { readonly context: AudioContext; readonly sound: AudioNode } | undefined;

  const speak = (): { readonly context: AudioContext; readonly sound: AudioNode } => {
    const context = (window as unknown as TestSound).testSound();
    const oscillator = context.createOscillator();
    oscillator.frequency.value = toneHz;
    const sound = context.createGain();
    sound.gain.value = 0.125;
    const pulse = context.createOscillator();
    pulse.type = 'square';
    pulse.frequency.value = 4;
    const depth = context.createGain();
    depth.gain.value = 0.125;
    pulse.connect(depth).connect(sound.gain);
    oscillator.connect(sound);
    oscillator.start();
    pulse.start();
    return { context, sound };
  };

  navigator.mediaDevices.getUserMedia = async () => {
    voice ??= speak();
    await voice.context.resume();
    const output = voice.context.createMediaStreamDestination();
    voice.sound.connect(output);
    return output.stream;
  };
}

function installProbe(): void {
  const analysers = new Map<MediaStreamTrack, AnalyserNode>();

  const hear = (track: MediaStreamTrack): void => {
    const context = (window as unknown as TestSound).testSound();
    void context.resume();
    const analyser = context.createAnalyser();
    analyser.fftSize = 4096;
    analyser.smoothingTimeConstant = 0;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    analysers.set(track, analyser);
    track.addEventListener('ended', () => analysers.delete(track));
  };

  const levelsOf = (analyser: AnalyserNode, tones: number[]): number[] => {
    const spectrum = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(spectrum);
    const binWidth = analyser.context.sampleRate / analyser.fftSize;
    return tones.map((tone) => {
      const bin = Math.round(tone / binWidth);
      return Math.max(...spectrum.slice(bin - 2, bin + 3));
    });
  };

  const level = (): number => {
    const live = [...analysers].filter(([track]) => track.readyState === 'live');
    return Math.max(
      -120,
      ...live.map(([, analyser]) => {
        const spectrum = new Float32Array(analyser.frequencyBinCount);
        analyser.getFloatFrequencyData(spectrum);
        return spectrum.reduce((most, each) => Math.max(most, each), -120);
      }),
    );
  };

  const everySoOften = 40;
  let watched: number[] = [];
  let notes: { readonly at: number; readonly levels: Record<number, number> }[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;
  let began = Infinity;

  const note = (): void => {
    const levels: Record<number, number> = {};
    for (const [track, analyser] of analysers) {
      if (track.readyState !== 'live') continue;
      const each = levelsOf(analyser, watched);
      watched.forEach((tone, index) => (levels[tone] = Math.max(levels[tone] ?? -120, each[index] ?? -120)));
    }
    notes = [...notes.slice(-50), { at: performance.now(), levels }];
  };

  const watch = (tones: number[]): void => {
    clearInterval(timer);
    [watched, notes, began] = [tones, [], performance.now()];
    timer = setInterval(note, everySoOften);
  };

  const lately = (ms: number): Record<number, number> | undefined => {
    const now = performance.now();
    if (now - began < ms) return undefined;
    const recent = notes.filter(({ at }) => at > now - ms);
    const loudest = (tone: number): number =>
      Math.max(-120, ...recent.map(({ levels }) => levels[tone] ?? -120));
    return Object.fromEntries(watched.map((tone) => [tone, loudest(tone)]));
  };

  const loudest = async (tones: number[], ms: number): Promise<Record<number, number>> => {
    watch(tones);
    await new Promise((resolve) => setTimeout(resolve, ms + everySoOften));
    return lately(ms) ?? {};
  };

  const connections: RTCPeerConnection[] = [];
  const sound = (): string => {
    const { state, currentTime } = (window as unknown as TestSound).testSound();
    return `${state} ${currentTime.toFixed(1)} s`;
  };
  const state = (): unknown => ({
    sound: sound(),
    connections: connections.map((each) => `${each.connectionState} ${each.iceConnectionState}`),
    listensTo: [...analysers.keys()].map((track) => `${track.readyState}${track.muted ? ' muted' : ''}`),
    lately: lately(500),
  });

  window.RTCPeerConnection = new Proxy(RTCPeerConnection, {
    construct(target, args: ConstructorParameters<typeof RTCPeerConnection>) {
      const connection = new target(...args);
      connections.push(connection);
      connection.addEventListener('track', ({ track }) => hear(track));
      connection.addEventListener('connectionstatechange', () => {
        if (connection.connectionState !== 'closed') return;
        for (const { track } of connection.getReceivers()) analysers.delete(track);
      });
      return connection;
    },
  });
  Object.assign(window, { probe: { level, loudest, watch, lately, state } });
}
