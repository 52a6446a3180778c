/** Milliseconds since the Unix epoch. The core never reads a clock: every instant comes in with an event. */
export type Instant = number;

/** A Twilio call SID (`CA...`). The customer's names the call, its Sync document and its conference. */
export type CallSid = string;

/** A Voice SDK identity: letters, digits and underscore only. */
export type AgentId = string;

/** The name of an agent's or outside party's leg within one call: `a1`, `a2`, ... It is also the participant label. */
export type LegId = string;

export type Language = 'en' | 'ja';
