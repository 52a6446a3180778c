import { join } from 'node:path';

/** The data that a person needs about a running local Twilio. */
export interface Ready {
  readonly port: number;
  readonly twilioPort: number;
  readonly accountSid: string;
  readonly authToken: string;
  readonly number: string;
  /** The file with the certificates that a program in another language trusts. */
  readonly certificate: string;
}

const REDIRECT = join(__dirname, '../redirect.cjs');

/** Credentials, and five lines on how to point any Twilio app at it. */
export function welcome({ port, twilioPort, accountSid, authToken, number, certificate }: Ready): string {
  const twilio = `http://localhost:${twilioPort}`;
  return [
    `Account   ${accountSid}   auth token ${authToken}`,
    `Number    ${number}   call it from ${twilio}`,
    `Service   http://localhost:${port}   what is deployed; nothing yet`,
    '',
    'Any app that uses Twilio runs against it, with the account above:',
    `  Node     EMULATOR_TWILIO_PORT=${twilioPort} node --require ${REDIRECT} app.js`,
    `  Others   HTTPS_PROXY=${twilio} and trust ${certificate} (SSL_CERT_FILE, REQUESTS_CA_BUNDLE, curl --cacert)`,
    `  Pages    <script src="http://localhost:${port}/__emulator/redirect.js"></script> before Twilio's SDKs, on any server of this computer`,
    `  Calls    give the number your address: --voice-url http://localhost:8080/voice, or by REST`,
    `  Again    --data FOLDER keeps the account, its keys, numbers and applications; Ctrl-C ends it`,
  ].join('\n');
}
