import { createHash } from 'node:crypto';
import { sleep } from '../clock.ts';
import type { LoggedEvent } from '../event-log.ts';
import { ANSWERERS } from '../phones/answerers/answerers.ts';
import { CALLERS } from '../phones/callers.ts';
import { listFaultSwitches } from './fault-switches.ts';
import type { ConsoleDeps } from './ports.ts';
import type { Changes, ConsoleState, EventLine } from './page-protocol.ts';

/**
 * A page that waits for news gets an answer after this time, even without any. Proxies and browsers would give up
 * later.
 */
const LONGEST_WAIT_MS = 15_000;
/** The sound of a leg changes without an event (a clip ends). So the state is compared. */
const LOOK_EVERY_MS = 200;
const MOST_EVENTS = 500;

/** Answers as soon as the state differs from `version` or the log has a line newer than `after`. */
export async function waitForChanges(deps: ConsoleDeps, version: string, after: number): Promise<Changes> {
  const until = deps.clock.now() + LONGEST_WAIT_MS;
  for (;;) {
    const changes = readChanges(deps, after);
    if (changes.version !== version || changes.last !== after || deps.clock.now() >= until) return changes;
    await sleep(deps.clock, LOOK_EVERY_MS);
  }
}

function readChanges(deps: ConsoleDeps, after: number): Changes {
  const state = readState(deps);
  const events = deps.log.list(after).slice(-MOST_EVENTS).map(lineOf);
  const version = createHash('sha1').update(JSON.stringify(state)).digest('base64url').slice(0, 12);
  return { version, state, events, last: events.at(-1)?.id ?? after };
}

function readState({ lines, phones, faults, places }: ConsoleDeps): ConsoleState {
  const agentPage = places.agentPage();
  const scripted = new Set(
    phones.list().flatMap(({ kind, number }) => (kind === 'scripted' ? [number] : [])),
  );
  return {
    lines: lines(),
    phones: phones.list(),
    faults: listFaultSwitches(faults),
    callers: CALLERS.map(({ id, title, From, name = From }) => ({ id, title, number: From, name })),
    answerers: ANSWERERS.map(({ id, title, From }) => ({ id, title, number: From, on: scripted.has(From) })),
    numbers: places.numbers(),
    pointers: places.pointers(),
    ...(agentPage !== undefined && { agentPage }),
  };
}

function lineOf({ request: _request, response: _response, ...line }: LoggedEvent): EventLine {
  return line;
}
