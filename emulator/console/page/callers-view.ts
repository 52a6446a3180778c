import type { ConsoleState } from '../page-protocol.ts';
import { byId, element } from './element.ts';
import { ask } from './server.ts';

/** Scripted callers: one click makes them dial, another makes them hang up. */
export function drawCallers(state: ConsoleState, fail: (error: unknown) => void): readonly HTMLElement[] {
  const rows = state.callers.map((caller) => {
    const phone = state.phones.find((one) => one.number === caller.number && one.kind === 'scripted');
    const callSid = phone?.callSid;
    const act = (): void => {
      const to = (byId('to') as HTMLInputElement).value;
      void (callSid ? ask('calls/hangup', { callSid }) : ask('callers', { id: caller.id, to })).catch(fail);
    };
    const text = callSid ? 'Hang up' : 'Call';
    return element(
      'li',
      {},
      element('span', {}, caller.title, element('span', { class: 'address' }, caller.number)),
      element(
        'button',
        {
          type: 'button',
          class: callSid ? 'end' : 'plain',
          'aria-label': `${text}: ${caller.title}`,
          'data-key': caller.id,
          onClick: act,
        },
        text,
      ),
    );
  });
  return [element('ul', { class: 'rows' }, ...rows)];
}
