import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const COMMAND = join(__dirname, '../../emulator/start.ts');
const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

/** Starts the command; `text` is what it has printed so far on both outputs. */
function start(flags: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', COMMAND, ...flags], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  }) as ChildProcessByStdio<null, Readable, Readable>;
  running.add(child);
  const printed = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (printed.text += String(data)));
  return { child, printed, ended: once(child, 'close') as Promise<[number | null]> };
}

/** Starts it on free ports and waits until it is ready. */
async function startReady() {
  const it = start(['--json'], { PORT: '0', TWILIO_PORT: '0' });
  await Promise.race([
    once(it.child.stdout, 'data'),
    it.ended.then(() => Promise.reject(new Error(it.printed.text))),
  ]);
  return { ...it, ready: JSON.parse(it.printed.text) as { port: number; twilioPort: number } };
}

test('takes ports from the environment, refuses used ones, and ends on either signal', async () => {
  const occupier = createServer().listen(0, '127.0.0.1');
  await once(occupier, 'listening');
  const { port } = occupier.address() as AddressInfo;
  const refused = start(['--port', '0', '--twilio-port', String(port)]);
  const [one, two] = await Promise.all([startReady(), startReady()]);
  expect((await refused.ended)[0]).toBe(1);
  expect(refused.printed.text).toContain(`Port ${port} is in use. Stop what uses it, or choose another`);
  occupier.close();

  const origin = `http://127.0.0.1:${one.ready.twilioPort}`;
  const { version, last } = await (await fetch(`${origin}/console/changes`)).json();
  const waiting = fetch(`${origin}/console/changes?version=${version}&after=${last}`);
  const cut = expect(waiting).rejects.toThrow();
  const askedAt = Date.now();
  one.child.kill('SIGTERM');
  two.child.kill('SIGINT');
  expect([(await one.ended)[0], (await two.ended)[0]]).toEqual([0, 0]);
  expect(Date.now() - askedAt).toBeLessThan(2000);
  await cut;
});

test('ends with the command that started it, however that came to its end', async () => {
  const { child } = await startReady();
  const gone = once(child, 'exit');
  child.disconnect();
  expect((await gone)[0]).toBe(1);
});

test('explains itself, and refuses what is no port', async () => {
  const [help, flag, variable] = [start(['--help']), start(['--port', 'http']), start([], { PORT: '70000' })];
  expect((await help.ended)[0]).toBe(0);
  for (const words of ['--port', 'PORT', '--twilio-port', 'TWILIO_PORT', '--json'])
    expect(help.printed.text).toContain(words);
  expect((await flag.ended)[0]).toBe(1);
  expect(flag.printed.text).toContain('Give a number from 0 to 65535.');
  expect((await variable.ended)[0]).toBe(1);
  expect(variable.printed.text).toContain("'PORT'");
});
