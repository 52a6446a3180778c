import type { ConsoleState } from '../page-protocol.ts';
import { element } from './element.ts';

/** How apps of one's own are pointed at this local Twilio: what its command printed, without the account. */
export function drawPointers(pointers: ConsoleState['pointers']): readonly HTMLElement[] {
  const terms = pointers.flatMap(({ who, how }) => [
    element('dt', {}, who),
    element('dd', {}, element('code', {}, how)),
  ]);
  return [element('dl', { class: 'pointers' }, ...terms)];
}
