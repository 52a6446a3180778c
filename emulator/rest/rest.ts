import type { Account } from '../account.ts';
import type { Clock } from '../clock.ts';
import { sleep } from '../clock.ts';
import type { EventLog } from '../event-log.ts';
import type { FaultAction, Faults } from '../faults.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../http.ts';
import { withoutValue } from '../secrets.ts';
import { notFound, TwilioError } from '../twilio-error.ts';

export interface RestDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly faults: Faults;
  /** The handler of each host: `api.twilio.com`, `sync.twilio.com`, `serverless.twilio.com`, ... */
  readonly hosts: Readonly<Record<string, HttpHandler>>;
}

/**
 * Twilio's REST APIs behind one door. Credentials, faults and the log are the same for every host.
 * https://www.twilio.com/docs/usage/requests-to-twilio
 */
export function createRest(deps: RestDeps): HttpHandler {
  return async (request) => {
    const startedAt = deps.clock.now();
    const response = await withFaults(deps, request, () => answered(deps, request));
    recordRequest(deps, request, response, startedAt);
    return response;
  };
}

async function answered(deps: RestDeps, request: HttpRequest): Promise<HttpResponse> {
  try {
    checkCredentials(deps.account, request);
    checkOwner(deps.account, request);
    const host = ownerOf(request.host);
    const handler = deps.hosts[host];
    if (!handler) throw notFound(request.path);
    return await handler({ ...request, host });
  } catch (error) {
    if (error instanceof TwilioError) return refused(error, request.host in deps.hosts);
    deps.log.record({ kind: 'warning', message: `Internal error: ${String(error)}`, url: request.path });
    return errorResponse(500, 20500, 'An internal server error has occurred');
  }
}

/** `api.dublin.ie1.twilio.com` is api.twilio.com of an edge and a region. https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region */
function ownerOf(host: string): string {
  return host.replace(/^([\w-]+)(\.[\w-]+){1,2}\.twilio\.com$/, '$1.twilio.com');
}

async function withFaults(deps: RestDeps, request: HttpRequest, run: () => Promise<HttpResponse>) {
  const point = request.host === 'sync.twilio.com' ? 'sync' : 'rest';
  const what = [request.method, request.path, request.body.toString()].filter((part) => part !== '');
  const fault = deps.faults.strike(point, what.join(' '));
  if (!fault || fault.do === 'repeat') return run();
  if (fault.do === 'delay') await sleep(deps.clock, fault.ms);
  if (fault.do === 'delay' || ('after' in fault && fault.after)) {
    const response = await run();
    if (fault.do === 'delay') return response;
  }
  return struck(fault);
}

function struck(fault: FaultAction): Promise<HttpResponse> | HttpResponse {
  if (fault.do !== 'answer') return new Promise(() => undefined);
  const code = fault.code ?? (fault.status === 429 ? 20429 : 20000 + fault.status);
  return errorResponse(fault.status, code, fault.status === 429 ? 'Too Many Requests' : 'Fault injected');
}

function checkCredentials(account: Account, request: HttpRequest): void {
  const [, encoded = ''] = /^Basic (.+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
  const [user = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  const secret = user === account.accountSid ? account.authToken : account.apiKeys.get(user)?.secret;
  if (secret === undefined || secret !== rest.join(':')) throw new TwilioError(401, 20003, 'Authenticate');
}

/** An account opens only its own resources. https://www.twilio.com/docs/api/errors/20404 */
function checkOwner({ accountSid }: Account, { path }: HttpRequest): void {
  const [, asked = accountSid] = /^\/2010-04-01\/Accounts\/([^/]+?)(?:\.json)?(?:\/|$)/.exec(path) ?? [];
  if (asked !== accountSid) throw notFound(path);
}

function refused({ status, code, message }: TwilioError, isTwilio: boolean): HttpResponse {
  const response = errorResponse(status, code, message);
  if (status !== 401 || !isTwilio) return response;
  return { ...response, headers: { ...response.headers, 'www-authenticate': 'Basic realm="Twilio API"' } };
}

function errorResponse(status: number, code: number, message: string): HttpResponse {
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function recordRequest(
  deps: RestDeps,
  request: HttpRequest,
  response: HttpResponse,
  startedAt: number,
): void {
  const query = request.query.size > 0 ? `?${request.query}` : '';
  const url = `https://${request.host}${request.path}${query}`;
  const binary = !String(response.headers['content-type'] ?? '').startsWith('application/json');
  const hide = request.path.includes('/Variables') ? withoutValue : (text: string) => text;
  const errorCode = response.status >= 400 && !binary ? Number(JSON.parse(String(response.body)).code) : NaN;
  deps.log.record({
    kind: 'rest',
    method: request.method,
    url,
    status: response.status,
    durationMs: deps.clock.now() - startedAt,
    request: hide(request.body.toString()),
    response: binary ? `(${response.body.length} bytes)` : hide(String(response.body)),
    ...(Number.isFinite(errorCode) && { errorCode }),
  });
  if (errorCode === 20404 && !/\/[A-Z]{2}[0-9a-f]{32}(\.json)?$/.test(request.path)) {
    deps.log.record({ kind: 'warning', url, message: `Not here: ${request.method} ${url}` });
  }
}
