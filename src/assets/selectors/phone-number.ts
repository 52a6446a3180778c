import type { PageState } from '../state/state.ts';

/**
 * Country code 1 has one numbering plan: area code, exchange, line. Elsewhere the groups differ from place to place.
 */
const NORTH_AMERICAN = /^\+1(\d{3})(\d{3})(\d{4})$/;

/**
 * A number in the groups that people read and say. Its spaces keep it in one line. Where the groups are not certain,
 * the number as it is.
 */
export function numberText(number: string): string {
  return number.replace(NORTH_AMERICAN, '+1\u00a0$1\u00a0$2\u00a0$3');
}

/** The caller's number as people read it; empty while there is no call. */
export function callerOf({ call }: PageState): string {
  return numberText(call?.from ?? '');
}
