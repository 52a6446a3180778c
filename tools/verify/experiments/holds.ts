import { BELIEFS } from '../../../emulator/beliefs.ts';
import type { Experiment } from '../experiment.ts';
import { pairOn } from '../pair.ts';
import { refusalOf } from '../refusal.ts';
import { conference } from '../twiml.ts';

export const holdRefusal: Experiment<'holdRefusal'> = {
  belief: 'holdRefusal',
  plan: 'Two pages talk, and one who is not on hold is taken off it.',
  legMinutes: 2,
  observe: async (bench) => {
    const { room, stays } = await pairOn(bench);
    const code = await refusalOf(bench.client.conferences(room).participants(stays).update({ hold: false }));
    const setting = BELIEFS.holdRefusal.settings.find((each) => each === String(code));
    if (setting) return setting;
    throw new Error(`${code ? `The code is ${code}` : 'It is not refused'}, which no setting describes.`);
  },
};

/** The other telephone's voice. What of it is on its way is let pass before the ears are pricked. */
const VOICE_HZ = 2100;

export const failedHoldMusic: Experiment<'failedHoldMusic'> = {
  belief: 'failedHoldMusic',
  plan: 'Two pages talk, one is put on hold with music that cannot be fetched, and listens.',
  legMinutes: 2,
  observe: async (bench) => {
    const { room, stays, staysAt } = await pairOn(bench);
    const holdUrl = bench.url('open', { note: 'music', status: 500 });
    await bench.client.conferences(room).participants(stays).update({ hold: true, holdUrl });
    await bench.untilNoted('music');
    await staysAt.hears([VOICE_HZ], 1);
    const { sounds } = await staysAt.listens([], 4);
    return sounds ? 'twilios-music' : 'silence';
  },
};

export const musicParameters: Experiment<'musicParameters'> = {
  belief: 'musicParameters',
  plan: 'A page waits in a conference for some seconds.',
  legMinutes: 1,
  observe: async (bench) => {
    const waitUrl = bench.url('open', { note: 'music', twiml: '<Pause length="20"/>' });
    await bench.dial(await bench.party(), conference(bench.room(), { waitUrl }));
    const [asked] = await bench.untilNoted('music');
    if (asked?.namesConference) return asked.namesCall ? 'call-and-conference' : 'conference';
    if (!asked?.namesCall) return 'none';
    throw new Error('The request names the call and not the conference, which no setting describes.');
  },
};
