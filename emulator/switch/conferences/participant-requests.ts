import { notFound, TwilioError } from '../../twilio-error.ts';
import { checkCoaching, setCoaching } from './coaching.ts';
import type { Conference, Participant } from './conference.ts';
import { participantParams, sendConferenceEvent } from './conference-events.ts';
import { announce, startMusic, stopMusic } from './participant-music.ts';
import type { SwitchContext } from '../switch-context.ts';
import type { ParticipantRecord } from '../records/records.ts';
import type { ConferenceEvent, ConferenceUpdate, ParticipantFilter, ParticipantUpdate } from '../requests.ts';

/** How long the list still shows a participant who left, under the belief that it does. */
const LISTED_MS = 2000;

/**
 * The REST API's requests on conferences and their participants.
 * https://www.twilio.com/docs/voice/api/conference-participant-resource
 */

export function listParticipants(conference: Conference, filter: ParticipantFilter): readonly Participant[] {
  return filtered([...conference.participants.values()], filter);
}

/** As the REST API lists them: a participant who has just left may be among them. */
export function listedParticipants(
  { beliefs, clock }: SwitchContext,
  conference: Conference,
  filter: ParticipantFilter,
): readonly ParticipantRecord[] {
  const belief = beliefs.get('leaverInList');
  const left = conference.left.filter(({ leftAt = 0 }) => clock.now() - leftAt < LISTED_MS);
  const shown = left.map((each) =>
    belief === 'as-connected'
      ? (Object.create(each, { status: { value: 'connected' } }) as Participant)
      : each,
  );
  const all = [...conference.participants.values(), ...(belief === 'left-out' ? [] : shown)];
  return filtered(all, filter);
}

function filtered(participants: readonly Participant[], filter: ParticipantFilter): readonly Participant[] {
  return participants.filter(
    ({ muted, hold, coaching }) =>
      muted === (filter.muted ?? muted) &&
      hold === (filter.hold ?? hold) &&
      coaching === (filter.coaching ?? coaching),
  );
}

/** `who` is a CallSid or a label. @throws TwilioError 20404 */
export function fetchParticipant(conference: Conference, who: string): Participant {
  const participant = conference.find(who);
  if (participant) return participant;
  throw notFound(
    `/2010-04-01/Accounts/${conference.accountSid}/Conferences/${conference.sid}/Participants/${who}.json`,
  );
}

/** @throws TwilioError 16099 unless the conference is in progress, 16027 or 16028 for a coach, 20001 for a hold */
export function updateParticipant(
  context: SwitchContext,
  participant: Participant,
  update: ParticipantUpdate,
): void {
  mustRun(participant.conference);
  const { allowed, refusal } = sorted(context, participant, update);
  if (refusal && context.beliefs.get('refusedUpdate') === 'none-happen') throw refusal;
  carryOut(context, participant, allowed);
  if (refusal) throw refusal;
}

/** The changes that Twilio allows, and why it refuses the others. */
function sorted(
  context: SwitchContext,
  participant: Participant,
  update: ParticipantUpdate,
): { readonly allowed: ParticipantUpdate; readonly refusal?: Error | undefined } {
  const { hold, coaching, callSidToCoach, ...rest } = update;
  const refusals = {
    hold: refusalOf(() => checkHold(context, participant, hold)),
    coaching: refusalOf(() => checkCoaching(participant.conference, update, 16028)),
  };
  const allowed = {
    ...rest,
    ...(hold !== undefined && !refusals.hold && { hold }),
    ...(coaching !== undefined && !refusals.coaching && { coaching }),
    ...(callSidToCoach !== undefined && !refusals.coaching && { callSidToCoach }),
  };
  return { allowed, refusal: refusals.hold ?? refusals.coaching };
}

function refusalOf(check: () => void): Error | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function carryOut(context: SwitchContext, participant: Participant, update: ParticipantUpdate): void {
  if (update.muted !== undefined) setMuted(context, participant, update.muted);
  if (update.hold !== undefined) setHold(context, participant, update.hold, update);
  modify(context, participant, update);
  const { announceUrl: url, announceMethod: method = 'POST' } = update;
  if (url) void announceTo(context, participant.conference, [participant], { url, method });
  changed(context, participant);
}

/** Removes a participant. Their call goes on with the verb after its Dial. @throws TwilioError 16099 */
export function removeParticipant(context: SwitchContext, participant: Participant): void {
  mustRun(participant.conference);
  if (participant.hasJoined)
    context.conferences.leave(participant, { reason: 'participant_updated_via_api', kicked: true });
  else context.calls.end(participant.call, { kicked: true });
}

/** @throws TwilioError 16099 for an announcement outside of a running conference */
export function updateConference(
  context: SwitchContext,
  conference: Conference,
  update: ConferenceUpdate,
): void {
  const { announceUrl: url, announceMethod: method = 'POST' } = update;
  if (url) {
    mustRun(conference);
    void announceTo(context, conference, conference.present, { url, method });
  }
  if (update.status === 'completed') context.conferences.end(conference, 'conference-ended-via-api');
}

function mustRun(conference: Conference): void {
  if (conference.toldStatus === 'in-progress') return;
  throw new TwilioError(400, 16099, 'The conference is not in progress');
}

function setMuted(context: SwitchContext, participant: Participant, muted: boolean): void {
  if (participant.muted === muted) return;
  participant.muted = muted;
  tell(context, participant, 'mute', muted ? 'participant-mute' : 'participant-unmute');
}

/**
 * https://www.twilio.com/docs/voice/api/conference-participant-resource#hold
 * @throws TwilioError 400 for Hold=false on somebody who is not held
 */
function checkHold(context: SwitchContext, participant: Participant, hold: boolean | undefined): void {
  if (hold === false && !participant.hold) throw refusal(context, 'The participant is not on hold');
  const isAlone = participant.conference.present.length <= 1;
  if (hold && isAlone && context.beliefs.get('loneHold') === 'refused')
    throw refusal(context, 'A participant who is alone cannot be held');
}

function refusal({ beliefs }: SwitchContext, message: string): TwilioError {
  return new TwilioError(400, Number(beliefs.get('holdRefusal')), message);
}

function setHold(
  context: SwitchContext,
  participant: Participant,
  hold: boolean,
  update: ParticipantUpdate,
): void {
  const wasHeld = participant.hold;
  participant.hold = hold;
  if (!hold) resume(context, participant);
  else if (!wasHeld || context.beliefs.get('holdAgain') === 'changes-music')
    putOnMusic(context, participant, update);
  if (wasHeld !== hold) tell(context, participant, 'hold', hold ? 'participant-hold' : 'participant-unhold');
}

function putOnMusic(context: SwitchContext, participant: Participant, update: ParticipantUpdate): void {
  const { holdUrl: url, holdMethod: method = 'GET' } = update;
  startMusic(context, participant, { url, method }, () => {
    const plays = context.beliefs.get('failedHoldMusic') === 'twilios-music';
    if (plays && participant.hold) startMusic(context, participant, { url: undefined, method });
  });
}

/** Goes back to the sound before: the others, or waiting music where the conference has not started. */
function resume({ conferences }: SwitchContext, participant: Participant): void {
  stopMusic(participant);
  if (participant.conference.status === 'init') conferences.wait(participant);
}

function modify(context: SwitchContext, participant: Participant, update: ParticipantUpdate): void {
  const { endConferenceOnExit, coaching, callSidToCoach, beepOnExit } = update;
  // Twilio accepts the flag while a participant is on hold, and does nothing.
  const someoneHeld = participant.conference.present.some(({ hold }) => hold);
  if (endConferenceOnExit !== undefined && !someoneHeld)
    participant.endConferenceOnExit = endConferenceOnExit;
  const changesCoaching = coaching !== undefined || callSidToCoach !== undefined;
  if (changesCoaching) setCoaching(participant, update);
  if (beepOnExit !== undefined) participant.beep = beepOnExit ? 'onExit' : 'false';
  if (changesCoaching || endConferenceOnExit !== undefined)
    tell(context, participant, 'modify', 'participant-modify');
}

async function announceTo(
  context: SwitchContext,
  conference: Conference,
  listeners: readonly Participant[],
  request: { readonly url: string; readonly method: 'GET' | 'POST' },
): Promise<void> {
  await Promise.all(listeners.map((participant) => announce(context, participant, request)));
  sendConferenceEvent(
    context,
    conference,
    { kind: 'announcement', name: 'announcement-end' },
    { AnnounceUrl: request.url },
  );
}

function tell(context: SwitchContext, participant: Participant, kind: ConferenceEvent, name: string): void {
  sendConferenceEvent(context, participant.conference, { kind, name }, participantParams(participant));
}

function changed(context: SwitchContext, participant: Participant): void {
  participant.updatedAt = context.clock.now();
  context.changes.tell({ type: 'participant', participant });
  for (const { callSid } of participant.conference.present)
    context.changes.tell({ type: 'hearing', callSid });
}
