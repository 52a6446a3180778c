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
 * @param dial those of the Dial around it
 */
export function conference(room: string, attributes: Attributes, dial: Attributes = {}): string {
  const text = inTag({ beep: 'false', ...attributes });
  return `<Dial${inTag(dial)}><Conference${text}>${room}</Conference></Dial>`;
}

type Attributes = Readonly<Record<string, string>>;

function inTag(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${inXml(value)}"`)
    .join('');
}

/** A minute on the line. A pause alone would not answer the call: https://www.twilio.com/docs/voice/twiml/pause */
export const STAY = '<Say>Hello</Say><Pause length="60"/>';
