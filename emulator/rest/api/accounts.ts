// https://www.twilio.com/docs/iam/api/account and https://www.twilio.com/docs/usage/api/usage-record (balance)
import type { Account } from '../../account.ts';
import type { Route } from '../router.ts';
import { param } from '../router.ts';
import { notFound } from '../../twilio-error.ts';
import type { ApiDeps } from './deps.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';

const SUBRESOURCES = [
  'applications',
  'available_phone_numbers',
  'balance',
  'calls',
  'conferences',
  'incoming_phone_numbers',
  'keys',
  'recordings',
];

/** Fetch the account and its balance. */
export function accountRoutes({ account, clock }: ApiDeps): Route[] {
  const createdAt = clock.now();
  const { accountSid } = account;
  return [
    {
      method: 'GET',
      path: `${ACCOUNT_PATH}.json`,
      run: (input) => {
        if (param(input, 'account') !== accountSid) throw notFound(input.request.path);
        return { json: serialize(account, createdAt) };
      },
    },
    {
      method: 'GET',
      path: `${ACCOUNT_PATH}/Balance.json`,
      run: () => ({ json: { account_sid: accountSid, balance: '100.00', currency: 'USD' } }),
    },
  ];
}

function serialize({ accountSid: sid, authToken, standing }: Account, createdAt: number) {
  const uri = `/2010-04-01/Accounts/${sid}`;
  const camel = (name: string) =>
    name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    sid,
    owner_account_sid: sid,
    friendly_name: 'Local Twilio',
    auth_token: authToken,
    status: standing?.status ?? 'active',
    type: standing?.type ?? 'Full',
    date_created: rfc2822(standing?.opened ? Date.parse(standing.opened) : createdAt),
    date_updated: rfc2822(createdAt),
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(SUBRESOURCES.map((name) => [name, `${uri}/${camel(name)}.json`])),
  };
}
