import { once } from 'node:events';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import { isOwnHost, MOST_BYTES, mayConnect } from '../../emulator/guard.ts';
import { type RunningServer, serve } from '../../emulator/server.ts';

const failures: unknown[] = [];
let server: RunningServer;
beforeAll(async () => {
  const handler = ({ path }: { path: string }) =>
    path === '/fails'
      ? Promise.reject(new Error('broken in here'))
      : Promise.resolve({ status: 200, headers: {}, body: 'ok' });
  server = await serve(0, handler, {
    sockets: { '/socket': (socket) => socket.send('hello') },
    failed: (error) => failures.push(error),
  });
});
afterAll(() => server.close());

/** Asks with a Host header of its own. */
async function ask(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const sent = request({ port: server.port, host: '127.0.0.1', path, headers }).end();
  const [response] = await once(sent, 'response');
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode, body };
}

test.each([
  'localhost',
  'localhost:3001',
  '127.0.0.1:3001',
  '[::1]:3001',
  'api.twilio.com',
  'shop-1.twil.io',
])('%s is a name of its own', (host) => expect(isOwnHost(host)).toBe(true));

test.each([
  undefined,
  '',
  'evil.example',
  'localhost.evil.example',
  'api.twilio.com.evil.example',
  '127.0.0.1.evil.example',
])('%s is not', (host) => expect(isOwnHost(host)).toBe(false));

test('a page whose name was turned to this computer gets no answer', async () => {
  expect(await ask('/', { host: 'evil.example' })).toMatchObject({ status: 421 });
  expect(await ask('/', { host: `localhost:${server.port}` })).toEqual({ status: 200, body: 'ok' });
});

test('a path that cannot be read is a bad request', async () => {
  expect(await ask('/%')).toMatchObject({ status: 400 });
});

test('a failure is told without a stack, and stands in the log', async () => {
  const { status, body } = await ask('/fails');
  expect([status, body]).toEqual([500, 'The emulator failed. Its log says why.']);
  expect(failures).toMatchObject([{ message: 'broken in here' }]);
});

test('a body beyond the limit is not read', async () => {
  const body = Buffer.alloc(MOST_BYTES + 1);
  const response = await fetch(`http://localhost:${server.port}/`, { method: 'POST', body });
  expect(response.status).toBe(413);
});

test.each([
  [undefined, 'hello'],
  ['http://localhost:8080', 'hello'],
  ['https://evil.example', '403'],
  ['null', '403'],
])('a WebSocket from the origin %s is answered %s', async (origin, answer) => {
  expect(mayConnect(origin)).toBe(answer === 'hello');
  const socket = new WebSocket(`ws://localhost:${server.port}/socket`, origin ? { origin } : {});
  const heard = new Promise<string>((resolve) => {
    socket.on('message', (data: Buffer) => resolve(data.toString()));
    socket.on('error', (error) => resolve(error.message));
  });
  expect(await heard).toContain(answer);
  socket.terminate();
});
