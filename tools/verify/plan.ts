import { PRICES } from '../cost/prices.ts';
import { commandLine, optionsIn } from '../terminal/command-line.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { probeOf, probeWithoutExperiment, type Probe } from './experiment.ts';
import { EXPERIMENTS, UNDECIDABLE } from './experiments/all.ts';
import { FACTS } from './facts/all.ts';

export const REPORT_FILE = 'twilio-observed.json';

interface Options {
  readonly only?: readonly string[];
  readonly story?: true;
  readonly beliefs?: true;
  readonly local?: true;
  readonly json?: true;
  readonly yes?: true;
}

/** What a run does. */
export interface Plan {
  readonly options: Options;
  readonly probes: readonly Probe[];
  readonly story: boolean;
}

const STORY_MINUTES = 6;
/** Requests to Functions: of one experiment, and of the story with its pages. */
const PROBE_INVOCATIONS = 10;
const STORY_INVOCATIONS = 100;

/** @throws Error that names what can be tried when something else is asked for */
export function planOf(args: readonly string[], surroundings: Surroundings): Plan {
  const command = commandLine('verify', surroundings)
    .description('Find out on your account what Twilio does not document, and play a warm transfer on it.')
    .option('--only <name...>', 'only these experiments')
    .option('--beliefs', 'the experiments without the story')
    .option('--story', 'the story without the experiments')
    .option('--local', 'try it without an account: on a local Twilio, with the product on it')
    .option('--json', `print what is written to ${REPORT_FILE}`)
    .option('-y, --yes', 'ask nothing');
  const options = optionsIn<Options>(command, args);
  const all = [
    ...EXPERIMENTS.map(probeOf),
    ...UNDECIDABLE.map(probeWithoutExperiment),
    ...FACTS.map(probeOf),
  ];
  const names = all.map(({ name }) => name);
  const unknown = options.only?.find((name) => !names.includes(name));
  if (unknown) throw new Error(`No experiment is called ${unknown}. There are: ${names.join(', ')}.`);
  const wanted = all.filter(({ name }) => options.only?.includes(name) ?? true);
  const story = options.story ?? !(options.beliefs || options.only);
  return { options, probes: options.story ? [] : wanted, story };
}

/** What a person reads before saying yes. */
export function announcement({ options, probes, story }: Plan): readonly string[] {
  return [
    'This makes a Functions service, a Sync service and TwiML applications of its own, and removes them at the end.',
    'Headless pages call each other through them. No phone number is called, and no call of others is touched.',
    ...probes.map(({ name, plan }) => `  ${name}: ${plan}`),
    ...(story
      ? [
          '  story: two agents of its own, a caller, a consult, a merge, and the first agent leaves.',
          '  Play it when nobody is at work and no customer calls: both are looked at first.',
        ]
      : []),
    options.local
      ? 'All of it happens on a local Twilio, which costs nothing.'
      : priceOf({ options, probes, story }),
  ];
}

/** What a run takes at most. */
export function costOf({ probes, story }: Plan) {
  const minutes = probes.reduce((total, { legMinutes }) => total + legMinutes, story ? STORY_MINUTES : 0);
  const invocations = probes.length * PROBE_INVOCATIONS + (story ? STORY_INVOCATIONS : 0);
  return { minutes, invocations };
}

function priceOf(plan: Plan): string {
  const { minutes, invocations } = costOf(plan);
  const legs = minutes * (PRICES.browser + PRICES.participant);
  const dollars = (legs + invocations * PRICES.invocation).toFixed(2);
  return (
    `At most ${minutes} minutes of browser legs and ${invocations} requests to Functions: $${dollars} at US list prices. ` +
    'Some hundred reads and writes of Sync come on top.'
  );
}
