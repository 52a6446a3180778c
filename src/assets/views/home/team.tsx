import type { Agent } from '../../../core/model/agent.ts';
import { clockText, longestWait } from '../../selectors/time.ts';
import { screenOf } from '../../selectors/screen.ts';
import { agentName } from '../../selectors/people.ts';
import { meOf } from '../../state/state.ts';
import { Avatar } from '../parts/avatar.tsx';
import { HistoryPanel } from './history.tsx';
import type { View } from '../view.ts';

/** The side column: waiting callers, the team, and between calls the recent calls and messages. */
export function Team({ view }: { readonly view: View }) {
  const looksBack = ['home', 'wrap-up'].includes(screenOf(view.state));
  return (
    <aside class="side">
      <Queue view={view} />
      <Teammates view={view} />
      {looksBack && <HistoryPanel view={view} />}
    </aside>
  );
}

function Queue({ view: { state, say } }: { readonly view: View }) {
  const waiting = state.desk?.waiting ?? [];
  const front = waiting.filter((entry) => entry.front).length;
  return (
    <section class="card queue" aria-labelledby="queue-title">
      <h2 id="queue-title">{say('queue.title')}</h2>
      {waiting.length === 0 ? (
        <p class="quiet-text">{say('queue.empty')}</p>
      ) : (
        <p class="queue-line">
          <strong>{say('queue.count', { count: waiting.length })}</strong>
          <span>{say('queue.longest', { time: clockText(longestWait(waiting, state.now)) })}</span>
          {front > 0 && <span>{say('queue.front', { count: front })}</span>}
        </p>
      )}
    </section>
  );
}

const PRESENCE_ORDER: readonly Agent['presence'][] = ['available', 'busy', 'wrap-up', 'away', 'offline'];

function Teammates({ view }: { readonly view: View }) {
  const { state, say } = view;
  const me = meOf(state)?.id;
  const others = (state.desk?.agents ?? [])
    .filter((agent) => agent.id !== me)
    .toSorted(
      (a, b) =>
        PRESENCE_ORDER.indexOf(a.presence) - PRESENCE_ORDER.indexOf(b.presence) ||
        a.name.localeCompare(b.name),
    );
  return (
    <section class="card team" aria-labelledby="team-title">
      <h2 id="team-title">{say('team.title')}</h2>
      {others.length === 0 && <p class="quiet-text">{say('team.empty')}</p>}
      <ul>
        {others.map((agent) => (
          <li key={agent.id}>
            <Avatar name={agent.name} />
            <span class="who">
              <span class="name">{agentName(agent, state)}</span>
              <span class="why">{presenceText(agent, view)}</span>
            </span>
            <span class={`presence ${agent.presence}`}>{say(`presence.${agent.presence}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why they are not there, or how long they have had their presence. */
function presenceText(agent: Agent, { state, say }: View): string {
  if (agent.why) return say(`presence.why.${agent.why}`);
  return agent.presence === 'offline' ? '' : clockText(state.now - agent.since);
}
