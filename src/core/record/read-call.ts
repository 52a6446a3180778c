import * as v from 'valibot';
import type {
  Call,
  Customer,
  Ending,
  EndReason,
  Leg,
  LegReason,
  PendingCommand,
  Transfer,
  HandoffNote,
  TransferOutcome,
  TransferResult,
} from '../model/call.ts';
import type { Command, HoldMusic } from '../model/commands.ts';
import { initiatorStays, isPrivate, TRANSFER_KINDS } from '../model/transfer-kinds.ts';
import type { Language } from '../model/ids.ts';
import { legOf, numberOfLeg, onLine, ownerOf } from '../model/legs.ts';
import { isCommand } from '../effects/descriptors.ts';
import { isClosed, phaseOf } from '../model/phase.ts';
import { fromStored, type StoredLastAgent, type StoredCall } from './stored-call.ts';

/**
 * A schema for each key of the type: reading drops whatever has none, so the compiler asks for it.
 * What a schema makes must be what the type says.
 */
type SchemasOf<T> = { readonly [Key in keyof T]-?: v.GenericSchema<unknown, T[Key] | undefined> };

/** One of the names of a union, all of which the compiler asks for. */
function oneOf<Name extends string>(names: Readonly<Record<Name, true>>) {
  return v.picklist(Object.keys(names) as Name[]);
}

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
  state: oneOf<Leg['state']>({ dialling: true, ringing: true, answered: true, on: true }),
  why: v.fallback(oneOf<LegReason>({ route: true, recall: true, transfer: true, rejoin: true }), 'route'),
  since: instantSchema,
  sid: v.exactOptional(textSchema),
  held: flagSchema,
  muted: flagSchema,
  again: v.exactOptional(flagSchema),
} satisfies SchemasOf<Leg>);

const transferSchema = v.object({
  kind: v.picklist(TRANSFER_KINDS),
  initiator: textSchema,
  target: textSchema,
  state: oneOf<Transfer['state']>({ ringing: true, open: true }),
  note: v.exactOptional(textSchema),
  since: instantSchema,
} satisfies SchemasOf<Transfer>);

const lastAgentSchema = v.object({
  agent: textSchema,
  leg: textSchema,
  name: v.exactOptional(textSchema),
  muted: v.exactOptional(flagSchema),
} satisfies SchemasOf<StoredLastAgent>);

const rescueSchema = v.object({
  since: v.number(),
  first: textsSchema,
  until: instantSchema,
  keeps: v.exactOptional(lastAgentSchema),
} satisfies SchemasOf<NonNullable<StoredCall['rescue']>>);

const placeSchema = v.object({
  agent: textSchema,
  name: v.exactOptional(textSchema),
  leg: textSchema,
  until: instantSchema,
  held: v.exactOptional(flagSchema),
  muted: v.exactOptional(flagSchema),
} satisfies SchemasOf<NonNullable<StoredCall['kept']>[number]>);

const handoffSchema = v.object({
  note: textSchema,
  by: v.exactOptional(textSchema),
} satisfies SchemasOf<HandoffNote>);

const outcomeSchema = v.object({
  target: textSchema,
  result: oneOf<TransferResult>({
    completed: true,
    cancelled: true,
    'no-answer': true,
    busy: true,
    declined: true,
    'page-closed': true,
    unreachable: true,
    'not-private': true,
    left: true,
  }),
  reason: v.exactOptional(textSchema),
  at: v.number(),
} satisfies SchemasOf<TransferOutcome>);

const endingSchema = v.object({
  at: instantSchema,
  why: v.fallback(
    oneOf<EndReason>({
      'customer-hung-up': true,
      'agent-ended': true,
      'voicemail-left': true,
      closed: true,
      failed: true,
    }),
    'failed',
  ),
} satisfies SchemasOf<Ending>);

/** A command of another version is not run. The next check of the room finds what it was for. */
const commandSchema = v.custom<Command>((command) => {
  const type: unknown = (command as { readonly type?: unknown } | null | undefined)?.type;
  return typeof type === 'string' && isCommand({ type });
});

const pendingSchema = v.object({
  command: commandSchema,
  since: instantSchema,
  failed: v.exactOptional(v.literal(true)),
} satisfies SchemasOf<PendingCommand>);

const customerSchema = v.pipe(
  v.object({
    joined: flagSchema,
    hold: v.fallback(
      v.optional(oneOf<HoldMusic>({ hold: true, rescue: true, goodbye: true, transfer: true })),
      undefined,
    ),
    waits: v.exactOptional(flagSchema),
    muted: flagSchema,
  } satisfies SchemasOf<Customer>),
  v.transform(({ hold, ...customer }): Customer => ({ ...customer, ...(hold && { hold }) })),
);

/** Essential fields have no fallback. Without them nobody could be reached, so the document is put aside. */
const callSchema = v.object({
  version: v.fallback(v.literal(1), 1),
  id: textSchema,
  from: textSchema,
  to: textSchema,
  language: v.fallback(oneOf<Language>({ en: true, ja: true }), 'en'),
  startedAt: v.number(),
  // The others follow from the rest.
  phase: v.fallback(v.picklist(['waiting', 'voicemail', 'ended']), 'waiting'),
  phaseSince: instantSchema,
  room: v.fallback(v.optional(textSchema), undefined),
  customer: v.fallback(customerSchema, { joined: false, muted: false }),
  legs: listOf(legSchema),
  nextLeg: v.fallback(v.number(), 1),
  owner: v.fallback(v.optional(textSchema), undefined),
  transfer: v.fallback(v.optional(transferSchema), undefined),
  handoff: v.fallback(v.optional(handoffSchema), undefined),
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
} satisfies SchemasOf<StoredCall>);

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
  return read.success ? repaired(fromStored(read.output as StoredCall), stored) : undefined;
}

/** Brings the parts in line with each other: leaves out all that names a missing leg. */
function repaired(read: Call, stored: unknown): Call {
  const { owner, transfer, ...call } = absorbed(read);
  const next = ownerOf({ ...call, ...(owner && { owner }) })?.id;
  const whole = withSafeMusic({
    ...call,
    nextLeg: nextLegOf(read),
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

function isWhole(call: Call, transfer: Transfer): boolean {
  const needed = initiatorStays(transfer) ? [transfer.initiator, transfer.target] : [transfer.target];
  return needed.every((leg) => legOf(call, leg) !== undefined);
}

/**
 * When we do not know what the customer should hear, music is safe. They overhear nothing and do not sit in silence.
 */
function withSafeMusic(call: Call): Call {
  if (call.customer.hold || isClosed(call)) return call;
  const isInPrivate = isPrivate(call.transfer) && !legOf(call, call.transfer?.target)?.held;
  const wasWithAgent = call.formerOwner !== undefined || call.rescue !== undefined;
  const isAlone = wasWithAgent && onLine(call).every((leg) => leg.held);
  const music = isInPrivate ? 'hold' : 'rescue';
  return isInPrivate || isAlone ? { ...call, customer: { ...call.customer, hold: music } } : call;
}

/** A leg's name is never used twice, so the next number lies above all that are in use. */
function nextLegOf({ legs, nextLeg }: Call): number {
  const used = legs.map(({ id }) => numberOfLeg(id));
  return Math.max(nextLeg, ...used.map((number) => number + 1));
}
