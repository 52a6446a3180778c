import type { Account } from '../../../emulator/account.ts';
import { Beliefs } from '../../../emulator/beliefs.ts';
import type { Clock } from '../../../emulator/clock.ts';
import { EventLog } from '../../../emulator/event-log.ts';
import { Faults } from '../../../emulator/faults.ts';
import type { HttpClient } from '../../../emulator/http.ts';
import { seededIds } from '../../../emulator/ids.ts';
import { OwnNumbers } from '../../../emulator/phones/own-numbers.ts';
import type { PhoneMedia } from '../../../emulator/phones/ports.ts';
import { SwitchLine } from '../../../emulator/phones/switch-line.ts';
import { outgoingHttp } from '../../../emulator/server.ts';
import { DeviceRegistry } from '../../../emulator/signalling/device-registry.ts';
import type { SwitchLimits } from '../../../emulator/switch/dependencies.ts';
import type { ClipSource, Device, Offer, Recorder } from '../../../emulator/switch/ports.ts';
import { Switch } from '../../../emulator/switch/switch.ts';
import { VirtualClock } from '../../../emulator/virtual-clock.ts';
import { WebhookSender } from '../../../emulator/webhooks.ts';

/** The customer's number and the page that answers for it. */
export const number = '+15550100000';
export const site = 'https://desk.example.com';

export interface Asked {
  readonly at: number;
  readonly url: string;
  readonly path: string;
  readonly method: string;
  readonly params: Record<string, string>;
  readonly headers: Record<string, string>;
}

type Answer =
  string | { status: number; type?: string; body?: string; headers?: Record<string, string> } | Error;

/** A phone that answers when told to. */
export class TestDevice implements Device {
  readonly id: string;
  readonly address: string;
  readonly heard: string[] = [];
  readonly messages: unknown[] = [];
  offer: Offer | undefined;

  constructor(address: string, id = address) {
    this.address = address;
    this.id = id;
  }

  ring(offer: Offer): void {
    this.offer = offer;
    this.heard.push('ring');
  }

  stopRinging(_callSid: string, why: string): void {
    this.heard.push(why);
  }

  hangUp(): void {
    this.heard.push('hung up');
  }

  message(_callSid: string, { content }: { readonly content: unknown }): void {
    this.messages.push(content);
  }
}

export interface ExchangeOptions<C extends Clock> {
  readonly clock?: C;
  readonly limits?: SwitchLimits;
  readonly clips?: ClipSource;
  readonly recorder?: Recorder;
  readonly media?: PhoneMedia;
}

/** Clips without sound: every file lasts ten seconds, every sentence two. */
const soundless: ClipSource = {
  play: async (url) => ({ kind: 'play', content: url, durationMs: 10_000 }),
  say: async (words) => ({ kind: 'say', content: words, durationMs: 2000 }),
};

/** A switch with a customer's server in the same process, in virtual time unless a clock is given. */
export function telephoneExchange<C extends Clock = VirtualClock>(options: ExchangeOptions<C> = {}) {
  const { limits = { callsPerSecond: 0 }, clips = soundless } = options;
  const clock = options.clock ?? (new VirtualClock() as Clock as C);
  const log = new EventLog(clock);
  const faults = new Faults(() => 0);
  const beliefs = new Beliefs();
  const asked: Asked[] = [];
  const answers = new Map<string, (request: Asked) => Answer | Promise<Answer>>();
  const devices = new DeviceRegistry();
  const account: Account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'secret', apiKeys: new Map() };
  const server: HttpClient = async (url, { method, headers, body }) => {
    const { pathname, searchParams } = new URL(url);
    const params = Object.fromEntries(new URLSearchParams(method === 'POST' ? body : searchParams));
    const request = { at: clock.now(), url, path: pathname, method, params, headers };
    asked.push(request);
    const answer = (await answers.get(pathname)?.(request)) ?? { status: 204 };
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'string') return xml(answer);
    const { status, type = 'text/xml', body: text = '', headers: more = {} } = answer;
    return { status, headers: { 'content-type': type, ...more }, body: text };
  };
  const http = outgoingHttp({ serves: () => false, handle: () => Promise.reject(new Error('none')) }, server);
  const webhooks = new WebhookSender({ clock, log, account, http, faults, beliefs });
  const line = (): SwitchLine => new SwitchLine(phoneSwitch);
  const media = options.media && { media: options.media };
  const isOwn = (e164: string): boolean => e164 === number;
  const phoneSwitch: Switch = new Switch({
    clock,
    log,
    account,
    beliefs,
    limits,
    faults,
    ...(options.recorder && { recorder: options.recorder }),
    ids: seededIds('test'),
    webhooks,
    devices: new OwnNumbers({ devices, isOwn, line, ...media }),
    clips,
    numbers: {
      find: (e164) =>
        e164 === number
          ? {
              sid: `PN${'0'.repeat(32)}`,
              phoneNumber: number,
              voiceUrl: `${site}/incoming`,
              voiceFallbackUrl: `${site}/fallback`,
              statusCallback: `${site}/call-status`,
            }
          : undefined,
    },
    applications: { find: (sid) => (sid === 'AP1' ? { sid, voiceUrl: `${site}/application` } : undefined) },
  });
  const say = (path: string, answer: Answer | ((request: Asked) => Answer | Promise<Answer>)): void => {
    answers.set(path, typeof answer === 'function' ? answer : () => answer);
  };
  const device = (address: string, id?: string): TestDevice => {
    const made = new TestDevice(address, id);
    devices.add(made);
    return made;
  };
  const askedOf = (path: string): Asked[] => asked.filter((request) => request.path === path);
  return {
    phoneSwitch,
    beliefs,
    webhooks,
    clock,
    log,
    faults,
    asked,
    askedOf,
    account,
    devices,
    say,
    device,
  };
}

function xml(content: string) {
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: `<Response>${content}</Response>` };
}
