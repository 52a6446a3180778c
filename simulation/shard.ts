import { simulate, type SimulationOptions } from './simulate.ts';

/** A share of a simulation, for a process of its own. */
export interface Task {
  /** Of built Functions. */
  readonly folder: string;
  readonly options: SimulationOptions;
}

process.once('message', (task) => {
  const { folder, options } = task as Task;
  void simulate(folder, options).then((result) => process.send?.(result, () => process.exit(0)));
});
