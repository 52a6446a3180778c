import { create as small } from '../../src/twilio/xmlbuilder-shim.ts';
import * as xmlbuilder from 'xmlbuilder';

/** As the helper library starts every document. */
const options = {
  stringify: {
    attValue(this: { attEscape(text: string): string }, value: unknown) {
      return this.attEscape(String(Array.isArray(value) ? value.join(' ') : value));
    },
  },
};

interface Node {
  ele(name: string, attributes?: object): Node;
  txt(text: string): Node;
  end(): string;
}

test.each<[string, (root: Node) => void]>([
  ['an empty document', () => undefined],
  ['text with characters that mean something', (root) => void root.ele('Say').txt(`a < b & "c" > 'd'\r\n`)],
  ['attributes that need quoting', (root) => void root.ele('Dial', { action: '/a?b=1&c="2"\n\t<>' })],
  ['an empty attribute', (root) => void root.ele('Conference', { waitUrl: '', beep: false }).txt('CA1')],
  ['a list and a missing attribute', (root) => void root.ele('C', { on: ['join', 'leave'], off: undefined })],
  ['nesting', (root) => void root.ele('Dial').ele('Conference').txt('CA1')],
])('writes %s as xmlbuilder does', (_what, write) => {
  const real = xmlbuilder.create('Response', options).dec('1.0', 'UTF-8');
  const documents = [small('Response'), real] as unknown as Node[];
  const [ours, theirs] = documents.map((root) => {
    write(root);
    return root.end();
  });
  expect(ours).toBe(theirs);
});
