// https://www.twilio.com/docs/messaging/api/message-resource
import { e164 } from '../../phone-number.ts';
import { given, optional, required } from '../form.ts';
import { legacyEnvelope, pageOf } from '../paging.ts';
import type { RestInput, Route } from '../router.ts';
import { param } from '../router.ts';
import { notFound, TwilioError } from '../../twilio-error.ts';
import type { ApiDeps } from './deps.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';
import { datesOf, urlOf } from './voice-form.ts';

/**
 * The statuses of a message that arrives, in their order. Twilio tells of each but the first.
 * https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
type Status = 'queued' | 'accepted' | 'sent' | 'delivered';

/** A text message that Twilio would have sent. */
interface Message {
  readonly sid: string;
  readonly accountSid: string;
  readonly to: string;
  readonly from: string | null;
  readonly messagingServiceSid: string | null;
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly statusCallback?: string;
  readonly createdAt: number;
  readonly status: Status;
}

const path = `${ACCOUNT_PATH}/Messages`;
const SEGMENT_LETTERS = 160;

/** How long each step takes. Nothing is sent, so that it could take any time. */
const STEP_MS = 100;

/** The messages of the account. None leaves this computer: each counts as one that arrived. */
class MessageTable {
  readonly #deps: ApiDeps;
  readonly #messages = new Map<string, Message>();

  constructor(deps: ApiDeps) {
    this.#deps = deps;
  }

  send(form: URLSearchParams): Message {
    const { account, clock, sids } = this.#deps;
    const text = textOf(this.#deps, form);
    const status = text.messagingServiceSid ? 'accepted' : 'queued';
    const about = { sid: sids.next('SM'), accountSid: account.accountSid, createdAt: clock.now() };
    const message = this.keep({ ...about, ...text, status });
    clock.after(STEP_MS, () => this.#become(message, 'sent'));
    clock.after(2 * STEP_MS, () => this.#become(message, 'delivered'));
    return message;
  }

  keep(message: Message): Message {
    this.#messages.set(message.sid, message);
    return message;
  }

  /** @throws TwilioError 20404 */
  find(input: RestInput): Message {
    const message = this.#messages.get(param(input, 'sid'));
    if (!message) throw notFound(input.request.path);
    return message;
  }

  /** Newest first. */
  list(form: URLSearchParams): readonly Message[] {
    return [...this.#messages.values()].filter((message) => matches(message, form)).toReversed();
  }

  remove({ sid }: Message): void {
    this.#messages.delete(sid);
  }

  /** One that was deleted meanwhile becomes nothing. */
  #become({ sid }: Message, status: Status): void {
    const message = this.#messages.get(sid);
    if (message) tellStatus(this.#deps, this.keep({ ...message, status }));
  }
}

/** Create, list, fetch, redact and delete messages. The log shows each. */
export function messageRoutes(deps: ApiDeps): Route[] {
  const table = new MessageTable(deps);
  const list = (input: RestInput) => {
    const page = pageOf(table.list(input.form), input);
    return { json: legacyEnvelope(input, 'messages', page, shown) };
  };
  const update = (input: RestInput) => {
    const message = table.find(input);
    const body = optional(input.form, 'Body') ?? message.body;
    return { json: shown(table.keep({ ...message, body })) };
  };
  const remove = (input: RestInput) => {
    table.remove(table.find(input));
    return { status: 204 };
  };
  return [
    {
      method: 'POST',
      path: `${path}.json`,
      run: ({ form }) => ({ status: 201, json: shown(table.send(form)) }),
    },
    { method: 'GET', path: `${path}.json`, run: list },
    { method: 'GET', path: `${path}/:sid.json`, run: (input) => ({ json: shown(table.find(input)) }) },
    { method: 'POST', path: `${path}/:sid.json`, run: update },
    { method: 'DELETE', path: `${path}/:sid.json`, run: remove },
  ];
}

/** https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
function tellStatus({ webhooks }: ApiDeps, message: Message): void {
  const { statusCallback: url, sid, status, accountSid, to, from, messagingServiceSid } = message;
  if (!url) return;
  const params = given({
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    MessageSid: sid,
    MessageStatus: status,
    SmsSid: sid,
    SmsStatus: status,
    To: to,
    From: from ?? undefined,
    MessagingServiceSid: messagingServiceSid ?? undefined,
  }) as Record<string, string>;
  void webhooks.send({ url, method: 'POST', params, followRedirects: false }).catch(() => undefined);
}

/** @throws TwilioError 21604, 21603, 21602, 21606, 21211 */
function textOf(deps: ApiDeps, form: URLSearchParams) {
  const to = required(form, 'To', 21604);
  const messagingServiceSid = optional(form, 'MessagingServiceSid') ?? null;
  const from = messagingServiceSid ? optional(form, 'From') : required(form, 'From', 21603);
  const mediaUrls = form.getAll('MediaUrl');
  const body = optional(form, 'Body') ?? '';
  if (body === '' && mediaUrls.length === 0 && !form.get('ContentSid'))
    throw new TwilioError(400, 21602, 'Message body is required.');
  const statusCallback = urlOf(form, 'StatusCallback', 21609);
  return {
    to: addressOf(to),
    from: from ? senderOf(deps, from) : null,
    messagingServiceSid,
    body,
    mediaUrls,
    ...(statusCallback && { statusCallback }),
  };
}

/**
 * A name or a short code may send, and of phone numbers those of the account.
 * @throws TwilioError 21606: https://www.twilio.com/docs/api/errors/21606
 */
function senderOf({ numbers }: ApiDeps, from: string): string {
  const number = e164(from);
  if (number === undefined || numbers.find(number)) return number ?? from;
  throw new TwilioError(
    400,
    21606,
    `The 'From' number ${from} is not a message-capable number of the account.`,
  );
}

function addressOf(to: string): string {
  const address = /^\w+:/.test(to) ? to : e164(to);
  if (address !== undefined) return address;
  throw new TwilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
}

function matches({ to, from, createdAt }: Message, form: URLSearchParams): boolean {
  const { after = 0, before = Infinity } = datesOf(form, 'DateSent');
  const isThen = createdAt >= after && createdAt <= before;
  return isThen && (form.get('To') ?? to) === to && (form.get('From') ?? from) === from;
}

function shown(message: Message) {
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  const date = rfc2822(message.createdAt);
  return {
    sid: message.sid,
    account_sid: message.accountSid,
    messaging_service_sid: message.messagingServiceSid,
    to: message.to,
    from: message.from,
    body: message.body,
    status: message.status,
    direction: 'outbound-api',
    num_segments: String(Math.max(1, Math.ceil(message.body.length / SEGMENT_LETTERS))),
    num_media: String(message.mediaUrls.length),
    date_created: date,
    date_updated: date,
    date_sent: message.status === 'sent' || message.status === 'delivered' ? date : null,
    price: null,
    price_unit: 'USD',
    error_code: null,
    error_message: null,
    api_version: '2010-04-01',
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}
