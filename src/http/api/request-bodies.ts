import * as v from 'valibot';
import { LIMITS } from '../../core/model/limits.ts';
import { AGENT_ID, CALL_SID, ENTRY_ID, RECORDING_SID, UNPRINTABLE } from '../../core/model/names.ts';

/** The fields of the page's requests. Anything else in a body is refused. */
export const callSid = v.pipe(v.string(), v.regex(CALL_SID));
/** An agent's id. */
export const agentId = v.pipe(v.string(), v.regex(AGENT_ID));
/** A Twilio recording. */
export const recordingSid = v.pipe(v.string(), v.regex(RECORDING_SID));
/** Names one of the pages that an agent has open. */
export const pageName = v.pipe(v.string(), v.regex(/^\w{1,16}$/));
/** The name of a click, so that its repetition has no second effect. */
export const clickKey = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/));
/** `customer` or a leg's name. */
export const party = v.pipe(v.string(), v.regex(/^(customer|a\d{1,4})$/));
const printable = v.pipe(
  v.string(),
  v.transform((text) => text.replaceAll(UNPRINTABLE, (each) => (each === '\n' ? each : ' '))),
  v.trim(),
);
/** A note about a call or a transfer; `LIMITS.note` characters at most. */
export const noteText = v.pipe(printable, v.maxLength(LIMITS.note));
/** Why an agent declines; `LIMITS.reason` characters at most. */
export const reason = v.pipe(printable, v.maxLength(LIMITS.reason));
/** A name that the company gave in its settings. */
export const entryId = v.pipe(v.string(), v.regex(ENTRY_ID));

/** A directory entry's or an agent's name: never a number, a client name or a conference. */
export const target = v.variant('kind', [
  v.strictObject({ kind: v.literal('agent'), agent: agentId }),
  v.strictObject({ kind: v.literal('anyone') }),
  v.strictObject({ kind: v.literal('outside'), entry: entryId }),
]);

/** The body of a request that says nothing but its address. */
export const emptyBody = v.strictObject({});
/** The body of a click on a call. */
export const actionBody = v.strictObject({ call: callSid, key: clickKey });
/** The body of a click on a party. */
export const partyBody = v.strictObject({ call: callSid, key: clickKey, party });
/** The body of a click that sets a party on or off. */
export const toggleBody = v.strictObject({ call: callSid, key: clickKey, party, on: v.boolean() });
