import type { Browser, Page } from 'playwright-core';
import type { Twilio } from 'twilio';
import { readTimeline, timelineLines } from '../../../tools/timeline.ts';
import type { Control, State, WireEvent } from '../../../harness/control.ts';
import { probeState } from '../../../harness/audio-probe.ts';

/** A page that hangs must not keep the rest from being told. */
const PATIENCE_MS = 3000;
const EVENTS_AT_MOST = 80;
/** The newest, which the state lists first. */
const CALLS_AT_MOST = 8;
/** The parameters of a webhook that tell it from others. */
const TELLING = ['StatusCallbackEvent', 'ParticipantLabel', 'CallStatus', 'ReasonParticipantLeft', 'CallSid'];

/** The state of a running product when a test has failed. */
interface Witnesses {
  readonly browser: Browser;
  readonly control: Control;
  readonly client: Twilio;
  readonly syncService: string;
}

/** When a test of this file fails, its report ends with what `tell` answers then. */
export function tellOnFailure(tell: () => Promise<string>): void {
  const whatWasSeen = (): Promise<string> =>
    tell().catch((error: unknown) => `What was seen cannot be told: ${String(error)}`);
  Object.assign(globalThis, { whatWasSeen });
}

/** Every page's text and sound, the calls with their timelines, who heard whom, and the last events on the wire. */
export async function whatProductSaw({ browser, control, client, syncService }: Witnesses): Promise<string> {
  const state = await control.state();
  const parts = await Promise.all([
    pagesIn(browser),
    hearing(control, state),
    timelines(client, syncService, state),
    control.events().then(wireLines),
  ]);
  return [...parts, `Calls and rooms: ${JSON.stringify(briefly(state))}`].join('\n\n');
}

/** The text of every open page, and what its probe measured. */
export async function pagesIn(browser: Browser): Promise<string> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const told = await Promise.all(pages.map((page, index) => inTime(`Page ${index + 1}`, pageTells(page))));
  return [`Browser ${browser.version()}, ${pages.length} pages`, ...told].join('\n\n');
}

async function pageTells(page: Page): Promise<string> {
  const text = await page.locator('body').innerText();
  const sound = await probeState(page);
  return `${page.url()}\n${text.replaceAll(/\n+/g, ' | ')}\nSound: ${JSON.stringify(sound)}`;
}

async function inTime(name: string, telling: Promise<string>): Promise<string> {
  const late = new Promise<string>((resolve) => {
    setTimeout(() => resolve('does not answer'), PATIENCE_MS).unref();
  });
  const told = await Promise.race([telling.catch((error: unknown) => String(error)), late]);
  return `${name}: ${told}`;
}

/** The clip and the voices of each leg on the line, and the sounds that outside phones have measured. */
async function hearing(control: Control, { calls }: State): Promise<string> {
  const live = calls.filter(({ status }) => status === 'in-progress');
  const lines = live.map(async ({ sid, from, to }) => {
    const { heard, ...now } = await control.audio(sid);
    const lately = heard.slice(-4).map(({ from: since, to: until, kind, tones }) => {
      return `${kind} ${tones.join('+')} ${clock(since)} to ${clock(until)}`;
    });
    return `${sid} ${from} to ${to}: ${JSON.stringify(now)}; heard ${lately.join(', ')}`;
  });
  return ['Who hears whom', ...(await Promise.all(lines))].join('\n');
}

async function timelines(client: Twilio, service: string, { calls }: State): Promise<string> {
  const customers = calls.filter(({ direction }) => direction === 'inbound').slice(0, CALLS_AT_MOST);
  const lines = customers.map(async ({ sid }) => {
    const entries = await readTimeline(client, service, sid);
    return [`Timeline of ${sid}`, ...timelineLines(entries ?? [])].join('\n');
  });
  return (await Promise.all(lines)).join('\n');
}

/** The last events as lines: webhooks with what tells them apart, requests without what they say. */
export function wireLines(events: readonly WireEvent[]): string {
  return ['Over the wire', ...events.slice(-EVENTS_AT_MOST).map(wireLine)].join('\n');
}

function wireLine(event: WireEvent): string {
  const { at, kind, method = '', url = '', status = '', durationMs, errorCode, message = '' } = event;
  const path = url.replace(/^https:\/\/[\w-]+\.twil\.io/, '').replace(/IS[0-9a-f]{32}/, 'IS…');
  const told = kind === 'webhook' ? tellingParameters(event.request ?? '') : '';
  const took = durationMs === undefined ? '' : `${durationMs} ms`;
  const code = errorCode === undefined ? '' : `error ${errorCode}`;
  return [clock(at), kind, method, path, status, took, code, message, told].filter(Boolean).join(' ');
}

function tellingParameters(body: string): string {
  const given = new URLSearchParams(body);
  const told = TELLING.filter((name) => given.has(name));
  return told.map((name) => `${name}=${given.get(name)}`).join(' ');
}

function briefly({ calls, conferences }: State) {
  const alive = conferences.filter(({ status }) => status !== 'completed');
  return { calls: calls.slice(0, 2 * CALLS_AT_MOST), conferences: alive };
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}
