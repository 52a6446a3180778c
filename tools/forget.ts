/** `npm run forget -- <number>`: removes what is kept about a person, by their phone number. */
import './terminal/node-version.cjs';
import {
  checkNumber,
  checkOver,
  countOf,
  findPersonalData,
  removePersonalData,
} from '../delivery/personal-data.ts';
import { asTool, commandLine, optionsIn } from './terminal/command-line.ts';
import { openProductAccount } from './terminal/product-account.ts';
import { questionsIn } from './terminal/questions.ts';
import { runAsProcess, sayTo } from './terminal/surroundings.ts';

export const forget = asTool(
  async (args, surroundings) => {
    const command = commandLine('forget', surroundings)
      .description('Remove everything that is kept about a phone number, for good.')
      .argument('<number>', 'with + and the country, as +15550100')
      .option('-y, --yes', 'ask nothing');
    const { yes } = optionsIn<{ yes?: true }>(command, args);
    const [number] = command.args;
    checkNumber(number);
    const place = openProductAccount(surroundings);
    const say = sayTo(surroundings);
    const data = await findPersonalData(place, number);
    if (data.calls.length + data.messages.length === 0) return say('Nothing is kept about this number.');
    checkOver(data);
    const message = `Remove ${countOf(data)}? This cannot be undone.`;
    if (!yes && !(await questionsIn(surroundings).yesOrNo({ message, default: false })))
      return say('Nothing was changed.');
    await removePersonalData(place, data);
    say(`Removed ${countOf(data)}.`);
  },
  { stoppedWords: 'Stopped. Run forget again for the rest.' },
);

if (require.main === module) void runAsProcess(forget);
