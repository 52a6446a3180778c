import { answering } from '../../src/http/answering.ts';
import type { Callback, FunctionHandler } from '../../src/http/response.ts';

const ANSWER = { body: 'answer' };
const FAILED = { body: 'failed' };

let informed: jest.SpyInstance;
beforeEach(() => {
  informed = jest.spyOn(console, 'info').mockImplementation(() => undefined);
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => jest.restoreAllMocks());

/** Takes the first callback and ignores the promise. A promise that rejects ends the process, as in Node. */
function ignoringThePromise(handler: FunctionHandler<object>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    handler({}, {}, (_error, response) => resolve(response)).catch(reject);
  });
}

/** Waits for the promise, and then takes the callback until then. */
async function waitingForThePromise(handler: FunctionHandler<object>): Promise<unknown> {
  const answers: object[] = [];
  await handler({}, {}, (_error, response) => void answers.push(response));
  expect(answers).toHaveLength(1);
  return answers[0];
}

const later = async () => {
  await Promise.resolve();
  return ANSWER;
};
const cases = [
  ['that answers at once', async () => ANSWER, ANSWER],
  ['that answers later', later, ANSWER],
  ['that rejects', () => Promise.reject(new Error('late')), FAILED],
  [
    'that throws before its first promise',
    () => {
      throw new Error('early');
    },
    FAILED,
  ],
] as const;

test.each(cases)('work %s is answered where the runtime ignores the promise', async (_name, work, answer) => {
  expect(await ignoringThePromise(answering(work, () => FAILED))).toBe(answer);
});

test.each(cases)('work %s is answered where the runtime waits for it', async (_name, work, answer) => {
  expect(await waitingForThePromise(answering(work, () => FAILED))).toBe(answer);
});

test('a runtime that fails with the answer is asked once; the promise still resolves', async () => {
  let asked = 0;
  const failing: Callback = () => {
    asked += 1;
    throw new Error('not serialisable');
  };
  await expect(answering(later, () => FAILED)({}, {}, failing)).resolves.toBeUndefined();
  expect(asked).toBe(1);
});

test('each answer’s time and Function are logged before the platform may stop it', async () => {
  let linesBefore: readonly unknown[] = [];
  const slow = () => new Promise<object>((resolve) => void setTimeout(() => resolve(ANSWER), 30));
  const handler = answering(slow, () => FAILED);
  await handler({ PATH: '/voice/tick' }, {}, () => (linesBefore = informed.mock.calls.map(([line]) => line)));
  const [line] = linesBefore.map((text) => JSON.parse(String(text)) as { ms: number });
  expect(line).toMatchObject({ level: 'info', what: 'answered', path: '/voice/tick' });
  expect(line?.ms).toBeGreaterThanOrEqual(29);
  expect(line?.ms).toBeLessThan(5000);
});
