/** The product's promises, by number. Tests name the row that they show. */
export interface Row {
  readonly row: number;
  readonly when: string;
  readonly promise: string;
}

const TEXTS: readonly (readonly [when: string, promise: string])[] = [
  [
    'no agent is available',
    'greeting, music, position told from time to time; the longest-waiting caller is offered as soon as one turns available; after the longest wait, voicemail',
  ],
  [
    'an agent does not answer, rejects, or their page is gone',
    'the next available agent is offered the call; the one who missed it is shown as away (missed) or offline',
  ],
  [
    'the customer hangs up while waiting or ringing',
    "the agent's phone stops ringing and they are available again",
  ],
  [
    'the customer hangs up in the moment the agent answers',
    'the agent is told that the caller has gone and is available again; no ghost room',
  ],
  [
    'the last agent vanishes (tab closed, crash, network)',
    'the customer hears an apology and music within seconds; the same agent is recalled if their page comes back, then others, then voicemail',
  ],
  [
    'the page is reloaded in a call',
    'one click rejoins the same conversation with timers, notes and role intact',
  ],
  ['the owner ends the call', 'it ends for all; wrap-up begins'],
  [
    'consult: target does not answer, is busy, declines (with a reason) or cannot be reached',
    'the initiator is told which and why; the customer comes off hold to the initiator',
  ],
  [
    'the initiator cancels while the target rings, or as the target answers',
    "exactly one outcome: the target's leg is gone and the customer is back",
  ],
  [
    'the initiator completes',
    'the customer comes off hold, talks with the target, who owns the call; the initiator goes to wrap-up',
  ],
  [
    'the initiator completes while the target still rings',
    'it becomes a blind transfer with recall to the initiator',
  ],
  ['the initiator vanishes while consulting', 'the target and the customer are joined; the target is told'],
  ['the target vanishes while consulting', 'the customer is back with the initiator'],
  ['the customer hangs up while consulting', 'both agents are told; their call ends'],
  ['both agents vanish', 'as when the last agent vanishes'],
  ['one of three leaves a conference', 'the other two go on; ownership moves if the owner left'],
  [
    'blind: the target does not answer',
    'recall to the initiator if available, else next agent, else waiting again in front of the queue',
  ],
  [
    "a completed transfer's new owner vanishes",
    'as when the last agent vanishes; the former initiator is second in line',
  ],
  [
    "the target is the initiator, offline, busy, unknown, or the call is not the asker's",
    'refused with a clear reason; nothing changes',
  ],
  ['double click, two tabs, two agents at once', 'exactly one effect'],
  [
    'webhooks are repeated, reordered, late or lost; leave without join; end before leave',
    'the same final state; the next tick reconciles what was lost',
  ],
  [
    'REST answers 429, 5xx or nothing',
    'bounded retry inside the 10 s limit; then the customer keeps their music and the agent a clear message',
  ],
  [
    'Sync is down when a call comes in',
    "the caller is still answered: music, retries on each loop, then voicemail; the number's fallback URL is a static TwiML asset",
  ],
  ['an access token expires in a call', 'refreshed before; the call never notices'],
  ['the same agent is signed in on two pages', 'both ring, one answers, the other shows the same call'],
];

export const ROWS: readonly Row[] = TEXTS.map(([when, promise], index) => ({
  row: index + 1,
  when,
  promise,
}));
