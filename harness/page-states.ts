import type { Agent } from '../src/core/model/agent.ts';
import type { Call, Leg, Transfer } from '../src/core/model/call.ts';
import type { TimelineEntry } from '../src/core/model/history.ts';
import { englishSentence, timelineEvent, type TimelineEvent } from '../src/core/model/timeline-event.ts';
import { type Draft, initialState, type PageState } from '../src/assets/state/state.ts';

/** When every picture is taken, so that two runs give the same picture. */
const NOW = Date.UTC(2026, 2, 2, 10, 30, 0);
const CALL = 'CA00000000000000000000000000000001';

const seconds = (count: number): number => NOW - count * 1000;

/** An agent as Sync has them. @param since how many seconds ago their presence changed */
export function agent(
  id: string,
  name: string,
  presence: Agent['presence'],
  since: number,
  more: Partial<Agent> = {},
): Agent {
  const at = seconds(since);
  return { id, name, role: 'agent', presence, since: at, idleSince: at, seenAt: seconds(3), ...more };
}

const team = [
  agent('ben', 'Ben Okafor', 'available', 340),
  agent('chie', 'Chie Tanaka', 'busy', 72, { call: 'CA00000000000000000000000000000002' }),
  agent('dora', 'Dora Lindqvist', 'away', 610, { why: 'missed' }),
  agent('emil', 'Emil Novak', 'wrap-up', 21),
  agent('fay', 'Fay Martin', 'offline', 9000),
];

type Changes = Partial<Omit<PageState, 'line' | 'connection' | 'microphone'>> & {
  readonly line?: Partial<PageState['line']>;
  readonly connection?: Partial<PageState['connection']>;
  readonly microphone?: Partial<PageState['microphone']>;
};

const DISPOSITIONS = [
  { id: 'resolved', en: 'Resolved', ja: '解決' },
  { id: 'follow-up', en: 'Follow-up needed', ja: '要フォロー' },
  { id: 'handed-over', en: 'Handed over', ja: '引き継ぎ' },
  { id: 'other', en: 'Other', ja: 'その他' },
];

/** Ana's desk with one presence, and whatever a state adds. */
export function desk(mine: Agent, changes: Changes = {}): PageState {
  const empty = initialState(NOW);
  return {
    ...empty,
    session: { kind: 'signed-in', me: { id: 'ana', name: 'Ana Ruiz', role: 'agent' } },
    desk: {
      agents: [mine, ...team],
      waiting: [],
      directory: [
        { id: 'billing', name: 'Billing office' },
        { id: 'warehouse', name: 'Warehouse' },
      ],
      dispositions: DISPOSITIONS,
      settings: { wrapUpSeconds: 60, longestWaitSeconds: 600, pageGoneSeconds: 60 },
    },
    ...changes,
    line: { ...empty.line, device: 'registered', ...changes.line },
    connection: { ...empty.connection, sync: 'connected', sound: 'on', ...changes.connection },
    microphone: { ...empty.microphone, state: 'ready', ...changes.microphone },
  };
}

const offline = agent('ana', 'Ana Ruiz', 'offline', 12);
export const available = agent('ana', 'Ana Ruiz', 'available', 95);
export const busy = agent('ana', 'Ana Ruiz', 'busy', 187, { call: CALL, leg: 'a1' });

export function leg(id: string, name: string, more: Partial<Leg> = {}): Leg {
  const party = { kind: 'agent', agent: name.split(' ')[0]?.toLowerCase() ?? '', name } as const;
  return { id, party, state: 'on', why: 'route', since: seconds(170), held: false, muted: false, ...more };
}

const ana = leg('a1', 'Ana Ruiz');
const ben = leg('a2', 'Ben Okafor', { why: 'transfer', since: seconds(24) });

function call(more: Partial<Call> = {}): Call {
  return {
    version: 1,
    id: CALL,
    from: '+14155550142',
    to: '+14155550100',
    language: 'en',
    startedAt: seconds(187),
    phase: 'talking',
    phaseSince: seconds(170),
    customer: { joined: true, muted: false },
    legs: [ana],
    nextLeg: 2,
    owner: 'a1',
    missedBy: [],
    pending: [],
    handledKeys: [],
    ...more,
  };
}

function transfer(kind: Transfer['kind'], state: Transfer['state'], note?: string): Transfer {
  return { kind, state, initiator: 'a1', target: 'a2', since: seconds(24), ...(note ? { note } : {}) };
}

/** On the line with a call in some state. */
export function onCall(truth: Partial<Call> = {}, changes: Changes = {}): PageState {
  const held = [
    truth.customer?.hold ? 'customer' : '',
    ...(truth.legs ?? []).map((each) => (each.held ? each.id : '')),
  ];
  const empty = desk(busy);
  const colleague = truth.legs?.find(({ id }) => id === 'a2');
  const agents = empty.desk?.agents.map((each) =>
    colleague && each.id === 'ben' ? agent('ben', 'Ben Okafor', 'busy', 24, { call: CALL, leg: 'a2' }) : each,
  );
  return desk(busy, {
    ...(empty.desk && agents && { desk: { ...empty.desk, agents } }),
    call: call(truth),
    heldSince: Object.fromEntries(held.filter(Boolean).map((party) => [party, seconds(24)])),
    ...changes,
    line: { active: { call: CALL, state: 'open', muted: false }, ...changes.line },
  });
}

export const NOTE = 'Invoice 20417 was charged twice. Refund is approved, she needs a date.';

function wrappingUp(since: number): Agent {
  const notice = { code: 'call-ended', call: CALL, at: seconds(since) };
  return agent('ana', 'Ana Ruiz', 'wrap-up', since, { notice });
}

function draft(more: Pick<Draft, 'state'>): Draft {
  return { note: NOTE, disposition: 'follow-up', ...more };
}

function entry(since: number, ...spec: readonly TimelineEvent[]): TimelineEntry {
  return { at: seconds(since), sentences: spec.map(englishSentence), told: spec };
}

const history: PageState['history'] = {
  away: false,
  recent: [
    {
      call: CALL,
      at: seconds(420),
      from: '+14155550142',
      wrapUp: { disposition: 'resolved', at: seconds(200) },
    },
    { call: 'CA4', at: seconds(2900), from: '+14155550177' },
    {
      call: 'CA5',
      at: seconds(90_000),
      wrapUp: { disposition: 'handed-over', note: 'To billing.', at: seconds(89_000) },
    },
  ],
  timelines: {
    [CALL]: [
      entry(420, timelineEvent('called', { digits: '42' }), timelineEvent('rung', { name: 'Ana Ruiz' })),
      entry(
        412,
        timelineEvent('answered', { name: 'Ana Ruiz' }),
        timelineEvent('on-line', { name: 'Ana Ruiz' }),
      ),
      entry(300, timelineEvent('transfer.consult', { asker: 'Ana Ruiz', target: 'Ben Okafor' })),
      entry(
        240,
        timelineEvent('left-call', { name: 'Ana Ruiz' }),
        timelineEvent('took-over', { name: 'Ben Okafor' }),
      ),
      // Kept by an earlier version.
      { at: seconds(210), sentences: ['The customer hung up.'] },
      entry(200, timelineEvent('wrapped-up', { name: 'Ana Ruiz', disposition: 'Resolved' })),
    ],
  },
  voicemails: [
    { recording: 'RE1', from: '+14155550119', at: seconds(1800), seconds: 42 },
    { recording: 'RE2', from: '+14155550163', at: seconds(80_000), seconds: 8 },
  ],
};

/** The call on the page of Ben, to whom Ana transfers it. */
function asBen(state: PageState): PageState {
  const { desk: seen } = state;
  const agents = seen?.agents.map((each) =>
    each.id === 'ben' ? { ...busy, id: 'ben', name: 'Ben Okafor' } : each,
  );
  return {
    ...state,
    ...(seen && agents && { desk: { ...seen, agents } }),
    session: { kind: 'signed-in', me: { id: 'ben', name: 'Ben Okafor', role: 'agent' } },
  };
}

const attempt = {
  call: CALL,
  how: 'consult',
  target: { kind: 'agent', agent: 'ben' },
  name: 'Ben Okafor',
  note: NOTE,
} as const;
const consulting: Partial<Call> = {
  phase: 'consulting',
  customer: { joined: true, muted: false, hold: 'hold' },
  legs: [ana, ben],
  transfer: transfer('consult', 'open'),
};
const conferencing: Partial<Call> = { phase: 'conferencing', legs: [ana, ben] };
const rescuing: Partial<Call> = {
  phase: 'rescuing',
  customer: { joined: true, muted: false, hold: 'rescue' },
  legs: [],
  rescue: { since: seconds(6), first: ['ana'], until: NOW + 14_000 },
};
const ringing = { incoming: { call: CALL, leg: 'a1' } };
const dialogs = {
  none: { kind: 'none' },
  end: { kind: 'end' },
  decline: { kind: 'decline' },
  sound: { kind: 'sound' },
  passcode: { kind: 'passcode', busy: false, error: 'passcode.wrong' },
} as const;

const expired = {
  kind: 'expired',
  me: { id: 'ana', name: 'Ana Ruiz', role: 'agent' },
  busy: false,
} as const;

/** Every face of the page by name: what pictures and accessibility checks go through. */
export const pageStates: Readonly<Record<string, PageState>> = {
  loading: initialState(NOW),
  'sign-in': { ...initialState(NOW), session: { kind: 'signed-out', busy: false } },
  'sign-in-refused': {
    ...initialState(NOW),
    session: { kind: 'signed-out', busy: false, error: 'error.wrong-passcode' },
  },
  'sign-in-code': { ...initialState(NOW), session: { kind: 'signed-out', busy: false, needsCode: true } },
  passcode: desk(available, { dialog: dialogs.passcode }),
  idle: desk(available, { idleUntil: NOW + 42_000 }),
  offline: desk(offline, { line: { device: 'off' }, microphone: { state: 'unknown' } }),
  'microphone-ready': desk(offline, { line: { device: 'off' }, microphone: { isMeasured: true } }),
  'microphone-closed': desk(offline, { line: { device: 'off' } }),
  available: desk(available),
  'queue-waiting': desk(available, {
    desk: {
      agents: [available, ...team],
      waiting: [
        { call: 'CA1', since: seconds(134), front: true },
        { call: 'CA2', since: seconds(41), front: false },
      ],
      directory: [],
      dispositions: DISPOSITIONS,
      settings: { wrapUpSeconds: 60, longestWaitSeconds: 600, pageGoneSeconds: 60 },
    },
  }),
  away: desk(agent('ana', 'Ana Ruiz', 'away', 32)),
  missed: desk(agent('ana', 'Ana Ruiz', 'away', 8, { why: 'missed' })),
  'page-closed': desk(agent('ana', 'Ana Ruiz', 'away', 3, { why: 'page-closed' })),
  'sound-settings': desk(available, {
    dialog: dialogs.sound,
    microphone: {
      isMeasured: true,
      inputs: [{ id: 'm1', label: 'USB headset' }],
      outputs: [{ id: 's1', label: 'USB headset' }],
    },
  }),
  ringing: desk(busy, {
    call: call({ phase: 'ringing', legs: [leg('a1', 'Ana Ruiz', { state: 'ringing' })] }),
    line: ringing,
  }),
  'ringing-transfer': asBen(
    desk(busy, {
      call: call({
        phase: 'consulting',
        customer: { joined: true, muted: false, hold: 'hold' },
        legs: [ana, { ...ben, state: 'ringing' }],
        transfer: transfer('consult', 'ringing', NOTE),
      }),
      line: { incoming: { call: CALL, leg: 'a2' } },
    }),
  ),
  'ringing-withheld': desk(busy, {
    call: call({
      from: '+266696687',
      phase: 'ringing',
      legs: [leg('a1', 'Ana Ruiz', { state: 'ringing' })],
    }),
    line: ringing,
  }),
  'ringing-recall': desk(busy, {
    call: call({
      phase: 'ringing',
      legs: [leg('a3', 'Ana Ruiz', { state: 'ringing', why: 'recall' })],
      lastTransfer: { target: 'Ben Okafor', result: 'no-answer', at: seconds(4) },
    }),
    line: { incoming: { call: CALL, leg: 'a3' } },
  }),
  'call-coming': desk(agent('ana', 'Ana Ruiz', 'busy', 0, { call: CALL, leg: 'a1' })),
  declining: desk(busy, {
    call: call({ phase: 'ringing', legs: [leg('a1', 'Ana Ruiz', { state: 'ringing' })] }),
    line: ringing,
    dialog: dialogs.decline,
  }),
  talking: onCall(),
  'talking-with-notes': onCall({}, { drafts: { [CALL]: { note: NOTE, state: 'open' } } }),
  muted: onCall({}, { line: { active: { call: CALL, state: 'open', muted: true } } }),
  holding: onCall({ customer: { joined: true, muted: false, hold: 'hold' } }),
  keypad: onCall({}, { dialog: { kind: 'keypad', digits: '4021' } }),
  'transfer-dialog': onCall({}, { dialog: { kind: 'transfer', search: '', note: '' } }),
  'transfer-chosen': onCall(
    {},
    { dialog: { kind: 'transfer', search: '', note: NOTE, chosen: 'agent-ben' } },
  ),
  'transfer-no-match': onCall({}, { dialog: { kind: 'transfer', search: 'zo', note: '' } }),
  'consult-ringing': onCall({
    ...consulting,
    legs: [ana, { ...ben, state: 'ringing' }],
    transfer: transfer('consult', 'ringing'),
  }),
  consulting: onCall(consulting),
  'consult-swapped': onCall({
    ...consulting,
    customer: { joined: true, muted: false },
    legs: [ana, { ...ben, held: true }],
  }),
  'being-consulted': asBen(onCall({ ...consulting, transfer: transfer('consult', 'open', NOTE) })),
  'being-consulted-held': asBen(
    onCall({ ...consulting, customer: { joined: true, muted: false }, legs: [ana, { ...ben, held: true }] }),
  ),
  'adding-ringing': onCall({
    legs: [ana, { ...ben, state: 'ringing' }],
    transfer: transfer('add', 'ringing'),
  }),
  conferencing: onCall(conferencing),
  'conferencing-muted': onCall({
    ...conferencing,
    customer: { joined: true, muted: true },
    legs: [ana, { ...ben, held: true }],
  }),
  'conferencing-as-guest': asBen(onCall(conferencing)),
  'transfer-declined': onCall(
    { lastTransfer: { target: 'Ben Okafor', result: 'declined', reason: 'Not my topic', at: seconds(4) } },
    { attempt },
  ),
  'transfer-not-answered': onCall(
    { lastTransfer: { target: 'Dora Lindqvist', result: 'no-answer', at: seconds(4) } },
    { attempt: { ...attempt, target: { kind: 'agent', agent: 'dora' }, name: 'Dora Lindqvist', note: '' } },
  ),
  'transfer-refused': onCall({}, { attempt: { ...attempt, refused: 'error.target-busy' } }),
  'ending-asked': onCall({}, { dialog: dialogs.end }),
  'other-window': desk(busy, { call: call(), line: { elsewhere: true } }),
  rejoin: desk(busy, {
    call: call(rescuing),
    heldSince: { customer: seconds(6) },
    line: { device: 'registered' },
  }),
  'rejoin-elsewhere': desk(busy, { call: call(), line: { device: 'registered' } }),
  'wrap-up': desk(wrappingUp(18), { history, drafts: { [CALL]: draft({ state: 'open' }) } }),
  'wrap-up-saved': desk(wrappingUp(41), { drafts: { [CALL]: draft({ state: 'saved' }) } }),
  'wrap-up-not-saved': desk(wrappingUp(44), { drafts: { [CALL]: draft({ state: 'failed' }) } }),
  'wrap-up-without-disposition': desk(wrappingUp(44), {
    drafts: { [CALL]: { note: NOTE, state: 'incomplete' } },
  }),
  'wrap-up-over': desk(wrappingUp(75)),
  history: desk(available, { history }),
  'history-away': desk(available, { history: { ...history, away: true } }),
  'past-call-loading': desk(available, { history, dialog: { kind: 'past-call', call: 'CA4' } }),
  'past-call': desk(available, { history, dialog: { kind: 'past-call', call: CALL } }),
  'notes-left': desk(available, { history, drafts: { [CALL]: draft({ state: 'failed' }) } }),
  'caller-gone': desk(available, { notice: { tone: 'news', word: 'notice.caller-gone', at: NOW } }),
  'page-gone': desk(agent('ana', 'Ana Ruiz', 'offline', 40, { why: 'page-gone' })),
  'no-microphone': desk(offline, { microphone: { state: 'missing' } }),
  'microphone-denied': desk(offline, { microphone: { state: 'denied' } }),
  'microphone-failed': desk(offline, { microphone: { state: 'failed' } }),
  'sound-blocked': desk(available, { connection: { sound: 'blocked' } }),
  'network-offline': onCall({}, { connection: { online: false } }),
  'network-offline-between-calls': desk(available, { connection: { online: false } }),
  'line-reconnecting': onCall({}, { connection: { signalling: 'reconnecting' } }),
  'sound-reconnecting': onCall({}, { line: { active: { call: CALL, state: 'reconnecting', muted: false } } }),
  'network-poor': onCall(
    {},
    { line: { active: { call: CALL, state: 'open', muted: false, quality: 'poor-network' } } },
  ),
  'no-sound-from-you': onCall(
    {},
    { line: { active: { call: CALL, state: 'open', muted: false, quality: 'no-sound-from-you' } } },
  ),
  'no-sound-to-you': onCall(
    {},
    { line: { active: { call: CALL, state: 'open', muted: false, quality: 'no-sound-to-you' } } },
  ),
  'line-failed': desk(available, { line: { device: 'failed' } }),
  'token-trouble': desk(available, { connection: { token: 'trouble' } }),
  'sync-unreachable': desk(available, { connection: { sync: 'unreachable' } }),
  'new-version': desk(available, { connection: { outdated: true } }),
  'new-version-in-call': onCall({}, { connection: { outdated: true } }),
  'session-ended': desk(available, { session: expired }),
  'session-ended-in-call': onCall({}, { session: expired }),
};
