import type { Agent } from '../../../src/core/model/agent.ts';
import { claim, confirm, release } from '../../../src/core/routing/claim.ts';
import { aged } from '../../../src/core/routing/presence.ts';
import type { Call } from '../../../src/core/model/call.ts';
import type { Command } from '../../../src/core/model/commands.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Event } from '../../../src/core/model/events.ts';
import { knowsAgent } from '../../../src/core/model/legs.ts';
import { commandKey } from '../../../src/core/effects/descriptors.ts';
import { expectPromisesKept, UnreliablePost, type Phone } from './unreliable-post.ts';
import { PEOPLE, randomRequest } from './random-request.ts';
import { agent, CALL, settings, START } from './call-spec.ts';

/** One call on a small Twilio that tells what happens late, twice, out of order or never. */
export class UnrulyCall {
  call: Call | undefined;
  now = START;
  agents: readonly Agent[] = PEOPLE.map((id) => agent(id, { seenAt: START }));
  phones: Phone[] = [];
  customerAlive = true;
  customerHeld = false;
  voicemail = false;
  lossy = true;
  private serial = 0;

  private readonly post: UnreliablePost;

  constructor(private readonly next: () => number) {
    this.post = new UnreliablePost(next);
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.next() % Math.max(list.length, 1)];
  }

  start(): void {
    this.handle({ type: 'CallArrived', call: CALL, from: '+15550123', to: '+15550100', language: 'en' });
    this.tell({ type: 'CustomerJoined', room: 'CF1' });
  }

  /**
   * A calm beginning, so that most runs reach the interesting part: a talk, a consult, a conference, a blind transfer.
   */
  begin(choice: number): void {
    if (choice % 6 === 0) return;
    this.lossy = false;
    this.calm();
    const kind = ([undefined, 'consult', 'consult', 'add', 'blind'] as const)[choice % 5];
    const target = { kind: 'agent', agent: 'ben' } as const;
    if (kind) this.handle({ type: 'TransferAsked', by: 'ana', key: 'first', kind, target });
    if (choice % 7 > 1) this.calm();
    this.lossy = true;
  }

  private calm(): void {
    for (let round = 0; round < 4; round += 1) {
      this.deliverAll();
      this.phones.filter(({ state }) => state !== 'gone').forEach((phone) => this.progress(phone));
    }
    this.deliverAll();
  }

  private tell(event: Event): void {
    this.post.send(event, this.lossy);
  }

  private deliver(): void {
    const event = this.post.next(this.lossy);
    if (event) this.handle(event);
  }

  private deliverAll(): void {
    while (this.post.waits) this.deliver();
  }

  handle(event: Event): void {
    const before = this.call;
    const world = { now: this.now, agents: this.agents, waiting: [], settings };
    const decision = decide(before, event, world);
    if (decision.kind !== 'decided') return;
    this.call = decision.call;
    expectPromisesKept(event, before, decision.call);
    this.carryOut(decision.commands);
  }

  carryOut(commands: readonly Command[]): void {
    const lost = new Set<string>();
    for (const command of commands) {
      if (this.lossy && this.next() % 25 === 0) continue;
      if ('leg' in command && lost.has(command.leg)) continue;
      if (command.type === 'ClaimAgent' && !this.claims(command)) {
        lost.add(command.leg);
        this.post.send({ type: 'ClaimLost', leg: command.leg }, false);
        continue;
      }
      this.effect(command);
    }
  }

  private claims({ agent: id, leg }: Extract<Command, { type: 'ClaimAgent' }>): boolean {
    const claimed = claim(this.agent(id), { call: CALL, leg, claimedBy: 'one' }, this.now, settings);
    if (claimed) this.put(claimed);
    return claimed !== undefined;
  }

  private effect(command: Command): void {
    switch (command.type) {
      case 'DialAgent':
      case 'DialOutside':
        return this.dial(command.leg, command.type === 'DialAgent' ? command.agent : undefined);
      case 'HangUp':
        this.hangUp(command.sid, 'completed');
        break;
      case 'HangUpCustomer':
        this.customerGoes();
        break;
      case 'HoldCustomer':
      case 'UnholdCustomer':
        this.customerHeld = command.type === 'HoldCustomer';
        break;
      case 'HoldLeg':
        this.phones.filter(({ sid }) => sid === command.sid).forEach((phone) => (phone.held = command.on));
        break;
      case 'ConfirmAgent':
        this.put(confirm(this.agent(command.agent), CALL, command.leg, this.now));
        break;
      case 'ReleaseAgent':
        this.put(
          release(
            this.agent(command.agent),
            { call: CALL, leg: command.leg },
            command.to,
            command.why,
            this.now,
          ),
        );
        break;
      case 'SendToVoicemail':
        this.voicemail = true;
        break;
      case 'CheckRoom':
        this.look();
        return;
      default:
        break;
    }
    this.tell({ type: 'CommandDone', command: commandKey(command) });
  }

  private look(): void {
    const on = this.phones.filter(({ state }) => state === 'on');
    const inRoom = on.map(({ sid, leg, held }) => ({ sid, label: leg, held, muted: false }));
    const customer = {
      sid: CALL,
      label: 'customer',
      held: this.customerHeld,
      muted: this.call?.customer.muted ?? false,
    };
    this.handle({
      type: 'RoomChecked',
      inRoom: this.customerAlive ? [...inRoom, customer] : inRoom,
      customerAlive: this.customerAlive,
    });
  }

  private dial(leg: string, id: string | undefined): void {
    const phone: Phone = {
      leg,
      sid: `CA-${leg}-${(this.serial += 1)}`,
      agent: id,
      state: 'dialling',
      held: false,
    };
    this.phones.push(phone);
    this.tell({ type: 'LegDialled', leg, sid: phone.sid });
  }

  agent(id: string): Agent {
    const found = this.agents.find((each) => each.id === id);
    if (!found) throw new Error(id);
    return found;
  }

  put(changed: Agent | undefined): void {
    if (changed) this.agents = this.agents.map((each) => (each.id === changed.id ? changed : each));
  }

  hangUp(sid: string, how: 'completed' | 'no-answer' | 'busy' | 'failed'): void {
    const phone = this.phones.find((each) => each.sid === sid);
    if (!phone || phone.state === 'gone') return;
    const { leg } = phone;
    if (phone.state === 'on') this.tell({ type: 'LegLeft', leg, sid });
    phone.state = 'gone';
    this.tell({ type: 'LegEnded', leg, sid, how });
  }

  customerGoes(): void {
    if (!this.customerAlive) return;
    this.customerAlive = false;
    this.tell({ type: 'CustomerHungUp' });
    this.tell({ type: 'RoomEnded', room: 'CF1' });
    this.phones.filter(({ state }) => state === 'on').forEach(({ sid }) => this.hangUp(sid, 'completed'));
  }

  progress(phone: Phone): void {
    const { leg, sid } = phone;
    if (phone.state === 'dialling') {
      phone.state = 'ringing';
      this.tell({ type: 'LegRang', leg, sid });
    } else if (phone.state === 'ringing') {
      phone.state = 'answered';
      this.tell({ type: 'LegAnswered', leg, sid });
    } else if (phone.state === 'answered' && this.customerAlive) {
      phone.state = 'on';
      this.tell({ type: 'LegJoined', leg, sid, room: 'CF1' });
    }
  }

  request(): void {
    this.handle(randomRequest(this.call, this.next));
  }

  step(choice: number): void {
    this.now += choice % 11 === 0 ? 8000 : (choice % 7) * 200;
    this.agents.forEach((each) =>
      this.put({ ...(aged(each, this.now, settings) ?? each), seenAt: this.now }),
    );
    const phone = this.pick(this.phones.filter(({ state }) => state !== 'gone'));
    const roll = choice % 24;
    if (roll < 8) return this.deliver();
    if (roll < 13) return phone && this.progress(phone);
    if (roll < 18) return this.request();
    if (roll === 18)
      return (
        phone &&
        this.hangUp(phone.sid, this.pick(['no-answer', 'busy', 'failed', 'completed'] as const) ?? 'failed')
      );
    if (roll === 19) return this.customerAlive ? this.handle({ type: 'WaitLoopTicked' }) : undefined;
    if (roll === 20) return this.comeBack();
    if (roll === 21) return this.handle({ type: 'AgentVanished', agent: this.pick(PEOPLE) ?? 'ana' });
    if (roll === 22 && choice > 900_000) return this.customerGoes();
    if (roll === 23 && choice > 900_000)
      return this.handle({ type: 'EndAsked', by: this.pick(PEOPLE) ?? 'ana', key: 'end' });
    return this.deliver();
  }

  private comeBack(): void {
    const id = this.pick(PEOPLE) ?? 'ana';
    if (
      this.agent(id).call !== CALL ||
      this.phones.some((each) => each.agent === id && each.state !== 'gone')
    )
      return;
    const phone: Phone = {
      leg: `a${this.call?.nextLeg}`,
      sid: `CA-r${(this.serial += 1)}`,
      agent: id,
      state: 'answered',
      held: false,
    };
    this.phones.push(phone);
    this.handle({ type: 'AgentRejoined', agent: id, sid: phone.sid });
  }

  /** The faults are over. Every webhook arrives, and the music goes on as long as somebody hears it. */
  settle(): void {
    this.lossy = false;
    for (let round = 0; round < 30; round += 1) {
      this.now += 15_000;
      this.agents.forEach((each) =>
        this.put({ ...(aged(each, this.now, settings) ?? each), seenAt: this.now }),
      );
      this.deliverAll();
      if (!this.call?.ending) this.look();
      if (this.customerAlive || !this.call?.ending) this.handle({ type: 'WaitLoopTicked' });
      this.phones
        .filter(({ state }) => state !== 'on' && state !== 'gone')
        .forEach((phone) => this.hangUp(phone.sid, 'no-answer'));
      this.deliverAll();
      if (round > 5 && (this.call?.ending || this.call?.phase === 'voicemail')) break;
    }
    this.agents.forEach((each) => this.readerReleases(each));
  }

  /** Any reader may take back a claim whose call does not know it. */
  private readerReleases({ id, call, leg }: Agent): void {
    if (!call || !leg || !this.call || knowsAgent(this.call, id)) return;
    this.put(release(this.agent(id), { call, leg }, 'available', 'claim-expired', this.now));
  }
}
