import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** In processes of their own, so that all processors take part. */
function run(...args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  const child = spawn(process.execPath, [tsx, 'tools/simulate.ts', ...args], { cwd: ROOT });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

test('two thousand calls of a fixed seed keep every promise', async () => {
  const { code, said } = await run('--calls', '2000', '--seed', '1');
  expect(code === 0 ? '' : said).toBe('');
}, 1_800_000);

test('some hundred calls of a fresh seed keep every promise', async () => {
  const seed = String(randomInt(1_000_000_000));
  process.stdout.write(`The fresh seed is ${seed}: npm run simulate -- --calls 400 --seed ${seed}\n`);
  const { code, said } = await run('--calls', '400', '--seed', seed);
  expect(code === 0 ? '' : said).toBe('');
}, 1_800_000);
