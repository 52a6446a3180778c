// https://www.twilio.com/docs/trust-hub/trusthub-rest-api/customer-profiles
import type { HttpHandler } from '../../http.ts';
import { required } from '../form.ts';
import { envelope, pageOf } from '../paging.ts';
import { param, routed } from '../router.ts';
import { sidOf } from '../sids.ts';
import { notFound } from '../twilio-error.ts';

/** Answers for trusthub.twilio.com: one approved business profile, whose status can be changed. */
export function createTrustHubApi(accountSid: string): HttpHandler {
  const profile = { sid: sidOf('BU', 'profile'), status: 'twilio-approved' };
  const shown = () => ({
    ...profile,
    account_sid: accountSid,
    policy_sid: sidOf('RN', 'policy'),
    friendly_name: 'Local business',
    email: null,
    status_callback: null,
    valid_until: null,
    date_created: null,
    date_updated: null,
    errors: null,
    url: `https://trusthub.twilio.com/v1/CustomerProfiles/${profile.sid}`,
    links: {},
  });
  return routed([
    {
      method: 'GET',
      path: '/v1/CustomerProfiles',
      run: (input) => {
        const status = input.form.get('Status');
        const found = status === null || status === profile.status ? [profile] : [];
        return { json: envelope(input, 'results', pageOf(found, input), shown) };
      },
    },
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
