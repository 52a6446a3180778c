// https://www.twilio.com/docs/iam/api-keys/key-resource-v1
import type { Account } from '../../account.ts';
import type { HttpHandler } from '../../http.ts';
import { optional } from '../form.ts';
import type { RestInput } from '../router.ts';
import { param, routed } from '../router.ts';
import { notFound } from '../../twilio-error.ts';

const PATH = '/v1/Keys/:sid';

/** Answers for iam.twilio.com: shows and changes what a key may do. A key without a policy may do everything. */
export function createIamApi(account: Account): HttpHandler {
  const keyOf = (input: RestInput) => {
    const key = account.apiKeys.get(param(input, 'sid'));
    if (!key) throw notFound(input.request.path);
    return key;
  };
  const policies = new Map<string, unknown>();
  const shown = ({ sid, friendlyName }: ReturnType<typeof keyOf>) => ({
    json: {
      sid,
      friendly_name: friendlyName,
      date_created: null,
      date_updated: null,
      policy: policies.get(sid) ?? null,
    },
  });
  return routed([
    { method: 'GET', path: PATH, run: (input) => shown(keyOf(input)) },
    {
      method: 'POST',
      path: PATH,
      run: (input) => {
        const key = keyOf(input);
        const policy = optional(input.form, 'Policy');
        if (policy !== undefined) policies.set(key.sid, JSON.parse(policy));
        return shown(key);
      },
    },
  ]);
}
