// https://www.twilio.com/docs/messaging/api/message-resource
import { e164 } from '../../phone-number.ts';
import { optional, required } from '../form.ts';
import { legacyEnvelope, pageOf } from '../paging.ts';
import type { RestInput, Route } from '../router.ts';
import { param } from '../router.ts';
import { notFound, TwilioError } from '../../twilio-error.ts';
import type { ApiDeps } from './deps.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';

/** A text message that Twilio would have sent. */
interface Message {
  readonly sid: string;
  readonly accountSid: string;
  readonly to: string;
  readonly from: string | null;
  readonly messagingServiceSid: string | null;
  readonly body: string;
  readonly mediaUrls: readonly string[];
  readonly createdAt: number;
}

const path = `${ACCOUNT_PATH}/Messages`;
const SEGMENT_LETTERS = 160;

/**
 * Create, list, fetch, redact and delete messages. None leaves this computer. The emulator keeps each, and the log
 * shows it.
 */
export function messageRoutes({ account, clock, sids }: ApiDeps): Route[] {
  const messages = new Map<string, Message>();
  const keep = (message: Message) => {
    messages.set(message.sid, message);
    return message;
  };
  const find = (input: RestInput): Message => {
    const message = messages.get(param(input, 'sid'));
    if (!message) throw notFound(input.request.path);
    return message;
  };
  const create = (form: URLSearchParams) => {
    const about = { sid: sids.next('SM'), accountSid: account.accountSid, createdAt: clock.now() };
    return { status: 201, json: shown(keep({ ...about, ...textOf(form) }), 'queued') };
  };
  const list = (input: RestInput) => {
    const found = [...messages.values()].filter((message) => matches(message, input.form)).toReversed();
    return { json: legacyEnvelope(input, 'messages', pageOf(found, input), (message) => shown(message)) };
  };
  const update = (input: RestInput) => {
    const message = find(input);
    const body = optional(input.form, 'Body') ?? message.body;
    return { json: shown(keep({ ...message, body })) };
  };
  const remove = (input: RestInput) => {
    messages.delete(find(input).sid);
    return { status: 204 };
  };
  return [
    { method: 'POST', path: `${path}.json`, run: ({ form }) => create(form) },
    { method: 'GET', path: `${path}.json`, run: list },
    { method: 'GET', path: `${path}/:sid.json`, run: (input) => ({ json: shown(find(input)) }) },
    { method: 'POST', path: `${path}/:sid.json`, run: update },
    { method: 'DELETE', path: `${path}/:sid.json`, run: remove },
  ];
}

/** @throws TwilioError 21604, 21603, 21602, 21211 */
function textOf(form: URLSearchParams) {
  const to = required(form, 'To', 21604);
  const messagingServiceSid = optional(form, 'MessagingServiceSid') ?? null;
  const from = messagingServiceSid ? optional(form, 'From') : required(form, 'From', 21603);
  const mediaUrls = form.getAll('MediaUrl');
  const body = optional(form, 'Body') ?? '';
  if (body === '' && mediaUrls.length === 0 && !form.get('ContentSid'))
    throw new TwilioError(400, 21602, 'Message body is required.');
  return {
    to: addressOf(to),
    from: from ? (e164(from) ?? from) : null,
    messagingServiceSid,
    body,
    mediaUrls,
  };
}

function addressOf(to: string): string {
  const address = /^\w+:/.test(to) ? to : e164(to);
  if (address !== undefined) return address;
  throw new TwilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
}

function matches({ to, from }: Message, form: URLSearchParams): boolean {
  return (form.get('To') ?? to) === to && (form.get('From') ?? from) === from;
}

/** Nothing is sent, so the status never passes `sent`. */
function shown(message: Message, status: 'queued' | 'sent' = 'sent') {
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`;
  const date = rfc2822(message.createdAt);
  return {
    sid: message.sid,
    account_sid: message.accountSid,
    messaging_service_sid: message.messagingServiceSid,
    to: message.to,
    from: message.from,
    body: message.body,
    status,
    direction: 'outbound-api',
    num_segments: String(Math.max(1, Math.ceil(message.body.length / SEGMENT_LETTERS))),
    num_media: String(message.mediaUrls.length),
    date_created: date,
    date_updated: date,
    date_sent: status === 'sent' ? date : null,
    price: null,
    price_unit: 'USD',
    error_code: null,
    error_message: null,
    api_version: '2010-04-01',
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}
