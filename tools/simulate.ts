/** `npm run simulate`: random calls, agents, clicks, crashes and faults on the built Functions, in virtual time. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { buildForSimulation } from '../simulation/build-functions.ts';
import { FAULT_KINDS, type FaultKind } from '../simulation/faults.ts';
import { added, noFigures } from '../simulation/figures.ts';
import { failureReport, figuresReport } from '../simulation/report.ts';
import { type Simulated, simulate, type SimulationOptions } from '../simulation/simulate.ts';

interface Task {
  readonly folder: string;
  readonly options: SimulationOptions;
}

interface Given {
  readonly calls: number;
  readonly seed: number;
  readonly scene: number;
  readonly jobs: number;
  readonly faults: string;
  readonly minutes?: number;
  readonly only?: string;
  readonly json?: true;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`"${text}" is no whole number.`);
  return value;
}

function kinds(text: string): readonly FaultKind[] | undefined {
  if (text === 'mixed') return undefined;
  if (text === 'none' || text === 'all') return text === 'all' ? FAULT_KINDS : [];
  const names = text.split(',');
  const isKind = (name: string): name is FaultKind => (FAULT_KINDS as readonly string[]).includes(name);
  if (!names.every(isKind))
    throw new Error(`--faults takes mixed, none, all, or some of ${FAULT_KINDS.join()}.`);
  return names.filter(isKind);
}

const command = new Command('npm run simulate --')
  .description('Plays random calls against the built Functions and checks every promise after every step.')
  .option('--calls <n>', 'how many customers call', whole, 2000)
  .option('--seed <n>', 'the same seed gives the same run', whole, 1)
  .option('--faults <kinds>', `mixed, none, all, or some of ${FAULT_KINDS.join()}`, 'mixed')
  .option('--minutes <n>', 'how long callers keep coming in a scene, in its own time', whole)
  .option('--scene <n>', 'the scene to begin with', whole, 0)
  .option('--only <callers>', 'only these callers of a scene, as a failure names them')
  .option('--jobs <n>', 'processes side by side', whole, availableParallelism())
  .option('--json', 'figures as JSON');

async function main(): Promise<void> {
  const given = command.parse().opts<Given>();
  const { calls, seed, scene, minutes, only, json } = given;
  const faults = kinds(given.faults);
  const options: SimulationOptions = {
    calls,
    seed,
    scene,
    shrinks: true,
    ...(faults && { faults }),
    ...(minutes !== undefined && { minutes }),
    ...(only !== undefined && { only: only.split(',').map(whole) }),
  };
  const built = await buildForSimulation();
  const startedAt = Date.now();
  try {
    const results = await inShards({ folder: built.folder, options }, given.jobs);
    const figures = results.map((each) => each.figures).reduce(added, noFigures());
    const seconds = (Date.now() - startedAt) / 1000;
    const failure = results.find((each) => each.failure)?.failure;
    console.log(json ? JSON.stringify({ ...figures, seconds }) : figuresReport(figures, seconds));
    if (failure) console.log(failureReport(failure));
    process.exitCode = failure ? 1 : 0;
  } finally {
    built.remove();
  }
}

async function inShards({ folder, options }: Task, jobs: number): Promise<readonly Simulated[]> {
  if (jobs <= 1) return [await simulate(folder, options)];
  const shards = Array.from({ length: jobs }, (_, index) => ({ index, of: jobs }));
  return Promise.all(shards.map((shard) => inProcess({ folder, options: { ...options, shard } })));
}

function inProcess(task: Task): Promise<Simulated> {
  return new Promise((resolve, reject) => {
    const child = fork(__filename, ['--shard']);
    child.once('message', (result) => resolve(result as Simulated));
    child.once('exit', (code) => reject(new Error(`A shard ended with code ${code}.`)));
    child.send(task);
  });
}

/** In a process of its own: takes a task, answers what came of it. */
function serveShard(): void {
  process.once('message', (task) => {
    const { folder, options } = task as Task;
    void simulate(folder, options).then((result) => process.send?.(result, () => process.exit(0)));
  });
}

if (process.argv.includes('--shard')) serveShard();
else {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
