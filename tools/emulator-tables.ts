/** `npm run twilio:covers`: writes into emulator/README.md what the local Twilio covers. */
import './terminal/node-version.cjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverage } from '../emulator/coverage.ts';
import { freshAccount } from '../emulator/outside/kept-account.ts';
import { createLocalTwilio } from '../emulator/twilio.ts';
import { VirtualClock } from '../emulator/virtual-clock.ts';
import { takesNoArguments } from './terminal/no-arguments.ts';

const README = join(__dirname, '../emulator/README.md');
const [START, END] = ['<!-- covers:start -->', '<!-- covers:end -->'];

/** The page as it is, and as it should be. */
export function readme(): { readonly now: string; readonly wanted: string } {
  const now = readFileSync(README, 'utf8');
  const silent = () => Promise.reject(new Error('nothing is played'));
  const { hosts } = createLocalTwilio({
    clock: new VirtualClock(),
    account: freshAccount(),
    clips: () => ({ play: silent, say: silent }),
    functionsRest: 'in-process',
  });
  const table = `${START}\n<!-- prettier-ignore-start -->\n\n${coverage(hosts)}\n\n<!-- prettier-ignore-end -->\n${END}`;
  return { now, wanted: now.replace(new RegExp(`${START}[^]*${END}`), () => table) };
}

if (require.main === module) {
  takesNoArguments('npm run twilio:covers', 'Write into emulator/README.md what the local Twilio covers.');
  writeFileSync(README, readme().wanted);
}
