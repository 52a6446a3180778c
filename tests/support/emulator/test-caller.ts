import { number, telephoneExchange } from './switch-bench.ts';

/** The phone that calls in these tests. */
export const CALLER_NUMBER = '+15551230000';

/** A caller whom `/incoming` answers with some TwiML, and the progress of their call. */
export async function testCaller(twiml: Parameters<ReturnType<typeof telephoneExchange>['say']>[1]) {
  const it = telephoneExchange();
  it.say('/incoming', twiml);
  it.say('/dialled', '<Pause length="60"/>');
  it.say('/fallback', '<Say>Fallback</Say><Pause length="60"/>');
  const phone = it.device(CALLER_NUMBER);
  const [ana, bob] = [it.device('client:ana'), it.device('client:bob')];
  const call = it.phoneSwitch.dial(phone, number);
  await it.clock.advance(0);
  const settled = () => it.clock.advance(0);
  return {
    ...it,
    phone,
    ana,
    bob,
    call,
    settled,
    /** The clip that plays to the caller. */
    hears: () => it.phoneSwitch.hearing(call.sid)?.clip?.clip.content,
    hangUp: async () => {
      it.phoneSwitch.hangUp(call.sid);
      await settled();
    },
    answer: async (device = ana) => {
      device.offer?.answer();
      await settled();
    },
    /** The parameters of the last request for a path. */
    told: (path: string) => it.askedOf(path).at(-1)?.params,
    warnings: () =>
      it.log
        .list()
        .filter(({ kind }) => kind === 'twiml')
        .map(({ errorCode }) => errorCode),
  };
}
