import colors from 'picocolors';
import type { Twilio } from 'twilio';
import { connect, type Login } from '../../delivery/login.ts';

/** Where a command writes: a terminal, or a file or pipe. */
type Screen = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** The surroundings of a command. All that it reads and writes of this computer goes through here. */
export interface Surroundings {
  /** Where `.env` and `.warm-transfer.json` are: several accounts can have a folder each. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: Screen;
  readonly errors: Screen;
  readonly connect: (login: Login) => Twilio;
  /** Aborted when the person stops the command. */
  readonly stopped: AbortSignal;
}

/** A command: takes its arguments and resolves with its exit code. */
export type Tool = (args: readonly string[], surroundings: Surroundings) => Promise<number>;

/** Writes a line for the person who runs the command, in place of the progress line. */
export function sayTo({ output }: Pick<Surroundings, 'output'>): (line: string) => void {
  return (line) => {
    clearLine(output);
    output.write(`${line}\n`);
  };
}

/** Takes away what a screen shows of a step that is being taken. */
export function clearLine(output: Surroundings['output']): void {
  if (output.isTTY) output.write('\r\u001B[2K');
}

/**
 * Colours for a text, by its stream: one of the two may be a terminal and the other a file.
 * @see https://no-color.org and https://force-color.org for the two variables that decide before the stream does
 */
export function colorsOn(
  { isTTY }: Pick<Screen, 'isTTY'>,
  { NO_COLOR, FORCE_COLOR, TERM }: Surroundings['environment'],
): ReturnType<typeof colors.createColors> {
  if (NO_COLOR) return colors.createColors(false);
  if (FORCE_COLOR) return colors.createColors(FORCE_COLOR !== '0');
  return colors.createColors(isTTY === true && TERM !== 'dumb');
}

/**
 * Runs a command as this process. Ctrl-C or SIGTERM lets the command finish its present step, so that it records what
 * it made. The second one ends it at once.
 */
export async function runAsProcess(tool: Tool): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  const { stdin: input, stdout: output, stderr: errors, env: environment } = process;
  const streams = { input, output, errors };
  const surroundings = { folder: process.cwd(), environment, ...streams, connect, stopped: stop.signal };
  process.exitCode = await tool(process.argv.slice(2), surroundings);
}
