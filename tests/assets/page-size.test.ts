import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const MOST_KB = 220;

test(`all scripts and styles with the SDKs have at most ${MOST_KB} KB compressed`, async () => {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, '../../src/assets/agent.ts')],
    outdir: '/',
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const bytes = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
  expect(outputFiles.map(({ path }) => path).toSorted()).toEqual(['/agent.css', '/agent.js']);
  expect(bytes / 1024).toBeLessThanOrEqual(MOST_KB);
}, 20_000);
