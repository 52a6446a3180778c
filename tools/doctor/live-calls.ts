import { readCall } from '../../src/core/record/read-call.ts';
import type { Agent } from '../../src/core/model/agent.ts';
import type { Call } from '../../src/core/model/call.ts';
import type { Patient } from './check.ts';
import { syncServiceIn } from './checks/sync.ts';

/** A call as Twilio has it now. */
export interface LiveLeg {
  readonly sid: string;
  readonly to: string;
  readonly direction: string;
}

/** An agent's item with the revision that a change must name. */
export interface StoredAgent {
  readonly agent: Agent;
  readonly revision: string;
}

/** Both sides at one moment: what Sync says and what Twilio says. */
export interface Live {
  /** Calls that Sync has and that have not ended. */
  readonly calls: readonly Call[];
  readonly agents: readonly StoredAgent[];
  /** Queued, ringing and running legs. */
  readonly legs: readonly LiveLeg[];
  /** Which leg is in a running conference, by its name, the customer's call SID. */
  readonly rooms: ReadonlyMap<string, readonly string[]>;
}

const ALIVE = ['queued', 'ringing', 'in-progress'] as const;

/**
 * Reads Sync first. A call that ends in between is then missing at Twilio, and that is checked again before doctor
 * mends anything.
 */
export async function readLive({ client, env }: Patient): Promise<Live> {
  const service = client.sync.v1.services(syncServiceIn(env));
  const [documents, items] = await Promise.all([
    service.documents.list(),
    service.syncMaps('agents').syncMapItems.list(),
  ]);
  const calls = documents
    .filter(({ uniqueName }) => uniqueName?.startsWith('call-'))
    .map(({ data }) => readCall(data))
    .filter((call) => call !== undefined && call.phase !== 'ended');
  const [legs, rooms] = await Promise.all([liveLegs({ client }), liveRooms({ client })]);
  const agents = items.map(({ data, revision }) => ({ agent: data as Agent, revision }));
  return { calls: calls as Call[], agents, legs, rooms };
}

async function liveLegs({ client }: Pick<Patient, 'client'>): Promise<readonly LiveLeg[]> {
  const found = await Promise.all(ALIVE.map((status) => client.calls.list({ status })));
  return found.flat().map(({ sid, to, direction }) => ({ sid, to, direction }));
}

async function liveRooms({ client }: Pick<Patient, 'client'>): Promise<Live['rooms']> {
  const running = (['in-progress', 'init'] as const).map((status) => client.conferences.list({ status }));
  const conferences = (await Promise.all(running)).flat();
  const rooms = await Promise.all(
    conferences.map(async ({ sid, friendlyName }) => {
      const participants = await client.conferences(sid).participants.list();
      // Twilio may still list a participant who has left.
      const present = participants.filter(({ status }) => status !== 'complete' && status !== 'failed');
      return [friendlyName, present.map(({ callSid }) => callSid)] as const;
    }),
  );
  return new Map(rooms);
}
