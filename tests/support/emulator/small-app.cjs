'use strict';
/** An app as a tutorial would have it. It knows Twilio alone. One line of its page leads the SDK to the local one. */
const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const twilio = require('twilio');

const { ACCOUNT_SID, AUTH_TOKEN, SCRIPT } = process.env;
const sdk = readFileSync(join(dirname(require.resolve('@twilio/voice-sdk')), '../dist/twilio.min.js'));
const page = `<!doctype html><head><script src="${SCRIPT}"></script><script src="/twilio.js"></script></head>
<script>
  fetch('/token').then((answer) => answer.text()).then((token) => {
    const device = new Twilio.Device(token, { logLevel: 'silent' });
    device.on('registered', () => (document.title = 'registered'));
    device.on('incoming', (call) => {
      call.on('accept', () => (document.title = 'talking'));
      call.accept();
    });
    return device.register();
  });
</script>`;

async function main() {
  const client = twilio(ACCOUNT_SID, AUTH_TOKEN);
  const key = await client.newKeys.create({ friendlyName: 'small app' });
  const token = () => {
    const made = new twilio.jwt.AccessToken(ACCOUNT_SID, key.sid, key.secret, { identity: 'ana' });
    made.addGrant(new twilio.jwt.AccessToken.VoiceGrant({ incomingAllow: true }));
    return made.toJwt();
  };
  const numbers = async () => {
    const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`;
    const url = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/IncomingPhoneNumbers.json`;
    return (await fetch(url, { headers: { authorization } })).text();
  };
  const pages = {
    '/': () => ['text/html', page],
    '/twilio.js': () => ['text/javascript', sdk],
    '/token': () => ['text/plain', token()],
    '/numbers': async () => ['application/json', await numbers()],
    '/voice': () => ['text/xml', '<Response><Dial><Client>ana</Client></Dial></Response>'],
  };
  const answer = async (request, response) => {
    const [type, body] = (await pages[request.url]?.()) ?? ['text/plain', ''];
    response.setHeader('content-type', type).end(body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://localhost:${server.address().port}`;
  const [number] = await client.incomingPhoneNumbers.list({ limit: 1 });
  await client.incomingPhoneNumbers(number.sid).update({ voiceUrl: `${address}/voice` });
  process.stdout.write(`${address}\n`);
}

void main();
