import { toStored } from '../../../src/core/record/stored-call.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { Call } from '../../../src/core/model/call.ts';
import type { Event } from '../../../src/core/model/events.ts';
import { agentLeg, agentOf, absentAgent } from '../../../src/core/model/legs.ts';
import { isName, NAME_AT_MOST } from '../../../src/core/model/names.ts';
import { agent, asks, settings, type Asked } from '../../support/core/call-spec.ts';

const LIMIT = 4096;
const NOW = 1_800_000_000_000;
const NUMBER = '+123456789012345';
/** As long a SIP address as is kept. */
const CALLER = 'sip:caller@'.padEnd(64, 'x');
const CALL = `CA${'0'.repeat(32)}`;
const ROOM = `CF${'0'.repeat(32)}`;
/** Each takes three bytes. */
const NOTE = '注'.repeat(280);
const REASON = '由'.repeat(150);
const LONG_NAME = '鈴'.repeat(NAME_AT_MOST);

/** No command ever has a result, so that all stay pending. Each document is measured. */
class CrowdedCall {
  private stored: Call | undefined;
  private keys = 0;
  largest = 0;

  private readonly agents: readonly Agent[];

  /** @param name what everybody is called */
  constructor(name: string) {
    this.agents = Array.from({ length: 30 }, (_, index) =>
      agent(`agent_${index}_`.padEnd(32, 'x'), { name, seenAt: NOW }),
    );
    const arrived = { call: CALL, from: CALLER, to: NUMBER, language: 'en' } as const;
    this.happens({ type: 'CallArrived', ...arrived }, { type: 'CustomerJoined', room: ROOM });
  }

  get call(): Call {
    if (!this.stored) throw new Error('there is no call yet');
    return this.stored;
  }

  /** The result of the last event: `decided`, or the code of its refusal. */
  happens(...events: readonly Event[]): string {
    let outcome = '';
    for (const event of events) {
      const world = { now: NOW, agents: this.agents, waiting: [], settings };
      const decision = decide(this.stored, event, world);
      outcome = decision.kind === 'refused' ? decision.code : decision.kind;
      if (decision.kind === 'decided') this.stored = decision.call;
      this.largest = Math.max(
        this.largest,
        Buffer.byteLength(JSON.stringify(this.stored && toStored(this.stored))),
      );
    }
    return outcome;
  }

  /** The owner asks, by a click with a name of a UUID's length. */
  asks(asked: Asked, by = agentOf(this.call.legs.find(({ id }) => id === this.call.owner)) ?? ''): string {
    this.keys += 1;
    return this.happens({ ...asks(by, asked), key: String(this.keys).padStart(36, '0') } as Event);
  }

  /** Asks a party in who has not been there. */
  asksIn(kind: 'add' | 'consult', note = ''): string {
    const isNew = ({ id }: { readonly id: string }) =>
      !agentLeg(this.call, id) && !absentAgent(this.call, id);
    const target = { kind: 'agent', agent: this.agents.find(isNew)?.id ?? '' } as const;
    return this.asks({ type: 'TransferAsked', kind, target, note });
  }

  private newest() {
    const leg = this.call.legs.at(-1)?.id ?? '';
    return { leg, sid: `CA${Buffer.from(leg).toString('hex').padStart(32, '0')}` };
  }

  misses(): void {
    const leg = this.newest();
    this.happens({ type: 'LegDialled', ...leg }, { type: 'LegEnded', ...leg, how: 'no-answer' });
  }

  answers(): void {
    const leg = this.newest();
    this.happens({ type: 'LegDialled', ...leg }, { type: 'LegJoined', ...leg, room: ROOM });
  }

  /** Asks others in, who answer, until there are so many legs or no room. */
  growsTo(legs: number): void {
    while (this.call.legs.length < legs && this.asksIn('add') === 'decided') this.answers();
  }

  /** So many agents' pages die while the others talk on. */
  loses(count: number): void {
    for (const { id: leg, sid = '' } of this.call.legs.slice(1, 1 + count))
      this.happens({ type: 'LegLeft', leg, sid });
  }

  everybodyIsMuted(): void {
    for (const party of ['customer', ...this.call.legs.map(({ id }) => id)])
      this.asks({ type: 'MuteAsked', party, on: true });
  }

  theLostComeBack(): void {
    for (const { agent: id } of this.call.absentAgents ?? [])
      this.happens({
        type: 'AgentRejoined',
        agent: id,
        sid: `CA${id.replaceAll(/\D/g, '').padStart(32, '0')}`,
      });
  }
}

describe.each([
  ['the longest', LONG_NAME],
  ['short', 'Ana'],
  ['quoted', '"'.repeat(NAME_AT_MOST)],
])('with %s names', (_, name) => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'a call with %d legs and all that can be kept of it stays under 4 KB',
    (legs) => {
      expect(isName(name)).toBe(true);
      const it = new CrowdedCall(name);
      for (let missed = 0; missed < 10; missed += 1) it.misses();
      it.answers();
      it.growsTo(legs + 3);
      it.loses(3);
      it.growsTo(legs - 1);
      it.asksIn('consult', NOTE);
      it.everybodyIsMuted();
      it.theLostComeBack();
      const target = agentOf(it.call.legs.find(({ id }) => id === it.call.transfer?.target));
      if (target) it.asks({ type: 'DeclineAsked', reason: REASON }, target);
      expect(it.largest).toBeGreaterThan(2000);
      expect(it.largest).toBeLessThan(LIMIT);
    },
  );
});

test('a full call takes nobody in, and at least four agents fit with any names', () => {
  const it = new CrowdedCall(LONG_NAME);
  it.answers();
  it.growsTo(3);
  expect(it.asksIn('consult', NOTE)).toBe('decided');
  expect(it.call.transfer?.note).toBe(NOTE);
  it.answers();
  it.asks({ type: 'MergeAsked' });
  it.growsTo(8);
  expect(it.call.legs.length).toBeLessThan(8);
  expect(it.asksIn('add')).toBe('call-full');
});

test('with names of ordinary length eight fit besides the customer', () => {
  const it = new CrowdedCall('Bartholomew Featherstone');
  it.answers();
  it.growsTo(8);
  expect(it.call.legs).toHaveLength(8);
});
