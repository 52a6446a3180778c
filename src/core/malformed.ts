import * as v from 'valibot';
import type { Call, Transfer } from './call.ts';
import { legOf, numberOfLeg, onLine, ownerOf } from './legs.ts';
import { isCommand } from './pending.ts';
import { isClosed, phaseOf } from './phase.ts';

const text = v.string();
const instant = v.fallback(v.number(), 0);
const flag = v.fallback(v.boolean(), false);
const texts = v.fallback(v.array(text), []);

const party = v.variant('kind', [
  v.object({ kind: v.literal('agent'), agent: text, name: text }),
  v.object({ kind: v.literal('outside'), entry: text, name: text }),
]);

const leg = v.object({
  id: text,
  party,
  state: v.picklist(['dialling', 'ringing', 'answered', 'on']),
  why: v.fallback(v.picklist(['route', 'recall', 'transfer', 'rejoin']), 'route'),
  since: instant,
  sid: v.optional(text),
  held: flag,
  muted: flag,
});

const transfer = v.object({
  kind: v.picklist(['consult', 'add', 'blind']),
  initiator: text,
  target: text,
  state: v.picklist(['ringing', 'open']),
  note: v.optional(text),
  since: instant,
});

const rescue = v.object({
  since: v.number(),
  first: texts,
  until: instant,
  keeps: v.optional(v.object({ agent: text, leg: text, muted: v.optional(flag) })),
});

const place = v.object({
  agent: text,
  name: text,
  leg: text,
  until: instant,
  held: v.optional(flag),
  muted: v.optional(flag),
});

const outcome = v.object({
  target: text,
  result: v.picklist([
    'completed',
    'cancelled',
    'no-answer',
    'busy',
    'declined',
    'page-closed',
    'unreachable',
    'not-private',
    'left',
  ]),
  reason: v.optional(text),
  at: v.number(),
});

const ending = v.object({
  at: instant,
  why: v.fallback(
    v.picklist(['customer-hung-up', 'agent-ended', 'voicemail-left', 'closed', 'failed']),
    'failed',
  ),
});

const pending = v.object({
  command: v.looseObject({ type: text }),
  since: instant,
  failed: v.optional(v.literal(true)),
});

/** What is essential has no fallback: without it nobody could be reached, and the document is put aside. */
const document = v.object({
  version: v.fallback(v.literal(1), 1),
  id: text,
  from: text,
  to: text,
  language: v.fallback(v.picklist(['en', 'ja']), 'en'),
  startedAt: v.number(),
  phase: v.fallback(v.picklist(['waiting', 'voicemail', 'ended']), 'waiting'),
  phaseSince: instant,
  room: v.fallback(v.optional(text), undefined),
  customer: v.fallback(
    v.object({
      joined: flag,
      hold: v.fallback(v.optional(v.picklist(['hold', 'rescue', 'transfer'])), undefined),
      muted: flag,
    }),
    { joined: false, muted: false },
  ),
  legs: listOf(leg),
  nextLeg: v.fallback(v.number(), 1),
  owner: v.fallback(v.optional(text), undefined),
  transfer: v.fallback(v.optional(transfer), undefined),
  lastTransfer: v.fallback(v.optional(outcome), undefined),
  rescue: v.fallback(v.optional(rescue), undefined),
  kept: v.fallback(v.optional(v.array(place)), undefined),
  formerOwner: v.fallback(v.optional(text), undefined),
  missedBy: texts,
  pending: listOf(pending),
  handledKeys: texts,
  ending: v.fallback(v.optional(ending), undefined),
  lookedAt: v.fallback(v.optional(v.number()), undefined),
});

/** A list of which the entries that can be read are kept. */
function listOf<Item extends v.GenericSchema>(item: Item) {
  return v.pipe(
    v.fallback(v.array(v.unknown()), []),
    v.transform((entries): readonly v.InferOutput<Item>[] =>
      entries.flatMap((entry) => {
        const read = v.safeParse(item, entry);
        return read.success ? [read.output] : [];
      }),
    ),
  );
}

/**
 * Reads a stored call, tolerant of an older or half-written document.
 * @returns the call with what was unreadable repaired; undefined when it must be put aside, and made anew
 */
export function readCall(stored: unknown): Call | undefined {
  const read = v.safeParse(document, stored);
  return read.success ? repaired(read.output as unknown as Call, stored) : undefined;
}

/** Brings the parts in line with each other: what names a leg that is not there is left out. */
function repaired(read: Call, stored: unknown): Call {
  const { owner, transfer, ...call } = absorbed(read);
  const next = ownerOf({ ...call, ...(owner && { owner }) })?.id;
  const whole = held({
    ...call,
    nextLeg: nextLegOf(read),
    pending: call.pending.filter(({ command }) => isCommand(command)),
    ...(next && { owner: next }),
    ...(transfer && isWhole(call, transfer) && { transfer }),
  });
  const phase = phaseOf(whole);
  const wasPhase = (stored as { readonly phase?: unknown }).phase;
  return { ...whole, phase, phaseSince: wasPhase === phase ? call.phaseSince : call.startedAt };
}

/** An end stays an end, even when nothing but the phase's name is left of it. */
function absorbed(call: Call): Call {
  if (!call.ending && call.phase !== 'ended') return call;
  return { ...call, legs: [], ending: call.ending ?? { at: call.phaseSince, why: 'failed' } };
}

function isWhole(call: Call, { kind, initiator, target }: Transfer): boolean {
  return legOf(call, target) !== undefined && (kind === 'blind' || legOf(call, initiator) !== undefined);
}

/** When it is not known what the customer should hear, music is safe: they neither overhear nor sit in silence. */
function held(call: Call): Call {
  if (call.customer.hold || isClosed(call)) return call;
  const isPrivate = call.transfer?.kind === 'consult' && !legOf(call, call.transfer.target)?.held;
  const wasWithAgent = call.formerOwner !== undefined || call.rescue !== undefined;
  const isAlone = wasWithAgent && onLine(call).every((leg) => leg.held);
  const music = isPrivate ? 'hold' : 'rescue';
  return isPrivate || isAlone ? { ...call, customer: { ...call.customer, hold: music } } : call;
}

/** A leg's name is never used twice, so the next number lies above all that are in use. */
function nextLegOf({ legs, nextLeg }: Call): number {
  const used = legs.map(({ id }) => numberOfLeg(id));
  return Math.max(nextLeg, ...used.map((number) => number + 1));
}
