import type { Call } from '../../src/core/model/call.ts';
import type { Event } from '../../src/core/model/events.ts';
import { legOf, onLine } from '../../src/core/model/legs.ts';
import {
  initiatorStays,
  isPrivate,
  TRANSFER,
  TRANSFER_KINDS,
  type TransferKind,
} from '../../src/core/model/transfer-kinds.ts';
import { type Arrow, diagram, table } from './diagram.ts';
import {
  after,
  asked,
  attempt,
  joins,
  leaves,
  legNow,
  type Moment,
  type Result,
  type Trial,
  withJoined,
} from './played-call.ts';
import { anaTalks, ask, cleoToo, clicks, comesBack, CUSTOMER_HANGS_UP, misses } from './trials.ts';

/** A state of a transfer in which everything is tried. */
export interface TransferState {
  readonly name: string;
  readonly moment: Moment;
}

/** Each state of a transfer from Ana to Ben, alone with the customer or with Cleo on the line. */
export function transferStates(): readonly TransferState[] {
  return TRANSFER_KINDS.flatMap((kind) => [
    ...statesOf(kind, anaTalks(), ''),
    ...(initiatorStays({ kind }) ? statesOf(kind, cleoToo(), ', Cleo on the line') : []),
  ]);
}

function statesOf(kind: TransferKind, before: Moment, others: string): readonly TransferState[] {
  const ringing = ask(before, kind, 'ben');
  const states = [{ name: `${kind}, ringing${others}`, moment: ringing }];
  if (TRANSFER[kind].whenTargetJoins !== 'open') return states;
  const open = withJoined(ringing, 'ben');
  const swapped = after(open, asked<'SwapAsked'>('ana', { type: 'SwapAsked' }));
  return [
    ...states,
    { name: `${kind}, open${others}`, moment: open },
    { name: `${kind}, open and swapped${others}`, moment: swapped },
  ];
}

const TRIALS: readonly Trial[] = [
  { name: 'target joins', events: (moment) => joins(moment, 'ben') },
  misses('target does not answer', 'ben'),
  clicks('target declines', 'ben', 'DeclineAsked'),
  { name: 'target vanishes', events: (moment) => leaves(moment, 'ben') },
  { name: 'target leaves', events: (moment) => [removes('ben', moment)] },
  clicks('initiator cancels', 'ana', 'CancelAsked'),
  clicks('initiator completes', 'ana', 'CompleteAsked'),
  { name: 'initiator leaves', events: (moment) => [removes('ana', moment)] },
  { name: 'initiator vanishes', events: (moment) => leaves(moment, 'ana') },
  clicks('initiator swaps', 'ana', 'SwapAsked'),
  clicks('initiator merges', 'ana', 'MergeAsked'),
  { name: 'initiator rejoins', events: (moment) => comesBack(moment, 'ana') },
  CUSTOMER_HANGS_UP,
];

/** The holds that keep the word private have no effect. So the target waits outside until they are let go. */
const WAITS: Trial = {
  name: 'target answers and waits outside',
  events: (moment) => [...joins(moment, 'ben').slice(0, 1), ...waited(moment)],
};

const NOT_LET_IN: Trial = { name: 'target is not let in for 20 s', after: 21, events: waited };

function waited(moment: Moment): readonly Event[] {
  const { id: leg, sid = 'CA-ben' } = legNow(moment, 'ben');
  return [{ type: 'LegWaited', leg, sid }];
}

/** Cleo's page is back while the others have a private word. */
const CLEO_REJOINS: Trial = {
  name: 'third agent vanishes and rejoins',
  events: (moment) => [...leaves(moment, 'cleo'), { type: 'AgentRejoined', agent: 'cleo', sid: 'CA-back' }],
};

function removes(agent: string, moment: Moment) {
  return asked<'RemoveAsked'>(agent, { type: 'RemoveAsked', party: legNow(moment, agent).id });
}

/** Everything that was tried, with what came of it. Whatever cannot happen in a state is left out. */
export function transferResults({ moment }: TransferState): readonly (readonly [Trial, Result])[] {
  const all = TRIALS.flatMap((trial) => resultOf(moment, trial));
  if (!isPrivate(moment.call.transfer)) return all;
  const rejoined = moment.call.legs.some(({ party }) => party.name === 'Cleo')
    ? resultOf(moment, CLEO_REJOINS)
    : [];
  if (moment.call.transfer?.state === 'open') return [...all, ...rejoined];
  const asked = notOnHoldYet(moment);
  const waiting = notOnHoldYet(after(moment, ...joins(moment, 'ben').slice(0, 1)));
  return [...resultOf(asked, WAITS), ...resultOf(waiting, NOT_LET_IN), ...all, ...rejoined];
}

function resultOf(moment: Moment, trial: Trial): readonly (readonly [Trial, Result])[] {
  const isAway =
    trial.name.startsWith('initiator') && !moment.call.legs.some(({ party }) => party.name === 'Ana');
  // Only an initiator who is gone comes back.
  if (isAway !== (trial.name === 'initiator rejoins') && trial.name.startsWith('initiator')) return [];
  const isIn = legNow(moment, 'ben').state === 'on';
  if (isIn ? NEVER_WHEN_IN.has(trial.name) : trial.name === 'target leaves') return [];
  return [[trial, attempt(moment, trial)]];
}

const NEVER_WHEN_IN = new Set(['target joins', 'target does not answer', 'target declines']);

/** Twilio has not put the customer on hold yet. */
function notOnHoldYet({ call, ...rest }: Moment): Moment {
  const hold = { command: { type: 'HoldCustomer', music: 'hold' }, since: rest.now } as const;
  return { ...rest, call: { ...call, pending: [hold] } };
}

/** The chapter about transfers. */
export function transferChapter(): string {
  const states = transferStates().map((state) => ({ state, results: transferResults(state) }));
  const arrows = states.flatMap(({ state, results }) =>
    results.flatMap(([{ name }, result]) => arrowOf(state.moment.call, name, result)),
  );
  const asks = TRANSFER_KINDS.map((kind) => ({
    from: 'none',
    to: nameOf(ask(anaTalks(), kind, 'ben').call),
    by: `${kind} asked`,
  }));
  const sections = states.map(({ state, results }) => section(state, results));
  return [kindsTable(), diagram([...asks, ...arrows]), ...sections].join('\n\n');
}

function kindsTable(): string {
  const head = ['Kind', 'Private', 'Initiator stays while it rings', 'When the target joins'];
  const yesOrNo = (is: boolean) => (is ? 'yes' : 'no');
  return table(
    head,
    Object.entries(TRANSFER).map(([kind, { isPrivate, initiatorStays, whenTargetJoins }]) => [
      kind,
      yesOrNo(isPrivate),
      yesOrNo(initiatorStays),
      whenTargetJoins,
    ]),
  );
}

function arrowOf(before: Call, by: string, result: Result): readonly Arrow[] {
  return result.kind === 'changed' ? [{ from: nameOf(before), to: nameOf(result.moment.call), by }] : [];
}

function nameOf({ transfer }: Call): string {
  return transfer ? `${transfer.kind}, ${transfer.state}` : 'none';
}

const HEAD = ['What happens', 'Transfer', 'Outcome', 'Phase', 'Owner', 'On the line', 'On hold'];

function section({ name, moment }: TransferState, results: readonly (readonly [Trial, Result])[]): string {
  const rows = results.flatMap(([trial, result]) =>
    result.kind === 'changed' ? [[trial.name, ...cells(moment.call, result.moment.call)]] : [],
  );
  const refused = results.flatMap(([trial, result]) =>
    result.kind === 'refused' ? [`${trial.name} (\`${result.code}\`)`] : [],
  );
  const start = `Before: ${moment.call.phase}, owner ${ownerIn(moment.call)}, on hold: ${heldIn(moment.call)}.`;
  const rest = refused.length > 0 ? [`Refused: ${refused.join(', ')}.`] : [];
  return [`### ${name}`, start, table(HEAD, rows), ...rest].join('\n\n');
}

function cells(before: Call, call: Call): readonly string[] {
  const outcome = call.lastTransfer === before.lastTransfer ? 'none' : (call.lastTransfer?.result ?? 'none');
  const there = onLine(call).map(({ party }) => party.name);
  return [nameOf(call), outcome, call.phase, ownerIn(call), listed(there), heldIn(call)];
}

function ownerIn(call: Call): string {
  return legOf(call, call.owner)?.party.name ?? 'nobody';
}

function heldIn({ customer, legs }: Call): string {
  const held = legs
    .filter((leg) => leg.held)
    .map(({ party, state }) => `${party.name}${state === 'on' ? '' : ' (outside)'}`);
  return listed([...(customer.hold ? [`customer (${customer.hold})`] : []), ...held]);
}

function listed(names: readonly string[]): string {
  return names.length > 0 ? names.join(', ') : 'nobody';
}
