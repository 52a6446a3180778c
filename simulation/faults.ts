import type { FaultRule } from '../emulator/faults.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** The kinds of faults that a scenario may have, alone or together. */
export const FAULT_KINDS = ['webhooks', 'rest', 'holds', 'sync', 'outage', 'kills'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const CALLBACKS = '/voice/(call-status|rejoin-status|conference-event)';

/** How often each thing goes wrong while calls come in. */
const RULES: Readonly<Record<FaultKind, readonly FaultRule[]>> = {
  webhooks: [
    { at: 'webhook', match: CALLBACKS, probability: 0.03, action: { do: 'drop' } },
    { at: 'webhook', match: '/voice/', probability: 0.04, action: { do: 'repeat', times: 2 } },
    { at: 'webhook', match: CALLBACKS, probability: 0.06, action: { do: 'delay', ms: 400 } },
    { at: 'webhook', match: CALLBACKS, probability: 0.04, action: { do: 'delay', ms: 5000 } },
  ],
  rest: [
    { at: 'rest', probability: 0.03, action: { do: 'answer', status: 429 } },
    { at: 'rest', probability: 0.02, action: { do: 'answer', status: 503 } },
    { at: 'rest', probability: 0.02, action: { do: 'answer', status: 503, after: true } },
    { at: 'rest', probability: 0.01, action: { do: 'hang' } },
    { at: 'rest', probability: 0.01, action: { do: 'hang', after: true } },
    { at: 'rest', probability: 0.03, action: { do: 'delay', ms: 1500 } },
  ],
  sync: [
    { at: 'sync', match: '^POST', probability: 0.02, action: { do: 'answer', status: 412, code: 54103 } },
    { at: 'sync', probability: 0.01, action: { do: 'answer', status: 429 } },
    { at: 'sync', probability: 0.01, action: { do: 'answer', status: 503 } },
    { at: 'sync', probability: 0.01, action: { do: 'answer', status: 503, after: true } },
    { at: 'sync', probability: 0.004, action: { do: 'hang' } },
    { at: 'sync', probability: 0.004, action: { do: 'hang', after: true } },
    { at: 'sync', probability: 0.02, action: { do: 'delay', ms: 300 } },
  ],
  holds: [
    { at: 'rest', match: '^POST .*/Participants/', probability: 0.3, action: { do: 'delay', ms: 1500 } },
  ],
  outage: [],
  kills: [1, 2, 3, 4].map((requests) => {
    return {
      at: 'function',
      match: '/(voice|api/(call|transfer))/',
      probability: 0.008,
      action: { do: 'kill', requests },
    };
  }),
};

const SYNC_IS_DOWN: FaultRule = { at: 'sync', action: { do: 'answer', status: 503 } };
/** Twilio refuses every hold and mute, on and off. */
const NO_HOLD: FaultRule = {
  at: 'rest',
  match: '^POST .*/Participants/',
  action: { do: 'answer', status: 503 },
};

/** The services that are out for a while, how often, and for how many seconds. */
const OUTAGES = {
  outage: { rule: SYNC_IS_DOWN, times: 2, from: 6, to: 20 },
  holds: { rule: NO_HOLD, times: 3, from: 20, to: 40 },
} as const;

/** Lets things go wrong until `endAt`. Now and then a service is out, if the scenario has that fault. */
export function unleash(world: World, random: Random, kinds: readonly FaultKind[], endAt: number): void {
  const { clock, local } = world;
  const length = endAt - clock.now();
  const out = new Set<FaultRule>();
  const usual = kinds.flatMap((kind) => RULES[kind]);
  const apply = (): void => local.faults.set(clock.now() < endAt ? [...out, ...usual] : []);
  apply();
  clock.after(length, apply);
  for (const kind of ['outage', 'holds'] as const) {
    const { rule, times, from: least, to: most } = OUTAGES[kind];
    for (let count = 0; count < (kinds.includes(kind) ? times : 0); count += 1) {
      const from = random.next() * length * 0.8;
      const one = { ...rule };
      clock.after(from, () => {
        out.add(one);
        apply();
      });
      clock.after(Math.min(from + random.milliseconds(least, most), length), () => {
        out.delete(one);
        apply();
      });
    }
  }
}
