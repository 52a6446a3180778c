import { fromStored, type StoredCall } from '../src/core/record/stored-call.ts';
import type { Call } from '../src/core/model/call.ts';
import { TRANSFER } from '../src/core/model/transfer-kinds.ts';
import type { LoggedEvent } from '../emulator/event-log.ts';
import { cameUp, LoggedRows } from './coverage.ts';
import type { World } from './world.ts';

/** The counts of a simulation. They are plain data, so that shards can be added up. */
export interface Figures {
  calls: number;
  scenarios: number;
  steps: number;
  virtualSeconds: number;
  talked: number;
  rescues: number;
  voicemails: number;
  rejoins: number;
  invocations: number;
  syncWrites: number;
  restRequests: number;
  largestDocument: number;
  /** The most calls at the same time. */
  atOnce: number;
  /** The most Functions that ran at the same time. */
  functionsAtOnce: number;
  /** Requests that found too many Functions running, by their path. */
  refusals: Record<string, number>;
  /** How often a caller was answered by the number's fallback. */
  fallbacks: number;
  /** The longest time in doubt of each promise, in milliseconds. */
  longest: Record<string, number>;
  /** `consult completed`, ... */
  transfers: Record<string, number>;
  /** How often each row of docs/guarantees.md came up, by its number. */
  rows: Record<string, number>;
  invocationsByPath: Record<string, number>;
  /** By the content of the object. */
  writes: Record<string, number>;
  /** The most writes within a second to one object, by its content. */
  peakWrites: Record<string, number>;
  /** The same within ten seconds. */
  peakWritesOfTen: Record<string, number>;
  /** The most reads within ten seconds of one object, by its content. */
  peakReadsOfTen: Record<string, number>;
}

export function noFigures(): Figures {
  return {
    calls: 0,
    scenarios: 0,
    steps: 0,
    virtualSeconds: 0,
    talked: 0,
    rescues: 0,
    voicemails: 0,
    rejoins: 0,
    invocations: 0,
    syncWrites: 0,
    restRequests: 0,
    largestDocument: 0,
    atOnce: 0,
    functionsAtOnce: 0,
    refusals: {},
    fallbacks: 0,
    longest: {},
    transfers: {},
    rows: {},
    invocationsByPath: {},
    writes: {},
    peakWrites: {},
    peakWritesOfTen: {},
    peakReadsOfTen: {},
  };
}

const GREATEST: ReadonlySet<string> = new Set([
  'longest',
  'peakWrites',
  'peakWritesOfTen',
  'peakReadsOfTen',
  'largestDocument',
  'atOnce',
  'functionsAtOnce',
]);

/** Adds both: the greatest values stay, and counts are added. */
export function added(one: Figures, other: Figures): Figures {
  const sums = Object.entries(one).map(([name, value]) => {
    const more = (other as unknown as Record<string, typeof value>)[name];
    const join = GREATEST.has(name) ? Math.max : (a: number, b: number) => a + b;
    return [
      name,
      typeof value === 'number'
        ? join(value, more as number)
        : joined(value, more as Record<string, number>, join),
    ];
  });
  return Object.fromEntries(sums) as Figures;
}

function joined(
  one: Record<string, number>,
  other: Record<string, number>,
  join: (a: number, b: number) => number,
): Record<string, number> {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted();
  return Object.fromEntries(names.map((name) => [name, join(one[name] ?? 0, other[name] ?? 0)]));
}

function keepMost(most: Record<string, number>, name: string, value: number): void {
  most[name] = Math.max(most[name] ?? 0, value);
}

/** The longest time that a customer had neither an agent nor music, in milliseconds. */
export function longestAlone({ longest }: Figures): number {
  return Math.max(longest['customer alone (I1)'] ?? 0, longest['customer alone, all pages dead (I1)'] ?? 0);
}

/** Counts the events of the stored calls of a world. */
export class Counter {
  readonly figures = noFigures();
  readonly #before = new Map<string, Call>();

  constructor(private readonly world: World) {
    world.local.sync.onChange(({ object, type }) => {
      if (type === 'document_updated') this.#note(fromStored(object.data as StoredCall));
    });
    const wire = new LoggedRows((callSid) => world.document(callSid) !== undefined);
    world.local.log.subscribe((event) => {
      if (event.kind === 'rest') this.figures.restRequests += 1;
      else this.#countRows(wire.of(event));
      this.#countRefusal(event);
    });
  }

  /** Twilio lets only so many Functions run at once. Callers whom none answers hear the number's fallback. */
  #countRefusal({ kind, url = '', status }: LoggedEvent): void {
    const { figures } = this;
    if (kind === 'warning' && status === 429) figures.refusals[url] = (figures.refusals[url] ?? 0) + 1;
    if (kind === 'webhook' && url.includes('/fallback.xml')) figures.fallbacks += 1;
  }

  /** All figures at the end. */
  finish(calls: number, steps: number, virtualSeconds: number): Figures {
    const { local } = this.world;
    const counts = local.functions.counts();
    const writes = local.sync.writes.figures();
    const reads = local.sync.reads.figures();
    Object.assign(this.figures, { calls, steps, virtualSeconds, scenarios: 1, invocationsByPath: counts });
    this.figures.voicemails = this.world.recorded.size;
    this.figures.functionsAtOnce = local.functions.mostAtOnce;
    Object.assign(this.figures.rows, { 21: local.faults.struck('webhook'), 22: local.faults.struck('rest') });
    this.figures.invocations = Object.values(counts).reduce((sum, count) => sum + count, 0);
    for (const object of local.sync.objects(this.world.service)) {
      const { total = 0, peak = 0, peakOfTen = 0 } = writes.get(object.sid) ?? {};
      const holds = (object.uniqueName ?? '').replace(/-(CA.*|[a-z0-9]+)$/, '');
      this.figures.syncWrites += total;
      this.figures.writes[holds] = (this.figures.writes[holds] ?? 0) + total;
      keepMost(this.figures.peakWrites, holds, peak);
      keepMost(this.figures.peakWritesOfTen, holds, peakOfTen);
      keepMost(this.figures.peakReadsOfTen, holds, reads.get(object.sid)?.peakOfTen ?? 0);
    }
    return this.figures;
  }

  #note(call: Call): void {
    const before = this.#before.get(call.id);
    const { figures } = this;
    this.#before.set(call.id, call);
    figures.largestDocument = Math.max(figures.largestDocument, JSON.stringify(call).length);
    if (call.rescue && !before?.rescue) figures.rescues += 1;
    if (call.owner !== undefined && before?.owner === undefined && before?.formerOwner === undefined)
      figures.talked += 1;
    figures.rejoins += call.legs.filter(
      ({ id, why }) => why === 'rejoin' && !before?.legs.some((leg) => leg.id === id),
    ).length;
    if (before) this.#countRows(cameUp(before, call));
    this.#noteTransfer(before, call);
  }

  #countRows(rows: readonly number[]): void {
    for (const row of rows) this.figures.rows[row] = (this.figures.rows[row] ?? 0) + 1;
  }

  #noteTransfer(before: Call | undefined, { transfer, lastTransfer }: Call): void {
    const ended = before?.transfer;
    if (!ended || transfer?.target === ended.target) return;
    const result =
      lastTransfer && lastTransfer.at >= ended.since
        ? lastTransfer.result
        : TRANSFER[ended.kind].whenTargetJoins === 'join'
          ? 'joined'
          : 'merged or ended';
    const name = `${ended.kind} ${result}`;
    this.figures.transfers[name] = (this.figures.transfers[name] ?? 0) + 1;
  }
}
