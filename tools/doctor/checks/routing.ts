import { applicationWebhooks, findApplication } from '../../../delivery/ensure.ts';
import { differences, webhooksFor, webhooksOf } from '../../../delivery/numbers.ts';
import { bad, ok, type Check } from '../check.ts';

/** Where the TwiML application leads a page that connects again. */
export const application: Check = {
  name: 'TwiML application',
  run: async ({ client, env, deployment }) => {
    const sid = env.get('TWIML_APP_SID');
    const found = sid ? await findApplication(client, sid) : undefined;
    if (!found || found.sid !== sid)
      return bad(`The account has no TwiML application ${sid ?? '(TWIML_APP_SID is empty)'}`);
    const { voiceUrl, statusCallback } = applicationWebhooks((await deployment()).domain);
    if (found.voiceUrl !== voiceUrl)
      return bad(`Its voice URL is not ${voiceUrl}: a reloaded page cannot rejoin its call`);
    if (found.statusCallback !== statusCallback)
      return bad(
        `Its status callback is not ${statusCallback}: the end of a rejoined call is told only once`,
      );
    return ok(voiceUrl.replace(/#.*$/, ''));
  },
};

/** Where calls to the number go, and where they go when Functions fail. */
export const phoneNumber: Check = {
  name: 'Phone number',
  run: async ({ client, record, deployment }) => {
    const numbers = await client.incomingPhoneNumbers.list();
    const number = numbers.find(({ sid }) => sid === record.number);
    if (!number) return bad('Setup has not chosen a number, or the account has it no longer');
    const wrong = differences(webhooksOf(number), webhooksFor((await deployment()).domain));
    if (wrong.length > 0)
      return bad(`${number.phoneNumber} is not pointed at the deployment: ${wrong.join(', ')}`);
    return ok(`${number.phoneNumber}, with its status callback and fallback`);
  },
};
