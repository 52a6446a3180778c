import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { changes, everything } from '../support/functions/state-snapshot.ts';
import { bringTeamToWork, type TeamAtWork } from '../support/functions/team-at-work.ts';
import { benchForAllTests } from '../support/functions/bench-of-file.ts';
import { type ProductBench } from '../support/functions/product-bench.ts';

let bench: ProductBench;
let team: TeamAtWork;

benchForAllTests(async (fresh) => {
  bench = fresh;
  team = await bringTeamToWork(bench);
});

/** The built Functions that are not the page's. */
function webhooks(): readonly string[] {
  const files = readdirSync(join(bench.folder, 'functions'), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.js') && !file.startsWith('api/'));
}

/**
 * Twilio does not document whether it signs requests for music. These Functions check for a signature or a key
 * themselves.
 */
const MUSIC = ['voice/leg-hold.js', 'voice/tick.js', 'voice/wait.js'];

test('every Function but the page’s and the music’s is protected by the signature', () => {
  const open = webhooks().filter((file) => !file.endsWith('.protected.js'));
  expect(open.toSorted()).toEqual(MUSIC);
  expect(webhooks().length).toBeGreaterThan(8);
});

test.each(['', 'aGVsbG8gd29ybGQgaGVsbG8gd28='])(
  'answers and does nothing without the right signature (%j)',
  async (signature) => {
    const before = everything(bench);
    for (const file of webhooks()) {
      const path = `/${file.replace(/(\.protected)?\.js$/, '')}`;
      const parameters = { call: team.call, CallSid: team.call, leg: 'a1', CallStatus: 'completed' };
      const form = new URLSearchParams({
        ...parameters,
        From: 'client:ben',
        StatusCallbackEvent: 'participant-leave',
      });
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      };
      const { status } = await team.ben.post(path, form.toString(), headers);
      expect({ path, status }).toEqual({ path, status: 403 });
    }
    expect(changes(before, everything(bench))).toEqual([]);
  },
);
