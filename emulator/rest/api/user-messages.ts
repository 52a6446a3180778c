// https://www.twilio.com/docs/voice/api/userdefinedmessage-resource
import type { Switch } from '../../switch/switch.ts';
import type { UserMessageRecord } from '../../switch/calls/user-messages.ts';
import { json, required } from '../form.ts';
import type { Route } from '../router.ts';
import { param } from '../router.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';
import { methodOf } from './voice-form.ts';

/** Messages to the page of a call, and subscriptions to those that it sends. */
export function userMessageRoutes({ messages }: Switch): Route[] {
  const call = `${ACCOUNT_PATH}/Calls/:call`;
  return [
    {
      method: 'POST',
      path: `${call}/UserDefinedMessages.json`,
      run: (input) => {
        required(input.form, 'Content');
        const sent = messages.send(param(input, 'call'), json(input.form, 'Content'));
        return { status: 201, json: serialize(sent) };
      },
    },
    {
      method: 'POST',
      path: `${call}/UserDefinedMessageSubscriptions.json`,
      run: (input) => {
        const url = required(input.form, 'Callback');
        const method = methodOf(input.form, 'Method') ?? 'POST';
        const made = messages.subscribe(param(input, 'call'), url, method);
        return { status: 201, json: { ...serialize(made), uri: uriOf(made) } };
      },
    },
    {
      method: 'DELETE',
      path: `${call}/UserDefinedMessageSubscriptions/:sid.json`,
      run: (input) => {
        messages.unsubscribe(param(input, 'call'), param(input, 'sid'));
        return { status: 204 };
      },
    },
  ];
}

function serialize({ sid, callSid, accountSid, createdAt }: UserMessageRecord) {
  return { sid, call_sid: callSid, account_sid: accountSid, date_created: rfc2822(createdAt) };
}

function uriOf({ sid, callSid, accountSid }: UserMessageRecord): string {
  return `/2010-04-01/Accounts/${accountSid}/Calls/${callSid}/UserDefinedMessageSubscriptions/${sid}.json`;
}
