/** The verbs that experiments are made of, as text. */

/** An address within an attribute or an element. */
export function inXml(url: string): string {
  return url.replaceAll('&', '&amp;');
}

export function redirect(url: string): string {
  return `<Redirect>${inXml(url)}</Redirect>`;
}

/**
 * Sends whoever is on the line into a conference.
 * @param attributes as Twilio names them: https://www.twilio.com/docs/voice/twiml/conference
 */
export function conference(room: string, attributes: Readonly<Record<string, string>>): string {
  const all = Object.entries({ beep: 'false', ...attributes });
  const text = all.map(([name, value]) => ` ${name}="${inXml(value)}"`).join('');
  return `<Dial><Conference${text}>${room}</Conference></Dial>`;
}

/** A minute on the line. A pause alone would not answer the call: https://www.twilio.com/docs/voice/twiml/pause */
export const STAY = '<Say>Hello</Say><Pause length="60"/>';
