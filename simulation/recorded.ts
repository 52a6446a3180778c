import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from './figures.ts';

const PATH = join(__dirname, '../docs/simulated.json');

/** A long simulation that kept every promise. */
export interface Recorded {
  readonly seed: number;
  /** The options of the command. */
  readonly faults: string;
  readonly figures: Figures;
}

/** Saves it for docs/guarantees.md, in place of the one before. */
export function record(run: Recorded): void {
  writeFileSync(PATH, `${JSON.stringify(run, undefined, 2)}\n`);
}

/** The last one that was saved. */
export function lastRecorded(): Recorded | undefined {
  return existsSync(PATH) ? (JSON.parse(readFileSync(PATH, 'utf8')) as Recorded) : undefined;
}
