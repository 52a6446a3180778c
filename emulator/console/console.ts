import * as v from 'valibot';
import type { HttpHandler, HttpRequest, HttpResponse } from '../http.ts';
import { answerOffer } from '../media/webrtc-peer.ts';
import { ANSWERERS } from '../phones/answerers/answerers.ts';
import { CALLERS } from '../phones/callers.ts';
import { PersonPhone } from '../phones/person-phone.ts';
import { PhoneError } from '../phones/phone-error.ts';
import { waitForChanges } from './changes.ts';
import { switchFault } from './fault-switches.ts';
import { PageFiles } from './page-files.ts';
import type { ConsoleDeps } from './ports.ts';

type Action = (body: Readonly<Record<string, unknown>>) => Promise<object> | object;

/** The console for people: the page at `/` and its requests under `/console/`. Other paths get 404. */
export function createConsole(deps: ConsoleDeps): HttpHandler {
  const files = new PageFiles();
  const actions = actionsOf(deps);
  return async (request) => {
    try {
      if (request.method === 'GET') return (await files.serve(request.path)) ?? (await read(deps, request));
      const action = actions[request.path];
      return action ? json(200, await action(bodyOf(request))) : notFound(request);
    } catch (error) {
      return refusal(error);
    }
  };
}

async function read(deps: ConsoleDeps, { path, query, method, ...rest }: HttpRequest): Promise<HttpResponse> {
  if (path === '/console/changes') {
    return json(200, await waitForChanges(deps, query.get('version') ?? '', Number(query.get('after')) || 0));
  }
  const id = Number(/^\/console\/events\/(\d+)$/.exec(path)?.[1]);
  const event = deps.log.list(id - 1).find((logged) => logged.id === id);
  return event ? json(200, event) : notFound({ ...rest, path, query, method });
}

function actionsOf(deps: ConsoleDeps): Readonly<Record<string, Action>> {
  const { phones } = deps;
  return {
    '/console/calls': (body) => placeCall(deps, body),
    '/console/calls/answer': (body) => answerCall(deps, body),
    '/console/calls/hangup': (body) => done(phones.hangUp(text(body, 'callSid'))),
    '/console/calls/digits': (body) => done(phones.press(text(body, 'callSid'), body.digits)),
    '/console/phones': (body) => personPhone(deps, body.from, nameOf(body)).state,
    '/console/callers': (body) => startCaller(deps, body),
    '/console/answerers': (body) => done(switchAnswerer(deps, body)),
    '/console/faults': (body) => done(switchFault(deps.faults, text(body, 'id'), body.on === true)),
    '/console/reset': async () => done(await deps.reset()),
  };
}

/** The browser's phone dials: its WebRTC offer comes along, the answer goes back with the CallSid. */
async function placeCall(deps: ConsoleDeps, body: Readonly<Record<string, unknown>>): Promise<object> {
  const phone = personPhone(deps, body.from, nameOf(body));
  const { sdp, port } = await connectSound(text(body, 'sdp'));
  try {
    const { callSid } = deps.phones.dial({ From: phone.address, To: body.to });
    phone.connectSound(callSid, port);
    return { callSid, sdp };
  } catch (error) {
    await port.close();
    throw error;
  }
}

async function answerCall(deps: ConsoleDeps, body: Readonly<Record<string, unknown>>): Promise<object> {
  const phone = personPhone(deps, body.from);
  const callSid = text(body, 'callSid');
  const { sdp, port } = await connectSound(text(body, 'sdp'));
  try {
    phone.pickUp(callSid);
    phone.connectSound(callSid, port);
    return { callSid, sdp };
  } catch (error) {
    await port.close();
    throw error;
  }
}

async function connectSound(sdp: string): ReturnType<typeof answerOffer> {
  try {
    return await answerOffer(sdp);
  } catch (error) {
    throw new PhoneError(400, `The browser’s sound could not be connected: ${(error as Error).message}`);
  }
}

function startCaller(deps: ConsoleDeps, body: Readonly<Record<string, unknown>>): object {
  const caller = CALLERS.find(({ id }) => id === body.id);
  if (!caller) throw new PhoneError(404, `There is no caller "${String(body.id)}".`);
  const { id: _id, title: _title, ...setup } = caller;
  deps.phones.add(setup);
  const { callSid } = deps.phones.dial({ From: caller.From, To: body.to });
  return { callSid };
}

/** Puts a phone where it can be called, or takes it away. */
function switchAnswerer({ phones }: ConsoleDeps, body: Readonly<Record<string, unknown>>): void {
  const answerer = ANSWERERS.find(({ id }) => id === body.id);
  if (!answerer) throw new PhoneError(404, `There is no answerer "${String(body.id)}".`);
  const { id: _id, title: _title, ...setup } = answerer;
  if (body.on === true) phones.add(setup);
  else phones.remove(answerer.From);
}

/** The person's phone at this number: the present one, or a new one. */
function personPhone(deps: ConsoleDeps, number: unknown, name?: string): PersonPhone {
  const existing = deps.phones.list().find((phone) => phone.kind === 'person' && phone.number === number);
  const phone = existing && deps.phones.find(existing.number);
  return phone instanceof PersonPhone ? phone : deps.phones.addPerson(number, name);
}

function bodyOf(request: HttpRequest): Readonly<Record<string, unknown>> {
  // A form on another site can post, but not JSON without permission.
  if (!request.headers['content-type']?.startsWith('application/json')) {
    throw new PhoneError(400, 'Send the request as application/json.');
  }
  try {
    return v.parse(v.record(v.string(), v.unknown()), JSON.parse(request.body.toString('utf8') || '{}'));
  } catch {
    throw new PhoneError(400, 'The request’s body is not a JSON object.');
  }
}

function text(body: Readonly<Record<string, unknown>>, field: string): string {
  const value = body[field];
  if (typeof value === 'string' && value !== '') return value;
  throw new PhoneError(400, `"${field}" is missing.`);
}

function nameOf(body: Readonly<Record<string, unknown>>): string | undefined {
  return typeof body.name === 'string' && body.name !== '' ? body.name.slice(0, 80) : undefined;
}

/** The person reads what cannot be done. Errors of phones and of the switch both carry an HTTP status. */
function refusal(error: unknown): HttpResponse {
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') {
    return json(error.status, { error: error.message });
  }
  throw error;
}

function done(_nothing: void): object {
  return {};
}

function notFound(request: HttpRequest): HttpResponse {
  return json(404, { error: `The console has no ${request.method} ${request.path}.` });
}

function json(status: number, body: object): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}
