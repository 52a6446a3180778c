import { join } from 'node:path';

/** Where a local Twilio that runs is reached. */
export interface Reached {
  readonly port: number;
  readonly twilioPort: number;
  /** The file with the certificates that a program in another language trusts; absent where it takes no HTTPS. */
  readonly certificate?: string;
}

/** What a person has to know of a local Twilio that runs. */
export interface Ready extends Reached {
  readonly accountSid: string;
  readonly authToken: string;
  readonly number: string;
}

/** How one kind of app is pointed at it. */
export interface Pointer {
  readonly who: string;
  readonly how: string;
}

const REDIRECT = join(__dirname, '../redirect.cjs');

/** How any Twilio app is pointed at a local Twilio: what its command prints, and its console shows. */
export function pointers({ port, twilioPort, certificate }: Reached): readonly Pointer[] {
  const twilio = `http://localhost:${twilioPort}`;
  const trust = `HTTPS_PROXY=${twilio} and trust ${certificate} (SSL_CERT_FILE, REQUESTS_CA_BUNDLE, curl --cacert)`;
  const script = `<script src="http://localhost:${port}/__emulator/redirect.js"></script>`;
  return [
    { who: 'Node', how: `EMULATOR_TWILIO_PORT=${twilioPort} node --require ${REDIRECT} app.js` },
    ...(certificate === undefined ? [] : [{ who: 'Others', how: trust }]),
    { who: 'Pages', how: `${script} before Twilio's SDKs, on any server of this computer` },
    {
      who: 'Calls',
      how: 'give the number your address: --voice-url http://localhost:8080/voice, or by REST',
    },
    {
      who: 'Again',
      how: '--data FOLDER keeps the account, its keys, numbers and applications; Ctrl-C ends it',
    },
  ];
}

/** Credentials, and in five lines how any Twilio app is pointed at it. */
export function welcome(ready: Ready): string {
  const { port, twilioPort, accountSid, authToken, number } = ready;
  return [
    `Account   ${accountSid}   auth token ${authToken}`,
    `Number    ${number}   call it from http://localhost:${twilioPort}`,
    `Service   http://localhost:${port}   what is deployed; nothing yet`,
    '',
    'Any app that uses Twilio runs against it, with the account above:',
    ...pointers(ready).map(({ who, how }) => `  ${who.padEnd(8)} ${how}`),
  ].join('\n');
}
