import type { Twilio } from 'twilio';
import type { Login } from '../../delivery/login.ts';
import type { Workspace } from '../../delivery/workspace.ts';
import type { Choices } from './choices.ts';

/** The data for every step. */
export interface Setup extends Workspace {
  readonly client: Twilio;
  readonly login: Login;
  readonly choices: Choices;
  /** The build that is deployed. */
  readonly dist: string;
  /** Aborted when the person stops the command. */
  readonly stopped: AbortSignal;
  /** Tells the person something that they need to know now. */
  readonly say: (line: string) => void;
}

/** One thing that must be there. A step can be interrupted anywhere and run again. */
export interface Step {
  readonly name: string;
  /** What `make` would do, for `--dry-run`; begins with a verb. */
  readonly plan: string;
  /** @returns the existing and right resource; undefined when something is missing */
  find(setup: Setup): Promise<string | undefined>;
  /** Makes what is missing and writes it down. @returns what it changed */
  make(setup: Setup): Promise<string>;
}

/** How a step went. */
export interface Outcome {
  readonly name: string;
  readonly kind: 'there' | 'made' | 'planned';
  readonly words: string;
}

/**
 * Takes the steps in order, and makes only what is missing.
 * @param report told of each step when it begins (no outcome yet) and when it is done
 */
export async function takeSteps(
  steps: readonly Step[],
  setup: Setup,
  options: { readonly dryRun: boolean; readonly report: (name: string, outcome?: Outcome) => void },
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    setup.stopped.throwIfAborted();
    options.report(step.name);
    const outcome = await takeStep(step, setup, options.dryRun);
    options.report(step.name, outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function takeStep(step: Step, setup: Setup, dryRun: boolean): Promise<Outcome> {
  const { name } = step;
  try {
    const there = await step.find(setup);
    if (there !== undefined) return { name, kind: 'there', words: there };
    if (dryRun) return { name, kind: 'planned', words: step.plan };
    return { name, kind: 'made', words: await step.make(setup) };
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
