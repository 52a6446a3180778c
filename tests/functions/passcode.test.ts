import { benchForEachTest } from '../support/functions/bench-of-file.ts';
import { TestPage, type ProductBench } from '../support/functions/product-bench.ts';

let bench: ProductBench;
let page: TestPage;

benchForEachTest(async (fresh) => {
  bench = fresh;
  await bench.addAgent('ana');
  page = new TestPage(bench);
  await page.signIn('ana');
});

const NEXT = 'four words of no relation';

async function change(current: string, next: string): Promise<string> {
  const { status, body } = await page.post('/api/session/passcode', { passcode: current, newPasscode: next });
  const { error } = JSON.parse(String(body)) as { error?: { code: string } };
  return error ? `${status} ${error.code}` : String(status);
}

async function signInWith(passcode: string): Promise<number> {
  return (await new TestPage(bench).post('/api/session/start', { agent: 'ana', passcode })).status;
}

test('an agent changes their passcode, and every session of theirs ends', async () => {
  const other = new TestPage(bench);
  await other.signIn('ana');
  expect(await change('ana-secret', NEXT)).toBe('200');
  expect((await other.post('/api/voicemails/list', {})).status).toBe(401);
  expect((await page.post('/api/session/current', {})).status).toBe(401);
  expect(await signInWith('ana-secret')).toBe(401);
  expect(await signInWith(NEXT)).toBe(200);
});

test.each([
  ['short', 'passcode-too-short'],
  ['abcabcabcabcabc', 'passcode-too-simple'],
  ['password12345', 'passcode-too-common'],
  ['x7Kq-09vTz_w'.repeat(17), 'bad-request'],
])('a new passcode %j is refused as %s, and nothing changes', async (next, code) => {
  expect(await change('ana-secret', next)).toBe(`400 ${code}`);
  expect(await signInWith('ana-secret')).toBe(200);
});

test('who finds a page open cannot guess the passcode there for long', async () => {
  for (let tries = 0; tries < 3; tries++)
    expect(await change('a wrong one', NEXT)).toBe('401 wrong-passcode');
  expect(await change('ana-secret', NEXT)).toBe('401 wrong-passcode');
  expect((await page.post('/api/session/current', {})).status).toBe(200);
});
