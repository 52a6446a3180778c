import type Library from 'twilio/lib/twiml/VoiceResponse';

/**
 * Writes the verbs of TwiML that the product uses, as the helper library's `VoiceResponse` does. That one knows all verbs, and is
 * twenty times as big. Each cold start would load it. https://www.twilio.com/docs/voice/twiml
 */
export class VoiceResponse {
  readonly #verbs: string[] = [];

  say(how: Library.SayAttributes, words: string): void {
    this.#verbs.push(element('Say', how, escaped(words)));
  }

  play(url: string, how: Library.PlayAttributes = {}): void {
    this.#verbs.push(element('Play', how, escaped(url)));
  }

  pause(how: Library.PauseAttributes): void {
    this.#verbs.push(element('Pause', how));
  }

  redirect(url: string): void {
    this.#verbs.push(element('Redirect', {}, escaped(url)));
  }

  record(how: Library.RecordAttributes): void {
    this.#verbs.push(element('Record', how));
  }

  hangup(): void {
    this.#verbs.push(element('Hangup', {}));
  }

  /** Goes into a conference by its name. @param dial what happens afterwards */
  conference(name: string, how: Library.ConferenceAttributes, dial: Library.DialAttributes = {}): void {
    this.#verbs.push(element('Dial', dial, element('Conference', how, escaped(name))));
  }

  toString(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>${element('Response', {}, this.#verbs.join(''))}`;
  }
}

/** What the library's types let an attribute be. */
type Value = string | number | boolean | readonly string[] | null | undefined;

/** @param content XML, so escaped already */
function element(name: string, attributes: object, content = ''): string {
  const given = Object.entries(attributes as Readonly<Record<string, Value>>);
  const start = `<${name}${given.map(attribute).join('')}`;
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

function attribute([name, value]: readonly [string, Value]): string {
  if (value === undefined || value === null) return '';
  const text = withoutMarks([value].flat().join(' '));
  return ` ${name}="${text.replaceAll('"', '&quot;').replaceAll('\t', '&#x9;').replaceAll('\n', '&#xA;')}"`;
}

function escaped(text: string): string {
  return withoutMarks(text).replaceAll('>', '&gt;');
}

function withoutMarks(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '&#xD;');
}
