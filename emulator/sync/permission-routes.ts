// https://www.twilio.com/docs/sync/api/document-permission-resource and its siblings for lists and maps
import { flag } from '../rest/form.ts';
import { envelope, pageOf } from '../rest/paging.ts';
import type { RestInput, Route } from '../rest/router.ts';
import { param } from '../rest/router.ts';
import { notFound, TwilioError } from '../twilio-error.ts';
import { COLLECTION, objectOf, objectUrl } from './object-routes.ts';
import type { ObjectKind, Permission, SyncObject } from './objects.ts';
import type { SyncApiDeps } from './service-routes.ts';

/** Grant, list, fetch and withdraw permissions of identities on an object. */
export function permissionRoutes(deps: SyncApiDeps, kind: ObjectKind): Route[] {
  const path = `/v1/Services/:service/${COLLECTION[kind]}/:object/Permissions`;
  const shown = (object: SyncObject, identity: string) => serialize(object, identity, deps.accountSid);
  return [
    {
      method: 'GET',
      path,
      run: (input) => {
        const object = objectOf(deps, kind, input);
        const page = pageOf([...object.permissions.keys()], input, 100);
        return { json: envelope(input, 'permissions', page, (identity) => shown(object, identity)) };
      },
    },
    {
      method: 'GET',
      path: `${path}/:identity`,
      run: (input) => ({ json: shown(objectOf(deps, kind, input), param(input, 'identity')) }),
    },
    {
      method: 'POST',
      path: `${path}/:identity`,
      run: (input) => {
        const object = objectOf(deps, kind, input);
        object.permissions.set(param(input, 'identity'), permissionOf(input));
        return { json: shown(object, param(input, 'identity')) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:identity`,
      run: (input) => {
        const known = objectOf(deps, kind, input).permissions.delete(param(input, 'identity'));
        if (!known) throw notFound(input.request.path);
        return { status: 204 };
      },
    },
  ];
}

function permissionOf({ form }: RestInput): Permission {
  const read = flag(form, 'Read');
  const write = flag(form, 'Write');
  const manage = flag(form, 'Manage');
  if (read === undefined || write === undefined || manage === undefined) {
    throw new TwilioError(400, 20001, 'Read, Write and Manage are required');
  }
  return { read, write, manage };
}

function serialize(object: SyncObject, identity: string, accountSid: string) {
  const permission = object.permissions.get(identity);
  const url = `${objectUrl(object)}/Permissions/${encodeURIComponent(identity)}`;
  if (!permission) throw notFound(new URL(url).pathname);
  return {
    account_sid: accountSid,
    service_sid: object.serviceSid,
    [`${object.kind}_sid`]: object.sid,
    identity,
    ...permission,
    url,
  };
}
