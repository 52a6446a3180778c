import type { FaultRule, Faults } from '../faults.ts';
import type { FaultSwitch } from './page-protocol.ts';

interface Preset {
  readonly title: string;
  readonly explanation: string;
  readonly rule: Omit<FaultRule, 'id'>;
}

const PRESETS: Readonly<Record<string, Preset>> = {
  'webhooks-late': {
    title: 'Webhooks come late',
    explanation: 'Each webhook is sent 3 seconds after its event.',
    rule: { at: 'webhook', action: { do: 'delay', ms: 3000 } },
  },
  'webhooks-lost': {
    title: 'Webhooks get lost',
    explanation: 'One webhook in three is never sent.',
    rule: { at: 'webhook', action: { do: 'drop' }, probability: 1 / 3 },
  },
  'webhooks-twice': {
    title: 'Webhooks come twice',
    explanation: 'Each webhook is sent two times.',
    rule: { at: 'webhook', action: { do: 'repeat', times: 2 } },
  },
  'rest-busy': {
    title: 'REST API is busy',
    explanation: 'Half of the requests are refused with 429, too many requests.',
    rule: { at: 'rest', action: { do: 'answer', status: 429, code: 20429 }, probability: 0.5 },
  },
  'rest-fails': {
    title: 'REST API fails',
    explanation: 'Requests are answered with 500 and do nothing.',
    rule: { at: 'rest', action: { do: 'answer', status: 500, code: 20500 } },
  },
  'rest-lies': {
    title: 'REST API works but says it failed',
    explanation: 'Requests take effect and are answered with 500 all the same.',
    rule: { at: 'rest', action: { do: 'answer', status: 500, code: 20500, after: true } },
  },
  'rest-hangs': {
    title: 'REST API never answers',
    explanation: 'Requests wait until the caller gives up.',
    rule: { at: 'rest', action: { do: 'hang' } },
  },
  'call-token-refused': {
    title: 'CallToken is refused',
    explanation: 'No phone sees the caller’s number: a call with a CallToken is refused with 21210.',
    rule: {
      at: 'rest',
      match: '^POST .*[ &]CallToken=',
      action: { do: 'answer', status: 400, code: 21210 },
    },
  },
  'sync-down': {
    title: 'Sync is down',
    explanation: 'Every Sync request is answered with 503.',
    rule: { at: 'sync', action: { do: 'answer', status: 503 } },
  },
  'sync-conflicts': {
    title: 'Sync conflicts',
    explanation: 'Half of the Sync requests lose against somebody else’s write (412).',
    rule: { at: 'sync', action: { do: 'answer', status: 412, code: 54103 }, probability: 0.5 },
  },
  'registrations-forgotten': {
    title: 'Registrations are forgotten',
    explanation: 'No page is found when it is called, though its SDK says that it is registered.',
    rule: { at: 'page', match: '^registration ', action: { do: 'drop' } },
  },
  'invitations-lost': {
    title: 'Invitations get lost',
    explanation: 'Half of the calls to pages do not ring there.',
    rule: { at: 'page', match: '^invite ', action: { do: 'drop' }, probability: 0.5 },
  },
  'invitations-late': {
    title: 'Invitations come late',
    explanation: 'A page rings 6 seconds after it is called.',
    rule: { at: 'page', match: '^invite ', action: { do: 'delay', ms: 6000 } },
  },
  'ringing-when-taken': {
    title: 'Ringing is told when a page has it',
    explanation: 'The status ringing comes only once an invitation has reached a page.',
    rule: { at: 'page', match: '^ringing ', action: { do: 'drop' } },
  },
  'page-messages-lost': {
    title: 'Messages to pages get lost',
    explanation: 'User-defined messages of the server do not reach the page.',
    rule: { at: 'page', match: '^message ', action: { do: 'drop' } },
  },
  'functions-hang': {
    title: 'Functions never answer',
    explanation: 'Each Function runs into the 10-second limit.',
    rule: { at: 'function', action: { do: 'hang' } },
  },
};

/** The presets, and every rule that was set in another way, with their state. */
export function listFaultSwitches(faults: Faults): readonly FaultSwitch[] {
  const rules = faults.list();
  const presets = Object.entries(PRESETS).map(([id, { title, explanation }]) => {
    return { id, title, explanation, on: rules.some((rule) => rule.id === id) };
  });
  const others = rules.filter((rule) => rule.id === undefined || !(rule.id in PRESETS));
  if (others.length === 0) return presets;
  return [
    ...presets,
    { id: 'others', title: `${others.length} more`, explanation: 'Set through the control API.', on: true },
  ];
}

/** Switches a preset (or `others`, off only) and leaves all other rules as they are. */
export function switchFault(faults: Faults, id: string, on: boolean): void {
  const isOther = (rule: FaultRule): boolean => rule.id === undefined || !(rule.id in PRESETS);
  const kept = faults.list().filter((rule) => (id === 'others' ? !isOther(rule) : rule.id !== id));
  const preset = PRESETS[id];
  faults.set(on && preset ? [...kept, { ...preset.rule, id }] : kept);
}
