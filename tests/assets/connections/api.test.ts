import { type RefusedError, createApi } from '../../../src/assets/connections/api.ts';

function apiAnswering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const told: unknown[] = [];
  const ask = createApi({
    fetch: () =>
      Promise.resolve(
        new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }),
      ),
    sessionEnded: () => told.push('session ended'),
    clock: (time) => told.push(time),
  });
  return { ask, told };
}

const failure = (promise: Promise<unknown>) =>
  promise.then(() => undefined).catch((error: unknown) => error as RefusedError);

test('an answer is the JSON that the service sent', async () => {
  expect(await apiAnswering(200, { token: 't' }).ask('token')).toEqual({ token: 't' });
});

test('a refusal carries its code and its words', async () => {
  const { ask } = apiAnswering(409, { error: { code: 'target-busy', message: 'Ben is busy' } });
  expect(await failure(ask('transfer/start'))).toMatchObject({
    code: 'target-busy',
    word: 'error.target-busy',
  });
});

test('an ended session is reported, and a wrong passcode is not one', async () => {
  const ended = apiAnswering(401, { error: { code: 'not-signed-in', message: '' } });
  await failure(ended.ask('desk'));
  expect(ended.told).toEqual(['session ended']);
  const wrong = apiAnswering(401, { error: { code: 'wrong-passcode', message: '' } });
  await failure(wrong.ask('session/start'));
  expect(wrong.told).toEqual([]);
});

test('an answer that is no JSON is a failure in general words', async () => {
  const { ask } = apiAnswering(504, '<html>');
  expect(await failure(ask('desk'))).toMatchObject({ code: 'unknown', word: 'error.unknown' });
});

test('no answer at all means offline', async () => {
  const ask = createApi({
    fetch: () => Promise.reject(new TypeError()),
    sessionEnded: () => {},
    clock: () => {},
  });
  expect(await failure(ask('desk'))).toMatchObject({ code: 'offline', word: 'error.offline' });
});

test("each answer brings the service's clock", async () => {
  const { ask, told } = apiAnswering(200, {}, { date: 'Mon, 02 Mar 2026 10:30:00 GMT' });
  await ask('desk');
  expect(told).toEqual([Date.UTC(2026, 2, 2, 10, 30)]);
});
