import type { Agent, Presence } from '../../src/core/model/agent.ts';
import type { Command } from '../../src/core/model/commands.ts';
import type { Event, LegEnd } from '../../src/core/model/events.ts';
import { legOf } from '../../src/core/model/legs.ts';
import { claim, release } from '../../src/core/routing/claim.ts';
import { aged, withChosenPresence } from '../../src/core/routing/presence.ts';
import { type Arrow, diagram, table } from './diagram.ts';
import {
  agentNamed,
  arrivedCall,
  attempt,
  type Moment,
  type Result,
  SETTINGS,
  after,
  type Trial,
} from './played-call.ts';
import { transferResults, transferStates } from './transfers.ts';
import { clicks, CUSTOMER_HANGS_UP } from './trials.ts';

const LEG = { leg: 'a1', sid: 'CA-ana' } as const;

const TRIALS: readonly Trial[] = [
  trial('its dial is lost to another call', { type: 'ClaimLost', leg: LEG.leg }),
  trial('Twilio does not dial', { type: 'DialFailed', leg: LEG.leg }),
  trial('Twilio has dialled', { type: 'LegDialled', ...LEG }),
  trial('it rings', { type: 'LegRang', ...LEG }),
  trial('it is answered', { type: 'LegAnswered', ...LEG }),
  trial('it joins the room', { type: 'LegJoined', ...LEG, room: 'CF1' }),
  clicks('agent declines', 'ana', 'DeclineAsked'),
  ...(['no-answer', 'busy', 'failed', 'completed'] as const).map(ends),
  trial('it leaves the room', { type: 'LegLeft', ...LEG }),
  trial('its page is silent', { type: 'AgentVanished', agent: 'ana' }),
  CUSTOMER_HANGS_UP,
];

function trial(name: string, event: Event): Trial {
  return { name, events: () => [event] };
}

function ends(how: LegEnd): Trial {
  return { name: `it ends: ${how}`, after: 20, events: () => [{ type: 'LegEnded', ...LEG, how }] };
}

/** The first agent's leg in each of its states. */
function legStates(): readonly Moment[] {
  const dialling = arrivedCall([agentNamed('Ana')]);
  const ringing = after(dialling, { type: 'LegRang', ...LEG });
  const answered = after(ringing, { type: 'LegAnswered', ...LEG });
  const on = after(answered, { type: 'LegJoined', ...LEG, room: 'CF1' });
  return [dialling, ringing, answered, on].map((moment) => ({ ...moment, agents: [] }));
}

/** The chapter about legs. */
export function legChapter(): string {
  const moments = legStates();
  const arrows = moments.flatMap((moment) => TRIALS.flatMap((each) => legArrow(moment, each)));
  const rows = TRIALS.map((each) => [each.name, ...moments.map((moment) => legCell(attempt(moment, each)))]);
  const head = ['What happens', ...moments.map((moment) => stateOf(moment))];
  return [diagram(arrows), table(head, rows)].join('\n\n');
}

function stateOf({ call }: Moment): string {
  return legOf(call, LEG.leg)?.state ?? 'gone';
}

function legArrow(moment: Moment, { name, ...rest }: Trial): readonly Arrow[] {
  const result = attempt(moment, { name, ...rest });
  const [from, to] = [stateOf(moment), result.kind === 'changed' ? stateOf(result.moment) : undefined];
  return to && to !== from ? [{ from, to, by: name.replace(':', ' with') }] : [];
}

function legCell(result: Result): string {
  if (result.kind === 'refused') return `refused (\`${result.code}\`)`;
  if (result.kind === 'unchanged') return '–';
  const given = result.commands.find((command) => command.type === 'ReleaseAgent');
  const asksTwilio = result.commands.some(({ type }) => type === 'CheckRoom') ? ', Twilio is asked' : '';
  const freed = given ? `, agent ${given.to} (${given.why})` : asksTwilio;
  return `${stateOf(result.moment)}${freed}`;
}

/** The chapter about presence. The plays of legs and transfers have shown the agents whom a call releases. */
export function presenceChapter(): string {
  const idle: readonly Presence[] = ['available', 'wrap-up', 'away', 'offline'];
  const agents = idle.map((presence): Agent => ({ ...agentNamed('Ana'), presence }));
  return diagram([
    ...agents.flatMap((agent) => (agent.presence === 'available' ? [rungArrow(agent)] : [])),
    ...releases().map(releaseArrow),
    ...agents.flatMap((agent) => [...chosenArrows(agent), ...agedArrows(agent)]),
  ]);
}

type Release = Extract<Command, { type: 'ReleaseAgent' }>;

function releases(): readonly Release[] {
  const ofLegs = legStates().flatMap((moment) => TRIALS.map((each) => attempt(moment, each)));
  const ofTransfers = transferStates().flatMap((state) => transferResults(state).map(([, result]) => result));
  return [...ofLegs, ...ofTransfers].flatMap((result) =>
    result.kind === 'changed' ? result.commands.filter((command) => command.type === 'ReleaseAgent') : [],
  );
}

const BUSY = claimed(agentNamed('Ana'));

function claimed(agent: Agent): Agent {
  const busy = claim(agent, { call: 'CA0', leg: LEG.leg, claimedBy: 'drawing' }, agent.since, SETTINGS);
  if (!busy) throw new Error('The agent cannot be claimed.');
  return busy;
}

function rungArrow(agent: Agent): Arrow {
  return { from: agent.presence, to: claimed(agent).presence, by: 'claimed for a call' };
}

function releaseArrow({ to, why }: Release): Arrow {
  const freed = release(BUSY, { call: 'CA0', leg: LEG.leg }, to, why, BUSY.since);
  return { from: BUSY.presence, to: freed?.presence ?? BUSY.presence, by: why };
}

function chosenArrows(agent: Agent): readonly Arrow[] {
  return (['available', 'away', 'offline'] as const).flatMap((choice) => {
    const chosen = withChosenPresence(agent, choice, agent.since)?.presence;
    return chosen && chosen !== agent.presence ? [{ from: agent.presence, to: chosen, by: 'chosen' }] : [];
  });
}

function agedArrows(agent: Agent): readonly Arrow[] {
  const silent = aged({ ...agent, seenAt: 0 }, agent.since, SETTINGS)?.presence;
  const later = aged(agent, agent.since + SETTINGS.wrapUpSeconds * 1000, SETTINGS)?.presence;
  return [
    ...(silent ? [{ from: agent.presence, to: silent, by: 'page silent' }] : []),
    ...(later ? [{ from: agent.presence, to: later, by: 'wrap-up over' }] : []),
  ];
}
