import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptedBy, HANDLERS, RUNTIMES } from '../../../emulator/serverless/platform.ts';

const ROOT = join(__dirname, '../../..');
const HANDLER = '@twilio/runtime-handler';

const asking = (version: string, runtime?: string) => acceptedBy([{ name: HANDLER, version }], runtime);
const refused = (message: string) => expect.objectContaining({ status: 400, code: 20001, message });

/** Both ways of deploying send this. The toolkit takes `dependencies` of package.json unchanged. */
const pinned = (
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
).dependencies;
const runtime = /runtime:\s*"(\w+)"/.exec(readFileSync(join(ROOT, '.twilioserverlessrc'), 'utf8'))?.[1];

test('the platform takes the handler and the runtime that this project deploys with', () => {
  expect(HANDLERS).toContain(pinned[HANDLER]);
  expect(RUNTIMES).toContain(runtime);
  const sent = Object.entries(pinned).map(([name, version]) => ({ name, version }));
  const { dependencies } = acceptedBy(sent, runtime);
  expect(dependencies).toHaveLength(sent.length);
  expect(dependencies).toEqual(expect.arrayContaining(sent));
});

test.each(['2.1.0', '2.0.3', '2.0.2', '^2.0.1', '2.x', '*', 'latest'])(
  'the platform refuses handler %s with 20001 and names it',
  (version) => {
    const words = `No matching version found for ${HANDLER}@${version}.`;
    for (const on of RUNTIMES)
      expect(() => asking(version, on)).toThrow(refused(expect.stringContaining(words)));
  },
);

test.each(['node10', 'node18', 'node21', 'node'])('the platform refuses runtime %s', (unsupported) => {
  expect(() => asking('2.0.1', unsupported)).toThrow(refused(`unsupported runtime: ${unsupported}`));
});

test.each(['2.0.1', '1.2.0', '2.1.2'])('a build for node24 gets handler 2.1.2 in place of %s', (version) => {
  expect(asking(version, 'node24')).toMatchObject({ dependencies: [{ name: HANDLER, version: '2.1.2' }] });
});

test('a build for node24 with a handler before 1.2.0 is refused', () => {
  expect(() => asking('1.1.3', 'node24')).toThrow(refused(expect.stringContaining('1.1.3')));
});

test('a build that names no handler and no runtime gets the defaults', () => {
  expect(acceptedBy([])).toEqual({
    runtime: 'node22',
    dependencies: [{ name: HANDLER, version: '2.0.1' }],
  });
});
