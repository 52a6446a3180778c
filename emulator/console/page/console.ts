import type { ConsoleState } from '../page-protocol.ts';
import { drawAnswerers } from './answerers-view.ts';
import { drawCallers } from './callers-view.ts';
import { byId, element } from './element.ts';
import { drawFaults } from './faults-view.ts';
import { drawLines } from './lines-view.ts';
import { LogView } from './log-view.ts';
import { PhoneView } from './phone-view.ts';
import { drawPointers } from './pointers-view.ts';
import { ask, nextChanges } from './server.ts';

const RETRY_MS = 1500;

const phone = new PhoneView(fail);
const log = new LogView();
const drawn = new Map<string, string>();

function fail(error: unknown): void {
  const notice = byId('notice');
  notice.textContent = error instanceof Error ? error.message : String(error);
  notice.hidden = false;
}

/** Redraws a part only when its data changed, and leaves the focus where it was. */
function redraw(id: string, data: unknown, draw: () => readonly HTMLElement[]): void {
  const text = JSON.stringify(data);
  if (drawn.get(id) === text) return;
  drawn.set(id, text);
  const place = byId(id);
  const { activeElement } = document;
  const key = place.contains(activeElement) ? activeElement?.getAttribute('data-key') : undefined;
  place.replaceChildren(...draw());
  if (key) place.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

function show(state: ConsoleState): void {
  phone.update(state);
  redraw('lines', state.lines, () => drawLines(state.lines));
  redraw('callers', [state.callers, state.phones], () => drawCallers(state, fail));
  redraw('answerers', state.answerers, () => drawAnswerers(state.answerers, fail));
  redraw('faults', state.faults, () => drawFaults(state.faults, fail));
  redraw('pointers', state.pointers, () => drawPointers(state.pointers));
  const on = state.faults.filter((fault) => fault.on).map(({ title }) => title);
  redraw('faults-summary', on, () => [
    element('span', {}, on.length > 0 ? `On: ${on.join(', ')}` : 'None is on'),
  ]);
  byId('faults-summary').classList.toggle('on', on.length > 0);
  const link = byId('agent-page');
  link.hidden = state.agentPage === undefined;
  if (state.agentPage !== undefined) link.setAttribute('href', state.agentPage);
}

function tellConnection(text: string): void {
  const place = byId('connection');
  if (place.textContent !== text) place.textContent = text;
  place.classList.toggle('lost', text !== 'Running');
}

async function follow(): Promise<never> {
  let version = '';
  let last = 0;
  for (;;) {
    try {
      const changes = await nextChanges(version, last);
      ({ version, last } = changes);
      show(changes.state);
      log.add(changes.events);
      tellConnection('Running');
    } catch {
      tellConnection('The local Twilio does not answer. Is it running?');
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function reset(): Promise<void> {
  await ask('reset');
  log.clear();
  byId('notice').hidden = true;
  await phone.register();
}

phone.mount(byId('phone'));
log.mount(byId('log'));
byId('reset').addEventListener('click', () => void reset().catch(fail));
byId('notice').addEventListener('click', () => (byId('notice').hidden = true));
void phone.register().catch(fail);
void follow();
