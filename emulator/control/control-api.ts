import type { Account } from '../account.ts';
import { parseBeliefs, type Beliefs } from '../beliefs.ts';
import type { EventLog } from '../event-log.ts';
import type { Faults } from '../faults.ts';
import type { FunctionsHost } from '../functions/functions-host.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../http.ts';
import type { PhoneBook } from '../phones/phone-book.ts';
import { PhoneError } from '../phones/phone-error.ts';
import { param, routed, type RestInput, type RestReply, type Route } from '../rest/router.ts';
import { TwilioError } from '../twilio-error.ts';
import type { Switch } from '../switch/switch.ts';
import { heardBy, switchState } from './live-lines.ts';
import { parseBody, parseFaultRules, parseStanding } from './requests.ts';

/** The things that scripts and tests can see and do. */
export interface ControlDeps {
  readonly account: Account;
  readonly log: EventLog;
  readonly faults: Faults;
  readonly beliefs: Beliefs;
  readonly phoneSwitch: Switch;
  readonly functions: FunctionsHost;
  readonly phones: PhoneBook;
  /** Effects on agents' pages from outside; absent without signalling. */
  readonly pages?: {
    dropSignalling(identity: string, forMs?: number): number;
    forgetRegistration(identity: string): number;
    loseMedia(callSid: string, lost?: boolean): boolean;
  };
  /** The measured sound of a leg over the last half second; undefined without media. */
  readonly sound?: (callSid: string) => unknown;
  readonly reset: () => void | Promise<void>;
}

/** The control API under `/emulator/`, JSON in and out: emulator/README.md lists it. */
export function createControl(deps: ControlDeps): HttpHandler {
  const handle = routed([
    ...callRoutes(deps),
    ...stateRoutes(deps),
    ...faultRoutes(deps),
    ...beliefRoutes(deps),
  ]);
  return async (request) => {
    try {
      return refuseForeign(request) ?? (await handle(request));
    } catch (error) {
      if (error instanceof PhoneError || error instanceof TwilioError)
        return refusal(error.status, error.message);
      throw error;
    }
  };
}

/** A page of another site must not drive the emulator through somebody's browser. */
function refuseForeign({ headers }: HttpRequest): HttpResponse | undefined {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  return refusal(403, 'The control API is not for pages of other sites.');
}

function refusal(status: number, message: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: message }),
  };
}

function callRoutes({ phones, phoneSwitch, sound }: ControlDeps): Route[] {
  const heardOf = (callSid: string) => {
    try {
      return phones.heard(callSid);
    } catch {
      return [];
    }
  };
  return [
    route('POST', '/emulator/phones', (input) => ({ status: 201, json: phones.add(parseBody(input)) })),
    route('GET', '/emulator/phones', () => ({ json: { phones: phones.list() } })),
    route('GET', '/emulator/phones/:number/messages', (input) => ({
      json: { messages: phones.messages(param(input, 'number')) },
    })),
    route('POST', '/emulator/calls', (input) => {
      const { callSid } = phones.dial(parseBody(input));
      return { status: 201, json: { CallSid: callSid } };
    }),
    route('POST', '/emulator/calls/:sid/hangup', (input) => {
      const { sid } = phoneSwitch.fetchCall(param(input, 'sid'));
      if (phones.has(sid)) phones.hangUp(sid);
      else phoneSwitch.hangUp(sid);
      return { json: {} };
    }),
    route('POST', '/emulator/calls/:sid/digits', (input) => {
      phones.press(param(input, 'sid'), parseBody(input)['Digits']);
      return { json: {} };
    }),
    route('GET', '/emulator/calls/:sid/audio', (input) => {
      const sid = phoneSwitch.fetchCall(param(input, 'sid')).sid;
      return { json: { ...heardBy(phoneSwitch, sid), sound: sound?.(sid) ?? null, heard: heardOf(sid) } };
    }),
  ];
}

function stateRoutes({ account, log, phoneSwitch, functions, phones, reset }: ControlDeps): Route[] {
  const state = () => ({ ...switchState(phoneSwitch), phones: phones.list() });
  return [
    route('GET', '/emulator/health', () => ({
      json: { status: 'ok', deployed: functions.build?.domainName ?? null },
    })),
    route('GET', '/emulator/state', () => ({ json: state() })),
    route('GET', '/emulator/events', ({ form }) => ({
      json: { events: log.list(Number(form.get('after')) || 0) },
    })),
    route('GET', '/emulator/functions', () => ({
      json: { invocations: functions.invocations(), counts: functions.counts() },
    })),
    route('POST', '/emulator/account', (input) => {
      account.standing = parseStanding(parseBody(input));
      return { json: account.standing };
    }),
    route('POST', '/emulator/reset', async () => {
      await reset();
      return { json: {} };
    }),
  ];
}

function faultRoutes({ faults, pages }: ControlDeps): Route[] {
  const listed = () => ({ json: { rules: faults.list() } });
  return [
    route('GET', '/emulator/faults', listed),
    route('POST', '/emulator/faults', (input) => {
      faults.set(parseFaultRules(parseBody(input)));
      return listed();
    }),
    route('POST', '/emulator/pages/:identity/drop-signalling', (input) => {
      const forMs = Number(parseBody(input)['forMs']) || 0;
      return { json: { dropped: pages?.dropSignalling(param(input, 'identity'), forMs) ?? 0 } };
    }),
    route('POST', '/emulator/pages/:identity/forget-registration', (input) => ({
      json: { forgotten: pages?.forgetRegistration(param(input, 'identity')) ?? 0 },
    })),
    route('POST', '/emulator/calls/:sid/lose-media', (input) => {
      const found = pages?.loseMedia(param(input, 'sid'), parseBody(input)['lost'] !== false);
      if (!found) throw new PhoneError(404, `No page is on the call ${param(input, 'sid')}.`);
      return { json: {} };
    }),
  ];
}

/** `POST` takes `{beliefs: {name: setting}}`. An absent belief goes back to its first setting. */
function beliefRoutes({ beliefs }: ControlDeps): Route[] {
  const all = () => ({ json: { beliefs: beliefs.all() } });
  return [
    route('GET', '/emulator/beliefs', all),
    route('POST', '/emulator/beliefs', (input) => {
      const given = parseBody(input)['beliefs'];
      try {
        beliefs.set(parseBeliefs({ ...(given as object) }));
      } catch (error) {
        throw new PhoneError(400, (error as Error).message);
      }
      return all();
    }),
  ];
}

function route(
  method: Route['method'],
  path: string,
  run: (input: RestInput) => RestReply | Promise<RestReply>,
): Route {
  return { method, path, run };
}
