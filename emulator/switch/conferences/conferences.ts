import { notFound, TwilioError } from '../../twilio-error.ts';
import type { Call } from '../calls/call.ts';
import { checkCoaching, endCoachingOf } from './coaching.ts';
import { Conference, Participant } from './conference.ts';
import { endParams, leaveParams, participantParams, sendConferenceEvent } from './conference-events.ts';
import { startMusic, stopMusic } from './participant-music.ts';
import type { SwitchServices } from '../switch-services.ts';
import type { ConferenceEndReason, LeaveReason } from '../records/records.ts';
import { startRecording } from '../records/recording.ts';
import type { ConferenceFilter, JoinOptions } from '../requests.ts';

/** Why a participant leaves, and whether the REST API removed them. */
export interface Leaving {
  readonly reason: LeaveReason;
  readonly kicked?: boolean;
}

/** How long a participant who left is remembered: for the list, and for their label where a belief keeps it taken. */
const LEFT_KEPT_MS = 10_000;

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-maxParticipants */
const MOST_PARTICIPANTS = 250;

const BEEP_CLIP = { kind: 'tone', content: 'beep', durationMs: 400 } as const;

/** Every conference of the account. https://www.twilio.com/docs/voice/twiml/conference */
export class Conferences {
  readonly #context: SwitchServices;
  readonly #conferences = new Map<string, Conference>();
  /** The conference that a name means now. */
  readonly #active = new Map<string, Conference>();

  constructor(context: SwitchServices) {
    this.#context = context;
  }

  /** The conference of that name that has not ended; undefined when there is none. */
  active(friendlyName: string): Conference | undefined {
    return this.#active.get(friendlyName);
  }

  /** @throws TwilioError 20404 when the account has no such conference */
  fetch(sid: string): Conference {
    const conference = this.#conferences.get(sid);
    if (conference) return conference;
    throw notFound(`/2010-04-01/Accounts/${this.#context.account.accountSid}/Conferences/${sid}.json`);
  }

  /** Newest first. */
  list(filter: ConferenceFilter): readonly Conference[] {
    return [...this.#conferences.values()].filter((conference) => matches(conference, filter)).toReversed();
  }

  /** The conference of that name that goes on, or a new one. */
  open(friendlyName: string): Conference {
    const active = this.#active.get(friendlyName);
    if (active) return active;
    const { ids, account, clock } = this.#context;
    const identity = { sid: ids('CF'), accountSid: account.accountSid, friendlyName, createdAt: clock.now() };
    const conference = new Conference(identity, () => this.#context.beliefs.get('loneConference'));
    this.#conferences.set(conference.sid, conference);
    this.#active.set(friendlyName, conference);
    this.#changed(conference);
    return conference;
  }

  /**
   * Makes room for a leg that is still to be called.
   * @param conference a running conference, or a name, which opens one if there is none
   * @param place makes the call, once it is sure that the leg may come in
   * @throws TwilioError 16020 full, 16024 or 16026 for its label, 16027 or 16028 for its coach
   */
  expect(conference: Conference | string, options: JoinOptions, place: () => Call): Participant {
    const known = typeof conference === 'string' ? this.#active.get(conference) : conference;
    this.#checkEntry(known, options, { invalid: 16024, taken: 16026, coach: 16028 });
    const call = place();
    return this.#add(typeof conference === 'string' ? this.open(conference) : conference, call, options);
  }

  /**
   * Lets in a leg that has come to a Conference noun.
   * @throws TwilioError 16020 full, 16023 or 16025 for its label, 13240 or 16027 for its coach
   */
  join(name: string, call: Call, options: JoinOptions): Participant {
    const active = this.#active.get(name);
    this.#checkEntry(active, options, { invalid: 16023, taken: 16025, coach: 13240 });
    const participant = this.#add(active ?? this.open(name), call, options);
    this.admit(participant);
    return participant;
  }

  /** The leg is on the line. It joins, and the conference starts if it waited for this leg. */
  admit(participant: Participant): void {
    const { conference, call, options } = participant;
    participant.hasJoined = true;
    call.participant = participant;
    if (!conference.hasFirstParticipant) fixByFirst(conference, options);
    sendConferenceEvent(
      this.#context,
      conference,
      { kind: 'join', name: 'participant-join' },
      participantParams(participant),
    );
    if (conference.status === 'init') {
      this.wait(participant);
      this.#startIfReady(conference);
    } else if (participant.beep === 'true' || participant.beep === 'onEnter') this.#beep(conference);
    this.#changed(conference, participant);
  }

  /** A leg goes, whatever the reason. Repeating it does nothing. */
  leave(participant: Participant, leaving: Leaving): void {
    if (participant.hasLeft) return;
    const { conference } = participant;
    this.#release(participant, leaving.reason);
    const endsForAll = participant.hasJoined && participant.endConferenceOnExit;
    const how = leaving.kicked ? 'kicked' : 'left';
    if (endsForAll) this.end(conference, `participant-with-end-conference-on-exit-${how}`, participant);
    else if (conference.participants.size === 0) this.end(conference, `last-participant-${how}`, participant);
    else if (participant.beep === 'true' || participant.beep === 'onExit') this.#beep(conference);
    endCoachingOf(participant, this.#context.beliefs, (coach) =>
      this.leave(coach, { reason: 'participant_updated_via_api', kicked: true }),
    );
    this.#changed(conference);
  }

  /** Ends a conference for all who are in it. Repeating it does nothing. @param last whose leaving ended it */
  end(conference: Conference, reason: ConferenceEndReason, last?: Participant): void {
    if (conference.status === 'completed') return;
    conference.status = 'completed';
    conference.endReason = reason;
    if (last) conference.callSidEnding = last.callSid;
    void conference.recording?.finish();
    this.#active.delete(conference.friendlyName);
    const reasonOfOthers =
      reason === 'conference-ended-via-api' ? 'conference_ended_via_api' : 'moderator_ended_conference';
    for (const participant of conference.participants.values()) this.#release(participant, reasonOfOthers);
    sendConferenceEvent(
      this.#context,
      conference,
      { kind: 'end', name: 'conference-end' },
      endParams(conference, last),
    );
    this.#changed(conference);
  }

  /** Ends and forgets all conferences. No callback tells of it. */
  clear(): void {
    for (const conference of this.#conferences.values()) delete conference.callback;
    for (const conference of this.#active.values()) this.end(conference, 'conference-ended-via-api');
    this.#conferences.clear();
  }

  #add(conference: Conference, call: Call, options: JoinOptions): Participant {
    const participant = new Participant(this.#context, conference, call, options);
    conference.participants.set(call.sid, participant);
    return participant;
  }

  /** Takes the participant out and tells of it. Whether the conference ends by that is not decided here. */
  #release(participant: Participant, reason: LeaveReason): void {
    const { conference, call } = participant;
    participant.hasLeft = true;
    stopMusic(participant);
    conference.participants.delete(call.sid);
    if (participant.hasJoined) remember(this.#context, participant);
    if (call.participant === participant) delete call.participant;
    sendConferenceEvent(
      this.#context,
      conference,
      { kind: 'leave', name: 'participant-leave' },
      leaveParams(participant, reason),
    );
    this.#context.changes.tell({ type: 'participant', participant });
    this.#context.changes.tell({ type: 'hearing', callSid: call.sid });
    participant.release();
  }

  /**
   * Plays music until the conference starts. When the music cannot be fetched, the leg goes on with the verb after its
   * Dial.
   */
  wait(participant: Participant): void {
    const { waitUrl: url, waitMethod: method = 'POST' } = participant.options;
    const fallThrough = () => {
      if (participant.conference.status === 'init')
        this.leave(participant, { reason: 'participant_add_failed' });
    };
    startMusic(this.#context, participant, { url, method }, fallThrough);
  }

  #startIfReady(conference: Conference): void {
    const { present } = conference;
    if (present.length < 2 || !present.some(({ startConferenceOnEnter }) => startConferenceOnEnter)) return;
    conference.status = 'in-progress';
    for (const participant of present) if (!participant.hold) stopMusic(participant);
    sendConferenceEvent(this.#context, conference, { kind: 'start', name: 'conference-start' });
    recordConference(this.#context, conference);
  }

  /** @throws TwilioError with one of the `codes`, which differ between REST and TwiML, or 16020 or 16027 */
  #checkEntry(
    conference: Conference | undefined,
    options: JoinOptions,
    codes: { invalid: number; taken: number; coach: number },
  ): void {
    const { label } = options;
    if (label !== undefined && !isValidLabel(label)) {
      throw new TwilioError(
        400,
        codes.invalid,
        `Participant label invalid: max 128 chars, not a CallSid, no '/'`,
      );
    }
    if (label && conference && isTaken(this.#context, conference, label)) {
      throw new TwilioError(400, codes.taken, 'Participant label is in use by another participant');
    }
    if (conference && conference.participants.size >= (options.maxParticipants ?? MOST_PARTICIPANTS)) {
      throw new TwilioError(400, 16020, 'The conference is full');
    }
    checkCoaching(conference, options, codes.coach);
  }

  #beep(conference: Conference): void {
    for (const { sound, over } of conference.present) {
      const stop = new AbortController();
      void over.then(() => stop.abort());
      if (!sound.current) void sound.play(BEEP_CLIP, stop.signal).catch(() => undefined);
    }
  }

  #changed(conference: Conference, participant?: Participant): void {
    const { changes, clock } = this.#context;
    conference.updatedAt = clock.now();
    changes.tell({ type: 'conference', conference });
    if (participant) changes.tell({ type: 'participant', participant });
    for (const { callSid } of conference.present) changes.tell({ type: 'hearing', callSid });
  }
}

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-record */
function recordConference(context: SwitchServices, conference: Conference): void {
  const { recordingWish, accountSid, sid: conferenceSid } = conference;
  const [first] = conference.present;
  if (!recordingWish || !first) return;
  const audible = () => conference.present.filter(({ muted, hold }) => !muted && !hold);
  const voices = () => audible().map(({ callSid }) => callSid);
  const recorded = {
    source: 'Conference',
    accountSid,
    conferenceSid,
    callSid: first.callSid,
    voices,
  } as const;
  conference.recording = startRecording(context, recorded, recordingWish);
}

/** The first participant fixes callbacks, region and recording for good. */
function fixByFirst(conference: Conference, options: JoinOptions): void {
  conference.hasFirstParticipant = true;
  if (options.region) conference.region = options.region;
  if (options.recording) conference.recordingWish = options.recording;
  const { conferenceStatusCallback: url, conferenceStatusCallbackMethod: method = 'POST' } = options;
  if (url) conference.callback = { url, method, events: options.conferenceStatusCallbackEvents ?? [] };
}

/** Remembers a participant who left, because the list may still show them, and their label may be taken. */
function remember({ clock }: SwitchServices, participant: Participant): void {
  const { conference } = participant;
  participant.leftAt = clock.now();
  conference.left = [
    ...conference.left.filter(({ leftAt = 0 }) => clock.now() - leftAt < LEFT_KEPT_MS),
    participant,
  ];
}

/** Whether a participant has the label, or one who left shortly before still blocks it. */
function isTaken({ beliefs, clock }: SwitchServices, conference: Conference, label: string): boolean {
  if (conference.find(label)) return true;
  if (beliefs.get('labelAfterLeave') === 'free') return false;
  return conference.left.some(
    (each) => each.label === label && clock.now() - (each.leftAt ?? 0) < LEFT_KEPT_MS,
  );
}

function isValidLabel(label: string): boolean {
  return label.length <= 128 && !/^CA[0-9a-f]{32}$/.test(label) && !/\/|%2f/i.test(label);
}

function matches(conference: Conference, filter: ConferenceFilter): boolean {
  const { friendlyName, status, createdAfter = 0, createdBefore = Infinity } = filter;
  if (friendlyName !== undefined && conference.friendlyName !== friendlyName) return false;
  if (status !== undefined && conference.toldStatus !== status) return false;
  const { updatedAfter = 0, updatedBefore = Infinity } = filter;
  if (conference.updatedAt < updatedAfter || conference.updatedAt > updatedBefore) return false;
  return conference.createdAt >= createdAfter && conference.createdAt <= createdBefore;
}
