import type { Twilio } from 'twilio';
import type { Deployment } from '../../delivery/deployment.ts';
import type { Login } from '../../delivery/login.ts';
import type { Workspace } from '../../delivery/workspace.ts';

/** The data that a check reads. */
export interface Patient extends Workspace {
  readonly client: Twilio;
  readonly login: Login;
  /** Another client of the same account. */
  readonly connect: (login: Login) => Twilio;
  /** The local build. */
  readonly dist: string;
  /** Asked once for all checks. @throws Error when nothing is deployed */
  readonly deployment: () => Promise<Deployment>;
}

/** All is well, or what is not and the command that mends it. */
export type Finding =
  | { readonly ok: true; readonly note: string; readonly advice?: string }
  | { readonly ok: false; readonly problem: string; readonly mend: string };

/** One thing that can be wrong. */
export interface Check {
  readonly name: string;
  /** A rejection counts as a problem. */
  readonly run: (patient: Patient) => Promise<Finding>;
}

export type Result = Finding & { readonly name: string };

export const SETUP = 'npm run setup';

export const ok = (note: string): Finding => ({ ok: true, note });
/** Nothing is broken, but a person should know. */
export const warn = (note: string, advice: string): Finding => ({ ok: true, note, advice });
export const bad = (problem: string, mend = SETUP): Finding => ({ ok: false, problem, mend });

/** The subject of the check does not exist. */
export class Missing extends Error {
  override readonly name = 'Missing';
}

/** Runs one check. A check that cannot run counts as a problem. */
export async function examine({ name, run }: Check, patient: Patient): Promise<Result> {
  try {
    return { name, ...(await run(patient)) };
  } catch (error) {
    return { name, ...problemOf(error) };
  }
}

/** What an error means for the account. */
export function problemOf(error: unknown): Finding {
  if (error instanceof Missing) return bad(error.message);
  const message = error instanceof Error ? error.message : String(error);
  return bad(`could not be checked: ${message}`, 'npm run setup, or the doctor again if Twilio was busy');
}
