/** `npm run export -- <number>`: what is kept about a person, by their phone number, as JSON. */
import './terminal/node-version.cjs';
import { checkNumber, findPersonalData } from '../delivery/personal-data.ts';
import { asTool, commandLine, optionsIn } from './terminal/command-line.ts';
import { openProductAccount } from './terminal/product-account.ts';
import { runAsProcess } from './terminal/surroundings.ts';

export const exportData = asTool(async (args, surroundings) => {
  const command = commandLine('export', surroundings)
    .description('Print everything that is kept about a phone number, as JSON.')
    .argument('<number>', 'with + and the country, as +15550100');
  optionsIn(command, args);
  const [number] = command.args;
  checkNumber(number);
  const data = await findPersonalData(openProductAccount(surroundings), number);
  surroundings.output.write(`${JSON.stringify(data, undefined, 2)}\n`);
});

if (require.main === module) void runAsProcess(exportData);
