import * as fc from 'fast-check';
import { ERRORS } from '../../src/shared/errors.ts';
import { documentedRoutes, type DocumentedRoute } from '../support/functions/api-docs.ts';
import { changes, everything } from '../support/functions/state-snapshot.ts';
import { bringTeamToWork, type TeamAtWork } from '../support/functions/team-at-work.ts';
import { benchForAllTests } from '../support/functions/bench-of-file.ts';
import { BROWSER, type ProductBench } from '../support/functions/product-bench.ts';

let bench: ProductBench;
let team: TeamAtWork;

benchForAllTests(async (fresh) => {
  bench = fresh;
  team = await bringTeamToWork(bench);
});

const routes = documentedRoutes();
const route = fc.constantFrom(...routes);
const RUNS = { numRuns: 400 };

/** JSON texts, because JavaScript's own objects cannot carry every key that a body can. */
type Text = string;

/** Values that no field of any request takes. */
const misfit: fc.Arbitrary<Text> = fc.oneof(
  fc.constantFrom(
    '1',
    '-1',
    '1e999',
    '[]',
    '[[]]',
    '{}',
    '{"kind":"agent"}',
    '{"kind":"number","to":"+15550001111"}',
  ),
  fc.constantFrom(
    '""',
    '"+15550001111"',
    '"client:ben"',
    '"CA"',
    '"sip:a@b.c"',
    '"../accounts"',
    '"../../x"',
    '"a b"',
  ),
  fc.integer({ min: 2, max: 4000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.string({ minLength: 300, maxLength: 600 }).map((text) => JSON.stringify(text)),
);

const strangeKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'to',
  'From',
  'CallSid',
  'by',
  'role',
  'agent_id',
  '',
);

function textOf(fields: readonly (readonly [string, Text])[]): Text {
  return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`;
}

/** The example's fields, about the call that is on. */
function fieldsOf({ example }: DocumentedRoute): (readonly [string, Text])[] {
  const fields = typeof example['call'] === 'string' ? { ...example, call: team.call } : example;
  return Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)] as const);
}

/** Fields of which any short text is well formed. */
const FREE = new Set(['note', 'reason', 'passcode', 'newPasscode', 'agent', 'disposition']);

function isMisfit(name: string, value: Text): boolean {
  return !FREE.has(name) || !value.startsWith('"') || value.length > 290;
}

/** An object with the fields that every body of the page carries. No other JSON can have them. */
function provenJson(body: Text): Text {
  return body.replace(
    /^\{(\s*"?)/,
    (_, next: string) => `{"json":true,"browser":"${BROWSER}"${next.endsWith('"') ? ',' : ''}${next}`,
  );
}

async function refused({ path }: DocumentedRoute, body: Text): Promise<void> {
  const before = everything(bench);
  // Ben is on the call: whatever is well formed would have its effect.
  const { status, body: answer } = await team.ben.post(path, provenJson(body));
  const text = String(answer);
  const { error } = JSON.parse(text) as { error?: { code: keyof typeof ERRORS; message: string } };
  if (!error) throw new Error(`${path} took ${body}: ${text}`);
  expect(['bad-request', 'too-big', ...(body.startsWith('{') ? [] : ['not-json'])]).toContain(error.code);
  expect(status).toBe(ERRORS[error.code][0]);
  expect(error.message.startsWith(ERRORS[error.code][1])).toBe(true);
  expect(text.length).toBeLessThan(600);
  expect(text).not.toMatch(/node:|\.[jt]s\b|\bat \S+:\d+/);
  expect(changes(before, everything(bench))).toEqual([]);
}

test('a field of another shape is refused', async () => {
  const broken = fc.tuple(route, fc.nat(), misfit);
  const property = fc.asyncProperty(broken, async ([one, pick, value]) => {
    const fields = fieldsOf(one);
    const field = fields[pick % fields.length]?.[0];
    fc.pre(field !== undefined && isMisfit(field, value));
    await refused(one, textOf(fields.map(([name, was]) => [name, name === field ? value : was])));
  });
  await fc.assert(property, RUNS);
});

test('an unknown field is refused, also where its name is a word of JavaScript', async () => {
  const strange = fc.tuple(route, strangeKey, fc.json({ maxDepth: 2 }));
  const property = fc.asyncProperty(strange, async ([one, key, value]) => {
    await refused(one, textOf([...fieldsOf(one), [key, value]]));
  });
  await fc.assert(property, RUNS);
  expect(({} as Record<string, unknown>)['role']).toBeUndefined();
});

test('JSON that nests deeply is too big, without a length and without an alert', async () => {
  for (const depth of [5000, 100_000]) {
    const body = `{"json":true,"browser":"${BROWSER}","call":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const { status } = await team.ben.post('/api/call/end', body, { 'content-length': '' });
    expect([400, 413]).toContain(status);
  }
  expect(bench.local.functions.logs().filter(({ level }) => level === 'ERROR')).toEqual([]);
});

test('any JSON instead of the body is refused', async () => {
  const property = fc.asyncProperty(route, fc.json({ maxDepth: 3 }), async (one, body) => {
    // `{}`, and what the platform makes of anything but an object, is the whole of some requests.
    fc.pre(Object.keys(one.example).some((name) => !one.optional.includes(name)));
    fc.pre(!body.includes('"request"'));
    await refused(one, body);
  });
  await fc.assert(property, RUNS);
});

test('a nested target is held to its shape', async () => {
  const start = routes.find(({ path }) => path === '/api/transfer/start');
  if (!start) throw new Error('There is no /api/transfer/start.');
  const targets = fc.oneof(
    misfit,
    fc.json({ maxDepth: 2 }),
    fc.constantFrom(
      '{"kind":"outside","number":"+15550001111"}',
      '{"kind":"outside","entry":"+15550001111"}',
      '{"kind":"agent","agent":"client:ben"}',
      '{"kind":"agent","agent":"ana","to":"+15550001111"}',
      '{"kind":"agent","agent":"ana","constructor":{}}',
      '{"kind":"conference","name":"room"}',
      '{"kind":"anyone","agent":"ana"}',
      '{"__proto__":{"kind":"anyone"}}',
    ),
  );
  const property = fc.asyncProperty(targets, async (target) => {
    await refused(
      start,
      textOf(fieldsOf(start).map(([name, was]) => [name, name === 'target' ? target : was])),
    );
  });
  await fc.assert(property, RUNS);
});
