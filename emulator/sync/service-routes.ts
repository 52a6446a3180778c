// https://www.twilio.com/docs/sync/api/service
import { flag, given, optional, whole } from '../rest/form.ts';
import { envelope, pageOf } from '../rest/paging.ts';
import type { Route } from '../rest/router.ts';
import { param } from '../rest/router.ts';
import type { SyncService } from './objects.ts';
import type { SyncStore } from './store.ts';

export interface SyncApiDeps {
  readonly store: SyncStore;
  readonly accountSid: string;
}

export const SERVICES_URL = 'https://sync.twilio.com/v1/Services';

/** Create, list, fetch, update and delete services. */
export function serviceRoutes({ store, accountSid }: SyncApiDeps): Route[] {
  const path = '/v1/Services';
  const shown = (service: SyncService) => serialize(service, accountSid);
  return [
    {
      method: 'POST',
      path,
      run: ({ form }) => ({ status: 201, json: shown(store.createService(settings(form))) }),
    },
    {
      method: 'GET',
      path,
      run: (input) => ({
        json: envelope(input, 'services', pageOf([...store.services.values()], input, 100), shown),
      }),
    },
    {
      method: 'GET',
      path: `${path}/:service`,
      run: (input) => ({ json: shown(store.service(param(input, 'service'))) }),
    },
    {
      method: 'POST',
      path: `${path}/:service`,
      run: (input) => {
        const service = store.service(param(input, 'service'));
        store.updateService(service, settings(input.form));
        return { json: shown(service) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:service`,
      run: (input) => {
        store.removeService(store.service(param(input, 'service')));
        return { status: 204 };
      },
    },
  ];
}

function settings(form: URLSearchParams): Partial<SyncService> {
  return given({
    friendlyName: optional(form, 'FriendlyName'),
    webhookUrl: optional(form, 'WebhookUrl'),
    aclEnabled: flag(form, 'AclEnabled'),
    webhooksFromRestEnabled: flag(form, 'WebhooksFromRestEnabled'),
    reachabilityWebhooksEnabled: flag(form, 'ReachabilityWebhooksEnabled'),
    reachabilityDebouncingEnabled: flag(form, 'ReachabilityDebouncingEnabled'),
    reachabilityDebouncingWindow: whole(form, 'ReachabilityDebouncingWindow', 1000, 30_000),
  });
}

function serialize(service: SyncService, accountSid: string) {
  const url = `${SERVICES_URL}/${service.sid}`;
  return {
    sid: service.sid,
    unique_name: service.uniqueName,
    account_sid: accountSid,
    friendly_name: service.friendlyName,
    date_created: new Date(service.dateCreated).toISOString(),
    date_updated: new Date(service.dateUpdated).toISOString(),
    url,
    webhook_url: service.webhookUrl,
    webhooks_from_rest_enabled: service.webhooksFromRestEnabled,
    reachability_webhooks_enabled: service.reachabilityWebhooksEnabled,
    acl_enabled: service.aclEnabled,
    reachability_debouncing_enabled: service.reachabilityDebouncingEnabled,
    reachability_debouncing_window: service.reachabilityDebouncingWindow,
    links: {
      documents: `${url}/Documents`,
      lists: `${url}/Lists`,
      maps: `${url}/Maps`,
      streams: `${url}/Streams`,
    },
  };
}
