import { simulate, type SimulationOptions } from './simulate.ts';

/** A share of a simulation, for its own process. */
export interface Task {
  /** The folder of the built Functions. */
  readonly folder: string;
  readonly options: SimulationOptions;
}

/** A shard's report of its progress. */
export interface Progress {
  /** Calls played since the last report. */
  readonly played: number;
}

/** A shard ends with the command that started it. */
process.once('disconnect', () => process.exit(1));

process.once('message', (task) => {
  const { folder, options } = task as Task;
  const tell = (played: number): void => void process.send?.({ played } satisfies Progress);
  void simulate(folder, options, tell).then((result) => process.send?.(result, () => process.exit(0)));
});
