import type {
  ConferenceRecord,
  ParticipantRecord,
  SwitchChange,
} from '../emulator/switch/records/records.ts';
import type { World } from './world.ts';

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-endConferenceOnExit */
const ENDS_FOR_ALL = 'participant-with-end-conference-on-exit';

/** The switch's report about one customer's call. */
export interface ObservedState {
  /** Whether the customer's phone call is answered and goes on. */
  readonly customerIsOn: boolean;
  /** Whether it is over, whatever the reason. */
  readonly customerIsOver: boolean;
  /** The customer in the room; undefined while they are not in it. */
  readonly customer: ParticipantRecord | undefined;
  /** Everybody else in the room. */
  readonly others: readonly ParticipantRecord[];
  /** Whether the customer hears music or words. */
  readonly hearsClip: boolean;
  /** Whose leaving ended the room for all others; undefined while nobody's has. */
  readonly endedBy: string | undefined;
}

/** Follows the switch: which conferences there are, and which calls have changed. */
export class Rooms {
  /** The phone calls of which the switch has told something new. The reader empties it. */
  readonly changed = new Set<string>();
  /** The customer's call for each leg that was ever in a conference. */
  readonly legs = new Map<string, string>();
  /** The customer's call of each conference, by its SID. */
  readonly #names = new Map<string, string>();
  /** The newest conference of each customer's call. */
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
    return {
      customerIsOn: status === 'in-progress',
      customerIsOver: status !== 'in-progress' && status !== 'ringing',
      customer: present.find(({ callSid }) => callSid === call),
      others: present.filter(({ callSid }) => callSid !== call),
      hearsClip: phoneSwitch.hearing(call)?.clip !== undefined,
      endedBy: room?.endReason?.startsWith(ENDS_FOR_ALL) ? room.callSidEnding : undefined,
    };
  }

  #note(change: SwitchChange): void {
    if (change.type === 'conference') this.#noteRoom(change.conference);
    else if (change.type === 'participant') this.#noteParticipant(change.participant);
    else this.changed.add(change.type === 'call' ? change.call.sid : change.callSid);
  }

  #noteRoom(room: ConferenceRecord): void {
    this.#names.set(room.sid, room.friendlyName);
    // A room that has ended does not take the place of the one that came after it.
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
