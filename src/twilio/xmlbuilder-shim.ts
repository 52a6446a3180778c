/**
 * The few methods of `xmlbuilder` that the helper library's `VoiceResponse` calls. The build puts this in its place.
 * The real one is five times as big as our code that writes TwiML. Each cold start would load it.
 */
type Attributes = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

class XmlNode {
  readonly #name: string;
  readonly #attributes: Attributes;
  readonly #content: (XmlNode | string)[] = [];

  constructor(
    name: string,
    attributes: Attributes,
    private readonly root?: XmlNode,
  ) {
    this.#name = name;
    this.#attributes = attributes;
  }

  /** The document always begins with the declaration. */
  dec(): this {
    return this;
  }

  ele(name: string, attributes: Attributes = {}, text?: string): XmlNode {
    const child = new XmlNode(name, attributes, this.root ?? this);
    if (text !== undefined) child.txt(text);
    this.#content.push(child);
    return child;
  }

  txt(text: string): this {
    this.#content.push(escaped(text).replaceAll('>', '&gt;'));
    return this;
  }

  /** The whole document, from any of its nodes. */
  end(): string {
    return DECLARATION + (this.root ?? this).#written();
  }

  #written(): string {
    const attributes = Object.entries(this.#attributes).map(([name, value]) => attribute(name, value));
    const start = `<${this.#name}${attributes.join('')}`;
    if (this.#content.length === 0) return `${start}/>`;
    const content = this.#content.map((each) => (typeof each === 'string' ? each : each.#written()));
    return `${start}>${content.join('')}</${this.#name}>`;
  }
}

/** Starts a document. */
export function create(name: string): XmlNode {
  return new XmlNode(name, {});
}

function attribute(name: string, value: Attributes[string]): string {
  if (value === undefined || value === null) return '';
  const text = Array.isArray(value) ? value.join(' ') : String(value);
  const quoted = escaped(text).replaceAll('"', '&quot;').replaceAll('\t', '&#x9;').replaceAll('\n', '&#xA;');
  return ` ${name}="${quoted}"`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '&#xD;');
}
