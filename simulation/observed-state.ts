import type {
  ConferenceRecord,
  ParticipantRecord,
  SwitchChange,
} from '../emulator/switch/records/records.ts';
import type { World } from './world.ts';

/** The switch's report about one customer's call. */
export interface ObservedState {
  readonly customerIsOn: boolean;
  readonly customerIsOver: boolean;
  readonly customer: ParticipantRecord | undefined;
  /** Everybody else in the room. */
  readonly others: readonly ParticipantRecord[];
  readonly hearsClip: boolean;
  readonly voices: readonly string[];
  /** Whose leaving ended the room; undefined while it goes on. */
  readonly endedBy: string | undefined;
}

/** Follows the switch: which conferences there are, and which calls have changed. */
export class Rooms {
  readonly changed = new Set<string>();
  /** The customer's call for each leg that was ever in a conference. */
  readonly legs = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #rooms = new Map<string, ConferenceRecord>();

  constructor(private readonly world: World) {
    world.local.phoneSwitch.subscribe((change) => this.#note(change));
  }

  /** What the switch says about a call now. */
  of(call: string): ObservedState {
    const { phoneSwitch } = this.world.local;
    const { status } = phoneSwitch.fetchCall(call);
    const room = this.#rooms.get(call);
    const present = room && room.status !== 'completed' ? phoneSwitch.listParticipants(room.sid) : [];
    const hearing = phoneSwitch.hearing(call);
    return {
      customerIsOn: status === 'in-progress',
      customerIsOver: status !== 'in-progress' && status !== 'ringing',
      customer: present.find(({ callSid }) => callSid === call),
      others: present.filter(({ callSid }) => callSid !== call),
      hearsClip: hearing?.clip !== undefined,
      voices: hearing?.voices ?? [],
      endedBy: room?.callSidEnding,
    };
  }

  forget(call: string): void {
    this.#rooms.delete(call);
  }

  #note(change: SwitchChange): void {
    if (change.type === 'conference') this.#noteRoom(change.conference);
    else if (change.type === 'participant') this.#noteParticipant(change.participant);
    else this.changed.add(change.type === 'call' ? change.call.sid : change.callSid);
  }

  #noteRoom(room: ConferenceRecord): void {
    this.#names.set(room.sid, room.friendlyName);
    if (room.status !== 'completed' || this.#rooms.get(room.friendlyName) === room)
      this.#rooms.set(room.friendlyName, room);
    this.changed.add(room.friendlyName);
  }

  #noteParticipant({ callSid, conferenceSid }: ParticipantRecord): void {
    const call = this.#names.get(conferenceSid);
    if (call === undefined) return;
    if (callSid !== call) this.legs.set(callSid, call);
    this.changed.add(call);
  }
}
