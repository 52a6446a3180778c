/** `npm start`: builds, starts a local Twilio, deploys to it and says where to click. `--watch` deploys again on change. */
import './terminal/node-version.cjs';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { build } from '../delivery/build.ts';
import { DEMO_AGENTS, startProduct, type Product } from './local/product.ts';
import { colorsOn } from './terminal/surroundings.ts';

const colors = colorsOn(process.stdout, process.env);
const alarming = colorsOn(process.stderr, process.env).red;
const SOURCE = join(__dirname, '../src');

const command = new Command('npm start --')
  .description('Run the whole product on this computer, on a local Twilio. No account is needed.')
  .option('-p, --port <number>', 'where agents open the page', process.env['PORT'] ?? '3000')
  .option(
    '-t, --twilio-port <number>',
    'the local Twilio: console and REST API',
    process.env['TWILIO_PORT'] ?? '3001',
  )
  .option('-w, --watch', 'deploy again when a file under src/ changes')
  .option('--no-build', 'take dist/ as it is')
  .option('--json', 'print one line of JSON when ready, for scripts');

async function main(): Promise<void> {
  const options = command
    .parse()
    .opts<{ port: string; twilioPort: string; watch?: true; json?: true; build: boolean }>();
  const say = (step: string): void => (options.json ? undefined : console.log(colors.dim(`  ${step} ...`)));
  if (options.build) {
    say('Building');
    await build();
  }
  const product = await startProduct({
    port: portNumber(options.port),
    twilioPort: portNumber(options.twilioPort),
    say,
  });
  stopWith(product);
  if (options.watch) deployOnChange(product);
  console.log(options.json ? asJson(product) : welcome(product));
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new Error(`"${text}" is not a port: give a number from 0 to 65535.`);
}

function stopWith(product: Product): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void product.stop().then(() => process.exit(0)));
  }
  void product.twilio.ended.then((code) => process.exit(code));
}

function deployOnChange(product: Product): void {
  let timer: NodeJS.Timeout | undefined;
  const again = async (): Promise<void> => {
    const started = Date.now();
    await build();
    await product.deploy();
    console.log(`Deployed again in ${Date.now() - started} ms.`);
  };
  watch(SOURCE, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => void again().catch((error: Error) => console.error(alarming(error.message))),
      200,
    );
  });
}

function welcome(product: Product): string {
  const agents = DEMO_AGENTS.map(
    ({ name, id, passcode }) => `      ${name.padEnd(7)} ${id.padEnd(7)} ${passcode}`,
  );
  return [
    '',
    colors.bold('  The warm transfer is running on a local Twilio.'),
    '',
    `  1. Agents       ${colors.cyan(product.pageUrl)}   sign in, then "Go available"`,
    '      name    sign in as, passcode',
    ...agents,
    `  2. Caller       ${colors.cyan(product.consoleUrl)}   a phone: call ${product.number}`,
    '',
    '  Alone? Let a scripted caller ring you from the same console. Two agents? Use two browser windows,',
    '  one of them private. Stop with Ctrl-C.',
    '',
  ].join('\n');
}

function asJson({ pageUrl, consoleUrl, number, twilio }: Product): string {
  const { accountSid, authToken } = twilio;
  return JSON.stringify({ pageUrl, consoleUrl, number, accountSid, authToken, agents: DEMO_AGENTS });
}

main().catch((error: Error) => {
  console.error(alarming(error.message));
  process.exit(1);
});
