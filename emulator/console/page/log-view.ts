import type { LoggedEvent } from '../../event-log.ts';
import type { EventLine } from '../page-protocol.ts';
import { element } from './element.ts';
import { meaningOf } from './error-meanings.ts';
import { readEvent } from './server.ts';

const KINDS: readonly LoggedEvent['kind'][] = [
  'webhook',
  'twiml',
  'function',
  'rest',
  'signalling',
  'warning',
];
const MOST_ROWS = 500;

/** The log of what went over the wire, newest first, with filters; bodies are fetched when a line is opened. */
export class LogView {
  readonly #list = element('ol', { class: 'log', reversed: true, 'aria-label': 'Requests, newest first' });
  readonly #empty = element('p', { class: 'empty' }, 'Nothing yet.');
  readonly #kind = element('select', { id: 'log-kind', onChange: () => this.#filter() });
  readonly #text = element('input', {
    id: 'log-text',
    type: 'search',
    placeholder: 'path, status, call SID',
    onInput: () => this.#filter(),
  });
  readonly #errors = element('input', { type: 'checkbox', onChange: () => this.#filter() });
  #lines: { line: EventLine; row: HTMLElement }[] = [];

  mount(place: HTMLElement): void {
    this.#kind.append(element('option', { value: '' }, 'everything'));
    for (const kind of KINDS) this.#kind.append(element('option', { value: kind }, kind));
    place.append(
      element(
        'div',
        { class: 'filters' },
        element('label', {}, 'Show ', this.#kind),
        element('label', {}, 'Find ', this.#text),
        element('label', { class: 'check' }, this.#errors, 'errors only'),
        element('button', { type: 'button', class: 'quiet', onClick: () => this.clear() }, 'Clear'),
      ),
      this.#list,
      this.#empty,
    );
  }

  /** Adds lines, given oldest first, on top. */
  add(lines: readonly EventLine[]): void {
    for (const line of lines) {
      const row = drawLine(line);
      row.hidden = !this.#matches(line);
      this.#lines.push({ line, row });
      this.#list.prepend(row);
    }
    for (const { row } of this.#lines.splice(0, Math.max(0, this.#lines.length - MOST_ROWS))) row.remove();
    this.#tellEmpty();
  }

  clear(): void {
    this.#lines = [];
    this.#list.replaceChildren();
    this.#tellEmpty();
  }

  #filter(): void {
    for (const { line, row } of this.#lines) row.hidden = !this.#matches(line);
    this.#tellEmpty();
  }

  #matches(line: EventLine): boolean {
    if (this.#kind.value !== '' && line.kind !== this.#kind.value) return false;
    if (this.#errors.checked && !isError(line)) return false;
    const words = [line.method, line.url, line.status, line.errorCode, line.message, line.callSid]
      .join(' ')
      .toLowerCase();
    return words.includes(this.#text.value.trim().toLowerCase());
  }

  #tellEmpty(): void {
    const isEmpty = this.#lines.every(({ row }) => row.hidden);
    this.#empty.hidden = !isEmpty;
    this.#empty.textContent = this.#lines.length > 0 ? 'No line fits the filter.' : 'Nothing yet.';
  }
}

function drawLine(line: EventLine): HTMLElement {
  const summary = element(
    'summary',
    {},
    element(
      'time',
      { datetime: new Date(line.at).toISOString() },
      new Date(line.at).toTimeString().slice(0, 8),
    ),
    element('span', { class: `kind ${line.kind}` }, line.kind),
    element('span', { class: 'method' }, line.method ?? ''),
    element('span', { class: 'path', title: line.url }, wordsOf(line)),
    element('span', { class: 'status' }, line.status === undefined ? '' : String(line.status)),
    element(
      'span',
      { class: 'took' },
      line.durationMs === undefined ? '' : `${Math.round(line.durationMs)} ms`,
    ),
    line.errorCode !== undefined &&
      element('span', { class: 'meaning' }, `${line.errorCode}: ${meaningOf(line.errorCode)}`),
  );
  const details = element('details', { class: isError(line) ? 'bad' : undefined }, summary);
  details.addEventListener('toggle', () => void drawBodies(details, line.id), { once: true });
  return element('li', {}, details);
}

async function drawBodies(details: HTMLElement, id: number): Promise<void> {
  const place = element('div', { class: 'bodies' });
  details.append(place);
  try {
    const { url, message, request, response, callSid } = await readEvent(id);
    const parts = {
      URL: url,
      Message: message,
      'Call SID': callSid,
      Request: tidy(request),
      Response: tidy(response),
    };
    for (const [title, text] of Object.entries(parts)) {
      if (text) place.append(element('h3', {}, title), element('pre', { tabindex: '0' }, text));
    }
  } catch (error) {
    place.append((error as Error).message);
  }
}

/** Forms as one field a line, JSON indented, the rest as it is. */
function tidy(body: string | undefined): string | undefined {
  if (body === undefined || body === '') return undefined;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    if (!/^[^<\s=]+=[^\s<]*$/.test(body)) return body;
    return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${value}`).join('\n');
  }
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '') || '/';
}

/** The path, the message, or both: what a Function logs stands beside the Function's path. */
function wordsOf({ url, message = '' }: EventLine): string {
  if (url === undefined) return message;
  return message === '' ? pathOf(url) : `${pathOf(url)}  ${message}`;
}

/** Somebody else wrote first: an ordinary thing, after which the app reads anew and tries again. */
const LOST_RACE = 412;

function isError({ kind, status = 0, errorCode }: EventLine): boolean {
  if (status === LOST_RACE) return false;
  return kind === 'warning' || errorCode !== undefined || status >= 400;
}
