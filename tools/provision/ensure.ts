import type { Twilio } from 'twilio';
import { setWebhooks, webhooksFor } from './numbers.ts';
import { PROJECT } from './project.ts';

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
export async function ensureSyncService(client: Twilio, known?: string): Promise<Ensured<string>> {
  const ours = await findSyncService(client, known);
  if (ours) {
    if (!ours.aclEnabled) await client.sync.v1.services(ours.sid).update({ aclEnabled: true });
    return found(ours.sid);
  }
  const service = await client.sync.v1.services.create({ friendlyName: PROJECT, aclEnabled: true });
  return made(service.sid);
}

/** The service of that SID, else the one that goes by our name. */
export async function findSyncService(
  client: Twilio,
  known?: string,
): Promise<{ readonly sid: string; readonly aclEnabled: boolean } | undefined> {
  const services = await client.sync.v1.services.list();
  return services.find(({ sid }) => sid === known) ?? services.find(isOurs);
}

/** Whether it carries our name. */
export function isOurs({ friendlyName }: { readonly friendlyName: string }): boolean {
  return friendlyName === PROJECT;
}

/**
 * The API key that signs the pages' access tokens. Twilio tells its secret only once, so a key whose secret is not at hand
 * is made anew. https://www.twilio.com/docs/iam/api-keys
 */
export async function ensureApiKey(
  client: Twilio,
  known: { readonly sid?: string | undefined; readonly secret?: string | undefined },
): Promise<Ensured<{ sid: string; secret: string }>> {
  const { sid, secret } = known;
  if (sid && secret && (await hasKey(client, sid))) return found({ sid, secret });
  const key = await client.newKeys.create({ friendlyName: PROJECT });
  return made({ sid: key.sid, secret: key.secret });
}

/** Whether the account has the key. */
export async function hasKey(client: Twilio, sid: string): Promise<boolean> {
  const keys = await client.keys.list();
  return keys.some((key) => key.sid === sid);
}

/** The TwiML application through which a page connects again to its own call. https://www.twilio.com/docs/usage/api/applications */
export async function ensureApplication(client: Twilio, known?: string): Promise<Ensured<string>> {
  const ours = await findApplication(client, known);
  if (ours) return found(ours.sid);
  const application = await client.applications.create({ friendlyName: PROJECT });
  return made(application.sid);
}

/** The application of that SID, else the one that goes by our name. */
export async function findApplication(
  client: Twilio,
  known?: string,
): Promise<{ readonly sid: string; readonly voiceUrl: string } | undefined> {
  const applications = await client.applications.list();
  return applications.find(({ sid }) => sid === known) ?? applications.find(isOurs);
}

/** Where the application sends a page that connects again. */
export function applicationUrl(domain: string): string {
  return `https://${domain}/voice/rejoin`;
}

/** Points the application at the deployed service. */
export async function configureApplication(client: Twilio, sid: string, domain: string): Promise<void> {
  await client.applications(sid).update({ voiceUrl: applicationUrl(domain), voiceMethod: 'POST' });
}

/** Points a phone number at the deployed service. */
export async function configureNumber(client: Twilio, numberSid: string, domain: string): Promise<void> {
  await setWebhooks(client, numberSid, webhooksFor(domain));
}
