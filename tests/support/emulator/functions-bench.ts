import type { Account } from '../../../emulator/account.ts';
import { Beliefs } from '../../../emulator/beliefs.ts';
import { EventLog } from '../../../emulator/event-log.ts';
import { Faults } from '../../../emulator/faults.ts';
import type { Build, BuildAsset, BuildFunction } from '../../../emulator/functions/build.ts';
import { FunctionsHost } from '../../../emulator/functions/functions-host.ts';
import { inProcessRest } from '../../../emulator/functions/twilio-client.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../../emulator/http.ts';
import { VirtualClock } from '../../../emulator/virtual-clock.ts';

export const ACCOUNT: Account = {
  accountSid: `AC${'1'.repeat(32)}`,
  authToken: 'secret',
  apiKeys: new Map(),
};
export const DOMAIN = 'shop-1234-dev.twil.io';

/** A host of Functions on a virtual clock, with a REST API of one's own. */
export function functionsBench(rest: HttpHandler = async () => answer(200, {})) {
  const clock = new VirtualClock();
  const log = new EventLog(clock);
  const faults = new Faults(() => 0);
  const beliefs = new Beliefs();
  const about = { clock, log, faults, beliefs, account: ACCOUNT };
  const host = new FunctionsHost({ ...about, rest: inProcessRest(rest, clock) });
  return { clock, log, faults, beliefs, host };
}

export function answer(status: number, json: object): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) };
}

export function buildOf(
  functions: Partial<BuildFunction>[],
  assets: Partial<BuildAsset>[] = [],
  more = {},
): Build {
  return {
    domainName: DOMAIN,
    serviceSid: 'ZS1',
    environmentSid: 'ZE1',
    buildSid: 'ZB1',
    functions: functions.map((fn) => ({ path: '/f', visibility: 'public', source: '', ...fn })),
    assets: assets.map((asset) => ({
      path: '/a',
      visibility: 'public',
      contentType: 'text/plain',
      content: Buffer.from(''),
      ...asset,
    })),
    variables: {},
    dependencies: {},
    ...more,
  };
}

/** The source of a Function whose handler has this body. */
export function handler(body: string): string {
  return `exports.handler = async function (context, event, callback) { ${body} };`;
}

export function request(method: string, target: string, given: Partial<HttpRequest> = {}): HttpRequest {
  const [path = '', rawQuery = ''] = target.split('?');
  const query = new URLSearchParams(rawQuery);
  return { method, host: DOMAIN, path, query, rawQuery, headers: {}, body: Buffer.alloc(0), ...given };
}

/** A POST of a form, as Twilio sends it. */
export function form(
  target: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): HttpRequest {
  return request('POST', target, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: Buffer.from(new URLSearchParams(fields).toString()),
  });
}
