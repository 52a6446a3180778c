import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import {
  ACCOUNT,
  answer,
  buildOf,
  DOMAIN,
  form,
  functionsBench,
  handler,
  request,
} from '../../support/emulator/functions-bench.ts';

const text = (response: { body: Buffer | string }): string => response.body.toString();

/** Deploys one public Function and sends it a request. */
async function run(body: string, sent = request('POST', '/f'), variables = {}) {
  const bench = functionsBench();
  bench.host.deploy(buildOf([{ source: handler(body) }], [], { variables }));
  return { ...bench, response: await bench.host.handle(sent) };
}

describe('the gate', () => {
  const signed = (url: string, fields: Record<string, string>) => ({
    'x-twilio-signature': getExpectedTwilioSignature(ACCOUNT.authToken, url, fields),
  });

  test('lets a protected Function run for Twilio alone', async () => {
    const { host, log } = functionsBench();
    host.deploy(
      buildOf([{ path: '/voice/in', visibility: 'protected', source: handler('callback(null, "yes")') }]),
    );
    const fields = { CallSid: 'CA1', From: '+15550100100' };
    const right = signed(`https://${DOMAIN}/voice/in?say=hello%20you`, fields);
    expect(await host.handle(form('/voice/in?say=hello%20you', fields, right))).toMatchObject({
      status: 200,
    });
    expect(await host.handle(form('/voice/in?say=other', fields, right))).toMatchObject({ status: 403 });
    expect(
      await host.handle(form('/voice/in?say=hello%20you', { ...fields, From: 'x' }, right)),
    ).toMatchObject({ status: 403 });
    expect(await host.handle(form('/voice/in', fields))).toMatchObject({ status: 403 });
    expect(log.list().filter(({ kind }) => kind === 'warning')).toHaveLength(3);
    expect(host.counts()).toEqual({ '/voice/in': 1 });
  });

  test('refuses a request without a signature by 400, if that is how Twilio does it', async () => {
    const { host, beliefs } = functionsBench();
    host.deploy(buildOf([{ path: '/in', visibility: 'protected', source: handler('callback()') }]));
    beliefs.set({ wrongSignature: '400' });
    expect(await host.handle(form('/in', {}))).toMatchObject({ status: 400 });
  });

  test('lets thirty Functions run at once and refuses the next one', async () => {
    const { host, clock } = functionsBench();
    host.deploy(buildOf([{ source: handler('setTimeout(() => callback(null, "done"), 500)') }]));
    const running = Array.from({ length: 30 }, () => host.handle(request('POST', '/f')));
    expect(await host.handle(request('POST', '/f'))).toMatchObject({ status: 429 });
    await clock.advance(500);
    expect(await Promise.all(running)).toEqual(running.map(() => expect.objectContaining({ status: 200 })));
    const after = host.handle(request('POST', '/f'));
    await clock.advance(500);
    expect(await after).toMatchObject({ status: 200 });
  });

  test('does not show private Functions and Assets', async () => {
    const { host } = functionsBench();
    host.deploy(
      buildOf([{ path: '/p', visibility: 'private' }], [{ path: '/s.txt', visibility: 'private' }]),
    );
    expect(await host.handle(request('GET', '/p'))).toMatchObject({ status: 404 });
    expect(await host.handle(request('GET', '/s.txt'))).toMatchObject({ status: 404 });
  });

  test.each([
    ['PUT', Buffer.alloc(0), 405],
    ['DELETE', Buffer.alloc(0), 405],
    ['GET', Buffer.from('x'), 403],
    ['OPTIONS', Buffer.alloc(0), 200],
    ['GET', Buffer.alloc(0), 200],
  ])('answers %s with body "%s" by %i', async (method, body, status) => {
    const { response } = await run('callback(null, "ran")', request(method, '/f', { body }));
    expect(response.status).toBe(status);
  });
});

describe('the arguments of a Function', () => {
  test('merges query and form, and strips headers', async () => {
    const sent = form(
      '/f?a=1&b=2',
      { b: '3', c: '4' },
      { referer: 'r', 'x-forwarded-for': '1', 'i-twilio-x': '1', 'x-mine': 'm', cookie: 's=a%20b' },
    );
    const { response } = await run('callback(null, event)', sent);
    const { request: seen, ...fields } = JSON.parse(text(response));
    expect(fields).toEqual({ a: '1', b: '3', c: '4' });
    expect(seen.headers).toEqual({
      'content-type': 'application/x-www-form-urlencoded',
      'x-mine': 'm',
      cookie: 's=a%20b',
    });
    expect(seen.cookies).toEqual({ s: 'a b' });
  });

  test('names nest in the query and not in a form; either can replace the request', async () => {
    const headers = { 'content-type': 'text/plain' };
    const nested = request('GET', '/f?request[headers][content-type]=application/json&a[]=1', { headers });
    const { response } = await run('callback(null, event)', nested);
    expect(JSON.parse(text(response))).toEqual({
      request: { headers: { 'content-type': 'application/json' } },
      a: ['1'],
    });
    const flat = form('/f', { 'request[headers][content-type]': 'application/json' });
    const { request: seen } = JSON.parse(text((await run('callback(null, event)', flat)).response));
    expect(seen.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded' });
  });

  test('merges JSON', async () => {
    const sent = request('POST', '/f', {
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"a":{"b":1}}'),
    });
    expect(JSON.parse(text((await run('callback(null, event.a)', sent)).response))).toEqual({ b: 1 });
  });

  test("has a context of variables and the platform's own names", async () => {
    const { response } = await run('callback(null, context)', request('POST', '/f'), { COLOUR: 'red' });
    expect(JSON.parse(text(response))).toEqual({
      COLOUR: 'red',
      ACCOUNT_SID: ACCOUNT.accountSid,
      AUTH_TOKEN: ACCOUNT.authToken,
      PATH: '/f',
      DOMAIN_NAME: DOMAIN,
      SERVICE_SID: 'ZS1',
      ENVIRONMENT_SID: 'ZE1',
    });
  });

  test('reads private Assets through Runtime', async () => {
    const { host } = functionsBench();
    const source = handler('callback(null, Runtime.getAssets()["/s.txt"].open())');
    host.deploy(
      buildOf([{ source }], [{ path: '/s.txt', visibility: 'private', content: Buffer.from('deep') }]),
    );
    expect(text(await host.handle(request('GET', '/f')))).toBe('deep');
  });
});

describe('the answer of a Function', () => {
  test('sends Twilio.Response with status, headers and hardened cookies', async () => {
    const { response } = await run(`
      const response = new Twilio.Response({ statusCode: 201, headers: { 'Content-Type': 'text/xml' } });
      callback(null, response.setBody('<Response/>').setCookie('s', '1', ['Max-Age=60', 'SameSite=Strict', 'Domain=x']));`);
    expect(response).toMatchObject({ status: 201, body: '<Response/>' });
    expect(response.headers).toMatchObject({
      'content-type': 'text/xml',
      'set-cookie': ['s=1; Max-Age=60; SameSite=Strict; HttpOnly; Secure'],
    });
  });

  const responding = (type: string, body: string, header = 'Content-Type') =>
    run(`const response = new Twilio.Response();
      response.appendHeader('${header}', '${type}');
      callback(null, response.setBody(${body}));`);

  test('an object becomes JSON under exactly application/json', async () => {
    const { response } = await responding('application/json', '{ a: 1 }');
    expect(response).toMatchObject({ status: 200, body: '{"a":1}' });
    expect(response.headers).toMatchObject({ 'content-type': 'application/json' });
  });

  test.each([
    ['application/json; charset=utf-8', 'Content-Type'],
    ['text/plain', 'Content-Type'],
    ['application/json', 'content-type'],
  ])('an object under %s, written %s, is a TypeError, 82005', async (type, header) => {
    const { response, log } = await responding(type, '{ a: 1 }', header);
    expect(response.status).toBe(500);
    expect(text(response)).toContain('TypeError');
    expect(log.list().at(-1)).toMatchObject({ errorCode: 82005 });
  });

  test('a string under application/json is encoded twice', async () => {
    const { response } = await responding('application/json', 'JSON.stringify({ a: 1 })');
    expect(response.body).toBe(String.raw`"{\"a\":1}"`);
  });

  test('bytes and text of other types are sent as they are', async () => {
    expect(text((await responding('audio/wav', 'Buffer.from("sound")')).response)).toBe('sound');
    expect(text((await responding('text/xml', '"<Response/>"')).response)).toBe('<Response/>');
  });

  test('refuses a cookie that would live longer than a day', async () => {
    const { response } = await run(
      'callback(null, new Twilio.Response().setCookie("s", "1", ["Max-Age=86401"]))',
    );
    expect(response.status).toBe(500);
  });

  test.each([
    ['callback(new Error("broken"))', 'broken'],
    ['throw new Error("broken")', 'broken'],
    ['setTimeout(() => { throw new Error("broken"); }, 0)', 'broken'],
    ['callback("in words")', 'in words'],
  ])('shows the error of %s', async (body, words) => {
    const bench = functionsBench();
    bench.host.deploy(buildOf([{ source: handler(body) }]));
    const answered = bench.host.handle(request('POST', '/f'));
    await bench.clock.advance(1);
    const response = await answered;
    expect(response.status).toBe(500);
    expect(text(response)).toContain(words);
  });

  test('stops at ten seconds', async () => {
    const { host, clock } = functionsBench();
    host.deploy(buildOf([{ source: handler('') }]));
    const answered = host.handle(request('POST', '/f'));
    await clock.advance(10_000);
    expect(await answered).toMatchObject({ status: 504 });
    expect(host.invocations()).toMatchObject([{ durationMs: 10_000, status: 504 }]);
  });

  test('lets only the first callback count and drops work after it', async () => {
    const sent: string[] = [];
    const { host, clock } = functionsBench(async ({ path }) => answer(200, { sid: sent.push(path) }));
    const source = handler(`callback(null, 'first'); callback(null, 'second');
      setTimeout(() => context.getTwilioClient().calls('CA1').fetch(), 5);`);
    host.deploy(buildOf([{ source }]));
    expect(text(await host.handle(request('POST', '/f')))).toBe('first');
    await clock.advance(100);
    expect(sent).toEqual([]);
  });
});

describe('the measured run of a Function', () => {
  test('counts the longest chain of REST requests, not their number', async () => {
    const { host } = functionsBench(async () => answer(200, { sid: 'CA1' }));
    const source = handler(`const { calls } = context.getTwilioClient();
      await Promise.all([calls('CA1').fetch(), calls('CA2').fetch()]);
      await calls('CA3').fetch();
      callback(null, 'done');`);
    host.deploy(buildOf([{ source }]));
    expect(text(await host.handle(request('POST', '/f')))).toBe('done');
    expect(host.invocations()).toMatchObject([{ path: '/f', status: 200, sequentialRequests: 2 }]);
    expect(host.invocations()[0]?.rest).toHaveLength(3);
  });

  test('keeps what Functions print', async () => {
    const { host } = await run('console.log("seen", { a: 1 }); callback()');
    expect(host.logs()).toMatchObject([{ level: 'INFO', path: '/f', message: 'seen { a: 1 }' }]);
  });
});

describe('assets', () => {
  const page = {
    path: '/index.html',
    contentType: 'text/html',
    content: Buffer.from('<html><head><title>x</title>'),
  };

  test('serve exactly their path, and the root only from /assets/index.html', async () => {
    const { host } = functionsBench();
    host.deploy(buildOf([], [page, { ...page, path: '/assets/index.html', content: Buffer.from('root') }]));
    expect(text(await host.handle(request('GET', '/index.html')))).toContain(
      '<head><script src="/__emulator/redirect.js"></script><title>',
    );
    expect(text(await host.handle(request('GET', '/')))).toContain('root');
    expect(await host.handle(request('GET', '/Index.html'))).toMatchObject({ status: 404 });
    expect(await host.handle(request('GET', '/index.html/'))).toMatchObject({ status: 404 });
  });

  test('are not sent again to a browser that has them', async () => {
    const { host } = functionsBench();
    host.deploy(buildOf([], [page]));
    const { headers } = await host.handle(request('GET', '/index.html'));
    const again = request('GET', '/index.html', { headers: { 'if-none-match': String(headers['etag']) } });
    expect(await host.handle(again)).toMatchObject({ status: 304 });
  });
});

test('a new build starts with fresh modules while requests finish on the old one', async () => {
  const { host, clock } = functionsBench();
  const counting = (name: string) =>
    `let n = 0; ${handler(`n += 1; const at = n; setTimeout(() => callback(null, '${name}' + at), 10);`)}`;
  host.deploy(buildOf([{ source: counting('old') }]));
  const [first, second] = [host.handle(request('POST', '/f')), host.handle(request('POST', '/f'))];
  host.deploy(buildOf([{ source: counting('new') }]));
  const third = host.handle(request('POST', '/f'));
  await clock.advance(10);
  expect((await Promise.all([first, second, third])).map(text)).toEqual(['old1', 'old2', 'new1']);
});

test('faults answer in place of a Function, before or after its effect', async () => {
  const { host, faults } = functionsBench();
  host.deploy(buildOf([{ source: handler('callback(null, "ran")') }]));
  faults.set([
    { at: 'function', action: { do: 'answer', status: 503 }, times: 1 },
    { at: 'function', action: { do: 'answer', status: 502, after: true }, times: 1 },
  ]);
  expect(await host.handle(request('POST', '/f'))).toMatchObject({ status: 503 });
  expect(host.counts()).toEqual({});
  expect(await host.handle(request('POST', '/f'))).toMatchObject({ status: 502 });
  expect(host.counts()).toEqual({ '/f': 1 });
});

test('a Function that is killed does nothing more, and is answered for with 500', async () => {
  const sent: string[] = [];
  const { host, faults } = functionsBench(async ({ path }) => {
    sent.push(path);
    return answer(200, {});
  });
  const dialsTwice = `
    const { calls } = context.getTwilioClient();
    await calls.create({ to: '+1', from: '+2', url: 'https://a' });
    await calls.create({ to: '+3', from: '+2', url: 'https://a' });
    callback(null, 'done')`;
  host.deploy(buildOf([{ source: handler(dialsTwice) }]));
  faults.set([{ at: 'function', action: { do: 'kill', requests: 1 } }]);
  expect(await host.handle(request('POST', '/f'))).toMatchObject({ status: 500 });
  expect(sent).toHaveLength(1);
});
