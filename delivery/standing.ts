import type { Twilio } from 'twilio';

/**
 * The limits of a trial account. https://www.twilio.com/docs/usage/trials/try-out-voice, and the errors 13805, 10002 and
 * 573002 of https://www.twilio.com/docs/api/errors
 */
export const TRIAL = {
  note:
    'a trial account: five legs at once; calls only from and to verified numbers (five at most), ten minutes each (13805); ' +
    'one number (10002); a phone is called only from the trial number that Twilio has assigned to it (573002); it ends after 30 days',
  advice:
    'to try it: verify the phones at https://console.twilio.com/us1/develop/phone-numbers/manage/verified; for customers: upgrade',
} as const;

export type ProfileKind = 'business' | 'individual' | 'other';

/** The approved primary profiles. Only the name of a profile's policy shows whether it is a business or a person. */
export async function profilesOf(client: Twilio): Promise<readonly ProfileKind[]> {
  const approved = await client.trusthub.v1.customerProfiles.list({ status: 'twilio-approved', limit: 20 });
  const policies = [...new Set(approved.map(({ policySid }) => policySid))];
  return await Promise.all(policies.map((sid) => kindOf(client, sid)));
}

/** https://www.twilio.com/docs/trust-hub/trusthub-rest-api/policies */
async function kindOf(client: Twilio, policySid: string): Promise<ProfileKind> {
  const policy = await client.trusthub.v1
    .policies(policySid)
    .fetch()
    .catch(() => undefined);
  const name = policy?.friendlyName ?? '';
  if (!/primary/i.test(name)) return 'other';
  return /individual|sole/i.test(name) ? 'individual' : 'business';
}
