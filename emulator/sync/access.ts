import { TwilioError } from '../twilio-error.ts';
import type { SyncObject, SyncService } from './objects.ts';

/** Whether a token's identity may do something with an object: https://www.twilio.com/docs/sync/permissions-and-access-control */
export function allowed(
  service: SyncService,
  object: SyncObject,
  identity: string,
  what: 'read' | 'write' | 'manage',
): boolean {
  return !service.aclEnabled || object.permissions.get(identity)?.[what] === true;
}

/** @throws TwilioError 403 (54007) when the identity may not */
export function demand(
  service: SyncService,
  object: SyncObject,
  identity: string,
  what: 'read' | 'write' | 'manage',
): void {
  if (!allowed(service, object, identity, what)) throw accessForbidden();
}

/** The refusal of access control. */
export function accessForbidden(): TwilioError {
  return new TwilioError(403, 54007, 'Access forbidden for identity');
}
