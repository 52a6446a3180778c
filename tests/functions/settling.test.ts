import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FunctionResponse } from '../../emulator/functions/function-response.ts';
import { buildProduct } from '../support/functions/product-bench.ts';

type Handler = (context: object, event: object, callback: (...values: unknown[]) => void) => unknown;

let built: Awaited<ReturnType<typeof buildProduct>>;
let files: readonly string[];
beforeAll(async () => {
  built = await buildProduct();
  const folder = join(built.folder, 'functions');
  files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(folder, file));
  Object.assign(globalThis, { Twilio: { Response: FunctionResponse } });
  for (const level of ['info', 'warn', 'error'] as const)
    jest.spyOn(console, level).mockImplementation(() => undefined);
});
afterAll(() => {
  built.remove();
  Reflect.deleteProperty(globalThis, 'Twilio');
  jest.restoreAllMocks();
});

/** The answer of a Function to a platform that gives it nothing to work with. */
async function settled(file: string, context: object, event: object, take: () => void = () => undefined) {
  const { handler } = require(file) as { handler: Handler };
  const answers: unknown[][] = [];
  const callback = (...values: unknown[]) => {
    answers.push(values);
    take();
  };
  // An error that it throws at once counts like a rejection.
  const outcome = await Promise.allSettled([(async () => handler(context, event, callback))()]);
  return { answers, outcome: outcome[0].status };
}

const broken = {
  getTwilioClient: () => {
    throw new Error('no client');
  },
};

test.each([
  ['with no variables and no request', broken, {}],
  ['with a call and no service', { ...broken, DOMAIN_NAME: 'shop.twil.io' }, { CallSid: 'CA1', From: 7 }],
  [
    'with fields of no sense',
    { ...broken, RING_SECONDS: {} },
    { CallSid: {}, call: [], request: { headers: {} } },
  ],
])(
  'every Function calls back once and its promise resolves, %s',
  async (_what, context, event) => {
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      const { answers, outcome } = await settled(file, context, event);
      expect({ file, outcome, count: answers.length }).toEqual({ file, outcome: 'fulfilled', count: 1 });
      expect(answers[0]).toEqual([null, expect.any(FunctionResponse)]);
    }
  },
  60_000,
);

test('every Function hands a runtime that fails with the answer no second one', async () => {
  const failing = () => {
    throw new Error('not serialisable');
  };
  for (const file of files) {
    const { answers, outcome } = await settled(file, broken, {}, failing);
    expect({ file, outcome, count: answers.length }).toEqual({ file, outcome: 'fulfilled', count: 1 });
  }
});
