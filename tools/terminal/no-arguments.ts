import { Command } from 'commander';

/**
 * Answers `--help`, and refuses whatever else is given to a command that takes nothing.
 * @param command as a person types it, without the dashes at its end: `npm run demo`
 */
export function takesNoArguments(command: string, description: string): void {
  new Command(`${command} --`).description(description).parse();
}
