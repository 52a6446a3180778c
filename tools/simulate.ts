/** `npm run simulate`: random calls, agents, clicks, crashes and faults on the built Functions, in virtual time. */
import './terminal/node-version.cjs';
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { build as bundle } from 'esbuild';
import { buildForSimulation } from '../simulation/build-functions.ts';
import type { BeliefSettings } from '../emulator/beliefs.ts';
import { beliefsOfText } from '../simulation/beliefs.ts';
import { FAULT_KINDS, type FaultKind } from '../simulation/faults.ts';
import { added, noFigures } from '../simulation/figures.ts';
import { failureReport, figuresReport, progressReport } from '../simulation/report.ts';
import { record } from '../simulation/recorded.ts';
import type { Progress, Task } from '../simulation/shard.ts';
import type { Simulated, SimulationOptions } from '../simulation/simulate.ts';

const ROOT = join(__dirname, '..');
const PACKAGES = join(ROOT, 'node_modules');
/**
 * Much is made and forgotten at once: a larger nursery spares half the collecting. Each process has a core, so helpers that
 * collect beside it only take it from others.
 */
const FLAGS = ['--max-semi-space-size=64', '--single-threaded-gc'];

const PROGRESS_MS = 60_000;

interface Given {
  readonly calls: number;
  readonly seed: number;
  readonly scenario: number;
  readonly jobs: number;
  readonly faults: string;
  readonly beliefs: string;
  readonly minutes?: number;
  readonly only?: string;
  readonly concurrent?: number;
  readonly agents?: number;
  readonly every?: number;
  readonly functionMs?: number;
  readonly json?: true;
  readonly record?: true;
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

/** The seed draws it only when it is mixed. */
function beliefsIn(text: string): BeliefSettings | undefined {
  return text === 'mixed' ? undefined : beliefsOfText(text === 'default' ? '' : text);
}

const command = new Command('npm run simulate --')
  .description('Plays random calls against the built Functions and checks every promise after every step.')
  .option('--calls <n>', 'how many customers call', whole, 2000)
  .option('--seed <n>', 'the same seed gives the same run', whole, 1)
  .option('--faults <kinds>', `mixed, none, all, or some of ${FAULT_KINDS.join()}`, 'mixed')
  .option('--beliefs <settings>', 'mixed, default, or name=setting with commas between', 'mixed')
  .option('--minutes <n>', 'how long callers keep coming in a scenario, in its own time', whole)
  .option(
    '--concurrent <n>',
    'one busy hour with so many calls at once, in place of many small scenarios',
    whole,
  )
  .option('--agents <n>', 'how many agents work in the busy hour; as many as calls', whole)
  .option('--every <s>', 'seconds between two callers of the busy hour, on average', Number)
  .option('--function-ms <n>', 'how long each run of a Function takes in the busy hour', whole)
  .option('--scenario <n>', 'the scenario to begin with', whole, 0)
  .option('--only <callers>', 'only these callers of a scenario, as a failure names them')
  .option('--jobs <n>', 'processes side by side', whole, availableParallelism())
  .option('--json', 'figures as JSON')
  .option('--record', 'keeps the figures for docs/guarantees.md, where no promise was broken');

async function main(): Promise<void> {
  const given = command.parse().opts<Given>();
  const { calls, seed, scenario, minutes, only, concurrent, agents, every, functionMs, json } = given;
  const faults = kinds(given.faults);
  const beliefs = beliefsIn(given.beliefs);
  const options: SimulationOptions = {
    calls,
    seed,
    scenario,
    // A busy hour takes minutes, and has no smaller one in it.
    shrinks: concurrent === undefined,
    ...(faults && { faults }),
    ...(beliefs && { beliefs }),
    ...(minutes !== undefined && { minutes }),
    ...(concurrent !== undefined && { concurrent }),
    ...(agents !== undefined && { agents }),
    ...(every !== undefined && { everySeconds: every }),
    ...(functionMs !== undefined && { functionMs }),
    ...(only !== undefined && { only: only.split(',').map(whole) }),
  };
  const built = await buildForSimulation();
  const startedAt = Date.now();
  try {
    const results = await inShards({ folder: built.folder, options }, given.jobs);
    const figures = results.map((each) => each.figures).reduce(added, noFigures());
    const seconds = (Date.now() - startedAt) / 1000;
    const isBroken = results.some((each) => each.failure);
    console.log(json ? JSON.stringify({ ...figures, seconds }) : figuresReport(figures, seconds));
    if (given.record && !isBroken) record({ seed, faults: given.faults, figures });
    process.exitCode = isBroken ? 1 : 0;
  } finally {
    built.remove();
  }
}

/** One plain script runs markedly faster than sources that are translated as they are loaded. */
async function bundleShard(folder: string): Promise<string> {
  const outfile = join(folder, 'shard.cjs');
  const entryPoints = [join(ROOT, 'simulation/shard.ts')];
  await bundle({
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
  });
  return outfile;
}

async function inShards({ folder, options }: Task, jobs: number): Promise<readonly Simulated[]> {
  const script = await bundleShard(folder);
  const shards = Array.from({ length: Math.max(1, jobs) }, (_, index) => ({ index, of: Math.max(1, jobs) }));
  const tell = tellingNowAndThen(options.calls);
  return Promise.all(
    shards.map((shard) => inProcess(script, { folder, options: { ...options, shard } }, tell)),
  );
}

function inProcess(script: string, task: Task, tell: (played: number) => void): Promise<Simulated> {
  return new Promise((resolve, reject) => {
    const child = fork(script, { env: { ...process.env, NODE_PATH: PACKAGES }, execArgv: [...FLAGS] });
    child.on('message', (said: Progress | Simulated) => {
      if ('played' in said) return tell(said.played);
      // Writes at once, because other shards of a long run go on for long.
      if (said.failure) console.error(failureReport(said.failure));
      resolve(said);
    });
    child.once('exit', (code) => reject(new Error(`A shard ended with code ${code}.`)));
    child.send(task);
  });
}

/** A long run says every minute how far it has come. */
function tellingNowAndThen(calls: number): (played: number) => void {
  const startedAt = Date.now();
  let toldAt = startedAt;
  let all = 0;
  return (played) => {
    all += played;
    const now = Date.now();
    if (now - toldAt < PROGRESS_MS) return;
    toldAt = now;
    console.error(progressReport(all, calls, (now - startedAt) / 1000));
  };
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
