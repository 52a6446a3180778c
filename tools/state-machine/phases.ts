import { type Arrow, diagram } from './diagram.ts';
import {
  after,
  agentNamed,
  arrivedCall,
  attempt,
  joins,
  leaves,
  type Moment,
  type Result,
  type Trial,
  withJoined,
} from './played-call.ts';
import { anaTalks, ask, asksFor, cleoToo, clicks, comesBack, CUSTOMER_HANGS_UP, misses } from './trials.ts';

interface PhaseTrials {
  readonly moment: Moment;
  readonly trials: readonly Trial[];
}

/** A call in each phase, with what may happen to it there. */
function phases(): readonly PhaseTrials[] {
  const waiting = arrivedCall([]);
  const withAna = { ...waiting, agents: [agentNamed('Ana')] };
  const voicemail = attempted(waiting, WAITED_LONG);
  const talking = anaTalks();
  const consulting = withJoined(ask(talking, 'consult', 'ben'), 'ben');
  const transferring = ask(talking, 'blind', 'ben');
  const rescuing = attempted({ ...talking, agents: [] }, VANISHES);
  const noAnswer = 'nobody answers';
  const all: readonly PhaseTrials[] = [
    { moment: waiting, trials: [WAITED_LONG] },
    { moment: withAna, trials: [{ name: 'an agent is rung', events: () => [{ type: 'WaitLoopTicked' }] }] },
    { moment: arrivedCall([agentNamed('Ana')]), trials: [joined('ana'), misses(noAnswer, 'ana')] },
    { moment: talking, trials: [...asks(), VANISHES, ENDS] },
    { moment: cleoToo(), trials: [COMPLETES, leavesAs('cleo'), ENDS] },
    { moment: consulting, trials: [COMPLETES, MERGES, CANCELS, leavesAs('ben'), VANISHES] },
    { moment: transferring, trials: [joined('ben'), misses(noAnswer, 'ben'), rejoins('ana')] },
    { moment: rescuing, trials: [rejoins('ana'), WAITED_LONG] },
    {
      moment: voicemail,
      trials: [{ name: 'a message is left', events: () => [{ type: 'VoicemailRecorded' }] }],
    },
  ];
  return all.map(({ moment, trials }) => ({ moment, trials: [...trials, CUSTOMER_HANGS_UP] }));
}

const WAITED_LONG: Trial = {
  name: 'the longest wait is over',
  after: 400,
  events: () => [{ type: 'WaitLoopTicked' }],
};
const VANISHES: Trial = { name: 'owner vanishes', events: (moment) => leaves(moment, 'ana') };
const ENDS = clicks('owner ends the call', 'ana', 'EndAsked');
const COMPLETES = clicks('owner completes', 'ana', 'CompleteAsked');
const MERGES = clicks('initiator merges', 'ana', 'MergeAsked');
const CANCELS = clicks('initiator cancels', 'ana', 'CancelAsked');

function asks(): readonly Trial[] {
  return [
    { name: 'a consult is asked', events: () => [asksFor('consult', 'ben')] },
    {
      name: 'an added party joins',
      events: (moment) => [asksFor('add', 'ben'), ...joins(ask(moment, 'add', 'ben'), 'ben')],
    },
    { name: 'a blind transfer is asked', events: () => [asksFor('blind', 'ben')] },
  ];
}

function joined(agent: string): Trial {
  return { name: 'agent joins', events: (moment) => joins(moment, agent) };
}

function leavesAs(agent: string): Trial {
  return { name: 'all but one leave', events: (moment) => leaves(moment, agent) };
}

function rejoins(agent: string): Trial {
  return { name: "an agent's page is back", events: (moment) => comesBack(moment, agent) };
}

function attempted(moment: Moment, trial: Trial): Moment {
  return after({ ...moment, now: moment.now + (trial.after ?? 0) * 1000 }, ...trial.events(moment));
}

/** The chapter about phases. */
export function phaseChapter(): string {
  const arrows = phases().flatMap(({ moment, trials }) =>
    trials.flatMap((trial) => arrowOf(moment, trial.name, attempt(moment, trial))),
  );
  return diagram(arrows);
}

function arrowOf({ call: { phase: from } }: Moment, by: string, result: Result): readonly Arrow[] {
  if (result.kind !== 'changed') throw new Error(`In phase ${from} ${by} is ${result.kind}.`);
  return [{ from, to: result.moment.call.phase, by }];
}
