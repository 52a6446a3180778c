import type { Twilio } from 'twilio';
import type { Voicemail } from '../src/core/model/history.ts';
import { leadsToUs } from './numbers.ts';
import { OBJECTS } from '../src/sync/sync-service.ts';

/** What is kept about one call. */
export interface CallData {
  readonly call: string;
  /** The call's document, if it is still kept. */
  readonly document?: unknown;
  readonly timeline: readonly unknown[];
  /** How agents closed it, with their notes. */
  readonly wrapUps: readonly { readonly agent: string; readonly data: unknown }[];
  /** Twilio's own record of the call, and of its recordings. */
  readonly record?: CallRecord;
  readonly recordings: readonly Readonly<Record<string, unknown>>[];
}

/** Everything that is kept about a phone number, at Twilio and in the product's Sync service. */
export interface PersonalData {
  readonly number: string;
  readonly calls: readonly CallData[];
  readonly messages: readonly Voicemail[];
}

/** The account, and the product's Sync service on it. */
interface Place {
  readonly client: Twilio;
  readonly service: string;
}

/** @throws Error that says how a number is written */
export function checkNumber(number: string | undefined): asserts number is string {
  if (number !== undefined && /^\+[1-9]\d{6,14}$/.test(number)) return;
  throw new Error('Give the phone number with + and the country, as +15550100.');
}

/** `2 calls, 1 messages, 1 recordings`. */
export function countOf({ calls, messages }: PersonalData): string {
  const recordings = calls.reduce((sum, each) => sum + each.recordings.length, 0);
  return `calls: ${calls.length}, messages: ${messages.length}, recordings: ${recordings}`;
}

const OVER: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
const CALL_DOCUMENT = /^call-(CA[0-9a-f]{32})$/i;

/**
 * Collects what is kept about a number: calls that came from it or went to it, and its messages.
 * @param number E.164, as +15550100
 */
export async function findPersonalData(place: Place, number: string): Promise<PersonalData> {
  const { client, service } = place;
  const [documents, messages, records] = await Promise.all([
    documentsOf(place, number),
    messagesOf(place, number),
    recordsOf(place, number),
  ]);
  const known = [...documents.keys(), ...messages.map(({ call }) => call)];
  const agents = (await client.sync.v1.services(service).syncMaps(OBJECTS.agents).syncMapItems.list()).map(
    ({ key }) => key,
  );
  const calls = [];
  for (const call of new Set([...known, ...records.keys()]))
    calls.push(
      await dataOfCall(place, call, { agents, document: documents.get(call), record: records.get(call) }),
    );
  return { number, calls, messages };
}

/** Between the number and ours. An account may have calls of other applications. */
async function recordsOf({ client }: Place, number: string): Promise<ReadonlyMap<string, CallRecord>> {
  const [ours, from, to] = await Promise.all([
    client.incomingPhoneNumbers.list(),
    client.calls.list({ from: number }),
    client.calls.list({ to: number }),
  ]);
  const own = new Set(ours.filter(leadsToUs).map(({ phoneNumber }) => phoneNumber));
  const between = [...from.filter((each) => own.has(each.to)), ...to.filter((each) => own.has(each.from))];
  return new Map(between.map((record) => [record.sid, record.toJSON() as CallRecord]));
}

type CallRecord = Readonly<Record<string, unknown>> & { readonly status?: string };

interface KnownOfCall {
  readonly agents: readonly string[];
  readonly document: unknown;
  readonly record: CallRecord | undefined;
}

async function dataOfCall(
  { client, service }: Place,
  call: string,
  { agents, document, record }: KnownOfCall,
): Promise<CallData> {
  const sync = client.sync.v1.services(service);
  const [timeline, wrapUps, recordings] = await Promise.all([
    sync.syncLists(OBJECTS.timeline(call)).syncListItems.list().catch(noneThere),
    Promise.all(agents.map(async (agent) => ({ agent, data: await wrapUpOf(sync, agent, call) }))),
    client.recordings.list({ callSid: call }),
  ]);
  return {
    call,
    ...(document !== undefined && { document }),
    timeline: timeline.map(({ data }) => data as unknown),
    wrapUps: wrapUps.filter(({ data }) => data !== undefined),
    ...(record && { record }),
    recordings: recordings.map((recording) => recording.toJSON() as Readonly<Record<string, unknown>>),
  };
}

type Sync = ReturnType<Twilio['sync']['v1']['services']>;

async function wrapUpOf(sync: Sync, agent: string, call: string): Promise<unknown> {
  const item = await sync.syncMaps(OBJECTS.recent(agent)).syncMapItems(call).fetch().catch(missing);
  return item?.data as unknown;
}

async function documentsOf({ client, service }: Place, number: string): Promise<Map<string, unknown>> {
  const documents = await client.sync.v1.services(service).documents.list();
  const own = documents.flatMap(({ uniqueName, data }) => {
    const call = CALL_DOCUMENT.exec(uniqueName ?? '')?.[1];
    const { from } = (data ?? {}) as { readonly from?: unknown };
    return call !== undefined && from === number ? [[call, data as unknown] as const] : [];
  });
  return new Map(own);
}

async function messagesOf({ client, service }: Place, number: string): Promise<readonly Voicemail[]> {
  const items = await client.sync.v1.services(service).syncMaps(OBJECTS.voicemails).syncMapItems.list();
  return items.map(({ data }) => data as Voicemail).filter(({ from }) => from === number);
}

/** @throws Error when a call of the number is going on, because its data is in use */
export function checkOver({ calls }: PersonalData): void {
  const live = calls.find(({ record }) => record?.status !== undefined && !OVER.has(record.status));
  if (live)
    throw new Error(`A call of this number is going on (${live.call}): run it again when that is over.`);
}

/**
 * Removes what was found. Whatever has gone meanwhile counts as removed, so it can be run again after an interruption.
 * https://www.twilio.com/docs/voice/api/call-resource#delete-a-call-resource
 */
export async function removePersonalData(place: Place, { calls, messages }: PersonalData): Promise<void> {
  const { client, service } = place;
  const sync = client.sync.v1.services(service);
  for (const { recording } of messages) {
    await client.recordings(recording).remove().catch(missing);
    await sync.syncMaps(OBJECTS.voicemails).syncMapItems(recording).remove().catch(missing);
  }
  for (const each of calls) await removeCall(client, sync, each);
}

async function removeCall(
  client: Twilio,
  sync: Sync,
  { call, recordings, wrapUps, record }: CallData,
): Promise<void> {
  for (const { sid } of recordings) await client.recordings(String(sid)).remove().catch(missing);
  for (const { agent } of wrapUps)
    await sync.syncMaps(OBJECTS.recent(agent)).syncMapItems(call).remove().catch(missing);
  await sync.syncLists(OBJECTS.timeline(call)).remove().catch(missing);
  await sync.syncMaps(OBJECTS.waiting).syncMapItems(call).remove().catch(missing);
  await sync.documents(OBJECTS.call(call)).remove().catch(missing);
  if (record) await client.calls(call).remove().catch(missing);
}

function missing(error: unknown): undefined {
  if ((error as { status?: number }).status !== 404) throw error;
}

function noneThere(error: unknown): [] {
  missing(error);
  return [];
}
