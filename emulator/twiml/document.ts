import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { TwimlError } from './twiml-error.ts';

export interface TwimlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (TwimlElement | string)[];
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
});

/**
 * Reads the elements below the `<Response>` of a TwiML document.
 * @param isStrict whether white space before the XML declaration is an error
 * @throws TwimlError 12100 when it is no well-formed XML or has another root
 */
export function parseTwiml(xml: string, isStrict = false): readonly (TwimlElement | string)[] {
  if (isStrict && /^\s+<\?xml/.test(xml))
    throw new TwimlError(12100, 'Document parse failure: white space before the XML declaration');
  const text = xml.trim();
  const validity = text === '' ? 'The document is empty' : XMLValidator.validate(text);
  if (validity !== true) {
    const reason =
      typeof validity === 'string' ? validity : `${validity.err.msg} (line ${validity.err.line})`;
    throw new TwimlError(12100, `Document parse failure: ${reason}`);
  }
  const roots = elementsOf(parser.parse(text) as readonly RawNode[]).filter(
    (node) => typeof node !== 'string',
  );
  const [root] = roots;
  if (roots.length !== 1 || root?.name !== 'Response') {
    throw new TwimlError(12100, 'Document parse failure: the root element must be <Response>');
  }
  return root.children;
}

/** The words between an element's tags. */
export function textOf(element: TwimlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join(' ')
    .trim();
}

/** The elements directly within an element. */
export function elementsIn(element: TwimlElement): readonly TwimlElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

type RawNode = Record<string, unknown>;

function elementsOf(nodes: readonly RawNode[]): readonly (TwimlElement | string)[] {
  return nodes.map((node) => {
    const name = Object.keys(node).find((key) => key !== ':@') ?? '';
    if (name === '#text') return String(node[name]);
    const attributes = (node[':@'] ?? {}) as Record<string, string>;
    return { name, attributes, children: elementsOf(node[name] as readonly RawNode[]) };
  });
}
