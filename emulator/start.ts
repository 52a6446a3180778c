import './redirect.cjs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Account } from './account.ts';
import { parseBeliefs } from './beliefs.ts';
import type { LocalService } from './local-service.ts';
import { leaveCertificate } from './outside/certificate-file.ts';
import { freshAccount, keepAccount, openAccount } from './outside/kept-account.ts';
import { leaveLogin } from './outside/logins.ts';
import { welcome } from './outside/welcome.ts';
import { DEFAULT_TIMING } from './signalling/ports.ts';

interface Options {
  readonly port: number;
  readonly twilioPort: number;
  readonly accountSid?: string;
  readonly authToken?: string;
  readonly data?: string;
  readonly packages?: string;
  readonly number: string;
  readonly voiceUrl?: string;
  readonly missPagesAfter: number;
  readonly belief: readonly string[];
  readonly json?: true;
}

const command = new Command('npm run twilio --')
  .description(
    'A local Twilio: REST, Functions, Sync, voice with sound, and a phone to call from. It starts empty.',
  )
  .addOption(portOption('-p, --port <number>', 'the deployed service', 'PORT', 3000))
  .addOption(portOption('-t, --twilio-port <number>', 'REST API, console, control API', 'TWILIO_PORT', 3001))
  .option('--account-sid <sid>', 'the account that it plays; a random one unless given')
  .option('--auth-token <token>', 'its auth token; a random one unless given')
  .option('--data <folder>', 'keeps the account with its keys, numbers and applications')
  .option(
    '--packages <folder>',
    'where Functions find their packages: the folder of the app that is deployed',
  )
  .option('--number <e164>', 'its phone number', '+15550100100')
  .option('--voice-url <url>', 'who answers calls of that number, by POST')
  .addOption(
    new Option(
      '--miss-pages-after <seconds>',
      'how long a call waits at most for a page that went without a word',
    )
      .env('MISS_PAGES_AFTER')
      .default(DEFAULT_TIMING.resumeWithin / 1000)
      .argParser(seconds),
  )
  .addOption(
    new Option('--belief <name=setting...>', 'how it behaves where Twilio documents nothing')
      .env('BELIEFS')
      .default([])
      .argParser(collect),
  )
  .option('--json', 'print one line of JSON when ready, for scripts');

/** A port given by a flag or by an environment variable; 0 chooses a free one. */
function portOption(flags: string, description: string, variable: string, usual: number): Option {
  return new Option(flags, description).env(variable).default(usual).argParser(portNumber);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new InvalidArgumentError('Give a number from 0 to 65535.');
}

/** Several of them may stand in one argument, with commas between. */
function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, ...text.split(',').filter(Boolean)];
}

function seconds(text: string): number {
  const given = Number(text);
  if (given > 0) return given;
  throw new InvalidArgumentError('Give a number of seconds above 0.');
}

async function main(): Promise<void> {
  // A command that started it as a part of something larger is gone, for any reason.
  process.once('disconnect', () => process.exit(1));
  const options = command.parse().opts<Options>();
  // Loaded late, so that help and a wrong flag get an answer at once.
  const { startLocalService } = await import('./local-service.ts');
  const { Certificates } = await import('./outside/certificates.ts');
  const account = accountOf(options);
  const certificates = new Certificates();
  const certificate = leaveCertificate(await certificates.bundle());
  process.once('exit', certificate.remove);
  const service = await startLocalService({
    port: options.port,
    twilioPort: options.twilioPort,
    account,
    number: options.number,
    missPagesAfterMs: options.missPagesAfter * 1000,
    beliefs: parseBeliefs(Object.fromEntries(options.belief.map((each) => each.split('=')))),
    ...(options.packages !== undefined && { packages: resolve(options.packages) }),
    https: { certificates, file: certificate.file },
    prepare: (twilio) => options.data !== undefined && keepAccount(options.data, twilio),
  });
  answerCalls(service, options);
  surviveFunctions(service);
  process.once('exit', leaveLogin(service.twilioPort, account));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void service.stop().then(() => process.exit(0)));
  }
  const { port, twilioPort } = service;
  const { accountSid, authToken } = account;
  const ready = {
    port,
    twilioPort,
    accountSid,
    authToken,
    number: options.number,
    certificate: certificate.file,
  };
  console.log(options.json ? JSON.stringify(ready) : welcome(ready));
}

/** The account that the flags name, the one of the data folder, or one that nobody else knows. */
function accountOf({ data, accountSid, authToken }: Options): Account {
  const account = data === undefined ? freshAccount() : openAccount(data);
  return { ...account, ...(accountSid && { accountSid }), ...(authToken && { authToken }) };
}

function answerCalls({ twilio }: LocalService, { number, voiceUrl }: Options): void {
  const found = twilio.numbers.list().find(({ phoneNumber }) => phoneNumber === number);
  if (found && voiceUrl !== undefined) twilio.numbers.update(found, { voiceUrl });
}

/** A promise that a Function left to itself and that failed must not end the emulator. */
function surviveFunctions({ twilio }: LocalService): void {
  const report = (error: unknown): void => {
    const message = `Not caught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    twilio.log.record({ kind: 'warning', message });
  };
  process.on('unhandledRejection', report);
  process.on('uncaughtException', report);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
