import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isOf } from '../../tools/terminal/node-version.cjs';

const ROOT = join(__dirname, '../..');
const CHECK = './tools/terminal/node-version.cjs';
const { scripts, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
  engines: { readonly node: string };
};

const folder = mkdtempSync(join(tmpdir(), 'node-version-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command says, and its exit code, where Node claims to be of this version. */
async function runOn(version: string, ...args: readonly string[]) {
  const claim = join(folder, `${version}.cjs`);
  writeFileSync(claim, `Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
  try {
    const ran = await promisify(execFile)(process.execPath, ['--require', claim, ...args], { cwd: ROOT });
    return { code: 0, ...ran };
  } catch (error) {
    return error as { readonly code: number; readonly stdout: string; readonly stderr: string };
  }
}

test.each(['18.20.4', '20.18.3', '21.7.0', '22.12.0'])(
  'Node %s is told in one line to be too old',
  async (version) => {
    const { code, stdout, stderr } = await runOn(version, '--require', CHECK, '--eval', 'console.log("ran")');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(`This needs Node ${engines.node}, and this is ${version}: https://nodejs.org\n`);
  },
);

test.each(['20.19.0', '20.20.2', '22.13.0', '24.1.0', '26.0.0'])('Node %s will do', async (version) => {
  const ran = await runOn(version, '--require', CHECK, '--eval', 'console.log("ran")');
  expect(ran).toMatchObject({ code: 0, stdout: 'ran\n', stderr: '' });
});

test('npm start says it before anything else', async () => {
  const loader = join(ROOT, 'node_modules/tsx/dist/loader.mjs');
  const { code, stdout, stderr } = await runOn('18.20.4', '--import', loader, 'tools/start.ts');
  expect([code, stdout, stderr.split('\n')]).toEqual([1, '', [expect.stringContaining('needs Node'), '']]);
});

test('each command looks at the version of Node first', () => {
  for (const [name, script] of Object.entries(scripts).filter(([, script]) => script.startsWith('tsx '))) {
    const file = script.split(' ').find((word) => word.endsWith('.ts')) ?? '';
    const [first] = /^import .*$/m.exec(readFileSync(join(ROOT, file), 'utf8')) ?? [''];
    const checks = script.includes(`--require ${CHECK}`) || first === "import './terminal/node-version.cjs';";
    expect({ name, checks }).toEqual({ name, checks: true });
  }
});

test('the README and CONTRIBUTING name the version that is true', () => {
  for (const file of ['README.md', 'CONTRIBUTING.md'])
    expect(readFileSync(join(ROOT, file), 'utf8')).toMatch(/Node 20\.19, 22\.13 or newer/);
});

/** The ranges of what is installed, by the lock file; types and what only other systems need left out. */
function rangesOfPackages(): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, { engines?: { node?: string }; optional?: boolean }>>;
  };
  return Object.values(packages).flatMap(({ engines: needs, optional }) =>
    needs?.node && !optional ? [needs.node] : [],
  );
}

test.each([
  ['20.19.0', '^20.19.0 || >=22.13.0', true],
  ['22.12.0', '^20.19.0 || >=22.13.0', false],
  ['22.13.0', '20 || >=22', true],
  ['21.0.0', '^20.x || ^22.x', false],
  ['20.19.0', '>= 0.4', true],
  ['20.19.0', '*', true],
])('whether Node %s is of "%s": %s', (version, range, is) => {
  expect(isOf(version, range)).toBe(is);
});

test('no package needs a newer Node than the least that is named', () => {
  const least = ['20.19.0', '22.13.0'];
  for (const range of rangesOfPackages())
    for (const version of least)
      expect({ range, version, is: isOf(version, range) }).toEqual({ range, version, is: true });
});
