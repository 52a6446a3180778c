// https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles
import type { Account } from '../../account.ts';
import type { HttpHandler } from '../../http.ts';
import { required } from '../form.ts';
import { envelope, pageOf } from '../paging.ts';
import { param, routed, type Route } from '../router.ts';
import { sidOf } from '../../sids.ts';
import { notFound } from '../../twilio-error.ts';

/**
 * Each kind of primary profile with its policy. Only the policy's name tells them apart.
 * https://www.twilio.com/docs/trust-hub/trusthub-rest-api/policies has the name for a business; the other is like it.
 */
const POLICIES = {
  business: { sid: sidOf('RN', 'policy'), friendly_name: 'Primary Customer Profile of type Business' },
  individual: {
    sid: sidOf('RN', 'individual'),
    friendly_name: 'Primary Customer Profile of type Individual',
  },
} as const;

const POLICY_ROUTE: Route = {
  method: 'GET',
  path: '/v1/Policies/:sid',
  run: (input) => {
    const found = Object.values(POLICIES).find(({ sid }) => sid === param(input, 'sid'));
    if (!found) throw notFound(input.request.path);
    const url = `https://trusthub.twilio.com/v1/Policies/${found.sid}`;
    return { json: { ...found, requirements: {}, url } };
  },
};

/**
 * Answers for trusthub.twilio.com: one approved profile of the account's kind, if it has one. Its status can be
 * changed.
 */
export function createTrustHubApi(account: Account): HttpHandler {
  const profile = { sid: sidOf('BU', 'profile'), status: 'twilio-approved' };
  const kind = () => account.standing?.profile ?? 'business';
  const policy = () => POLICIES[kind() === 'individual' ? 'individual' : 'business'];
  const shown = () => ({ ...profile, policy_sid: policy().sid, ...restOf(account, profile.sid) });
  return routed([
    {
      method: 'GET',
      path: '/v1/CustomerProfiles',
      run: (input) => {
        const status = input.form.get('Status');
        const isFound = kind() !== 'none' && (status === null || status === profile.status);
        const found = isFound ? [profile] : [];
        return { json: envelope(input, 'results', pageOf(found, input), shown) };
      },
    },
    POLICY_ROUTE,
    {
      method: 'POST',
      path: '/v1/CustomerProfiles/:sid',
      run: (input) => {
        if (param(input, 'sid') !== profile.sid) throw notFound(input.request.path);
        profile.status = required(input.form, 'Status');
        return { json: shown() };
      },
    },
  ]);
}

function restOf({ accountSid }: Account, sid: string) {
  return {
    account_sid: accountSid,
    friendly_name: 'Local business',
    email: null,
    status_callback: null,
    valid_until: null,
    date_created: null,
    date_updated: null,
    errors: null,
    url: `https://trusthub.twilio.com/v1/CustomerProfiles/${sid}`,
    links: {},
  };
}
