import type { Agent } from '../core/model/agent.ts';
import type { Call } from '../core/model/call.ts';
import type { LegId } from '../core/model/ids.ts';
import type { Command } from '../core/model/commands.ts';
import type { Event } from '../core/model/events.ts';
import type { Ports } from './ports.ts';
import { claim, isBeingClaimed, unclaim } from '../core/routing/claim.ts';
import { legOf } from '../core/model/legs.ts';
import { isDial } from '../core/effects/descriptors.ts';
import { randomName } from '../shared/random-name.ts';
import { changeAgent } from './change-agent.ts';
import { compareAndSwap, ConflictError, type Stored } from '../shared/storage.ts';

type ClaimAgent = Extract<Command, { type: 'ClaimAgent' }>;

/** The results of the claims that a decision asked for. */
export interface Claims {
  readonly events: readonly Event[];
  /** Whether the command must not run: another call has its agent, or it has run already. */
  prevents(command: Command): boolean;
  readonly won: readonly Won[];
}

interface Won {
  readonly before: Agent;
  readonly claimedBy: string;
}

const CLAIM_TRIES = 6;

/**
 * `held`: a saved attempt claimed the agent for this leg before. `failed`: it is not known whether they are claimed.
 * Then they must not be rung, and are released.
 */
type Result = Won | 'held' | 'lost' | 'failed';

/** One attempt to carry a decision through. */
interface ClaimAttempt {
  /** The call before the decision, and after it. */
  readonly before: Call | undefined;
  readonly call: Call;
  /** The agents as the decision knew them. */
  readonly known: readonly Stored<Agent>[];
  /** Whether the decision was not saved. Then no claim is needed any more. */
  readonly isVain: () => boolean;
}

/** Claims agents by conditional writes, from the revisions that the decision read. */
export async function makeClaims(
  ports: Ports,
  attempt: ClaimAttempt,
  commands: readonly Command[],
): Promise<Claims> {
  const wanted = commands.filter((command): command is ClaimAgent => command.type === 'ClaimAgent');
  const results = await Promise.all(
    wanted.map((command) => claimOne(ports, attempt, command).catch(() => 'failed' as const)),
  );
  const claimed = wanted.map((command, index) => ({ command, result: results[index] ?? 'failed' }));
  const vain = new Set<LegId>(
    claimed.filter(({ result }) => !isOurs(result)).map(({ command }) => command.leg),
  );
  return {
    events: claimed.map(({ command, result }) => eventOf(command, result)),
    prevents: (command) => command.type === 'ClaimAgent' || (isDial(command) && vain.has(command.leg)),
    won: results.filter(isWon),
  };
}

/**
 * Undoes the claims of a decision that was not saved, whatever the agents' pages have written meanwhile. An attempt
 * that claimed the same agent for the same leg after us, and was saved, keeps them.
 */
export async function undoClaims(ports: Ports, claims: Claims): Promise<void> {
  const undone = claims.won.map(({ before, claimedBy }) =>
    changeAgent(ports, before.id, (found) => unclaim(found, before, claimedBy)),
  );
  // A claim that cannot be undone lapses by itself.
  await Promise.allSettled(undone);
}

/**
 * If another attempt is claiming this agent for the same leg, wait. Only one attempt is saved, and the loser restores
 * what it found.
 */
async function claimOne(
  ports: Ports,
  { before, call, known, isVain }: ClaimAttempt,
  { agent, leg }: ClaimAgent,
): Promise<Exclude<Result, 'failed'>> {
  const mine = { call: call.id, leg, claimedBy: randomName() };
  // The dial needs it next. Asked for beside the claim, it takes no time then.
  void ports.identities.of(agent).catch(() => undefined);
  const isSavedBefore = before !== undefined && legOf(before, leg) !== undefined;
  const change = (found: Agent): Agent | undefined => {
    if (isVain()) return undefined;
    if (!isBeingClaimed(found, call.id, leg)) return claim(found, mine, ports.budget.now(), ports.settings);
    if (!isSavedBefore) throw new ConflictError('Another attempt is claiming the agent.');
  };
  const swapped = await compareAndSwap({
    load: () => ports.agents.load(agent),
    change,
    save: (claimed, revision) => ports.agents.save(claimed, revision),
    budget: ports.budget,
    known: known.find(({ value }) => value.id === agent),
    tries: CLAIM_TRIES,
  }).catch(ignoreConflict);
  if (swapped?.isChanged) return { before: swapped.before, claimedBy: mine.claimedBy };
  return swapped && isSavedBefore && isBeingClaimed(swapped.after, call.id, leg) ? 'held' : 'lost';
}

function ignoreConflict(error: unknown): undefined {
  if (!(error instanceof ConflictError)) throw error;
}

function isWon(result: Result): result is Won {
  return typeof result === 'object';
}

function isOurs(result: Result): boolean {
  return isWon(result) || result === 'held';
}

function eventOf({ agent, leg }: ClaimAgent, result: Result): Event {
  if (result === 'failed') return { type: 'DialFailed', leg };
  return result === 'lost' ? { type: 'ClaimLost', leg } : { type: 'ClaimWon', agent, leg };
}
