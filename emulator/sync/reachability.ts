import type { Account } from '../account.ts';
import type { Clock } from '../clock.ts';
import type { WebhookSender } from '../webhooks.ts';
import type { SyncService } from './objects.ts';

export interface ReachabilityDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly webhooks: WebhookSender;
}

interface Endpoint {
  /** How many sockets are open. */
  open: number;
  /** The last state that the webhook got. */
  told: boolean;
  /** Stops the debouncing that runs. */
  cancel: () => void;
}

/**
 * Tells a service's webhook when an identity's first socket opened and its last one closed. It waits for the service's
 * debouncing window. https://www.twilio.com/docs/sync/webhooks
 */
export class Reachability {
  readonly #deps: ReachabilityDeps;
  readonly #endpoints = new Map<string, Endpoint>();

  constructor(deps: ReachabilityDeps) {
    this.#deps = deps;
  }

  /** A socket of this identity opened or closed. */
  endpoint(service: SyncService, identity: string, connected: boolean): void {
    const endpoint = this.#endpointOf(`${service.sid}/${identity}`);
    endpoint.open += connected ? 1 : -1;
    endpoint.cancel();
    const settle = () => this.#settle(service, identity, endpoint);
    if (!service.reachabilityDebouncingEnabled) return settle();
    endpoint.cancel = this.#deps.clock.after(service.reachabilityDebouncingWindow, settle);
  }

  /** Forgets changes that were not sent yet. */
  close(): void {
    for (const { cancel } of this.#endpoints.values()) cancel();
    this.#endpoints.clear();
  }

  #endpointOf(key: string): Endpoint {
    const endpoint = this.#endpoints.get(key) ?? { open: 0, told: false, cancel: () => undefined };
    this.#endpoints.set(key, endpoint);
    return endpoint;
  }

  #settle(service: SyncService, identity: string, endpoint: Endpoint): void {
    const connected = endpoint.open > 0;
    if (connected === endpoint.told) return;
    endpoint.told = connected;
    if (!service.reachabilityWebhooksEnabled || !service.webhookUrl) return;
    const params = {
      AccountSid: this.#deps.account.accountSid,
      ServiceSid: service.sid,
      EventType: connected ? 'endpoint_connected' : 'endpoint_disconnected',
      Identity: identity,
    };
    void this.#deps.webhooks
      .send({ url: service.webhookUrl, method: 'POST', params, followRedirects: false })
      .catch(() => undefined);
  }
}
