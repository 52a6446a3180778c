import { until } from '../switch/sound/interruption.ts';
import type { Clip } from '../switch/ports.ts';
import { keyTone } from '../switch/sound/key-tones.ts';
import { textOf } from './document.ts';
import { anything, count } from './rules.ts';
import { resolveUrl, type ScriptHost, type Verb } from './script.ts';

/** How often `loop="0"` plays. */
const ENDLESS_LOOPS = 1000;

/** https://www.twilio.com/docs/voice/twiml/play */
export const play: Verb<ScriptHost> = {
  rule: { attributes: { loop: count(), digits: anything }, text: true },
  async run(element, host, page) {
    const { digits, loop } = element.attributes;
    const clip = digits
      ? Promise.resolve(keyTone(digits))
      : until(host.signal, host.clips.play(resolveUrl(textOf(element), page)));
    await playClip(host, clip, loop);
    return 'next';
  },
};

/** Plays a clip `loop` times. When a sound cannot be fetched, the log shows Twilio's code and the document goes on. */
export async function playClip(host: ScriptHost, loading: Promise<Clip>, loop = '1'): Promise<void> {
  const clip = await loading.catch((error: unknown) => passOver(host, error));
  const times = Number(loop) === 0 ? ENDLESS_LOOPS : Math.min(Number(loop), ENDLESS_LOOPS);
  if (!clip) return;
  for (let time = 0; time < times; time += 1) await host.sound.play(clip, host.signal);
}

function passOver(host: ScriptHost, error: unknown): undefined {
  if (host.signal.aborted || !(error instanceof Error)) throw error;
  const errorCode = 'code' in error && typeof error.code === 'number' ? error.code : 11200;
  host.log.record({ kind: 'twiml', errorCode, message: error.message, callSid: host.callSid });
  return undefined;
}
