import type { Experiment } from '../experiment.ts';
import type { Lab } from '../lab.ts';
import type { Party } from '../party.ts';

const MUSIC = '<Pause length="2"/>';

/**
 * Two telephones wait in rooms of their own. One party's music comes from a Function that is open to all, and proves
 * that Twilio asks for music. The other's comes from one that answers only signed requests.
 */
export const musicSignature: Experiment<'musicSignature'> = {
  belief: 'musicSignature',
  plan: 'Two pages wait in conferences for some seconds.',
  legMinutes: 2,
  observe: async (lab) => {
    const [open, guarded] = [await lab.party(), await lab.party()];
    await Promise.all([wait(lab, open, 'open'), wait(lab, guarded, 'guarded')]);
    await lab.until('Twilio asks for music twice', async () => (await lab.notes('music-open')).length > 1);
    return (await lab.notes('music-guarded')).length > 0 ? 'signed' : 'unsigned';
  },
};

function wait(lab: Lab, party: Party, access: 'open' | 'guarded'): Promise<string> {
  const url = lab.url(access, { note: `music-${access}`, twiml: `${MUSIC}<Redirect/>` });
  const waitUrl = url.replaceAll('&', '&amp;');
  const room = `<Conference startConferenceOnEnter="false" waitUrl="${waitUrl}">${lab.room()}</Conference>`;
  return lab.dial(party, `<Dial>${room}</Dial>`);
}
