/** Keeps an id of one kind from standing where another kind is asked for. Plain text may stand for any. */
interface Flavour<Name extends string> {
  readonly flavour?: Name;
}

/** Milliseconds since the Unix epoch. The core never reads a clock: every instant comes in with an event. */
export type Instant = number;

/** The SID of the customer's phone call (`CA...`). It names the call, its Sync document and its conference. */
export type CallSid = string & Flavour<'CallSid'>;

/** The SID of any party's phone call (`CA...`): the customer's, or a leg's, which names no call of ours. */
export type PhoneCallSid = string & Flavour<'CallSid' | 'PhoneCallSid'>;

/** An agent's sign-in name: letters, digits and underscore only. */
export type AgentId = string & Flavour<'AgentId'>;

/** The name of an agent's or outside party's leg within one call: `a1`, `a2`, ... It is also the participant label. */
export type LegId = string & Flavour<'LegId'>;

/** A language in which callers and agents are spoken to. */
export type Language = 'en' | 'ja';
