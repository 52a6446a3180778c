import { array, assert, nat, property } from 'fast-check';
import type { Call } from '../../../src/core/model/call.ts';
import { playRandomCall } from '../../support/core/random-call.ts';
import { PEOPLE } from '../../support/core/random-request.ts';

const LIMIT = 4096;
const choices = array(nat(1_000_000), { minLength: 300, maxLength: 1500, size: 'max' });

/** As large as in earnest: Twilio's SIDs, a click's UUID, long sign-in names, and names of twenty Japanese characters. */
function inEarnest(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^C[AF]/.test(value)) return value.slice(0, 2).padEnd(34, '0');
  if (/^k\d+$/.test(value)) return value.padEnd(36, '0');
  if ((PEOPLE as readonly string[]).includes(value)) return value.padEnd(20, '_');
  if (PEOPLE.includes(value.toLowerCase() as (typeof PEOPLE)[number])) return '鈴'.repeat(20);
  return /^n+$/.test(value) ? '注'.repeat(value.length) : value;
}

function sizeOf(call: Call): number {
  return new TextEncoder().encode(JSON.stringify(call, inEarnest)).length;
}

test('the document of a call stays under 4 KB for any length of call', () => {
  let largest = 0;
  assert(
    property(choices, (list) => {
      playRandomCall(list, ({ call }) => {
        if (call) largest = Math.max(largest, sizeOf(call));
      });
      expect(largest).toBeLessThan(LIMIT);
    }),
    { numRuns: 100 },
  );
  expect(largest).toBeGreaterThan(1000);
}, 300_000);
