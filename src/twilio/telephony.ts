import type { Twilio } from 'twilio';
import type { AgentId, Call, CallSid, HoldMusic, LegId } from '../core/call.ts';
import type { SeenParticipant } from '../core/events.ts';
import type { Budget, RoomOfCall, Telephony } from '../call/ports.ts';
import type { Urls } from './urls.ts';
import { GoneError } from '../call/ports.ts';
import { request, statusOf } from './request.ts';

const ENDED = new Set(['completed', 'canceled', 'failed', 'busy', 'no-answer']);

/** The telephone side on Twilio's REST API: the only place that speaks to it about voice. */
export class TwilioTelephony implements Telephony {
  constructor(
    private readonly client: Twilio,
    private readonly urls: Urls,
    private readonly budget: Budget,
  ) {}

  dialAgent(call: Call, leg: LegId, agent: AgentId, ringSeconds: number): Promise<CallSid> {
    const parameters = new URLSearchParams({ call: call.id, leg });
    return this.#dial(call, leg, `client:${agent}?${parameters}`, ringSeconds);
  }

  dialOutside(call: Call, leg: LegId, number: string, ringSeconds: number): Promise<CallSid> {
    return this.#dial(call, leg, number, ringSeconds);
  }

  async hangUp(sid: CallSid): Promise<void> {
    await this.#send(() => this.client.calls(sid).update({ status: 'completed' })).catch(ignoreGone);
  }

  async hold(call: RoomOfCall, participant: CallSid, music: HoldMusic | undefined): Promise<void> {
    const holdUrl =
      participant === call.id
        ? this.urls.hold(call.id, call.language, music ?? 'hold', this.budget.now())
        : this.urls.legHold();
    const how = music ? { hold: true, holdUrl, holdMethod: 'POST' } : { hold: false };
    await this.#send(() => this.#participant(call, participant).update(how));
  }

  async mute(call: Call, participant: CallSid, on: boolean): Promise<void> {
    await this.#send(() => this.#participant(call, participant).update({ muted: on }));
  }

  async sendToVoicemail(call: Call): Promise<void> {
    const url = this.urls.voicemail(call.id, call.language);
    await this.#send(() => this.client.calls(call.id).update({ url, method: 'POST' }));
  }

  async look(call: Pick<Call, 'id' | 'room'>): ReturnType<Telephony['look']> {
    const [known, customerAlive] = await Promise.all([
      call.room ? this.#participants(call.room) : [],
      this.#isAlive(call.id),
    ]);
    const isThere = known.some(({ sid }) => sid === call.id);
    const room = isThere || !customerAlive ? undefined : await this.#newestRoom(call);
    if (room === undefined) return { inRoom: known, customerAlive };
    return { inRoom: await this.#participants(room), customerAlive, room };
  }

  async caller(id: CallSid): ReturnType<Telephony['caller']> {
    const call = await this.#send(() => this.client.calls(id).fetch()).catch(ignoreGone);
    if (!call || ENDED.has(call.status) || call.direction !== 'inbound') return undefined;
    return { from: call.from, to: call.to };
  }

  /** Never sent twice: it would ring twice. */
  async #dial(call: Call, leg: LegId, to: string, timeout: number): Promise<CallSid> {
    const dial = {
      to,
      from: call.to,
      url: this.urls.connectAgent(call.id, leg),
      statusCallback: this.urls.callStatus(call.id, leg),
      statusCallbackEvent: ['ringing', 'answered', 'completed'],
      timeout,
    };
    const { sid } = await request(this.budget, () => this.client.calls.create(dial), { idempotent: false });
    return sid;
  }

  #participant(call: Pick<Call, 'room'>, participant: CallSid) {
    if (!call.room) throw new GoneError('The call has no room yet.');
    return this.client.conferences(call.room).participants(participant);
  }

  async #participants(room: string): Promise<readonly SeenParticipant[]> {
    const { participants } = this.client.conferences(room);
    const found = (await this.#send(() => participants.list({ limit: 50 })).catch(ignoreGone)) ?? [];
    return found.map(({ callSid: sid, label, hold: held, muted }) => ({
      sid,
      held,
      muted,
      ...(label && { label }),
    }));
  }

  /** A customer who came out of the room is in a new one of the same name, and that they joined it may have been lost. */
  async #newestRoom({ id: friendlyName, room }: Pick<Call, 'id' | 'room'>): Promise<string | undefined> {
    const rooms = await this.#send(() => this.client.conferences.list({ friendlyName, limit: 5 }));
    return rooms.find(({ sid, status }) => status !== 'completed' && sid !== room)?.sid;
  }

  async #isAlive(id: CallSid): Promise<boolean> {
    const call = await this.#send(() => this.client.calls(id).fetch()).catch(ignoreGone);
    return call !== undefined && !ENDED.has(call.status);
  }

  /** Sends what does no harm when repeated. What Twilio no longer knows, or no longer lets be changed, has gone. */
  async #send<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await request(this.budget, send, { idempotent: true });
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 400) throw new GoneError('It has gone.', { cause: error });
      throw error;
    }
  }
}

function ignoreGone(error: unknown): undefined {
  if (!(error instanceof GoneError)) throw error;
}
