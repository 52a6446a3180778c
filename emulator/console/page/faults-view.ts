import type { FaultSwitch } from '../page-protocol.ts';
import { element } from './element.ts';
import { ask } from './server.ts';

/** The faults that can be switched on, in plain words. */
export function drawFaults(
  faults: readonly FaultSwitch[],
  fail: (error: unknown) => void,
): readonly HTMLElement[] {
  const rows = faults.map(({ id, title, explanation, on }) => {
    const box = element('input', {
      type: 'checkbox',
      role: 'switch',
      checked: on,
      'data-key': id,
      'aria-describedby': `fault-${id}`,
      onChange: () => void ask('faults', { id, on: box.checked }).catch(fail),
    });
    const note = element('span', { class: 'hint', id: `fault-${id}` }, explanation);
    return element('li', {}, element('label', { class: 'check' }, box, element('span', {}, title)), note);
  });
  return [element('ul', { class: 'rows faults' }, ...rows)];
}
