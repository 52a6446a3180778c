import { until } from '../switch/sound/interruption.ts';
import type { TwimlElement } from './document.ts';
import { playClip } from './play.ts';
import { anything, count } from './rules.ts';
import { type ScriptHost, type Verb, warnOf } from './script.ts';

/** https://www.twilio.com/docs/voice/twiml/say */
export const say: Verb<ScriptHost> = {
  rule: { attributes: { loop: count(), voice: anything, language: anything }, children: 'any', text: true },
  async run(element, host) {
    const { voice, language, loop } = element.attributes;
    const clip = until(host.signal, host.clips.say(wordsOf(element, host), { ...voiceOf(voice, language) }));
    await playClip(host, clip, loop);
    return 'next';
  },
};

/** https://www.twilio.com/docs/voice/twiml/say/text-speech#supported-ssml-tags */
const SSML_TAGS = new Set(
  'break emphasis lang p phoneme prosody s say-as sub w speak amazon:effect amazon:domain amazon:auto-breaths'.split(
    ' ',
  ),
);

/** The emulator says only the words of SSML, and the alias of `<sub>`. Other elements are ignored with a warning. */
function wordsOf(element: TwimlElement, host: ScriptHost): string {
  return spoken(element, host).replaceAll(/\s+/g, ' ').trim();
}

function spoken({ name, attributes, children }: TwimlElement, host: ScriptHost): string {
  if (name === 'sub' && attributes.alias) return attributes.alias;
  const words = children.map((child) => {
    if (typeof child === 'string') return child;
    if (SSML_TAGS.has(child.name)) return spoken(child, host);
    warnOf(host, 12200, `<${child.name}> is not allowed in <Say>`);
    return '';
  });
  return words.join(' ');
}

function voiceOf(voice?: string, language?: string): { voice?: string; language?: string } {
  return { ...(voice ? { voice } : {}), ...(language ? { language } : {}) };
}
