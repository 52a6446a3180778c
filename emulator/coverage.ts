import { ABSENT_NOUNS, ABSENT_VERBS } from './twiml/absent.ts';
import { callGrammar } from './twiml/call-grammar.ts';
import type { ElementRule } from './twiml/rules.ts';
import type { HttpHandler } from './http.ts';
import type { Route } from './rest/router.ts';

/**
 * Lists what this local Twilio covers, as Markdown tables: every resource with its methods, every verb with its
 * attributes.
 */
export function coverage(hosts: Hosts): string {
  return [resources(hosts), verbs()].join('\n\n');
}

type Hosts = Readonly<Record<string, HttpHandler & { readonly routes?: readonly Route[] }>>;

function resources(hosts: Hosts): string {
  const seen = new Set<unknown>();
  const rows = Object.entries(hosts).flatMap(([host, { routes = [] }]) => {
    if (seen.has(routes)) return [];
    seen.add(routes);
    const methods = new Map<string, string[]>();
    for (const { method, path } of routes) {
      const shown = path.replace('/2010-04-01/Accounts/:account/', '/').replaceAll(/:(\w+)/g, '{$1}');
      methods.set(shown, [...(methods.get(shown) ?? []), method]);
    }
    return [...methods].map(([path, each]) => `| ${host} | \`${path}\` | ${each.toSorted().join(', ')} |`);
  });
  return ['| Host | Resource | Methods |', '| --- | --- | --- |', ...rows].join('\n');
}

function verbs(): string {
  const rows = Object.entries(callGrammar.verbs)
    .filter(([name]) => !Object.hasOwn(ABSENT_VERBS, name))
    .flatMap(([name, { rule }]) => [row(name, rule), ...nouns(name, rule)]);
  const absent = [...Object.keys(ABSENT_VERBS), ...ABSENT_NOUNS.map((noun) => `Dial ${noun}`)];
  return [
    '| Verb | Attributes |',
    '| --- | --- |',
    ...rows,
    '',
    `Not here, and failing by name: ${absent.join(', ')}.`,
  ].join('\n');
}

function nouns(verb: string, { children }: ElementRule): readonly string[] {
  if (verb !== 'Dial' || children === undefined || children === 'any') return [];
  const here = Object.entries(children).filter(([name]) => !ABSENT_NOUNS.some((absent) => absent === name));
  return here.map(([name, rule]) => row(`${verb} ${name}`, rule));
}

function row(name: string, { attributes }: ElementRule): string {
  return `| ${name} | ${Object.keys(attributes).join(', ') || 'none'} |`;
}
