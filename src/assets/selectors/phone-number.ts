import { addressIn, isWithheld } from '../../core/model/caller-number.ts';
import type { PageState } from '../state/state.ts';
import type { Name } from '../words/words.ts';

/**
 * Country code 1 has one numbering plan: area code, exchange, line. Elsewhere the groups differ from place to place.
 */
const NORTH_AMERICAN = /^\+1(\d{3})(\d{3})(\d{4})$/;

/** Each is one object, so that two of them are equal. */
const WITHHELD_NAME: Name = { word: 'caller.withheld' };
const UNKNOWN_NAME: Name = { word: 'recent.unknown' };

/**
 * A number in the groups that people read and say. Its spaces keep it in one line. Where the groups are not certain,
 * the number as it is.
 */
export function numberText(number: string): string {
  return number.replace(NORTH_AMERICAN, '+1\u00a0$1\u00a0$2\u00a0$3');
}

/** What the page calls a caller: their number or address, or words where there is none. */
export function callerName(from: string | undefined): Name {
  if (from === undefined) return UNKNOWN_NAME;
  return isWithheld(from) ? WITHHELD_NAME : (addressIn(from) ?? numberText(from));
}

/** The caller as people read them; empty while there is no call. */
export function callerOf({ call }: PageState): Name {
  return call ? callerName(call.from) : '';
}
