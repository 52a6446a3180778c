import type { Twilio } from 'twilio';

/** Everything of ours in an account goes by this name. */
export const PROJECT = 'warm-transfer';

/** What provisioning found or made, and whether it was there before. */
export interface Ensured<T> {
  readonly value: T;
  readonly made: boolean;
}

const found = <T>(value: T): Ensured<T> => ({ value, made: false });
const made = <T>(value: T): Ensured<T> => ({ value, made: true });

/**
 * The Sync service that keeps the calls, with access control on: without it, any page could write.
 * https://www.twilio.com/docs/sync/api/service
 */
export async function ensureSyncService(client: Twilio): Promise<Ensured<string>> {
  const services = await client.sync.v1.services.list();
  const ours = services.find((service) => service.friendlyName === PROJECT);
  if (ours) {
    if (!ours.aclEnabled) await ours.update({ aclEnabled: true });
    return found(ours.sid);
  }
  const service = await client.sync.v1.services.create({ friendlyName: PROJECT, aclEnabled: true });
  return made(service.sid);
}

/**
 * The API key that signs the pages' access tokens. Twilio tells its secret only once, so a key whose secret is not at hand
 * is made anew. https://www.twilio.com/docs/iam/api-keys
 */
export async function ensureApiKey(
  client: Twilio,
  known: { readonly sid?: string | undefined; readonly secret?: string | undefined },
): Promise<Ensured<{ sid: string; secret: string }>> {
  if (known.sid && known.secret) {
    const keys = await client.keys.list();
    if (keys.some((key) => key.sid === known.sid)) return found({ sid: known.sid, secret: known.secret });
  }
  const key = await client.newKeys.create({ friendlyName: PROJECT });
  return made({ sid: key.sid, secret: key.secret });
}

/** The TwiML application through which a page connects again to its own call. https://www.twilio.com/docs/usage/api/applications */
export async function ensureApplication(client: Twilio): Promise<Ensured<string>> {
  const [ours] = await client.applications.list({ friendlyName: PROJECT, limit: 1 });
  if (ours) return found(ours.sid);
  const application = await client.applications.create({ friendlyName: PROJECT });
  return made(application.sid);
}

/** Points the application at the deployed service. */
export async function configureApplication(client: Twilio, sid: string, domain: string): Promise<void> {
  await client.applications(sid).update({ voiceUrl: `https://${domain}/voice/rejoin`, voiceMethod: 'POST' });
}

/**
 * Points a phone number at the deployed service. The fallback is a static asset: it answers even when every Function fails.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export async function configureNumber(client: Twilio, numberSid: string, domain: string): Promise<void> {
  await client.incomingPhoneNumbers(numberSid).update({
    voiceUrl: `https://${domain}/voice/incoming`,
    voiceMethod: 'POST',
    voiceFallbackUrl: `https://${domain}/fallback.xml`,
    voiceFallbackMethod: 'GET',
    statusCallback: `https://${domain}/voice/call-status`,
    statusCallbackMethod: 'POST',
  });
}
