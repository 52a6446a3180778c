import type { AgentId, Call, CallSid, HoldMusic, LegId } from '../core/call.ts';
import type { Agent, Waiting } from '../core/agent.ts';
import type { SeenParticipant } from '../core/events.ts';

/** A stored value with the revision that a conditional write must name. */
export interface Stored<T> {
  readonly value: T;
  readonly revision: string;
}

/** Another writer was quicker: load again and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** The state of calls. One document each, so calls never share a write limit. */
export interface CallStore {
  load(id: CallSid): Promise<Stored<Call> | undefined>;
  /** @throws ConflictError when it exists already */
  create(call: Call): Promise<Stored<Call>>;
  /** @throws ConflictError when the revision is no longer the newest */
  save(call: Call, revision: string): Promise<Stored<Call>>;
}

/** Everyone's presence. */
export interface AgentStore {
  list(): Promise<readonly Stored<Agent>[]>;
  load(id: AgentId): Promise<Stored<Agent> | undefined>;
  /** @throws ConflictError when the revision is no longer the newest */
  save(agent: Agent, revision: string): Promise<Stored<Agent>>;
}

/** Who waits. */
export interface WaitingStore {
  list(): Promise<readonly Waiting[]>;
  put(entry: Waiting): Promise<void>;
  remove(call: CallSid): Promise<void>;
}

/** A call's plain-English account, one entry per event, appended only. */
export interface Timeline {
  append(call: CallSid, at: number, sentences: readonly string[]): Promise<void>;
}

/** The telephone side. Each method is one REST request, tried again only where that cannot double its effect. */
export interface Telephony {
  dialAgent(call: Call, leg: LegId, agent: AgentId, ringSeconds: number): Promise<CallSid>;
  dialOutside(call: Call, leg: LegId, number: string, ringSeconds: number): Promise<CallSid>;
  /** Hangs up; a call that is gone already counts as done. */
  hangUp(sid: CallSid): Promise<void>;
  /** @throws GoneError when the conference or the participant is gone */
  hold(call: Call, participant: CallSid, music: HoldMusic | undefined): Promise<void>;
  /** @throws GoneError when the conference or the participant is gone */
  mute(call: Call, participant: CallSid, on: boolean): Promise<void>;
  sendToVoicemail(call: Call): Promise<void>;
  /** Who is in the call's running conference, and whether the customer's leg still lives. */
  look(call: Call): Promise<{ readonly inRoom: readonly SeenParticipant[]; readonly customerAlive: boolean }>;
}

/** What a command was for has gone meanwhile: no fault. */
export class GoneError extends Error {
  override readonly name = 'GoneError';
}
