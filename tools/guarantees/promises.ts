/** What must happen when: one of the product's promises. Tests name those that they show: `(promise: agent-vanishes)`. */
export interface Promised {
  readonly name: string;
  /** Its place in the list, by which simulations count it. */
  readonly row: number;
  readonly when: string;
  readonly promise: string;
}

const TEXTS: readonly (readonly [name: string, when: string, promise: string])[] = [
  [
    'waits-for-agent',
    'no agent is available',
    'greeting, music, position told from time to time; the longest-waiting caller is offered as soon as one turns available; after the longest wait, voicemail',
  ],
  [
    'offer-fails',
    'an agent does not answer, rejects, or their page is gone',
    'the next available agent is offered the call; the one who missed it is shown as away (missed) or offline',
  ],
  [
    'hangs-up-early',
    'the customer hangs up while waiting or ringing',
    "the agent's phone stops ringing and they are available again",
  ],
  [
    'hangs-up-as-answered',
    'the customer hangs up in the moment the agent answers',
    'the agent is told that the caller has gone and is available again; no ghost room',
  ],
  [
    'agent-vanishes',
    'the last agent vanishes (tab closed, crash, network)',
    'the customer hears an apology and music within seconds; the same agent is recalled if their page comes back, then others, then voicemail',
  ],
  [
    'page-reloaded',
    'the page is reloaded in a call',
    'one click rejoins the same conversation with timers, notes and role intact',
  ],
  ['owner-ends', 'the owner ends the call', 'it ends for all; wrap-up begins'],
  [
    'target-fails',
    'consult: target does not answer, is busy, declines (with a reason) or cannot be reached',
    'the initiator is told which and why; the customer comes off hold to the initiator',
  ],
  [
    'transfer-cancelled',
    'the initiator cancels while the target rings, or as the target answers',
    "exactly one outcome: the target's leg is gone and the customer is back",
  ],
  [
    'transfer-completed',
    'the initiator completes',
    'the customer comes off hold, talks with the target, who owns the call; the initiator goes to wrap-up',
  ],
  [
    'completed-early',
    'the initiator completes while the target still rings',
    'it becomes a blind transfer with recall to the initiator',
  ],
  [
    'initiator-vanishes',
    'the initiator vanishes while consulting',
    'the target and the customer are joined; the target is told',
  ],
  ['target-vanishes', 'the target vanishes while consulting', 'the customer is back with the initiator'],
  ['hangs-up-in-consult', 'the customer hangs up while consulting', 'both agents are told; their call ends'],
  ['both-vanish', 'both agents vanish', 'as when the last agent vanishes'],
  [
    'conference-left',
    'one of three leaves a conference',
    'the other two go on; ownership moves if the owner left',
  ],
  [
    'blind-fails',
    'blind: the target does not answer',
    'recall to the initiator if available, else next agent, else waiting again in front of the queue',
  ],
  [
    'new-owner-vanishes',
    "a completed transfer's new owner vanishes",
    'as when the last agent vanishes; the former initiator is second in line',
  ],
  [
    'refused',
    "the target is the initiator, offline, busy, unknown, or the call is not the asker's",
    'refused with a clear reason; nothing changes',
  ],
  ['clicked-twice', 'double click, two tabs, two agents at once', 'exactly one effect'],
  [
    'webhooks-fail',
    'webhooks are repeated, reordered, late or lost; leave without join; end before leave',
    'the same final state; the next tick reconciles what was lost',
  ],
  [
    'rest-fails',
    'REST answers 429, 5xx or nothing',
    'bounded retry inside the 10 s limit; then the customer keeps their music and the agent a clear message',
  ],
  [
    'sync-out',
    'Sync is down when a call comes in',
    "the caller is still answered: music, retries on each loop, then voicemail; the number's fallback URL is a static TwiML asset",
  ],
  ['token-expires', 'an access token expires in a call', 'refreshed before; the call never notices'],
  [
    'two-pages',
    'the same agent is signed in on two pages',
    'both ring, one answers, the other shows the same call',
  ],
];

export const PROMISES: readonly Promised[] = TEXTS.map(([name, when, promise], index) => ({
  name,
  row: index + 1,
  when,
  promise,
}));
