import { randomBytes } from 'node:crypto';
import type { Twilio } from 'twilio';
import { WEBHOOK_RETRY_OVERRIDE } from '../src/twilio/urls.ts';
import { setWebhooks, webhooksFor } from './numbers.ts';
import { PROJECT } from './project.ts';

/** A resource that setup found or made, and whether it was there before. */
export interface Ensured<T> {
  readonly value: T;
  readonly made: boolean;
}

const found = <T>(value: T): Ensured<T> => ({ value, made: false });
const made = <T>(value: T): Ensured<T> => ({ value, made: true });

/**
 * The Sync service that keeps the calls, with access control on. Without it, any page could write.
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

/** Whether a key carries our name, with or without a suffix. */
export function isOurKey({ friendlyName }: { readonly friendlyName: string }): boolean {
  return new RegExp(`^${PROJECT}( [0-9a-f]{8})?$`).test(friendlyName);
}

/** A name of ours that no other key has. By it setup finds a key whose answer was lost. */
export function newKeyName(): string {
  return `${PROJECT} ${randomBytes(4).toString('hex')}`;
}

/**
 * Makes the API key that signs the pages' access tokens. Twilio shows its secret only once, so keep it at once.
 * https://www.twilio.com/docs/iam/api-keys
 */
export async function makeApiKey(
  client: Twilio,
  friendlyName = newKeyName(),
): Promise<{ readonly sid: string; readonly secret: string }> {
  const { sid, secret } = await client.newKeys.create({ friendlyName });
  return { sid, secret };
}

/** Removes the key of that name. Nobody has its secret. */
export async function removeKeyNamed(client: Twilio, name: string): Promise<void> {
  const lost = (await client.keys.list()).filter(({ friendlyName }) => friendlyName === name);
  for (const { sid } of lost) await client.keys(sid).remove();
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
): Promise<(ApplicationWebhooks & { readonly sid: string }) | undefined> {
  const applications = await client.applications.list();
  return applications.find(({ sid }) => sid === known) ?? applications.find(isOurs);
}

/** The URLs of the application. */
export interface ApplicationWebhooks {
  readonly voiceUrl: string;
  readonly statusCallback: string;
}

/** The URLs to which the application sends a page that connects again, and reports the end of that call. */
export function applicationWebhooks(domain: string): ApplicationWebhooks {
  return {
    voiceUrl: `https://${domain}/voice/rejoin${WEBHOOK_RETRY_OVERRIDE}`,
    statusCallback: `https://${domain}/voice/rejoin-status${WEBHOOK_RETRY_OVERRIDE}`,
  };
}

/** Whether all URLs of the application point at the deployed service. */
export function leadsTo(domain: string, application: ApplicationWebhooks): boolean {
  const { voiceUrl, statusCallback } = applicationWebhooks(domain);
  return application.voiceUrl === voiceUrl && application.statusCallback === statusCallback;
}

/** Points the application at the deployed service. */
export async function configureApplication(client: Twilio, sid: string, domain: string): Promise<void> {
  const methods = { voiceMethod: 'POST', statusCallbackMethod: 'POST' };
  await client.applications(sid).update({ ...applicationWebhooks(domain), ...methods });
}

/** Points a phone number at the deployed service. */
export async function configureNumber(client: Twilio, numberSid: string, domain: string): Promise<void> {
  await setWebhooks(client, numberSid, webhooksFor(domain));
}
