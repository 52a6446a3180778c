import type { Experiment } from '../experiment.ts';
import { conference, redirect } from '../twiml.ts';

const ROUND = '<Pause length="1"/>';

/**
 * A telephone waits. Its music leads from one open Function to another, which proves that Twilio follows. From there it
 * leads to a Function that only a signed request gets into.
 */
export const musicSignature: Experiment<'musicSignature'> = {
  belief: 'musicSignature',
  plan: 'A page waits in a conference for some seconds.',
  legMinutes: 1,
  observe: async (bench) => {
    const guarded = bench.url('guarded', { note: 'guarded', twiml: '<Pause length="20"/>' });
    const second = bench.url('open', { note: 'second', twiml: ROUND + redirect(guarded) });
    const waitUrl = bench.url('open', { note: 'first', twiml: ROUND + redirect(second) });
    const alone = { startConferenceOnEnter: 'false', waitUrl };
    await bench.dial(await bench.party(), conference(bench.room(), alone));
    await bench.untilNoted('second');
    const isIn = async () => (await bench.notes('guarded')).length > 0;
    return (await bench.within(8, isIn)) ? 'signed' : 'unsigned';
  },
};
