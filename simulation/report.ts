import { beliefsAsText } from './beliefs.ts';
import { type Figures, longestAlone } from './figures.ts';
import type { Smallest } from './shrink.ts';

/** The figures of a simulation as text. */
export function figuresReport(figures: Figures, seconds: number): string {
  const { calls, invocations, syncWrites, restRequests } = figures;
  const each = (count: number): string => (count / Math.max(1, calls)).toFixed(1);
  const lines: readonly (readonly [string, string | number])[] = [
    ['calls', `${calls} in ${figures.scenarios} scenarios, ${(calls / seconds).toFixed(0)} a second`],
    ['virtual time', `${(figures.virtualSeconds / 3600).toFixed(1)} h, ${figures.steps} steps checked`],
    ['most calls at once', figures.atOnce],
    ['most Functions at once', figures.functionsAtOnce],
    ['callers answered by the fallback', figures.fallbacks],
    ...Object.entries(figures.refusals).map(
      ([path, count]) => [`refused, too many at once: ${path}`, count] as const,
    ),
    ['talked with an agent', figures.talked],
    ['rescues', figures.rescues],
    ['rejoined after a reload or crash', figures.rejoins],
    ['left a message', figures.voicemails],
    ['longest with neither agent nor music', `${(longestAlone(figures) / 1000).toFixed(1)} s`],
    ['Function invocations per call', each(invocations)],
    ['REST requests per call', each(restRequests)],
    ['Sync writes per call', each(syncWrites)],
    ['largest call document', `${figures.largestDocument} bytes`],
    ...Object.entries(figures.transfers).map(([name, count]) => [`transfers: ${name}`, count] as const),
    ...Object.keys(figures.writes).map(
      (name) => [`writes to one Sync object: ${name}`, writesTo(figures, name)] as const,
    ),
    ...Object.entries(figures.peakReadsOfTen).map(
      ([name, peak]) => [`most reads in ten seconds: ${name}`, peak] as const,
    ),
    ...Object.entries(figures.longest).map(
      ([name, ms]) => [`longest in doubt: ${name}`, `${(ms / 1000).toFixed(1)} s`] as const,
    ),
  ];
  return lines.map(([name, value]) => `${name.padEnd(44)} ${value}`).join('\n');
}

/** Twilio allows 20 writes of an object a second, and a burst of ten seconds. */
function writesTo({ calls, writes, peakWrites, peakWritesOfTen }: Figures, name: string): string {
  const most = peakWrites[name] ?? 0;
  const rate = ((peakWritesOfTen[name] ?? 0) / 10).toFixed(1);
  const each = ((writes[name] ?? 0) / Math.max(1, calls)).toFixed(1);
  return `at most ${most} within 1 s, ${rate} a second over 10 s; ${each} per call`;
}

/** The progress of a simulation's shards. */
export function progressReport(played: number, calls: number, seconds: number): string {
  return `${played} of ${calls} calls, ${(played / seconds).toFixed(0)} a second`;
}

/** A broken promise: how to play it again, and all that is known. */
export function failureReport({ options, failure }: Smallest): string {
  const { seed, index, calls, faults, beliefs, only, people } = options;
  const again = [
    `npm run simulate -- --jobs 1 --seed ${seed} --scenario ${index} --calls ${calls}`,
    `--faults ${faults.join() || 'none'}`,
    `--beliefs ${beliefsAsText(beliefs) || 'default'}`,
    ...(only ? [`--only ${only.join()}`] : []),
  ];
  return [
    '',
    `BROKEN ${failure.promise}: ${failure.what}`,
    `seed ${seed}, scenario ${index}, step ${failure.step}, ${(failure.forMs / 1000).toFixed(1)} s long, call ${failure.call}, ${people} agents`,
    `the smallest found: ${again.join(' ')}`,
    'timeline:',
    ...failure.timeline.map((line) => `  ${line}`),
    'last on the wire:',
    ...failure.wire.map((line) => `  ${line}`),
  ].join('\n');
}
