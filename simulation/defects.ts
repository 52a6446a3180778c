import type { Patch } from './build-functions.ts';
import type { FaultKind } from './faults.ts';

/** A mistake to plant, and within how many simulated calls it must be found. */
export interface Defect {
  readonly name: string;
  readonly patch: Patch;
  readonly faults: readonly FaultKind[];
  readonly within: number;
}

function defect(
  name: string,
  file: string,
  snippet: string,
  instead: string,
  more: Partial<Defect> = {},
): Defect {
  return { name, patch: { file, snippet, instead }, faults: [], within: 80, ...more };
}

const TRANSFERS = 'core/transfers.ts';
const RESTRAINTS = 'core/restraints.ts';

/** Each is one wrong place in the source, built and thrown away: there is no switch for it in the product. */
export const DEFECTS: readonly Defect[] = [
  defect('the rescue plays no music', 'core/departures.ts', ".joinAll().hold('rescue')", '.joinAll()'),
  defect(
    'effects come before the save',
    'call/carry-through.ts',
    'const saved = await trySave(ports, scene, decision);',
    `await runCommands(ports, decision.call, decision.commands.filter((each) => each.type === 'DialAgent'));
     const saved = await trySave(ports, scene, decision);`,
    { faults: ['sync'] },
  ),
  defect(
    'calls are saved without compare-and-swap',
    'sync/call-store.ts',
    'const change = { ifMatch, data: { ...call, write }',
    'void ifMatch; const change = { data: { ...call, write }',
    { within: 400 },
  ),
  defect(
    'a claim is never released',
    'call/run-commands.ts',
    'return released && isWithOutsidersOnly(call) ? leavingBehind(released, call.id) : released;',
    'return void [released, isWithOutsidersOnly, leavingBehind];',
  ),
  defect(
    'the hold is forgotten',
    'core/settle.ts',
    'if (before.hold !== customer.hold) ',
    'if (before.hold !== customer.hold && !customer.hold) ',
  ),
  defect(
    'the customer is never taken off hold',
    'core/settle.ts',
    'if (before.hold !== customer.hold) ',
    'if (before.hold !== customer.hold && customer.hold) ',
  ),
  defect(
    'a stale event is accepted',
    'core/leg-progress.ts',
    'const advances = RANK[state] > RANK[leg.state];',
    'const advances = RANK[state] !== RANK[leg.state];',
    { faults: ['webhooks'], within: 200 },
  ),
  defect(
    'the initiator still owns the call after completing',
    TRANSFERS,
    'owner: transfer.target, formerOwner',
    'owner: asker.id, formerOwner',
    { within: 400 },
  ),
  defect(
    'a consult that comes to nothing leaves the customer on hold',
    'core/departures.ts',
    "turn.when(transfer.kind === 'consult', (each) => each.joinAll())",
    "turn.when(transfer.kind === 'add', (each) => each.joinAll())",
  ),
  defect(
    'agents are not given back at the end',
    'core/ending.ts',
    "giveBack(gone, leg, 'wrap-up', 'call-ended')",
    'gone',
  ),
  defect(
    'the end leaves phones ringing',
    'core/ending.ts',
    'const gone = turn.hangUp(leg);',
    'const gone = turn.drop(leg.id);',
    {
      within: 280,
    },
  ),
  defect(
    'nobody leaves the queue',
    'core/settle.ts',
    "{ type: 'LeaveQueue' }",
    "{ type: 'JoinQueue', front: false }",
  ),
  defect(
    'an agent who leaves ends the room',
    'twilio/twiml.ts',
    'endConferenceOnExit: false',
    'endConferenceOnExit: true',
  ),
  defect(
    'the customer hears the consult',
    'core/transfer-request.ts',
    "return turn.hold('hold').with(",
    'return turn.with(',
  ),
  defect(
    'a swap holds nobody',
    TRANSFERS,
    '(leg.id === open.target) === toCustomer;',
    '(leg.id === open.target) === toCustomer && false;',
    { within: 200 },
  ),
  defect(
    'who cancels does not get rid of the target',
    TRANSFERS,
    'giveBack(turn.hangUp(target), target',
    'giveBack(turn.drop(target.id), target',
    { within: 200 },
  ),
  defect(
    'who completes stays on the line',
    TRANSFERS,
    'giveBack(turn.hangUp(asker), asker',
    'giveBack(turn.drop(asker.id), asker',
  ),
  defect(
    'a mute outlives whoever set it',
    RESTRAINTS,
    'return unmuteOthers(turn).when(',
    'void unmuteOthers; return turn.when(',
    { within: 400 },
  ),
  defect(
    'a private word begins before it is private',
    'core/admission.ts',
    'call.pending.some(({ command }) => isHoldOn(command))',
    'call.pending.some(({ command }) => !isHoldOn(command) && false)',
    { faults: ['holds'], within: 200 },
  ),
  defect(
    'a swap takes the one off hold before the other is on hold',
    'call/run-commands.ts',
    'if (isHoldOff(command)) return all.filter(isHoldOn);',
    'void [isHoldOff, isHoldOn];',
    { faults: ['holds'], within: 400 },
  ),
  defect(
    'who comes back is heard although they were muted',
    'core/rejoin.ts',
    'muted: (place ?? keeps ?? old)?.muted === true',
    'muted: (place ?? keeps ?? old) === null',
    { within: 800 },
  ),
  defect(
    'the age of the call counts in the queue',
    'core/phase.ts',
    'return call.rescue?.since ?? call.startedAt;',
    'return call.startedAt;',
    { within: 200 },
  ),
  defect(
    'an arrival that is told late leaves a place in the queue',
    'call/carry-through.ts',
    'undoBesideSave(ports, { call, newest }, commands)',
    '[undoBesideSave, call, newest, commands].length',
    { faults: ['webhooks'], within: 200 },
  ),
  defect(
    'a message is believed while people talk',
    'core/decide.ts',
    "turn.call.phase === 'voicemail' ? end(",
    '!turn.call.ending ? end(',
    { faults: ['webhooks'], within: 200 },
  ),
  defect('the music plays once', 'twilio/twiml.ts', 'twiml.redirect(urls.tick(pass));', 'void pass;'),
  defect('a mute unmutes', 'twilio/telephony.ts', '{ muted: on }', '{ muted: !on }'),
];
