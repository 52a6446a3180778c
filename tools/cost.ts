/** `npm run cost`: what one call of five minutes with a transfer takes of Twilio, measured, and what that costs. */
import './terminal/node-version.cjs';
import { buildForSimulation } from '../simulation/build-functions.ts';
import { playExampleCall, type Usage } from './cost/example-call.ts';
import { PRICES } from './cost/prices.ts';
import { asTool, commandLine, optionsIn } from './terminal/command-line.ts';
import { runAsProcess, sayTo } from './terminal/surroundings.ts';

const cost = asTool(async (args, surroundings) => {
  const command = commandLine('cost', surroundings).description(
    'Play one call of five minutes with a transfer on the local Twilio, and count what it takes.',
  );
  optionsIn(command, args);
  const built = await buildForSimulation();
  try {
    sayTo(surroundings)(reportOf(await playExampleCall(built.folder)));
  } finally {
    built.remove();
  }
});

function reportOf({ functions, minutes, syncReads, syncWrites, voiceRequests }: Usage): string {
  const paths = Object.entries(functions).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const invocations = paths.reduce((sum, [, count]) => sum + count, 0);
  const priced = [
    ["the caller's leg, minutes", minutes.caller, PRICES.caller],
    ["agents' browsers, minutes", minutes.browsers, PRICES.browser],
    ['conference, participant-minutes', minutes.participants, PRICES.participant],
    ['Functions, invocations', invocations, PRICES.invocation],
  ] as const;
  const total = priced.reduce((sum, [, count, price]) => sum + count * price, 0);
  return [
    ...paths.map(([path, count]) => line(path, `${count}`)),
    '',
    ...priced.map(([what, count, price]) => line(what, `${count}`, dollars(count * price))),
    line('together', '', dollars(total)),
    '',
    line('Sync writes', `${syncWrites}`),
    line('Sync reads', `${syncReads}`),
    line('requests about calls and conferences', `${voiceRequests}`),
  ].join('\n');
}

function line(what: string, count: string, price = ''): string {
  return `${what.padEnd(38)} ${count.padStart(4)}  ${price}`.trimEnd();
}

function dollars(amount: number): string {
  return `$${amount.toFixed(4)}`;
}

if (require.main === module) void runAsProcess(cost);
