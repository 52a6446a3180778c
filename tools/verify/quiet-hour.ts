import type { Twilio } from 'twilio';
import { deployedVariables, findDeployment } from '../../delivery/deployment.ts';
import { readSettings } from '../../src/company-settings.ts';
import type { Agent } from '../../src/core/model/agent.ts';
import { isOpen } from '../../src/core/model/opening-hours.ts';
import { OBJECTS } from '../../src/sync/sync-service.ts';
import { PARTY_PREFIX } from './objects.ts';

/**
 * Whether the story can be played now without ringing real agents or answering real customers.
 * @throws Error that says what is in the way, and when to play it
 */
export async function checkQuiet(client: Twilio, syncService: string): Promise<void> {
  const { syncMaps } = client.sync.v1.services(syncService);
  const [agents, waiting] = await Promise.all([
    agentsOn(client, syncService),
    syncMaps(OBJECTS.waiting).syncMapItems.list(),
  ]);
  const atWork = agents.filter(({ presence }) => presence !== 'offline' && presence !== 'away').length;
  if (atWork > 0)
    throw new Error(
      `The story would ring real agents: at work now: ${atWork}. Play it when nobody is at work.`,
    );
  if (waiting.length > 0)
    throw new Error(
      `The story's agents would be rung for real customers: waiting now: ${waiting.length}. Play it when nobody calls.`,
    );
  await checkOpen(client);
}

/** Outside opening hours callers are told so, and no story comes of it. */
async function checkOpen(client: Twilio): Promise<void> {
  const deployed = await findDeployment(client);
  if (!deployed) return;
  const { settings } = readSettings(await deployedVariables(client, deployed));
  if (isOpen(settings.openingHours, Date.now())) return;
  throw new Error('Callers are told now that you are closed. Play the story within OPENING_HOURS.');
}

/**
 * A customer may have called since. Then nobody answers for them here, and they go on to others.
 * @param call the story's own call, once it is dialled
 * @throws Error that says so when an agent of the story is wanted for any other call
 */
export async function checkNoStranger(client: Twilio, syncService: string, call?: string): Promise<void> {
  const guests = (await agentsOn(client, syncService)).filter(({ id }) => id.startsWith(PARTY_PREFIX));
  if (guests.every((guest) => guest.call === undefined || guest.call === call)) return;
  throw new Error(
    "A customer called meanwhile and was offered to the story's agents. Nobody answered there, and they go on to others.",
  );
}

async function agentsOn(client: Twilio, syncService: string): Promise<readonly Agent[]> {
  const items = await client.sync.v1.services(syncService).syncMaps(OBJECTS.agents).syncMapItems.list();
  return items.map(({ data }) => data as Agent);
}
