import type { LiveCall, LiveConference, LiveLines, LiveParticipant } from '../page-protocol.ts';
import { element } from './element.ts';

/** Draws every live conference as a table of who hears whom, and the calls outside of conferences as a list. */
export function drawLines(lines: LiveLines): readonly HTMLElement[] {
  const calls = new Map(lines.calls.map((call) => [call.callSid, call]));
  const gathered = new Set(
    lines.conferences.flatMap(({ participants }) => participants.map((one) => one.callSid)),
  );
  const alone = lines.calls.filter((call) => !gathered.has(call.callSid));
  if (lines.calls.length === 0) {
    return [
      element(
        'p',
        { class: 'empty' },
        'No calls. Dial the number from your phone, or start a scripted caller.',
      ),
    ];
  }
  return [
    ...lines.conferences.map((conference) => drawConference(conference, calls)),
    ...(alone.length > 0 ? [drawAlone(alone)] : []),
  ];
}

function drawConference(conference: LiveConference, calls: ReadonlyMap<string, LiveCall>): HTMLElement {
  const { participants, friendlyName, status } = conference;
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, 'Hears'),
    ...participants.map((one) => element('th', { scope: 'col' }, shortName(one, calls.get(one.callSid)))),
  );
  head.append(element('th', { scope: 'col' }, 'Sound'));
  const rows = participants.map((listener) => drawListener(listener, participants, calls));
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Conference ${friendlyName}` },
    element(
      'table',
      { class: 'matrix' },
      element(
        'caption',
        {},
        'Conference ',
        element('code', { title: conference.sid }, friendlyName),
        ' ',
        badge(status),
      ),
      element('thead', {}, head),
      element('tbody', {}, ...rows),
    ),
  );
}

function drawListener(
  listener: LiveParticipant,
  participants: readonly LiveParticipant[],
  calls: ReadonlyMap<string, LiveCall>,
): HTMLElement {
  const call = calls.get(listener.callSid);
  const voices = new Set(call?.voices);
  const cells = participants.map((speaker) => hearingCell(listener, speaker, voices.has(speaker.callSid)));
  const who = element(
    'th',
    { scope: 'row' },
    element('span', { class: 'name' }, shortName(listener, call)),
    element('span', { class: 'address', title: listener.callSid }, call ? addressOf(call) : 'gone'),
    listener.hold && badge('hold'),
    listener.muted && badge('muted'),
    listener.coaches !== undefined && badge('coach'),
  );
  return element('tr', {}, who, ...cells, element('td', { class: 'sound' }, soundOf(call)));
}

function hearingCell(listener: LiveParticipant, speaker: LiveParticipant, hears: boolean): HTMLElement {
  if (listener.callSid === speaker.callSid) return element('td', { class: 'self' }, unseen('self'));
  const dot = element('span', { class: hears ? 'dot on' : 'dot', 'aria-hidden': 'true' });
  return element('td', {}, dot, unseen(hears ? 'hears' : 'does not hear'));
}

function drawAlone(calls: readonly LiveCall[]): HTMLElement {
  const items = calls.map((call) =>
    element(
      'li',
      {},
      element('span', { class: 'route', title: call.callSid }, `${call.from} → ${call.to}`),
      badge(call.status),
      element('span', { class: 'sound' }, soundOf(call)),
    ),
  );
  return element('ul', { class: 'alone', 'aria-label': 'Calls outside of conferences' }, ...items);
}

/** The far end's address: an inbound call's caller, an outbound call's target. */
function addressOf(call: LiveCall): string {
  return call.direction === 'inbound' ? call.from : call.to;
}

/**
 * "customer", "a1 ana": the label, and for a page its identity. What an application adds to that after two underscores is
 * not for people.
 */
function shortName(participant: LiveParticipant, call: LiveCall | undefined): string {
  const address = call ? addressOf(call) : participant.callSid.slice(0, 8);
  if (participant.label === undefined) return address;
  const [, page] = /^client:([^?]+?)(__[^?]*)?(\?|$)/.exec(address) ?? [];
  return page === undefined ? participant.label : `${participant.label} ${page}`;
}

function soundOf(call: LiveCall | undefined): string {
  const clip = call?.clip;
  if (!clip) return call && call.voices.length > 0 ? 'voices' : 'silence';
  if (clip.kind === 'say') return `“${clip.content}”`;
  if (clip.kind === 'tone') return `tones ${clip.content}`;
  return `♪ ${clip.content.split('?')[0]?.split('/').at(-1) ?? clip.content}`;
}

function badge(text: string): HTMLElement {
  return element('span', { class: `badge ${text}` }, text);
}

function unseen(text: string): HTMLElement {
  return element('span', { class: 'unseen' }, text);
}
