import type { Patch } from './build-functions.ts';
import type { FaultKind } from './faults.ts';

/** A mistake to plant, and the number of simulated calls within which it must be found. */
export interface Defect {
  readonly name: string;
  readonly patch: Patch;
  readonly faults: readonly FaultKind[];
  readonly within: number;
  /** A rare defect needs a seed whose calls meet it early. */
  readonly seed: number;
}

function defect(
  name: string,
  file: string,
  snippet: string,
  instead: string,
  more: Partial<Defect> = {},
): Defect {
  return { name, patch: { file, snippet, instead }, faults: [], within: 80, seed: 1, ...more };
}

const TRANSFERS = 'core/requests/transfer-controls.ts';
const RESTRAINTS = 'core/legs/restraints.ts';

/** Each is one wrong place in the source of a throw-away build. The product has no switch for it. */
export const DEFECTS: readonly Defect[] = [
  defect('the rescue plays no music', 'core/routing/rescue.ts', '.joinAll().hold(music)', '.joinAll()'),
  defect(
    'effects come before the save',
    'call/process-event.ts',
    'const saved = await trySave(ports, state, decision);',
    `await runCommands(ports, decision.call, decision.commands.filter((each) => each.type === 'DialAgent'));
     const saved = await trySave(ports, state, decision);`,
    { faults: ['sync'] },
  ),
  defect(
    'calls are saved without compare-and-swap',
    'sync/call-store.ts',
    'const change = { ifMatch, data: { ...toStored(call), write }',
    'void ifMatch; const change = { data: { ...toStored(call), write }',
    { within: 400 },
  ),
  defect(
    'a claim is never released',
    'call/run-commands.ts',
    'return released && isWithOutsidersOnly(call) ? addUnattended(released, call.id) : released;',
    'return void [released, isWithOutsidersOnly, addUnattended];',
  ),
  defect(
    'the hold is forgotten',
    'core/finalize.ts',
    'isHoldRight: before.hold === customer.hold,',
    'isHoldRight: before.hold === customer.hold || customer.hold !== undefined,',
  ),
  defect(
    'the customer is never taken off hold',
    'core/finalize.ts',
    'isHoldRight: before.hold === customer.hold,',
    'isHoldRight: before.hold === customer.hold || customer.hold === undefined,',
  ),
  defect(
    'a stale event is accepted',
    'core/legs/progress.ts',
    'const advances = RANK[state] > RANK[leg.state];',
    'const advances = RANK[state] !== RANK[leg.state];',
    { faults: ['webhooks'], within: 200 },
  ),
  defect(
    'nobody owns the call after its owner left',
    'core/model/legs.ts',
    'return stays ? owner : next;',
    'return stays ? owner : undefined;',
  ),
  defect(
    'a consult that comes to nothing leaves the customer on hold',
    'core/legs/transfer.ts',
    'closed.when(isPrivate(transfer), (each) => each.joinAll())',
    'closed.when(!isPrivate(transfer), (each) => each.joinAll())',
  ),
  defect(
    'agents are not released at the end',
    'core/legs/ending.ts',
    "releaseAgentOf(gone, leg, 'wrap-up', 'call-ended')",
    'gone',
  ),
  defect(
    'the end leaves phones ringing',
    'core/legs/ending.ts',
    'const gone = transition.hangUp(leg);',
    'const gone = transition.dropLeg(leg.id);',
    {
      within: 280,
    },
  ),
  defect(
    'nobody leaves the queue',
    'core/finalize.ts',
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
    'core/requests/start-transfer.ts',
    "return transition.hold('hold').with(",
    'return transition.with(',
  ),
  defect(
    'a swap holds nobody',
    TRANSFERS,
    '(leg.id === open?.target) === toCustomer;',
    '(leg.id === open?.target) === toCustomer && false;',
    { within: 200 },
  ),
  defect(
    'who cancels does not get rid of the target',
    TRANSFERS,
    'releaseAgentOf(transition.hangUp(target), target',
    'releaseAgentOf(transition.dropLeg(target.id), target',
    { within: 400 },
  ),
  defect(
    'who completes stays on the line',
    TRANSFERS,
    'releaseAgentOf(transition.hangUp(asker), asker',
    'releaseAgentOf(transition.dropLeg(asker.id), asker',
    { within: 280 },
  ),
  defect(
    'a mute outlives whoever set it',
    RESTRAINTS,
    'return unmuteOthers(transition).when(',
    'void unmuteOthers; return transition.when(',
    { within: 400 },
  ),
  defect(
    'a private word begins before it is private',
    'core/legs/admission.ts',
    'call.pending.some(({ command }) => isHoldOn(command))',
    'call.pending.some(({ command }) => !isHoldOn(command) && false)',
    { faults: ['holds'], within: 200 },
  ),
  defect(
    'a swap takes the one off hold before the other is on hold',
    'call/run-commands.ts',
    'return all.filter(isHoldOn);',
    'return void isHoldOn ?? [];',
    { faults: ['holds'], within: 400 },
  ),
  defect(
    'who comes back is heard although they were muted',
    'core/legs/rejoin.ts',
    'wasMuted(transition.call, agent)]',
    'wasMuted(transition.call, agent) && false]',
    { within: 400 },
  ),
  defect(
    'the age of the call counts in the queue',
    'core/model/phase.ts',
    'return call.rescue?.since ?? call.startedAt;',
    'return call.startedAt;',
    { within: 200 },
  ),
  defect(
    'an arrival that is told late leaves a place in the queue',
    'call/process-event.ts',
    'undoBesideSave(ports, { call, newest }, commands)',
    '[undoBesideSave, call, newest, commands].length',
    { faults: ['webhooks'], within: 200 },
  ),
  defect(
    'a message is believed while people talk',
    'core/legs/ending.ts',
    "transition.call.phase === 'voicemail' ? end(",
    '!transition.call.ending ? end(',
    { faults: ['webhooks'], within: 200 },
  ),
  defect(
    'a long hold falls silent when its clock fails',
    'http/voice/tick.ts',
    'fallback: keepPlaying,',
    "fallback: ({ urls }) => twiml.askForVoicemail(urls, '', 'en') + String(keepPlaying).slice(0, 0),",
    { faults: ['outage'], within: 250, seed: 4 },
  ),
  defect('the music plays once', 'twilio/twiml.ts', 'twiml.redirect(urls.tick(pass));', 'void pass;'),
  defect('a mute unmutes', 'twilio/telephony.ts', '{ muted: on }', '{ muted: !on }'),
];
