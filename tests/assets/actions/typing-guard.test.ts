import { createTypingGuard } from '../../../src/assets/actions/typing-guard.ts';

/** A guard, and a clock that goes on by so many milliseconds. */
function guarded() {
  let now = 100_000;
  const guard = createTypingGuard(() => now);
  return { ...guard, later: (milliseconds: number) => (now += milliseconds) };
}

test('a key answers a ring at once when nobody was typing', () => {
  const { rang, isMeant } = guarded();
  rang();
  expect(isMeant()).toBe(true);
});

test('the key that ends a note does not answer a ring that came in between', () => {
  const { typed, rang, isMeant, later } = guarded();
  typed();
  later(2500);
  rang();
  later(100);
  expect(isMeant()).toBe(false);
  later(1900);
  expect(isMeant()).toBe(true);
});

test('an agent who goes on typing never answers by it', () => {
  const { typed, rang, isMeant, later } = guarded();
  typed();
  rang();
  for (let keys = 0; keys < 40; keys += 1) {
    later(250);
    expect(isMeant()).toBe(false);
    typed();
  }
});

test('a note of long ago is no typing', () => {
  const { typed, rang, isMeant, later } = guarded();
  typed();
  later(60_000);
  rang();
  expect(isMeant()).toBe(true);
});

test('who has gone on from the text to a button is not typing any more', () => {
  const { typed, left, rang, isMeant, later } = guarded();
  typed();
  later(500);
  left();
  rang();
  expect(isMeant()).toBe(true);
});
