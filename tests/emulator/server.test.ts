import type { HttpHandler } from '../../emulator/http.ts';
import { outgoingHttp, serve } from '../../emulator/server.ts';

const echo: HttpHandler = async ({ method, host, path, rawQuery, body }) => ({
  status: 200,
  headers: { 'set-cookie': ['a=1', 'b=2'] },
  body: JSON.stringify({ method, host, path, rawQuery, body: body.toString() }),
});

test('hands a request over as it was written', async () => {
  const server = await serve(0, echo);
  const response = await fetch(`http://127.0.0.1:${server.port}/a%20b?c=%20d`, {
    method: 'POST',
    body: 'text',
  });
  expect(await response.json()).toEqual({
    method: 'POST',
    host: '127.0.0.1',
    path: '/a%20b',
    rawQuery: 'c=%20d',
    body: 'text',
  });
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  await server.close();
});

test('says what to do about a port in use', async () => {
  const server = await serve(0, echo);
  await expect(serve(server.port, echo)).rejects.toThrow(`Port ${server.port} is in use`);
  await server.close();
});

test('leads webhooks for a deployed domain to the local host, others to the network', async () => {
  const network = async (url: string) => ({ status: 299, headers: {}, body: url });
  const send = outgoingHttp({ serves: (host) => host === 'shop.twil.io', handle: echo }, network);
  const sent = { method: 'POST', headers: {}, body: 'x=1', timeoutMs: 1000 };
  expect(JSON.parse(String((await send('https://shop.twil.io/in?a=1', sent)).body))).toMatchObject({
    path: '/in',
    rawQuery: 'a=1',
  });
  expect(await send('https://example.com/', sent)).toMatchObject({ status: 299 });
});

test('a client that is busy for a while finds its connection open', async () => {
  const server = await serve(0, echo);
  const { headers } = await fetch(`http://127.0.0.1:${server.port}/`);
  expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(30);
  await server.close();
});
