import type { Account } from './account.ts';
import type { Beliefs } from './beliefs.ts';
import { type Clock, sleep } from './clock.ts';
import type { EventLog } from './event-log.ts';
import type { FaultAction, Faults } from './faults.ts';
import type { HttpClient, HttpResponse } from './http.ts';
import { signature } from './signature.ts';
import { type DeliveryRules, readRules } from './delivery-rules.ts';

export interface WebhookDependencies {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly account: Account;
  readonly http: HttpClient;
  readonly faults?: Faults;
  /** Absent: each has its first setting. */
  readonly beliefs?: Beliefs;
}

/** Cookies that a call's server set. Later requests of the same call carry them. */
export type CookieJar = Map<string, string>;

export interface Webhook {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly params: Readonly<Record<string, string>>;
  readonly callSid?: string;
  readonly cookies?: CookieJar;
  /** Sent without a signature. */
  readonly unsigned?: boolean;
  /** TwiML requests follow redirects; status callbacks do not. */
  readonly followRedirects: boolean;
}

/** No usable answer came: `code` is Twilio's error code, https://www.twilio.com/docs/api/errors/11200 and /11205. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: number;

  constructor(code: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const MOST_REDIRECTS = 10;

/** Sends Twilio's requests to the customer's server. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export class WebhookSender {
  readonly #deps: WebhookDependencies;

  constructor(deps: WebhookDependencies) {
    this.#deps = deps;
  }

  /**
   * Sends one request, tried again as far as Twilio's rules or the URL's `#rc=..&rp=..` fragment say.
   * @throws WebhookError 11205 without a connection, 11200 for a time-out or a status that is no success
   */
  async send(webhook: Webhook): Promise<HttpResponse> {
    const rules = readRules(webhook.url);
    const deadline = this.#deps.clock.now() + rules.totalMs;
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#follow(webhook, rules, deadline).catch(asWebhookError);
      const failure = failureOf(outcome, webhook.followRedirects);
      if (!failure) return outcome as HttpResponse;
      const again = attempt < rules.retries && rules.retryOn(failure.cause as string);
      if (!again || !this.#mayRetry(webhook, outcome)) throw failure;
      if (this.#deps.beliefs?.get('retryPause') === 'a-second') await sleep(this.#deps.clock, 1000);
      if (this.#deps.clock.now() >= deadline) throw failure;
    }
  }

  /** The parts of the policy that the documentation leaves open. */
  #mayRetry(webhook: Webhook, outcome: HttpResponse | WebhookError): boolean {
    const { beliefs } = this.#deps;
    const isCallback = !webhook.followRedirects;
    if (isCallback && beliefs?.get('failedCallbacks') === 'not-retried') return false;
    const isFull = 'status' in outcome && outcome.status === 429;
    return !isFull || beliefs?.get('tooManyRequests') !== 'not-retried';
  }

  async #follow(webhook: Webhook, rules: DeliveryRules, deadline: number): Promise<HttpResponse> {
    let next = webhook;
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      const response = await this.#sendOnce(next, Math.min(rules.readMs, deadline - this.#deps.clock.now()));
      const location = redirectOf(response);
      if (!location || !webhook.followRedirects) return response;
      const keepsMethod = response.status === 307 || response.status === 308;
      next = { ...next, url: new URL(location, next.url).href, method: keepsMethod ? next.method : 'GET' };
    }
    throw new WebhookError(11215, 'Too many HTTP redirects');
  }

  /** One request with its fault, its time limit and its line in the log. */
  async #sendOnce(webhook: Webhook, timeoutMs: number): Promise<HttpResponse> {
    const { clock, log, faults } = this.#deps;
    const request = compose(webhook, this.#deps.account.authToken);
    const startedAt = clock.now();
    const path = request.url.replace(/^https?:\/\/[^/]+/, '');
    const fault = faults?.strike('webhook', `${webhook.method} ${path} ${request.body}`);
    const entry = {
      kind: 'webhook' as const,
      method: webhook.method,
      url: request.url,
      request: request.body,
    };
    const about = { ...entry, ...(webhook.callSid ? { callSid: webhook.callSid } : {}) };
    try {
      const response = await this.#within(timeoutMs, this.#withFault(fault, request, timeoutMs));
      const text = response.body.toString().slice(0, 4000);
      log.record({ ...about, status: response.status, durationMs: clock.now() - startedAt, response: text });
      keepCookies(webhook.cookies, response);
      return response;
    } catch (error) {
      const { code, message } = asWebhookError(error);
      log.record({ ...about, errorCode: code, message, durationMs: clock.now() - startedAt });
      throw error;
    }
  }

  async #withFault(
    fault: FaultAction | undefined,
    request: Composed,
    timeoutMs: number,
  ): Promise<HttpResponse> {
    const send = () => this.#deps.http(request.url, { ...request, timeoutMs });
    if (!fault) return send();
    if (fault.do === 'delay') {
      await sleep(this.#deps.clock, fault.ms);
      return send();
    }
    if (fault.do === 'repeat') {
      for (let extra = 1; extra < fault.times; extra += 1) void send().catch(() => undefined);
      return send();
    }
    if ('after' in fault && fault.after) await send();
    if (fault.do === 'answer') return { status: fault.status, headers: {}, body: '' };
    return new Promise<never>(() => undefined);
  }

  /** Rejects as a read time-out after `ms` of the clock's time. */
  #within<T>(ms: number, work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.#deps.clock.after(ms, () =>
        reject(new WebhookError(11200, 'The server did not answer in time', { cause: 'rt' })),
      );
      void work.then(resolve, reject).finally(cancel);
    });
  }
}

interface Composed {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** The request as it goes over the wire: GET carries its parameters in the URL, POST in a form. */
function compose(webhook: Webhook, authToken: string): Composed {
  const { method, params, cookies } = webhook;
  const form = new URLSearchParams(params).toString();
  const bare = webhook.url.replace(/#.*$/s, '');
  const url = method === 'GET' && form ? bare + (bare.includes('?') ? '&' : '?') + form : bare;
  const headers: Record<string, string> = {
    accept: '*/*',
    'user-agent': 'TwilioProxy/1.1',
  };
  if (!webhook.unsigned)
    headers['x-twilio-signature'] = signature(authToken, url, method === 'POST' ? params : {});
  if (method === 'POST') headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  if (cookies?.size) headers.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { url, method, headers, body: method === 'POST' ? form : '' };
}

function keepCookies(jar: CookieJar | undefined, response: HttpResponse): void {
  const header = response.headers['set-cookie'];
  for (const cookie of header === undefined ? [] : [header].flat()) {
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
    if (name !== undefined && value !== undefined) jar?.set(name.trim(), value);
  }
}

function redirectOf(response: HttpResponse): string | undefined {
  const location = response.headers.location;
  return response.status >= 300 && response.status < 400 ? [location].flat()[0] : undefined;
}

function asWebhookError(error: unknown): WebhookError {
  if (error instanceof WebhookError) return error;
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (code === 'ETIMEDOUT' && syscall !== 'connect') return new WebhookError(11200, message, { cause: 'rt' });
  return new WebhookError(11205, `HTTP connection failure: ${message}`, { cause: 'ct' });
}

/** Whether Twilio counts a request as failed: no answer, an error status, or a redirected status callback (16010). */
function failureOf(
  outcome: HttpResponse | WebhookError,
  redirectsAllowed: boolean,
): WebhookError | undefined {
  if (outcome instanceof WebhookError) return outcome;
  if (outcome.status < 300) return undefined;
  if (outcome.status < 400 && !redirectsAllowed)
    return new WebhookError(16010, 'Status callbacks are not redirected');
  const cause = outcome.status >= 500 ? '5xx' : '4xx';
  return new WebhookError(11200, `Got HTTP ${outcome.status} response`, { cause });
}
