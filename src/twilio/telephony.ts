import type { Twilio } from 'twilio';
import type { Call, Leg } from '../core/model/call.ts';
import type { HoldMusic } from '../core/model/commands.ts';
import type { CallSid, LegId, PhoneCallSid } from '../core/model/ids.ts';
import { agentOfIdentity } from '../core/model/identity.ts';
import type { DialledLeg, SeenParticipant } from '../core/model/events.ts';
import type { Ring, RoomOfCall, Telephony } from '../call/ports.ts';
import type { Urls } from './urls.ts';
import { agentOf } from '../core/model/legs.ts';
import { DoubtfulError, GoneError } from '../call/ports.ts';
import type { Budget } from '../shared/storage.ts';
import { codeOf, mayBeDone, request, statusOf } from './request.ts';

const ENDED = new Set(['completed', 'canceled', 'failed', 'busy', 'no-answer']);

/**
 * Twilio's codes for a thing that has gone. It is not found, or its conference is over or not in progress, or its call
 * is over. Any other 400 may mean anything. https://www.twilio.com/docs/api/errors/16022, /16099 and /21220
 */
const GONE = new Set([20404, 16022, 16099, 21220]);

/**
 * Twilio may still list a participant who has left.
 * https://www.twilio.com/docs/voice/api/conference-participant-resource
 */
const LEFT: ReadonlySet<string> = new Set(['complete', 'failed']);

/** The length of a page of calls: more than a minute's. Twilio starts one call a second, and lists the newest first. */
const NEWEST_CALLS = 100;

/** Tolerance for the time of a call, in milliseconds. Twilio gives it in whole seconds, by its own clock. */
const CLOCKS_DIFFER_MS = 2000;

/**
 * The telephone side on Twilio's REST API. No other place asks that API about voice.
 * https://www.twilio.com/docs/voice/api
 */
export class TwilioTelephony implements Telephony {
  constructor(
    private readonly client: Twilio,
    private readonly urls: Urls,
    private readonly budget: Budget,
  ) {}

  dialAgent(call: Call, leg: LegId, identity: string, ring: Ring): Promise<PhoneCallSid> {
    return this.#dial(call, leg, `client:${identity}?${parametersFor(call, leg)}`, ring);
  }

  dialOutside(call: Call, leg: LegId, number: string, ring: Ring): Promise<PhoneCallSid> {
    return this.#dial(call, leg, number, ring);
  }

  /**
   * `canceled` ends a call that is queued or rings, and leaves other calls alone. `completed` ends those.
   * https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
   */
  async hangUp(sid: PhoneCallSid, unanswered = false): Promise<void> {
    if (unanswered && (await this.#endAs(sid, 'canceled'))) return;
    await this.#endAs(sid, 'completed');
  }

  /** Whether it ended the call. A call that was answered meanwhile cannot be cancelled any more. */
  async #endAs(sid: PhoneCallSid, status: 'canceled' | 'completed'): Promise<boolean> {
    const call = await this.#send(() => this.client.calls(sid).update({ status })).catch(ignoreGone);
    return call !== undefined && ENDED.has(call.status);
  }

  async hold(call: RoomOfCall, participant: PhoneCallSid, music: HoldMusic | undefined): Promise<boolean> {
    const holdUrl =
      participant === call.id
        ? this.urls.hold(call.id, call.language, music ?? 'hold', this.budget.now())
        : this.urls.legHold();
    const how = music ? { hold: true, holdUrl, holdMethod: 'POST' } : { hold: false };
    try {
      await this.#send(() => this.#participant(call, participant).update(how), { toTheEnd: true });
      return false;
    } catch (error) {
      return this.#waitsInstead(call, participant, how.hold, error);
    }
  }

  /**
   * Twilio refuses to take a participant off hold who is not on hold. It may refuse to hold one who is alone. Such a
   * customer is sent into the room anew, where waiting music plays.
   * @returns whether waiting music stands for the hold
   * @throws the refusal when it stands for nothing of that
   */
  async #waitsInstead(
    call: RoomOfCall,
    who: PhoneCallSid,
    hold: boolean,
    refusal: unknown,
  ): Promise<boolean> {
    if (statusOf(causeOf(refusal)) !== 400 || !call.room) throw refusal;
    const room = this.client.conferences(call.room);
    const [found, { status }] = await Promise.all([
      this.#send(() => room.participants(who).fetch()),
      this.#send(() => room.fetch()),
    ]);
    if (status === 'completed') throw refusal;
    if (found.hold === hold || status === 'init') return found.hold !== hold && hold;
    if (who !== call.id || !hold || (await this.#others(call.room, who)).length > 0) throw refusal;
    await this.#enterAnew(call);
    return true;
  }

  async restartMusic(call: Call): Promise<boolean> {
    const others = call.room ? await this.#others(call.room, call.id) : [];
    const isAlone = others.length === 0;
    if (isAlone) await this.#enterAnew(call);
    else if (call.customer.hold) await this.#holdAnew(call, others);
    return isAlone;
  }

  /**
   * A second hold may change nothing, so the first one ends for a moment. The others are muted meanwhile, since what they
   * say may be private. Where the second hold fails they stay muted, until a room check has seen to both.
   */
  async #holdAnew(call: Call, others: readonly SeenParticipant[]): Promise<void> {
    const audible = others.filter(({ muted }) => !muted);
    const mute = (on: boolean) =>
      Promise.all(audible.map(({ sid }) => this.mute(call, sid, on).catch(ignoreGone)));
    await mute(true);
    await this.hold(call, call.id, undefined);
    await this.hold(call, call.id, call.customer.hold);
    await mute(false);
  }

  async #enterAnew({ id }: RoomOfCall): Promise<void> {
    const url = this.urls.afterRoom(id);
    await this.#send(() => this.client.calls(id).update({ url, method: 'POST' }));
  }

  /** Twilio may still list somebody who has just left. Their phone call shows it. */
  async #others(room: string, than: PhoneCallSid): Promise<readonly SeenParticipant[]> {
    const listed = (await this.#participants(room)).filter(({ sid }) => sid !== than);
    const alive = await Promise.all(listed.map(({ sid }) => this.#isAlive(sid)));
    return listed.filter((_, index) => alive[index]);
  }

  async mute(call: Call, participant: PhoneCallSid, on: boolean): Promise<void> {
    await this.#send(() => this.#participant(call, participant).update({ muted: on }));
  }

  async sendToVoicemail(call: Pick<Call, 'id' | 'language'>): Promise<void> {
    const url = this.urls.voicemail(call.id, call.language);
    await this.#send(() => this.client.calls(call.id).update({ url, method: 'POST' }));
  }

  async whoIsInRoom(call: Pick<Call, 'id' | 'room'>): ReturnType<Telephony['whoIsInRoom']> {
    const [known, customerAlive] = await Promise.all([
      call.room ? this.#participants(call.room) : [],
      this.#isAlive(call.id),
    ]);
    const isThere = known.some(({ sid }) => sid === call.id);
    const room = isThere || !customerAlive ? undefined : await this.#newestRoom(call);
    if (room === undefined) return { inRoom: known, customerAlive };
    return { inRoom: await this.#participants(room), customerAlive, room };
  }

  async dialled(call: Call): ReturnType<Telephony['dialled']> {
    const unheard = call.legs.filter((leg) => !leg.sid && agentOf(leg) !== undefined);
    if (unheard.length === 0) return [];
    const made = await this.#send(() => this.client.calls.list({ from: call.to, limit: NEWEST_CALLS }));
    const live = made.filter(({ status }) => !ENDED.has(status));
    return unheard.flatMap((leg): readonly DialledLeg[] => {
      const own = live.find((each) => isOf(leg, call, each));
      return own ? [{ leg: leg.id, sid: own.sid }] : [];
    });
  }

  async caller(id: CallSid, how = { briefly: false }): ReturnType<Telephony['caller']> {
    const tries = how.briefly ? { tries: 1 } : {};
    const call = await this.#send(() => this.client.calls(id).fetch(), tries).catch(ignoreGone);
    if (!call || ENDED.has(call.status) || call.direction !== 'inbound') return undefined;
    return { from: call.from, to: call.to };
  }

  /** A retry follows only when the first request surely did nothing. Otherwise the agent would be rung twice. */
  async #dial(call: Call, leg: LegId, to: string, { seconds, isWanted }: Ring): Promise<PhoneCallSid> {
    const dial = {
      to,
      from: call.to,
      url: this.urls.connectAgent(call.id, leg),
      statusCallback: this.urls.callStatus(call.id, leg),
      statusCallbackEvent: ['ringing', 'answered', 'completed'],
      timeout: seconds,
    };
    let tries = 0;
    const send = async () => {
      tries += 1;
      if (tries > 1 && !(await isWanted())) throw new GoneError('Nobody is to be rung any more.');
      return this.client.calls.create(dial);
    };
    try {
      return (await request(this.budget, send, { idempotent: false })).sid;
    } catch (error) {
      if (error instanceof GoneError || !mayBeDone(error)) throw error;
      throw new DoubtfulError('It may ring all the same.', { cause: error });
    }
  }

  #participant(call: Pick<Call, 'room'>, participant: PhoneCallSid) {
    if (!call.room) throw new GoneError('The call has no room yet.');
    return this.client.conferences(call.room).participants(participant);
  }

  async #participants(room: string): Promise<readonly SeenParticipant[]> {
    const { participants } = this.client.conferences(room);
    const found = (await this.#send(() => participants.list({ limit: 50 })).catch(ignoreGone)) ?? [];
    const present = found.filter(({ status }) => !LEFT.has(status));
    return present.map(({ callSid: sid, label, hold: held, muted }) => ({
      sid,
      held,
      muted,
      ...(label && { label }),
    }));
  }

  /**
   * A customer who left the room and came back is in a new conference of the same name. The webhook of their join may
   * be lost.
   */
  async #newestRoom({ id: friendlyName, room }: Pick<Call, 'id' | 'room'>): Promise<string | undefined> {
    const withStatus = (status: 'in-progress' | 'init') =>
      this.#send(() => this.client.conferences.list({ friendlyName, status, limit: 5 }));
    // One request lists one status, and a lone caller's conference may have either.
    const rooms = await Promise.all([withStatus('in-progress'), withStatus('init')]);
    return rooms.flat().find(({ sid }) => sid !== room)?.sid;
  }

  async #isAlive(id: PhoneCallSid): Promise<boolean> {
    const call = await this.#send(() => this.client.calls(id).fetch()).catch(ignoreGone);
    return call !== undefined && !ENDED.has(call.status);
  }

  /**
   * Sends a request that does no harm when repeated. A thing that Twilio no longer knows, or no longer lets us change,
   * has gone.
   */
  async #send<T>(
    send: () => Promise<T>,
    how: { readonly toTheEnd?: boolean; readonly tries?: number } = {},
  ): Promise<T> {
    try {
      return await request(this.budget, send, { idempotent: true, ...how });
    } catch (error) {
      if (statusOf(error) === 404 || GONE.has(codeOf(error) ?? 0))
        throw new GoneError('It has gone.', { cause: error });
      throw error;
    }
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof GoneError ? error.cause : error;
}

function ignoreGone(error: unknown): undefined {
  if (!(error instanceof GoneError)) throw error;
}

/** They tell each of the agent's pages which call rings. */
function parametersFor(call: Call, leg: LegId): string {
  return new URLSearchParams({ call: call.id, leg }).toString();
}

interface MadeCall {
  readonly to: string;
  readonly dateCreated: Date;
}

/**
 * Whether the phone call is the leg's. An agent is claimed for one leg at a time, so their name and the time decide.
 * Twilio does not document whether it also gives the parameters.
 */
function isOf(leg: Leg, call: Call, { to, dateCreated }: MadeCall): boolean {
  const [, identity = '', parameters = ''] = /^client:(\w+)\??(.*)$/.exec(to) ?? [];
  const isTheirs = agentOfIdentity(identity) === agentOf(leg);
  const isForLeg = parameters === '' || parameters === parametersFor(call, leg.id);
  return isTheirs && isForLeg && dateCreated.getTime() > leg.since - CLOCKS_DIFFER_MS;
}
