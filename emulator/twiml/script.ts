import type { Clock } from '../clock.ts';
import type { EventLog } from '../event-log.ts';
import type { ClipSource } from '../switch/ports.ts';
import type { Sound } from '../switch/sound/sound.ts';
import type { TwimlElement } from './document.ts';
import { type ElementRule, fitting } from './rules.ts';
import { TwimlError } from './twiml-error.ts';

/** A request for the next document. */
export interface TwimlRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly params?: Readonly<Record<string, string>>;
}

/** A document and where it came from; no address where it was given inline. */
export interface TwimlPage {
  readonly url?: string;
  readonly method: 'GET' | 'POST';
  readonly elements: readonly (TwimlElement | string)[];
}

/** The surroundings of a script: how it plays sound, fetches documents and is stopped. */
export interface ScriptHost {
  readonly clock: Clock;
  readonly clips: ClipSource;
  readonly log: EventLog;
  readonly sound: Sound;
  readonly signal: AbortSignal;
  readonly callSid: string;
  readonly fetch: (request: TwimlRequest) => Promise<TwimlPage>;
}

/** After a verb: go on, end the call, or carry on with another document. */
export type Step = 'next' | 'end' | TwimlRequest;

export interface Verb<Host extends ScriptHost> {
  readonly rule: ElementRule;
  readonly run: (element: TwimlElement, host: Host, page: TwimlPage) => Promise<Step>;
}

export interface Grammar<Host extends ScriptHost> {
  readonly verbs: Readonly<Record<string, Verb<Host>>>;
  /** The error code for a verb that is not allowed here; absent where Twilio only warns and goes on. */
  readonly strangerCode?: number;
  /** Called with each verb before it runs. */
  readonly before?: (element: TwimlElement, host: Host) => void;
}

/**
 * Runs documents until their verbs run out or one of them ends the call.
 * @throws TwimlError, WebhookError, or the signal's reason once it is aborted
 */
export async function runScript<Host extends ScriptHost>(
  first: TwimlPage,
  grammar: Grammar<Host>,
  host: Host,
): Promise<'ran-out' | 'end'> {
  let page: TwimlPage | undefined = first;
  while (page) {
    // Whoever hung up while the document was on its way runs none of it.
    host.signal.throwIfAborted();
    const step: Step = await runPage(page, grammar, host);
    if (step === 'end') return 'end';
    page = step === 'next' ? undefined : await host.fetch(step);
  }
  return 'ran-out';
}

async function runPage<Host extends ScriptHost>(
  page: TwimlPage,
  grammar: Grammar<Host>,
  host: Host,
): Promise<Step> {
  const allowed = Object.fromEntries(Object.entries(grammar.verbs).map(([name, verb]) => [name, verb.rule]));
  const warn = (errorCode: number, message: string): void => warnOf(host, errorCode, message);
  for (const element of fitting(page.elements, { ...grammar, allowed }, warn)) {
    grammar.before?.(element, host);
    const step = await grammar.verbs[element.name]?.run(element, host, page);
    if (step && step !== 'next') return step;
    host.signal.throwIfAborted();
  }
  return 'next';
}

/** Logs what Twilio's debugger would show when the document goes on all the same. */
export function warnOf(host: ScriptHost, errorCode: number, message: string): void {
  host.log.record({ kind: 'twiml', errorCode, message, callSid: host.callSid });
}

/** The absolute URL of `relative` in a document; the document's own URL when it is empty. @throws TwimlError 11100 */
export function resolveUrl(relative: string | undefined, page: TwimlPage): string {
  if (!relative && page.url !== undefined) return page.url;
  try {
    return new URL(relative ?? '', page.url).href;
  } catch {
    throw new TwimlError(11100, `Invalid URL format: "${relative ?? ''}"`);
  }
}

/** POST unless the attribute says otherwise. */
export function methodOf(value: string | undefined, usual: 'GET' | 'POST' = 'POST'): 'GET' | 'POST' {
  const upper = value?.toUpperCase();
  return upper === 'GET' || upper === 'POST' ? upper : usual;
}
