import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from './figures.ts';

const PATH = join(__dirname, '../docs/simulated.json');

/** A long simulation in which every promise was kept. */
export interface Recorded {
  readonly seed: number;
  /** As the command was given them. */
  readonly faults: string;
  readonly figures: Figures;
}

/** Keeps it for docs/guarantees.md, in place of the one before. */
export function record(run: Recorded): void {
  writeFileSync(PATH, `${JSON.stringify(run, undefined, 2)}\n`);
}

/** The last one that was kept. */
export function lastRecorded(): Recorded | undefined {
  return existsSync(PATH) ? (JSON.parse(readFileSync(PATH, 'utf8')) as Recorded) : undefined;
}
