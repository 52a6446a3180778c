// https://www.twilio.com/docs/iam/api-keys/keys-in-console and https://www.twilio.com/docs/iam/api-keys/key-resource-v2010
import { createHash } from 'node:crypto';
import type { Account } from '../../account.ts';
import { legacyEnvelope, pageOf } from '../paging.ts';
import type { RestInput, Route } from '../router.ts';
import { param } from '../router.ts';
import { notFound } from '../../twilio-error.ts';
import type { ApiDeps } from './deps.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';

type Key = Account['apiKeys'] extends Map<string, infer K> ? K : never;

const PATH = `${ACCOUNT_PATH}/Keys`;

/** List, create, fetch, rename and delete API keys. Only the answer to create shows the secret. */
export function keyRoutes({ account, clock, sids }: ApiDeps): Route[] {
  const since = clock.now();
  const dates = { date_created: rfc2822(since), date_updated: rfc2822(since) };
  const shown = ({ sid, friendlyName }: Key) => ({ sid, friendly_name: friendlyName, ...dates });
  return [
    {
      method: 'GET',
      path: `${PATH}.json`,
      run: (input) => ({
        json: legacyEnvelope(input, 'keys', pageOf([...account.apiKeys.values()], input), shown),
      }),
    },
    {
      method: 'POST',
      path: `${PATH}.json`,
      run: ({ form }) => {
        const key = create(account, sids, form);
        return { status: 201, json: { ...shown(key), secret: key.secret } };
      },
    },
    { method: 'GET', path: `${PATH}/:sid.json`, run: (input) => ({ json: shown(keyOf(account, input)) }) },
    {
      method: 'POST',
      path: `${PATH}/:sid.json`,
      run: (input) => {
        const key = keyOf(account, input);
        const friendlyName = input.form.get('FriendlyName') ?? key.friendlyName;
        return { json: shown(store(account, { ...key, friendlyName })) };
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/:sid.json`,
      run: (input) => {
        account.apiKeys.delete(keyOf(account, input).sid);
        return { status: 204 };
      },
    },
  ];
}

function create(account: Account, sids: ApiDeps['sids'], form: URLSearchParams): Key {
  const sid = sids.next('SK');
  const secret = createHash('sha256').update(`${sid}:${account.authToken}`).digest('hex').slice(0, 32);
  return store(account, { sid, secret, friendlyName: form.get('FriendlyName') ?? '' });
}

function store(account: Account, key: Key): Key {
  account.apiKeys.set(key.sid, key);
  return key;
}

function keyOf(account: Account, input: RestInput): Key {
  const key = account.apiKeys.get(param(input, 'sid'));
  if (!key) throw notFound(input.request.path);
  return key;
}
