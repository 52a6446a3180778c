import { InvalidArgumentError } from 'commander';
import { checkId, checkName, type NewAgent } from '../../delivery/agent-accounts.ts';
import { commandLine, optionsIn } from '../terminal/command-line.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { checkAreaCode, checkCountry } from './choices.ts';

export interface Options {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly number?: string;
  /** Two capital letters. */
  readonly buy?: string;
  readonly areaCode?: number;
  readonly agent?: readonly NewAgent[];
  readonly dist?: string;
}

/** The flags. @throws CommanderError for an impossible value, before setup makes anything */
export function optionsOf(args: readonly string[], surroundings: Surroundings): Options {
  const command = commandLine('setup', surroundings)
    .description(
      'Put the product on a Twilio account. Credentials come from .env, else from ACCOUNT_SID and AUTH_TOKEN (or API_KEY_SID and ' +
        'API_KEY_SECRET) of the environment, else they are asked for. Only what is missing is done.',
    )
    .option('-y, --yes', 'ask nothing: the flags decide')
    .option('--dry-run', 'say what would be done, and change nothing')
    .option('--number <number>', 'the number that customers call: one of the account, as +15550100100')
    .option(
      '--buy <country>',
      'buy a number in this country (two letters); with --yes without asking again',
      countryFlag,
    )
    .option('--area-code <digits>', 'of the number to buy', areaCodeFlag)
    .option('--agent <id:name>', 'add an agent; may be repeated. The first is a supervisor', agentFlag)
    .option('--dist <folder>', 'deploy a build that is there instead of building');
  return optionsIn(command, args);
}

function countryFlag(country: string): string {
  passing(() => checkCountry(country));
  return country.toUpperCase();
}

function areaCodeFlag(digits: string): number {
  passing(() => checkAreaCode(digits));
  return Number(digits);
}

function agentFlag(text: string, before: readonly NewAgent[] = []): readonly NewAgent[] {
  const [id = '', name = id] = text.split(':');
  passing(() => (checkId(id), checkName(name)));
  return [...before, { id, name, role: before.length === 0 ? 'supervisor' : 'agent' }];
}

/** The words of a check, as those of a flag. */
function passing(check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
