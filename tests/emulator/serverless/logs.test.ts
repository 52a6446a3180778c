import { VirtualClock } from '../../../emulator/virtual-clock.ts';
import { createServerlessApi } from '../../../emulator/serverless/serverless-api.ts';
import { SidSource } from '../../../emulator/sids.ts';

const accountSid = `AC${'0'.repeat(32)}`;

function setUp() {
  const written = ['first', 'second'].map(
    (message) => ({ message, at: 0, level: 'INFO', path: '/word' }) as const,
  );
  const { handle } = createServerlessApi({
    clock: new VirtualClock(0),
    accountSid,
    sids: new SidSource('logs'),
    target: { deploy: () => {}, remove: () => {} },
    logs: () => written,
  });
  return async (method: string, path: string, form: Record<string, string> = {}) => {
    const { body } = await handle({
      method,
      host: 'serverless.twilio.com',
      path: `/v1/Services${path}`,
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(new URLSearchParams(form).toString()),
    });
    return JSON.parse(String(body));
  };
}

// https://www.twilio.com/docs/serverless/api/resource/logs
test('a line of a Function’s log is listed, and fetched by its SID', async () => {
  const ask = setUp();
  const service = await ask('POST', '', { UniqueName: 'word', FriendlyName: 'word' });
  const environment = await ask('POST', `/${service.sid}/Environments`, {
    UniqueName: 'dev',
    DomainSuffix: 'dev',
  });
  const path = `/${service.sid}/Environments/${environment.sid}/Logs`;
  const { logs } = await ask('GET', path);
  expect(logs.map(({ message }: { message: string }) => message)).toEqual(['second', 'first']);
  expect(await ask('GET', `${path}/${logs[1].sid}`)).toEqual(logs[1]);
});
