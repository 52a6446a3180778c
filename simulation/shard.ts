import { simulate, type SimulationOptions } from './simulate.ts';

/** A share of a simulation, for a process of its own. */
export interface Task {
  /** Of built Functions. */
  readonly folder: string;
  readonly options: SimulationOptions;
}

/** What a shard tells meanwhile. */
export interface Progress {
  /** Calls played since it last told. */
  readonly played: number;
}

/** A shard ends with the command that started it. */
process.once('disconnect', () => process.exit(1));

process.once('message', (task) => {
  const { folder, options } = task as Task;
  const tell = (played: number): void => void process.send?.({ played } satisfies Progress);
  void simulate(folder, options, tell).then((result) => process.send?.(result, () => process.exit(0)));
});
