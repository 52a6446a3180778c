import type { Experiment } from '../experiment.ts';
import { refusalOf } from '../refusal.ts';
import { redirect, STAY } from '../twiml.ts';

export const spaceBeforeXml: Experiment<'spaceBeforeXml'> = {
  belief: 'spaceBeforeXml',
  plan: 'A page calls a Function whose document begins with a space.',
  legMinutes: 1,
  observe: async (bench) => {
    const call = await bench.connect(await bench.party());
    const twiml = redirect(bench.url('open', { note: 'went-on', twiml: STAY }));
    const before = ' \n<?xml version="1.0" encoding="UTF-8"?>';
    await bench.client.calls(call).update({
      url: bench.url('open', { note: 'document', twiml, before }),
      method: 'POST',
      fallbackUrl: bench.url('open', { note: 'fell-back', twiml: STAY }),
      fallbackMethod: 'POST',
    });
    return await bench.until('the document is taken or refused', async () => {
      if ((await bench.notes('went-on')).length > 0) return 'passed-over';
      return (await bench.notes('fell-back')).length > 0 && 'refused';
    });
  },
};

/** A number for films, which no account has: https://www.nationalnanpa.com/number_resource_info/555_numbers.html */
const NOBODYS = '(202) 555-0143';
/** https://www.twilio.com/docs/api/errors/21210 and https://www.twilio.com/docs/api/errors/21212 */
const [NOT_OWN, NO_NUMBER] = [21_210, 21_212];

/**
 * The words of the refusal decide, so that no telephone rings. Such a number is not the account's, or it is no number.
 */
export const nationalNumbers: Experiment<'nationalNumbers'> = {
  belief: 'nationalNumbers',
  plan: 'A call to nobody, from a number that is not the account’s, is asked for and refused.',
  legMinutes: 0,
  observe: async (bench) => {
    const dial = {
      to: `client:${bench.nobody()}`,
      from: NOBODYS,
      twiml: '<Response/>',
      timeout: 5,
    };
    const code = await refusalOf(bench.client.calls.create(dial));
    if (code === NOT_OWN) return 'taken';
    if (code === NO_NUMBER) return 'refused';
    throw new Error(`${code ? `The code is ${code}` : 'It is not refused'}, which no setting describes.`);
  },
};
