import './redirect.cjs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parseBeliefs } from './beliefs.ts';
import type { LocalService } from './local-service.ts';
import { DEFAULT_TIMING } from './signalling/ports.ts';

interface Options {
  readonly port: number;
  readonly twilioPort: number;
  readonly accountSid: string;
  readonly authToken: string;
  readonly number: string;
  readonly missPagesAfter: number;
  readonly belief: readonly string[];
  readonly json?: true;
}

const command = new Command('tsx emulator/start.ts')
  .description(
    'A local Twilio: REST, Functions, Sync, voice with sound, and a phone to call from. Nothing is stored.',
  )
  .addOption(portOption('-p, --port <number>', 'the deployed service', 'PORT', 3000))
  .addOption(portOption('-t, --twilio-port <number>', 'REST API, console, control API', 'TWILIO_PORT', 3001))
  .option('--account-sid <sid>', 'the account that it plays', `AC${'0'.repeat(31)}1`)
  .option(
    '--auth-token <token>',
    'its auth token; it opens nothing elsewhere',
    'local-auth-token-'.padEnd(32, '0'),
  )
  .option('--number <e164>', 'its phone number', '+15550100100')
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
  const options = command.parse().opts<Options>();
  const { port, twilioPort: twilio, accountSid, authToken, number, missPagesAfter, belief } = options;
  const account = { accountSid, authToken, apiKeys: new Map() };
  // Loaded late: help and a wrong flag are answered at once.
  const { startLocalService } = await import('./local-service.ts');
  const service = await startLocalService({
    port,
    twilioPort: twilio,
    account,
    number,
    missPagesAfterMs: missPagesAfter * 1000,
    beliefs: parseBeliefs(Object.fromEntries(belief.map((each) => each.split('=')))),
  });
  surviveFunctions(service);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void service.stop().then(() => process.exit(0)));
  }
  const ready = { port: service.port, twilioPort: service.twilioPort, accountSid, authToken, number };
  console.log(options.json ? JSON.stringify(ready) : welcome(ready));
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

function welcome(ready: {
  port: number;
  twilioPort: number;
  accountSid: string;
  authToken: string;
  number: string;
}) {
  return [
    `Service   http://localhost:${ready.port}   (nothing is deployed yet)`,
    `Twilio    http://localhost:${ready.twilioPort}   console, REST API, control API under /emulator/`,
    `Account   ${ready.accountSid}   auth token ${ready.authToken}`,
    `Number    ${ready.number}`,
  ].join('\n');
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
