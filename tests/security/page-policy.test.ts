import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const html = readFileSync(join(__dirname, '../../src/assets/index.html'), 'utf8');

function policy(): ReadonlyMap<string, readonly string[]> {
  const content = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1] ?? '';
  const directives = content.split(';').map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.map(([name = '', ...sources]) => [name, sources]));
}

test('allows only what it names, and scripts and styles only from the service', () => {
  const rules = policy();
  expect(rules.get('default-src')).toEqual(["'none'"]);
  expect(rules.get('script-src')).toEqual(["'self'"]);
  expect(rules.get('style-src')).toEqual(["'self'"]);
  expect(rules.get('base-uri')).toEqual(["'none'"]);
  expect(rules.get('form-action')).toEqual(["'none'"]);
  expect(rules.get('require-trusted-types-for')).toEqual(["'script'"]);
  expect(rules.get('trusted-types')).toEqual(["'none'"]);
});

test('the page connects to the service and to Twilio, and to nobody else', () => {
  const hosts = [...policy().values()].flat().filter((source) => source.includes('.'));
  expect(hosts.every((host) => /^(https|wss):\/\/(\*|\w+)\.twilio\.com$/.test(host))).toBe(true);
  const loose = [...policy().values()].flat().filter((source) => /unsafe|^\*$|^https:$/.test(source));
  expect(loose).toEqual([]);
});

test('the policy comes before all that it guards, and the page has nothing inline', () => {
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(script|link|img)/));
  expect(html).not.toMatch(/<style|\bstyle=|\son\w+=|<script(?![^>]*\bsrc="\/)/);
  expect(html).toMatch(/<meta name="referrer" content="no-referrer"/);
});
