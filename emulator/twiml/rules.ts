import type { TwimlElement } from './document.ts';
import { TwimlError } from './twiml-error.ts';

/** The allowed values of an attribute, and Twilio's warning for others. */
export interface AttributeRule {
  readonly accepts: (value: string) => boolean;
  readonly code: number;
}

/** The allowed attributes and content of an element. */
export interface ElementRule {
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  /** The elements that may stand in it; `any` lets everything in, as SSML is. */
  readonly children?: Readonly<Record<string, ElementRule>> | 'any';
  readonly text?: boolean;
}

/** The elements that are allowed at one place of a document. */
export interface Place {
  readonly allowed: Readonly<Record<string, ElementRule>>;
  /** Twilio's error for an element that is not allowed there; absent where Twilio only warns. */
  readonly strangerCode?: number;
}

/** Called with each of Twilio's warnings. */
export type Warn = (code: number, message: string) => void;

/** https://www.twilio.com/docs/api/errors/12200 */
const SCHEMA_WARNING = 12200;

export const anything: AttributeRule = { accepts: () => true, code: SCHEMA_WARNING };
export const method: AttributeRule = {
  accepts: (value) => /^(GET|POST)$/i.test(value),
  code: SCHEMA_WARNING,
};

export function flag(code = SCHEMA_WARNING): AttributeRule {
  return { accepts: (value) => value === 'true' || value === 'false', code };
}

export function count(code = SCHEMA_WARNING): AttributeRule {
  return { accepts: (value) => /^\d+$/.test(value), code };
}

export function oneOf(values: readonly string[], code = SCHEMA_WARNING): AttributeRule {
  return { accepts: (value) => values.includes(value), code };
}

/**
 * The parts of a document that can run. Twilio warns of the rest and ignores it. A bad value counts as not given, and a
 * stray element or text as absent. https://www.twilio.com/docs/api/errors/12200
 * @throws TwimlError with the place's own code for an element that is not allowed there
 */
export function fitting(
  nodes: readonly (TwimlElement | string)[],
  place: Place,
  warn: Warn,
): readonly TwimlElement[] {
  return nodes.flatMap((node) => {
    if (typeof node !== 'string') return fittingElement(node, place, warn);
    warn(SCHEMA_WARNING, `Text that has no place here: ${node}`);
    return [];
  });
}

function fittingElement(element: TwimlElement, place: Place, warn: Warn): readonly TwimlElement[] {
  const rule = Object.hasOwn(place.allowed, element.name) ? place.allowed[element.name] : undefined;
  if (rule) {
    const { name } = element;
    return [
      { name, attributes: fittingAttributes(element, rule, warn), children: inside(element, rule, warn) },
    ];
  }
  const message = `<${element.name}> is not allowed here`;
  if (place.strangerCode !== undefined) throw new TwimlError(place.strangerCode, message);
  warn(SCHEMA_WARNING, message);
  return [];
}

function inside(element: TwimlElement, rule: ElementRule, warn: Warn): TwimlElement['children'] {
  const { children: allowed = {}, text = false } = rule;
  if (allowed === 'any') return element.children;
  return element.children.flatMap((child): TwimlElement['children'] =>
    typeof child === 'string' && text ? [child] : fitting([child], { allowed }, warn),
  );
}

function fittingAttributes(element: TwimlElement, rule: ElementRule, warn: Warn): Record<string, string> {
  const fits = ([name, value]: [string, string]): boolean => {
    const attribute = rule.attributes[name];
    if (!attribute || attribute.accepts(value)) return true;
    warn(attribute.code, `<${element.name}> has an invalid ${name}: "${value}"`);
    return false;
  };
  return Object.fromEntries(Object.entries(element.attributes).filter(fits));
}
