import { Command, CommanderError } from 'commander';
import { clearLine, colorsOn, type Surroundings, type Tool } from './surroundings.ts';

/** An empty command line of `npm run <name> --` that writes where it is told and never ends the process. */
export function commandLine(name: string, { output, errors }: Surroundings): Command {
  return new Command(`npm run ${name} --`).exitOverride().configureOutput({
    writeOut: (text) => void output.write(text),
    writeErr: (text) => void errors.write(text),
  });
}

/** Reads the flags. @throws CommanderError when it has said already what is wrong, or has given help */
export function optionsIn<Options extends object>(command: Command, args: readonly string[]): Options {
  return command.parse(args, { from: 'user' }).opts<Options>();
}

/**
 * A command of what it does: an error becomes one line on the error stream and exit code 1.
 * @param main resolves with the exit code, or with nothing when all went well
 * @param stoppedWords what to say to a person who stopped it
 * @param explain what to do about an error, where its own message does not say
 */
export function asTool(
  main: (args: readonly string[], surroundings: Surroundings) => Promise<number | void>,
  { stoppedWords = 'Stopped.', explain = (error: Error) => error.message } = {},
): Tool {
  return async (args, surroundings) => {
    try {
      return (await main(args, surroundings)) ?? 0;
    } catch (error) {
      if (error instanceof CommanderError) return error.exitCode;
      const words = wasStopped(error, surroundings) ? stoppedWords : explain(error as Error);
      const { output, errors, environment } = surroundings;
      clearLine(output);
      errors.write(`${colorsOn(errors, environment).red(words)}\n`);
      return 1;
    }
  };
}

/** Stopped by Ctrl-C, at a question or in a step, or by a signal. */
function wasStopped(error: unknown, { stopped }: Surroundings): boolean {
  if (stopped.aborted) return true;
  const causes = [error, (error as Error).cause];
  return causes.some((cause) => cause instanceof Error && cause.name === 'ExitPromptError');
}
