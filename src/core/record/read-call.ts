import * as v from 'valibot';
import type { Call, Transfer } from '../model/call.ts';
import { legOf, numberOfLeg, onLine, ownerOf } from '../model/legs.ts';
import { isCommand } from '../effects/pending.ts';
import { isClosed, phaseOf } from '../model/phase.ts';

const textSchema = v.string();
const instantSchema = v.fallback(v.number(), 0);
const flagSchema = v.fallback(v.boolean(), false);
const textsSchema = v.fallback(v.array(textSchema), []);

const partySchema = v.variant('kind', [
  v.object({ kind: v.literal('agent'), agent: textSchema, name: textSchema }),
  v.object({ kind: v.literal('outside'), entry: textSchema, name: textSchema }),
]);

const legSchema = v.object({
  id: textSchema,
  party: partySchema,
  state: v.picklist(['dialling', 'ringing', 'answered', 'on']),
  why: v.fallback(v.picklist(['route', 'recall', 'transfer', 'rejoin']), 'route'),
  since: instantSchema,
  sid: v.optional(textSchema),
  held: flagSchema,
  muted: flagSchema,
});

const transferSchema = v.object({
  kind: v.picklist(['consult', 'add', 'blind']),
  initiator: textSchema,
  target: textSchema,
  state: v.picklist(['ringing', 'open']),
  note: v.optional(textSchema),
  since: instantSchema,
});

const rescueSchema = v.object({
  since: v.number(),
  first: textsSchema,
  until: instantSchema,
  keeps: v.optional(v.object({ agent: textSchema, leg: textSchema, muted: v.optional(flagSchema) })),
});

const placeSchema = v.object({
  agent: textSchema,
  name: textSchema,
  leg: textSchema,
  until: instantSchema,
  held: v.optional(flagSchema),
  muted: v.optional(flagSchema),
});

const outcomeSchema = v.object({
  target: textSchema,
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
  reason: v.optional(textSchema),
  at: v.number(),
});

const endingSchema = v.object({
  at: instantSchema,
  why: v.fallback(
    v.picklist(['customer-hung-up', 'agent-ended', 'voicemail-left', 'closed', 'failed']),
    'failed',
  ),
});

const pendingSchema = v.object({
  command: v.looseObject({ type: textSchema }),
  since: instantSchema,
  failed: v.optional(v.literal(true)),
});

/** Essential fields have no fallback. Without them nobody could be reached, so the document is put aside. */
const callSchema = v.object({
  version: v.fallback(v.literal(1), 1),
  id: textSchema,
  from: textSchema,
  to: textSchema,
  language: v.fallback(v.picklist(['en', 'ja']), 'en'),
  startedAt: v.number(),
  phase: v.fallback(v.picklist(['waiting', 'voicemail', 'ended']), 'waiting'),
  phaseSince: instantSchema,
  room: v.fallback(v.optional(textSchema), undefined),
  customer: v.fallback(
    v.object({
      joined: flagSchema,
      hold: v.fallback(v.optional(v.picklist(['hold', 'rescue', 'transfer'])), undefined),
      muted: flagSchema,
    }),
    { joined: false, muted: false },
  ),
  legs: listOf(legSchema),
  nextLeg: v.fallback(v.number(), 1),
  owner: v.fallback(v.optional(textSchema), undefined),
  transfer: v.fallback(v.optional(transferSchema), undefined),
  lastTransfer: v.fallback(v.optional(outcomeSchema), undefined),
  rescue: v.fallback(v.optional(rescueSchema), undefined),
  kept: v.fallback(v.optional(v.array(placeSchema)), undefined),
  formerOwner: v.fallback(v.optional(textSchema), undefined),
  missedBy: textsSchema,
  pending: listOf(pendingSchema),
  handledKeys: textsSchema,
  ending: v.fallback(v.optional(endingSchema), undefined),
  lookedAt: v.fallback(v.optional(v.number()), undefined),
  musicAt: v.fallback(v.optional(v.number()), undefined),
});

/** A list that keeps only the entries that can be read. */
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
  const read = v.safeParse(callSchema, stored);
  return read.success ? repaired(read.output as unknown as Call, stored) : undefined;
}

/** Brings the parts in line with each other: leaves out all that names a missing leg. */
function repaired(read: Call, stored: unknown): Call {
  const { owner, transfer, ...call } = absorbed(read);
  const next = ownerOf({ ...call, ...(owner && { owner }) })?.id;
  const whole = withSafeMusic({
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

/**
 * When we do not know what the customer should hear, music is safe. They overhear nothing and do not sit in silence.
 */
function withSafeMusic(call: Call): Call {
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
