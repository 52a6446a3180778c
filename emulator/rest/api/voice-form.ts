import type { CallStatusCallback, HttpMethod, TwimlSource } from '../../switch/requests.ts';
import { TwilioError } from '../../twilio-error.ts';
import { given, optional } from '../form.ts';

const LONGEST_TWIML = 4000;

/** `GET` or `POST`. @throws TwilioError 400 on another method */
export function methodOf(form: URLSearchParams, name: string): HttpMethod | undefined {
  const method = form.get(name)?.toUpperCase();
  if (method === undefined || method === 'GET' || method === 'POST') return method;
  throw new TwilioError(400, 21403, `${name} must be GET or POST`);
}

/** An absolute http(s) address. @throws TwilioError 400 with `code` otherwise */
export function urlOf(form: URLSearchParams, name: string, code = 21205): string | undefined {
  const url = optional(form, name);
  if (url === undefined || url === '' || /^https?:\/\/[^/\s]+/.test(url)) return url;
  throw new TwilioError(400, code, `${name} is not a valid URL: ${url}`);
}

/** One of the words, or undefined when the field is absent. @throws TwilioError 400 on another word */
export function wordOf<T extends string>(
  form: URLSearchParams,
  name: string,
  words: readonly T[],
  code = 20001,
) {
  const value = form.get(name);
  if (value === null || value === '') return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new TwilioError(400, code, `${name} must be one of ${words.join(', ')}`);
  return word;
}

/** The source of TwiML in the form. */
export function twimlOf(form: URLSearchParams): TwimlSource {
  const twiml = optional(form, 'Twiml');
  if (twiml && twiml.length > LONGEST_TWIML)
    throw new TwilioError(400, 21216, 'Twiml is longer than 4000 characters');
  return given({
    url: urlOf(form, 'Url'),
    method: methodOf(form, 'Method'),
    twiml,
    applicationSid: optional(form, 'ApplicationSid'),
    fallbackUrl: urlOf(form, 'FallbackUrl'),
    fallbackMethod: methodOf(form, 'FallbackMethod'),
  });
}

/** The URL for a call's progress in the form. The events come as repeated fields, or with blanks between. */
export function callbackOf(form: URLSearchParams): CallStatusCallback {
  const events = form.getAll('StatusCallbackEvent').flatMap((names) => names.split(' '));
  const known = ['initiated', 'ringing', 'answered', 'completed'] as const;
  return given({
    statusCallback: urlOf(form, 'StatusCallback', 21609),
    statusCallbackMethod: methodOf(form, 'StatusCallbackMethod'),
    statusCallbackEvents: events.length > 0 ? known.filter((event) => events.includes(event)) : undefined,
  });
}

/** The bounds of a date filter (`StartTime`, `StartTime>`, `StartTime<`), in milliseconds. */
export function datesOf(form: URLSearchParams, name: string): { after?: number; before?: number } {
  const at = (field: string) => (form.has(field) ? Date.parse(form.get(field) ?? '') : undefined);
  const day = at(name);
  return given({
    after: at(`${name}>`) ?? day,
    before: at(`${name}<`) ?? (day === undefined ? undefined : day + 86_400_000),
  });
}
