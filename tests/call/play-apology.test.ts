import { playApologyIfAlone } from '../../src/call/play-apology.ts';
import type { SeenParticipant } from '../../src/core/model/events.ts';
import { memoryPorts } from '../support/core/memory-ports.ts';

const CUSTOMER: SeenParticipant = { sid: 'CA1', held: false, muted: false };
const ANA: SeenParticipant = { sid: 'CA1-a1', held: false, muted: false };

/** The requests when these are in the room. */
async function apologized(
  inRoom: readonly SeenParticipant[],
  isAlive = true,
  leaver?: string,
): Promise<readonly string[]> {
  const { ports, did } = memoryPorts([]);
  const telephony = {
    ...ports.telephony,
    whoIsInRoom: async () => ({ inRoom, customerAlive: isAlive, room: 'CF1' }),
    caller: async () => (isAlive ? { from: '+15550123', to: '+15550100' } : undefined),
  };
  await playApologyIfAlone({ ...ports, telephony }, { id: 'CA1', ...(leaver && { leaver }) });
  return did;
}

describe('a customer while Sync does not answer', () => {
  it('hears music when everybody has left them, or is on hold', async () => {
    expect(await apologized([CUSTOMER])).toEqual(['hold CA1']);
    expect(await apologized([CUSTOMER, { ...ANA, held: true }])).toEqual(['hold CA1']);
  });

  it('hears music when the party who has just left is still listed', async () => {
    expect(await apologized([CUSTOMER, ANA], true, ANA.sid)).toEqual(['hold CA1']);
  });

  it('keeps the parties and the music that they have', async () => {
    expect(await apologized([CUSTOMER, ANA])).toEqual([]);
    expect(await apologized([{ ...CUSTOMER, held: true }])).toEqual([]);
  });

  it('is not played anything when they are gone', async () => {
    expect(await apologized([ANA])).toEqual([]);
    expect(await apologized([CUSTOMER], false)).toEqual([]);
  });
});
