import { MediaEngine } from '../../../emulator/media/media-engine.ts';
import { tone } from '../../../emulator/media/tones.ts';
import { PhoneBook } from '../../../emulator/phones/phone-book.ts';
import { SwitchLine } from '../../../emulator/phones/switch-line.ts';
import type { ClipSource } from '../../../emulator/switch/ports.ts';
import { telephoneExchange } from './switch-bench.ts';

/** What phones say, by a tone; a word lasts half a second. */
const WORDS_HZ = 700;

const clips: ClipSource = {
  play: async (url) => ({ kind: 'play', content: url, durationMs: 10_000, pcm: tone([500], 10_000) }),
  say: async (words) => {
    const durationMs = words.split(' ').length * 500;
    return { kind: 'say', content: words, durationMs, pcm: tone([WORDS_HZ], durationMs) };
  },
};

/** Outside phones on a switch in virtual time. Nobody hears anything where `sound` is false: that is much faster. */
export function phonesBench({ sound = true } = {}) {
  const it = telephoneExchange({ clips });
  const { clock, devices, phoneSwitch } = it;
  const engine = new MediaEngine({ clock, hearing: (callSid) => phoneSwitch.hearing(callSid) });
  const media = sound ? engine : { attach: () => {}, detach: () => {} };
  const phones = new PhoneBook({ clock, devices, media, clips, line: new SwitchLine(phoneSwitch) });
  return { ...it, phones };
}
