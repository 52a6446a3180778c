import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');
const TSX = join(ROOT, 'node_modules/.bin/tsx');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
const OURS = Object.entries(scripts).filter(([, script]) => script.startsWith('tsx '));

/** The files of a command: itself, and those of its own folder that read its options. */
const OPTIONS = ['tools/setup/options.ts', 'tools/verify/plan.ts'];

test.each(OURS)('npm run %s has help', (name, script) => {
  const file = script.split(' ').find((word) => word.endsWith('.ts')) ?? '';
  const own = OPTIONS.filter((path) => path.startsWith(`tools/${name}/`));
  const text = [file, ...own].map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
  expect(text).toMatch(/\b(commandLine|new Command|takesNoArguments)\(/);
});

/** Each would work for minutes, or write files, if it did not stop at the word. */
test.each(['demo', 'screenshots', 'test', 'build', 'guarantees'])(
  'npm run %s -- --help says what it does, and does nothing',
  async (name) => {
    const [, ...words] = (scripts[name] ?? '').split(' ');
    const { stdout, stderr } = await promisify(execFile)(TSX, [...words, '--help'], { cwd: ROOT });
    expect(stdout).toMatch(/^Usage: npm (test|run [\w:-]+) -- .*\n\n[A-Z][^\n]{20,}/);
    expect(stdout).toContain('--help');
    expect(stderr).toBe('');
  },
  30_000,
);

test('a word that a command does not know is refused', async () => {
  const ran = promisify(execFile)(TSX, ['tools/demo.ts', '--shwo'], { cwd: ROOT });
  await expect(ran).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("unknown option '--shwo'"),
  });
}, 30_000);

test('a browser that does not start ends the demo at once, with what to do', async () => {
  const env = { ...process.env, CHROMIUM_PATH: '/no/such/chromium' };
  const ran = promisify(execFile)(TSX, ['tools/demo.ts'], { cwd: ROOT, env });
  await expect(ran).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/No browser starts \(\/no\/such\/chromium\): install .* CHROMIUM_PATH/),
  });
}, 60_000);
