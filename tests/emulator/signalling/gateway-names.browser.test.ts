import { launchBrowser } from '../../../harness/browser.ts';
import { VoiceBench } from './voice-bench.ts';

/** A page opens its signalling at a host. @returns the first word of the gateway */
function signsOn({ host, token }: { host: string; token: string }): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`wss://${host}/signal`);
    const listen = { type: 'listen', version: '1.6', payload: { token } };
    socket.addEventListener('open', () => socket.send(JSON.stringify(listen)));
    socket.addEventListener('message', ({ data }) => resolve(String(data)));
  });
}

// SDKs before 2.3 call the gateway by another name: https://github.com/twilio/twilio-voice.js/blob/master/CHANGELOG.md
test('a page of any Voice SDK finds its gateway, and the edge that it asks for', async () => {
  const bench = new VoiceBench();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(await bench.start());
    const edgeAt = async (host: string) => {
      const { type, payload } = JSON.parse(await page.evaluate(signsOn, { host, token: bench.token('ana') }));
      return [host, type, payload.edge, payload.region];
    };
    const expected = [
      ['voice-js.roaming.twilio.com', 'connected', 'ashburn', 'us1'],
      ['voice-js.tokyo.twilio.com', 'connected', 'tokyo', 'jp1'],
      // 2.0 to 2.2, and the SDK 1 in its last years
      ['chunderw-vpc-gll.twilio.com', 'connected', 'ashburn', 'us1'],
      ['chunderw-vpc-gll-ie1.twilio.com', 'connected', 'dublin', 'ie1'],
      // the SDK 1 before that
      ['chunderw.twilio.com', 'connected', 'ashburn', 'us1'],
    ];
    for (const [host = '', ...told] of expected) expect(await edgeAt(host)).toEqual([host, ...told]);
  } finally {
    await browser.close();
    await bench.stop();
  }
}, 30_000);
