import { claimHasLapsed, claim, confirm, release } from '../../../src/core/routing/claim.ts';
import {
  aged,
  canBeRecalled,
  canBeAsked,
  canBeOffered,
  hasKnownPage,
  closedPage,
  wentOffline,
  markSeen,
  withChosenPresence,
  wasSeenRecently,
} from '../../../src/core/routing/presence.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import { agent, settings, START } from '../../support/core/call-spec.ts';

const held = { call: 'CA0', leg: 'a1' };

function claimed(): Agent {
  const taken = claim(
    agent('ana', { seenAt: START }),
    { call: 'CA0', leg: 'a1', claimedBy: 'one' },
    START,
    settings,
  );
  if (!taken) throw new Error('not claimed');
  return taken;
}

describe('a claim', () => {
  it('makes the agent busy for one call and keeps others away', () => {
    expect(claimed()).toMatchObject({ presence: 'busy', call: 'CA0', leg: 'a1' });
    expect(claim(claimed(), { call: 'CA1', leg: 'a1', claimedBy: 'one' }, START, settings)).toBeUndefined();
  });

  it('passes to a new leg of the same call', () => {
    expect(claim(claimed(), { call: 'CA0', leg: 'a2', claimedBy: 'one' }, START, settings)).toMatchObject({
      leg: 'a2',
    });
  });

  it('does not pass back to an older leg that was slower', () => {
    const back = claim(claimed(), { call: 'CA0', leg: 'a10', claimedBy: 'two' }, START, settings);
    expect(
      back && claim(back, { call: 'CA0', leg: 'a9', claimedBy: 'one' }, START, settings),
    ).toBeUndefined();
    expect(back && confirm(back, 'CA0', 'a9', START)).toBeUndefined();
  });

  it('lapses if not confirmed; other calls wait until its own call was asked', () => {
    const later = START + 120_000;
    expect(claimHasLapsed(claimed(), later)).toBe(true);
    expect(canBeOffered(markSeen(claimed(), later, settings), later, settings)).toBe(false);
    expect(claim(claimed(), { call: 'CA1', leg: 'a1', claimedBy: 'one' }, later, settings)).toBeUndefined();
    expect(aged(claimed(), later, settings)).toBeUndefined();
  });

  it('never lapses once it is confirmed, which is written once', () => {
    const talking = confirm(claimed(), 'CA0', 'a1', START + 5000);
    expect(talking && claimHasLapsed(talking, START + 3_600_000)).toBe(false);
    expect(talking && confirm(talking, 'CA0', 'a1', START + 6000)).toBeUndefined();
  });

  it('is released only by the leg that holds it', () => {
    expect(release(claimed(), { call: 'CA0', leg: 'a0' }, 'available', 'cancelled', START)).toBeUndefined();
    expect(release(claimed(), { call: 'CA9', leg: 'a1' }, 'available', 'cancelled', START)).toBeUndefined();
    expect(release(claimed(), held, 'away', 'missed', START)).toMatchObject({
      presence: 'away',
      why: 'missed',
    });
  });
});

describe('presence', () => {
  it('is not the agent’s to set while a call has them', () => {
    expect(withChosenPresence(claimed(), 'available', START)).toBeUndefined();
  });

  it('starts the idle time when they turn available', () => {
    const away = agent('ana', { presence: 'away', why: 'missed' });
    expect(withChosenPresence(away, 'available', START + 1)).toMatchObject({ idleSince: START + 1 });
    expect(withChosenPresence(away, 'available', START + 1)?.why).toBeUndefined();
  });

  it('becomes offline when the page sent no heartbeat for too long', () => {
    const silent = agent('ana', { seenAt: START });
    const later = START + settings.pageGoneSeconds * 1000;
    expect(canBeOffered(silent, later, settings)).toBe(false);
    expect(aged(silent, later, settings)).toMatchObject({ presence: 'offline', why: 'page-gone' });
  });

  it('need not be recorded again one heartbeat later', () => {
    const here = markSeen(agent('ana'), START, settings, 'one');
    expect(wasSeenRecently(here, START + 19_000, settings, 'one')).toBe(true);
    expect(wasSeenRecently(here, START + 40_000, settings, 'one')).toBe(false);
    expect(wasSeenRecently(here, START + 1000, settings, 'other')).toBe(false);
  });

  it('stays when one of two pages is closed, or a reloaded one’s goodbye comes late (promise: two-pages)', () => {
    const both = markSeen(markSeen(agent('ana'), START, settings, 'old'), START + 1000, settings, 'new');
    const left = closedPage(both, 'old', START + 2000, settings);
    expect(left).toMatchObject({ presence: 'available', pages: { new: START + 1000 } });
    expect(left && closedPage(left, 'new', START + 3000, settings)?.presence).toBe('offline');
    const dead = START + settings.pageGoneSeconds * 1000;
    expect(closedPage(both, 'new', dead, settings)?.presence).toBe('offline');
  });

  it('on a call stays as they are when their page closes, which is noted', () => {
    const seen = markSeen(agent('ana', { presence: 'busy', call: 'CA0', leg: 'a1' }), START, settings, 'old');
    expect(hasKnownPage(seen)).toBe(true);
    const closed = closedPage(seen, 'old', START + 1000, settings);
    expect(closed).toMatchObject({ presence: 'busy', call: 'CA0', pages: {} });
    expect(closed && hasKnownPage(closed)).toBe(false);
  });

  it('in wrap-up may be asked by a transfer of that call alone, and is offered none', () => {
    const notice = { code: 'left', call: 'CA0', at: START };
    const wrapping = markSeen(agent('ana', { presence: 'wrap-up', notice }), START, settings, 'one');
    const soon = START + 1000;
    expect(canBeAsked(wrapping, 'CA0', soon, settings)).toBe(true);
    expect(canBeAsked(wrapping, 'CA1', soon, settings)).toBe(false);
    expect(canBeOffered(wrapping, soon, settings)).toBe(false);
    expect(canBeAsked({ ...wrapping, pages: {} }, 'CA0', soon, settings)).toBe(false);
    expect(canBeAsked({ ...wrapping, presence: 'away' }, 'CA0', soon, settings)).toBe(false);
  });

  it('stays in wrap-up while the page reloads; goes offline when no page came back (promise: page-reloaded)', () => {
    const wrapping = markSeen(agent('ana', { presence: 'wrap-up', since: START }), START, settings, 'old');
    const reloading = closedPage(wrapping, 'old', START + 30_000, settings);
    if (!reloading) throw new Error('nothing changed');
    expect(reloading).toMatchObject({ presence: 'wrap-up', since: START, pages: {} });
    expect(aged(reloading, START + 59_000, settings)).toBeUndefined();
    expect(aged(reloading, START + 60_000, settings)).toMatchObject({
      presence: 'offline',
      why: 'page-gone',
    });
    const back = markSeen(reloading, START + 31_000, settings, 'new');
    expect(aged(back, START + 60_000, settings)).toMatchObject({ presence: 'available' });
  });

  it('stays away with its reason while the page reloads, however late the goodbye (promise: page-reloaded)', () => {
    const rang = markSeen(
      agent('ana', { presence: 'away', why: 'page-closed', seenAt: START }),
      START,
      settings,
      'old',
    );
    const reloading = closedPage(rang, 'old', START + 1000, settings);
    if (!reloading) throw new Error('nothing changed');
    expect(reloading).toMatchObject({ presence: 'away', why: 'page-closed', pages: {} });
    const gone = aged(reloading, START + settings.pageGoneSeconds * 1000, settings);
    expect(gone).toMatchObject({ presence: 'offline', why: 'page-gone' });
    const chosen = markSeen(agent('ana', { presence: 'away' }), START, settings, 'old');
    expect(closedPage(chosen, 'old', START + 1000, settings)).toMatchObject({
      presence: 'offline',
      why: 'page-left',
    });
  });

  it('in wrap-up an own call comes back only to a page that is open (promise: new-owner-vanishes)', () => {
    const wrapping = markSeen(agent('ana', { presence: 'wrap-up', since: START }), START, settings, 'old');
    const closed = closedPage(wrapping, 'old', START + 1000, settings);
    expect(canBeRecalled(wrapping, 'CA0', START + 2000, settings)).toBe(true);
    expect(closed && canBeRecalled(closed, 'CA0', START + 2000, settings)).toBe(false);
  });

  it('becomes available when wrap-up has run out', () => {
    const wrapping = agent('ana', { presence: 'wrap-up', since: START });
    expect(aged(wrapping, START + 59_000, settings)).toBeUndefined();
    expect(aged(wrapping, START + 60_000, settings)).toMatchObject({ presence: 'available' });
  });

  it('stays busy when the page goes in a call: only the leg can tell', () => {
    expect(wentOffline(claimed(), START)).toBeUndefined();
  });
});
