import type { Control, HeardSegment } from './control.ts';
import { until } from './until.ts';

/** Two of the phone's measurements, which it makes four times a second. */
const LATELY_MS = 500;
/** Each of them goes so much further back than to the one before. */
const OVERLAP_MS = 260;

/** A caller with a tone for a voice, who records what they hear. */
export class Caller {
  readonly number: string;
  readonly #control: Control;
  #callSid = '';

  private constructor(control: Control, number: string) {
    this.#control = control;
    this.number = number;
  }

  /** Calls `to`. The call goes on until somebody hangs up. */
  static async call(
    control: Control,
    options: {
      readonly number: string;
      readonly to: string;
      readonly toneHz: number;
      /** How long they speak. They are silent afterwards. */
      readonly speaksSeconds?: number;
      readonly listenFor: readonly number[];
    },
  ): Promise<Caller> {
    const caller = new Caller(control, options.number);
    await control.addPhone({
      From: options.number,
      script: options.speaksSeconds
        ? [{ tone: options.toneHz, seconds: options.speaksSeconds }, { pause: 600 }]
        : [{ tone: options.toneHz }],
      listenFor: [...options.listenFor],
    });
    caller.#callSid = await control.dial(options.number, options.to);
    return caller;
  }

  get callSid(): string {
    return this.#callSid;
  }

  hangUp(): Promise<void> {
    return this.#control.hangUp(this.#callSid);
  }

  /** Whether Twilio still has the call. */
  async isOnTheLine(): Promise<boolean> {
    const { calls } = await this.#control.state();
    return calls.some(({ sid, status }) => sid === this.#callSid && status === 'in-progress');
  }

  /** Waits for words, or a sound, that are played to the caller. */
  async isPlayed(content: RegExp, seconds = 40): Promise<void> {
    await until(
      `the caller hears ${content}`,
      async () => content.test((await this.#control.audio(this.#callSid)).clip?.content ?? ''),
      seconds,
    );
  }

  /** Everything heard so far, oldest first. */
  async heard(): Promise<readonly HeardSegment[]> {
    return (await this.#control.audio(this.#callSid)).heard;
  }

  /** The tones heard in the last half second, lowest first; undefined while something older than `since` is in it. */
  async heardLately(since: number): Promise<readonly number[] | undefined> {
    const segments = await this.heard();
    const end = segments.at(-1)?.to ?? 0;
    if (end - since < LATELY_MS + OVERLAP_MS) return undefined;
    const recent = segments.filter(({ to }) => to > end - LATELY_MS);
    return [...new Set(recent.flatMap(({ tones }) => tones))].sort((a, b) => a - b);
  }

  /** The sounds of the next seconds: each tone, and whether there was any sound at all. */
  async hears(seconds = 1.5): Promise<{ readonly tones: readonly number[]; readonly sounds: boolean }> {
    // The phone measures in windows of half a second: what was before must have left the first one.
    const since = Date.now() + 600;
    await new Promise((resolve) => setTimeout(resolve, 600 + seconds * 1000));
    const segments = (await this.heard()).filter(
      ({ from, to }) => to > since && (from > since - 300 || to > since + 300),
    );
    return {
      tones: [...new Set(segments.flatMap(({ tones }) => tones))].sort((a, b) => a - b),
      sounds: segments.some(({ kind }) => kind !== 'silence'),
    };
  }
}
