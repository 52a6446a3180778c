import { until } from '../switch/interruption.ts';
import { type TwimlElement, textOf } from './document.ts';
import { playClip } from './play.ts';
import { anything, count } from './rules.ts';
import type { ScriptHost, Verb } from './script.ts';

/** https://www.twilio.com/docs/voice/twiml/say */
export const say: Verb<ScriptHost> = {
  rule: { attributes: { loop: count(), voice: anything, language: anything }, text: true },
  async run(element, host) {
    const { voice, language, loop } = element.attributes;
    const clip = until(host.signal, host.clips.say(wordsOf(element), { ...voiceOf(voice, language) }));
    await playClip(host, clip, loop);
    return 'next';
  },
};

function wordsOf(element: TwimlElement): string {
  return textOf(element).replaceAll(/\s+/g, ' ');
}

function voiceOf(voice?: string, language?: string): { voice?: string; language?: string } {
  return { ...(voice ? { voice } : {}), ...(language ? { language } : {}) };
}
