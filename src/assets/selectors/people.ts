import type { Agent } from '../../core/model/agent.ts';
import type { Party } from '../../core/model/call.ts';
import type { PageState } from '../state/state.ts';

/** An agent's name; with their id, where a colleague has the same name. */
export function agentName({ id, name }: Pick<Agent, 'id' | 'name'>, { desk }: PageState): string {
  const isShared = desk?.agents.some((other) => other.id !== id && folded(other.name) === folded(name));
  return isShared ? `${name} (${id})` : name;
}

/** The name of a party of the call. */
export function partyName(party: Party, state: PageState): string {
  return party.kind === 'agent' ? agentName({ id: party.agent, name: party.name }, state) : party.name;
}

/** Marks on letters, and what people leave out or type in another way. */
const LEFT_OUT = /[\p{M}\p{P}\p{S}]/gu;
/** Letters that Unicode does not take apart. */
const PLAIN: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};
const PLAIN_LETTER = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');
const KATAKANA = /[\u30A1-\u30F6]/g;
const KATAKANA_TO_HIRAGANA = 0x60;

/**
 * A text as a search compares it: `oneill` finds O’Neill, `nunez` Núñez, and hiragana finds katakana. Wide letters are
 * like narrow ones, and several spaces like one.
 */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(LEFT_OUT, '')
    .replace(PLAIN_LETTER, (letter) => PLAIN[letter] ?? letter)
    .replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_TO_HIRAGANA))
    .replace(/\s+/g, ' ')
    .trim();
}
