import type { Call } from '../core/model/call.ts';
import type { HoldMusic } from '../core/model/commands.ts';
import type { AgentId, CallSid, Instant, LegId, PhoneCallSid } from '../core/model/ids.ts';
import type { Agent } from '../core/model/agent.ts';
import type { Waiting } from '../core/model/waiting.ts';
import type { DialledLeg, SeenParticipant } from '../core/model/events.ts';
import type { Settings } from '../core/model/settings.ts';
import type { TimelineEvent } from '../core/model/timeline-event.ts';
import { type Budget, ConflictError, type Stored } from '../shared/storage.ts';

/** A conflict over a call, with the call as the other writer saved it. */
export class CallConflictError extends ConflictError {
  override readonly name = 'CallConflictError';

  constructor(readonly newest: Stored<Call>) {
    super('Another writer was quicker.');
  }
}

/** The purpose of a command has gone meanwhile. That is no fault. */
export class GoneError extends Error {
  override readonly name = 'GoneError';
}

/** Twilio answered with a fault of its own, or not at all. The command may have taken effect all the same. */
export class DoubtfulError extends Error {
  override readonly name = 'DoubtfulError';
}

/** The state of calls. One document each, so calls never share a write limit. */
export interface CallStore {
  load(id: CallSid): Promise<Stored<Call> | undefined>;
  /** @throws ConflictError when it exists already */
  create(call: Call): Promise<Stored<Call>>;
  /** @throws ConflictError when the revision is no longer the newest */
  save(call: Call, revision: string): Promise<Stored<Call>>;
  /** Lets the agent's pages read the call, and notes it among their recent ones. */
  allow(id: CallSid, who: AgentPages): Promise<void>;
  /** Takes that permission back. */
  forbid(id: CallSid, identity: string): Promise<void>;
  /** The call rang at the agent's place, and they did not take it. */
  noteRefused(id: CallSid, agent: AgentId): Promise<void>;
}

/** An agent, and the name by which Twilio knows their pages now. */
export interface AgentPages {
  readonly agent: AgentId;
  readonly identity: string;
}

/** The names by which Twilio knows agents' pages. */
export interface Identities {
  /** Undefined for who may not sign in. Within one request it is asked once for each agent. */
  of(agent: AgentId): Promise<string | undefined>;
}

/** The presence of all agents. It is one Sync object, which takes 20 reads and 20 writes a second. */
export interface AgentStore {
  /** All agents, in one read per hundred. */
  list(): Promise<readonly Stored<Agent>[]>;
  /**
   * The first agents in the order of their ids, as many as fit into one read.
   * @param from begins with this agent, or with the next one if there is no such agent
   */
  page(from?: AgentId): Promise<AgentPage>;
  load(id: AgentId): Promise<Stored<Agent> | undefined>;
  /** @throws ConflictError when the revision is no longer the newest */
  save(agent: Agent, revision: string): Promise<Stored<Agent>>;
}

/** Some of the agents. */
export interface AgentPage {
  readonly agents: readonly Stored<Agent>[];
  /** Whether no agent comes after them. */
  readonly isLast: boolean;
}

/** The callers who wait. */
export interface WaitingStore {
  list(): Promise<readonly Waiting[]>;
  /** @param how `briefly`: ask a few times at most, because somebody waits for the answer */
  put(entry: Waiting, how?: { readonly briefly: boolean }): Promise<void>;
  remove(call: CallSid): Promise<void>;
}

/** A call's timeline: one entry per event, append-only, in plain English and by code for other languages. */
export interface TimelineStore {
  open(call: CallSid): Promise<void>;
  append(call: CallSid, at: Instant, timeline: readonly TimelineEvent[]): Promise<void>;
}

/** The part of a call that is needed to reach into its room. */
export type RoomOfCall = Pick<Call, 'id' | 'room' | 'language'>;

/** How a party is rung. `seconds`: for how long. */
export interface Ring {
  readonly seconds: number;
  /** Whether the call still wants them. It is asked before a second request to a Twilio that was busy. */
  readonly isWanted: () => Promise<boolean>;
}

/** The telephone side. A request is tried again only where that cannot double its effect. */
export interface Telephony {
  /** @throws DoubtfulError when it may ring all the same, GoneError when they are not wanted any more */
  dialAgent(call: Call, leg: LegId, identity: string, ring: Ring): Promise<PhoneCallSid>;
  /** @throws DoubtfulError when it may ring all the same, GoneError when they are not wanted any more */
  dialOutside(call: Call, leg: LegId, number: string, ring: Ring): Promise<PhoneCallSid>;
  /**
   * Hangs up; a call that is gone already counts as done.
   * @param unanswered whether it still rings, as far as we know; it may be answered in the same moment
   */
  hangUp(sid: PhoneCallSid, unanswered?: boolean): Promise<void>;
  /**
   * @returns whether Twilio holds nobody who is alone, and the room's waiting music stands for the hold
   * @throws GoneError when the conference or the participant is gone
   */
  hold(call: RoomOfCall, participant: PhoneCallSid, music: HoldMusic | undefined): Promise<boolean>;
  /**
   * Sends a customer who has nobody into their room anew, where music plays. One who is on hold while others talk is held
   * anew. Nothing is done for one who talks with others.
   * @returns whether they have nobody, so that the music of a wait plays
   * @throws GoneError when the customer's call is over
   */
  restartMusic(call: Call): Promise<boolean>;
  /** @throws GoneError when the conference or the participant is gone */
  mute(call: Call, participant: PhoneCallSid, on: boolean): Promise<void>;
  /** @throws GoneError when the customer's call is over */
  sendToVoicemail(call: Pick<Call, 'id' | 'language'>): Promise<void>;
  /** The participants of the call's running conference, and whether the customer's leg still lives. */
  whoIsInRoom(call: Pick<Call, 'id' | 'room'>): Promise<{
    readonly inRoom: readonly SeenParticipant[];
    readonly customerAlive: boolean;
    /** The SID of the customer's conference, when the call knows another. */
    readonly room?: string;
  }>;
  /**
   * Agents' legs that sent no webhook, but whose phone calls live. Outside parties are left out, because two calls may
   * dial the same number at once.
   */
  dialled(call: Call): Promise<readonly DialledLeg[]>;
  /**
   * The numbers of a call about which nothing is stored; undefined when it is over or was not a caller's.
   * @param how `briefly`: ask once, because there is another way without the answer
   */
  caller(
    id: CallSid,
    how?: { readonly briefly: boolean },
  ): Promise<{ readonly from: string; readonly to: string } | undefined>;
}

/** Everything outside that the handling of an event uses. */
export interface Ports {
  readonly calls: CallStore;
  readonly agents: AgentStore;
  readonly identities: Identities;
  readonly waiting: WaitingStore;
  readonly timeline: TimelineStore;
  readonly telephony: Telephony;
  readonly budget: Budget;
  readonly settings: Settings;
}
