import type { HttpResponse } from '../http.ts';
import type { CookieJar, WebhookSender } from '../webhooks.ts';
import { parseTwiml } from './document.ts';
import type { TwimlPage, TwimlRequest } from './script.ts';
import { TwimlError } from './twiml-error.ts';

/** https://www.twilio.com/docs/voice/limitations-and-edge-cases */
const MOST_BYTES = 64 * 1024;

/**
 * Asks the customer's server for TwiML. A sound file counts as a `<Play>` of itself, plain text as a `<Say>`.
 * @throws WebhookError; TwimlError 11750 for too much, 12300 for another content type, 12100 for broken XML
 */
export async function fetchPage(
  webhooks: WebhookSender,
  request: TwimlRequest,
  about: {
    readonly params: Readonly<Record<string, string>>;
    readonly callSid: string;
    readonly cookies?: CookieJar;
    readonly unsigned?: boolean;
    /** Whether white space before the XML declaration is an error. */
    readonly isStrict?: boolean;
  },
): Promise<TwimlPage> {
  const params = { ...about.params, ...request.params };
  const response = await webhooks.send({
    ...about,
    url: request.url,
    method: request.method,
    params,
    followRedirects: true,
  });
  return {
    url: request.url.replace(/#.*$/s, ''),
    method: request.method,
    elements: readResponse(response, request.url, about.isStrict),
  };
}

function readResponse(response: HttpResponse, url: string, isStrict?: boolean): TwimlPage['elements'] {
  const header = [response.headers['content-type']].flat()[0] ?? '';
  const type = header.replace(/;.*$/s, '').trim().toLowerCase();
  if (type.startsWith('audio/')) return [{ name: 'Play', attributes: { loop: '0' }, children: [url] }];
  if (Buffer.byteLength(response.body) > MOST_BYTES)
    throw new TwimlError(11750, 'TwiML response body too large');
  const text = response.body.toString();
  if (type === 'text/plain') return [{ name: 'Say', attributes: {}, children: [text] }];
  if (!['text/xml', 'application/xml', 'text/html'].includes(type)) {
    throw new TwimlError(12300, `Invalid Content-Type: ${type || 'none given'}`);
  }
  return parseTwiml(text, isStrict);
}
