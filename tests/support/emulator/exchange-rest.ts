import type { HttpResponse } from '../../../emulator/http.ts';
import { createApi } from '../../../emulator/rest/api/api.ts';
import { ApplicationTable } from '../../../emulator/rest/api/application-table.ts';
import { NumberTable } from '../../../emulator/rest/api/number-table.ts';
import { SidSource } from '../../../emulator/sids.ts';
import type { telephoneExchange } from './switch-bench.ts';

type Exchange = Pick<
  ReturnType<typeof telephoneExchange>,
  'account' | 'clock' | 'log' | 'phoneSwitch' | 'webhooks'
>;

/** The REST API of an exchange, without a socket and in its virtual time. */
export function restOf(it: Exchange) {
  const sids = new SidSource('test');
  const numbers = new NumberTable({ ...it, sids });
  const api = createApi({ ...it, sids, numbers, applications: new ApplicationTable({ ...it, sids }) });
  /** `path` is below the account. @throws TwilioError as the API refuses */
  const ask = async (
    method: string,
    path: string,
    { query = '', form = {} }: { query?: string; form?: Record<string, string> } = {},
  ): Promise<HttpResponse> =>
    api({
      method,
      host: 'api.twilio.com',
      path: `/2010-04-01/Accounts/${it.account.accountSid}${path}`,
      query: new URLSearchParams(query),
      headers: {},
      body: Buffer.from(new URLSearchParams(form).toString()),
    });
  /** The answer of a GET. */
  const body = async (path: string, query = '') =>
    JSON.parse(String((await ask('GET', path, { query })).body));
  return { numbers, ask, body };
}
