import { handlerProblem, wantedPlatform } from '../../delivery/handler.ts';

test('nothing speaks against the handler of this project', () => {
  const wanted = wantedPlatform();
  expect(wanted).toEqual({
    handler: expect.stringMatching(/^\d/),
    runtime: expect.stringMatching(/^node\d+$/),
  });
  expect(handlerProblem(wanted)).toBeUndefined();
});

test.each([
  ['^2.0.1', /no exact version/],
  ['', /no exact version/],
  ['latest', /no exact version/],
  ['2.1.0', /not on Twilio's own list/],
  ['2.0.3', /not on Twilio's own list/],
])('handler "%s" is named with the code that Twilio would answer', (handler, words) => {
  const problem = handlerProblem({ handler, runtime: 'node22' });
  expect(problem).toMatch(words);
  expect(problem).toContain('20001');
});
