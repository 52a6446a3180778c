import type { TwimlElement } from './document.ts';
import { TwimlError } from './twiml-error.ts';

/** What an attribute may hold, and Twilio's error code where it does not. */
export interface AttributeRule {
  readonly accepts: (value: string) => boolean;
  readonly code: number;
}

/** What an element may have on and in it. */
export interface ElementRule {
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  readonly children?: Readonly<Record<string, ElementRule>>;
  readonly text?: boolean;
}

/** https://www.twilio.com/docs/api/errors/12200 */
const schemaError = 12200;

export const anything: AttributeRule = { accepts: () => true, code: schemaError };
export const method: AttributeRule = { accepts: (value) => /^(GET|POST)$/i.test(value), code: schemaError };

export function flag(code = schemaError): AttributeRule {
  return { accepts: (value) => value === 'true' || value === 'false', code };
}

export function count(code = schemaError): AttributeRule {
  return { accepts: (value) => /^\d+$/.test(value), code };
}

export function oneOf(values: readonly string[], code = schemaError): AttributeRule {
  return { accepts: (value) => values.includes(value), code };
}

/**
 * Checks elements against what may stand there. An attribute that Twilio does not know is passed over, as Twilio does.
 * @throws TwimlError 12200, or the attribute's own code
 */
export function checkElements(
  elements: readonly (TwimlElement | string)[],
  allowed: Readonly<Record<string, ElementRule>>,
  strangerCode = schemaError,
): void {
  for (const element of elements) {
    if (typeof element === 'string') continue;
    const rule = Object.hasOwn(allowed, element.name) ? allowed[element.name] : undefined;
    if (!rule) throw new TwimlError(strangerCode, `<${element.name}> is not allowed here`);
    checkAttributes(element, rule);
    const words = element.children.some((child) => typeof child === 'string');
    if (words && !rule.text) throw new TwimlError(schemaError, `<${element.name}> cannot hold text`);
    checkElements(element.children, rule.children ?? {});
  }
}

function checkAttributes(element: TwimlElement, rule: ElementRule): void {
  for (const [name, value] of Object.entries(element.attributes)) {
    const attribute = rule.attributes[name];
    if (attribute && !attribute.accepts(value)) {
      throw new TwimlError(attribute.code, `<${element.name}> has an invalid ${name}: "${value}"`);
    }
  }
}
