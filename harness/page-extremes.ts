import type { PageState } from '../src/assets/state/state.ts';
import { agent, available, busy, desk, leg, NOTE, onCall, pageStates } from './page-states.ts';

const LONG = 'Wilhelmina-Alexandra Featherstonehaugh von und zu Hohenlohe-Waldenburg-Schillingsfürst';
const UNBROKEN = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const RIGHT_TO_LEFT = 'نورة بنت عبد العزيز';
const MARKUP = '<img src=x onerror="alert(1)"><b>bold</b> & <script>alert(2)</script>';

const NAMES = [
  LONG,
  UNBROKEN,
  RIGHT_TO_LEFT,
  MARKUP,
  '高橋 さくら',
  'Ω',
  'Ben',
  'Chie',
  'Dora',
  'Emil',
  'Fay',
  'Gus',
];
const PRESENCES = ['available', 'busy', 'wrap-up', 'away', 'offline'] as const;
const team = NAMES.map((name, index) =>
  agent(`p${index}`, name, PRESENCES[index % PRESENCES.length] ?? 'away', 1 + 431 * index),
);

function crowded(state: PageState): PageState {
  const directory = Array.from({ length: 30 }, (_, index) => ({
    id: `entry-${index}`,
    name: `${index % 7 === 0 ? LONG : 'Branch office'} ${index + 1}`,
  }));
  const [mine] = state.desk?.agents ?? [];
  if (!state.desk || !mine) return state;
  const agents = [{ ...mine, name: LONG }, ...team];
  const me = { id: mine.id, name: LONG, role: mine.role };
  return { ...state, session: { kind: 'signed-in', me }, desk: { ...state.desk, agents, directory } };
}

const talker = leg('a1', 'Ana Ruiz');
const others = [LONG, UNBROKEN, RIGHT_TO_LEFT, MARKUP].map((name, index) => leg(`a${index + 2}`, name));

/** More, longer and stranger things than anybody expects: twelve colleagues, thirty numbers, markup, right to left. */
const extremes: Readonly<Record<string, PageState>> = {
  'crowded-desk': crowded(desk(available)),
  'crowded-conference': crowded(onCall({ phase: 'conferencing', legs: [talker, ...others] })),
  'crowded-ring': crowded({
    ...desk(busy),
    call: {
      ...onCall({ from: `sip:${UNBROKEN}@example.com` }).call,
      phase: 'consulting',
      legs: [leg('a9', UNBROKEN), { ...talker, id: 'a2', state: 'ringing', why: 'transfer' }],
      transfer: {
        kind: 'consult',
        state: 'ringing',
        initiator: 'a9',
        target: 'a2',
        since: available.since,
        note: `${UNBROKEN.repeat(3)} ${RIGHT_TO_LEFT} \u202E4711`,
      },
    },
    line: { device: 'registered', elsewhere: false, incoming: { call: 'CA1', leg: 'a2' } },
  } as PageState),
  'device-gone': onCall(
    {},
    {
      notice: { tone: 'problem', word: 'notice.deviceGone', values: { name: UNBROKEN }, at: available.since },
    },
  ),
  'hold-refused': onCall({
    customer: { joined: true, muted: false, hold: 'hold' },
    pending: [{ command: { type: 'HoldCustomer', music: 'hold' }, since: available.since, failed: true }],
  }),
  'note-kept': onCall({ handoff: { note: NOTE, by: 'ben' } }),
  'many-others': onCall({
    phase: 'conferencing',
    legs: [talker, leg('a2', 'Ben'), leg('a3', 'Chie'), leg('a4', 'Fay')],
  }),
  'crowded-directory': crowded(
    onCall({}, { dialog: { kind: 'transfer', search: '', note: MARKUP, chosen: 'agent-p0' } }),
  ),
  'crowded-consult': crowded(
    onCall({
      phase: 'consulting',
      customer: { joined: true, muted: false, hold: 'hold' },
      legs: [talker, leg('a2', UNBROKEN, { why: 'transfer' })],
      transfer: {
        kind: 'consult',
        state: 'open',
        initiator: 'a1',
        target: 'a2',
        since: available.since,
        note: `${NOTE} ${UNBROKEN} ${RIGHT_TO_LEFT}`,
      },
    }),
  ),
};

/** The faces of the page, the ordinary and the extreme. */
export const everyPageState: Readonly<Record<string, PageState>> = { ...pageStates, ...extremes };
