import { notFound, TwilioError } from '../../twilio-error.ts';
import type { Call } from './call.ts';
import { reachPage } from './page-faults.ts';
import type { SwitchContext } from '../switch-context.ts';
import type { Device } from '../ports.ts';
import type { HttpMethod } from '../requests.ts';

/** A message between the customer's server and a page in a call, or a subscription to those of the page. */
export interface UserMessageRecord {
  readonly sid: string;
  readonly callSid: string;
  readonly accountSid: string;
  readonly createdAt: number;
}

/** A message that a page has sent. */
export interface PageMessageContent {
  readonly sid: string;
  /** As JSON. */
  readonly content: string;
  readonly contentType: string;
}

interface Subscription extends UserMessageRecord {
  readonly url: string;
  readonly method: HttpMethod;
}

/**
 * Messages during a call, both ways. A subscription ends with its call.
 * https://www.twilio.com/docs/voice/api/userdefinedmessage-resource
 */
export class UserMessages {
  readonly #context: SwitchContext;
  readonly #subscriptions = new WeakMap<Call, readonly Subscription[]>();
  readonly #counts = new WeakMap<Call, number>();

  constructor(context: SwitchContext) {
    this.#context = context;
  }

  /**
   * Sends a message to the page of a call, also while it rings.
   * https://www.twilio.com/en-us/changelog/twilio-voice-sdk-call-message-events--user-defined-messages--act
   * @throws TwilioError 20404, 21220 when the call has no page any more
   */
  send(callSid: string, content: unknown): UserMessageRecord {
    const call = this.#live(callSid);
    const sent = this.#record(call, 'KX');
    for (const page of this.#pagesOf(call))
      reachPage(this.#context, 'message', page.address, () =>
        page.message?.(callSid, { sid: sent.sid, content }),
      );
    return sent;
  }

  /** Sends the page's messages to a URL. @throws TwilioError 20404, 21220 */
  subscribe(callSid: string, url: string, method: HttpMethod): UserMessageRecord {
    const call = this.#live(callSid);
    const made = { ...this.#record(call, 'ZY'), url, method };
    this.#subscriptions.set(call, [...this.#of(call), made]);
    return made;
  }

  /** @throws TwilioError 20404 */
  unsubscribe(callSid: string, sid: string): void {
    const call = this.#context.calls.fetch(callSid);
    const rest = this.#of(call).filter((each) => each.sid !== sid);
    if (rest.length === this.#of(call).length) throw notFound(`UserDefinedMessageSubscriptions/${sid}`);
    this.#subscriptions.set(call, rest);
  }

  /** The page has sent a message. One of a call that is over goes nowhere. */
  receive(
    callSid: string,
    { sid: Sid, content: Content, contentType: ContentType }: PageMessageContent,
  ): void {
    const call = this.#context.calls.find(callSid);
    if (!call || call.isOver) return;
    const count = (this.#counts.get(call) ?? 0) + 1;
    this.#counts.set(call, count);
    const about = { AccountSid: call.accountSid, CallSid: callSid, SequenceNumber: String(count) };
    const params = { ...about, Sid, Content, ContentType };
    for (const { url, method } of this.#of(call)) {
      const told = this.#context.webhooks.send({ url, method, params, callSid, followRedirects: false });
      void told.catch(() => undefined);
    }
  }

  #pagesOf({ device, ringingAt }: Call): readonly Device[] {
    if (device) return [device];
    return [...ringingAt].slice(
      0,
      this.#context.beliefs.get('ringingMessage') === 'one-page' ? 1 : undefined,
    );
  }

  #of(call: Call): readonly Subscription[] {
    return this.#subscriptions.get(call) ?? [];
  }

  #live(callSid: string): Call {
    const call = this.#context.calls.fetch(callSid);
    if (call.isOver) throw new TwilioError(400, 21220, 'Invalid call state: the call is not in progress.');
    return call;
  }

  #record(call: Call, prefix: string): UserMessageRecord {
    const { ids, clock } = this.#context;
    return { sid: ids(prefix), callSid: call.sid, accountSid: call.accountSid, createdAt: clock.now() };
  }
}
