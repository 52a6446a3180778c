import type { ConsoleState } from '../page-protocol.ts';
import { element } from './element.ts';
import { ask } from './server.ts';

/** Phones that can be called: a switch puts each where it rings. */
export function drawAnswerers(
  answerers: ConsoleState['answerers'],
  fail: (error: unknown) => void,
): readonly HTMLElement[] {
  const rows = answerers.map(({ id, title, number, on }) => {
    const box = element('input', {
      type: 'checkbox',
      role: 'switch',
      checked: on,
      'data-key': id,
      'aria-describedby': `answerer-${id}`,
      onChange: () => void ask('answerers', { id, on: box.checked }).catch(fail),
    });
    const address = element('span', { class: 'address', id: `answerer-${id}` }, number);
    return element('li', {}, element('label', { class: 'check' }, box, element('span', {}, title)), address);
  });
  return [element('ul', { class: 'rows faults' }, ...rows)];
}
