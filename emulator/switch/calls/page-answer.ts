import { sleep } from '../../clock.ts';
import type { Call } from './call.ts';
import type { SwitchContext } from '../switch-context.ts';

/** How a page learns that the call which it placed is answered. */
export interface PageAnswer {
  /** Its `<Dial>` rings others. The page hears that as early media, and is answered once one of them accepts. */
  readonly isEarly: boolean;
  /** Resolves when the page may know; rejects when the call ends before. */
  readonly accepted: Promise<void>;
}

/**
 * For a page, `<Dial>` answers when the callee accepts. For the call's status and its price it answers at once, unless
 * `answerOnBridge` says otherwise. https://www.twilio.com/docs/voice/sdks/javascript/twiliocall#ringing-event
 * @param answered resolves once the call has the status of an answered one
 */
export async function answerToPage(
  context: SwitchContext,
  call: Call,
  answered: Promise<void>,
): Promise<PageAnswer> {
  await Promise.race([answered, untilItRings(context, call, answered)]);
  // The Dial that answered the call rings the others only now.
  await sleep(context.clock, 0);
  const isEarly = ringsOthers(context, call);
  return { isEarly, accepted: isEarly ? untilAccepted(context, call).then(() => answered) : answered };
}

/** With answerOnBridge the others ring before the call counts as answered. */
function untilItRings(context: SwitchContext, call: Call, answered: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = context.changes.subscribe(() => ringsOthers(context, call) && resolve());
    answered.finally(unsubscribe).catch(() => undefined);
  });
}

function ringsOthers(context: SwitchContext, call: Call): boolean {
  const dialled = context.calls.list({ parentCallSid: call.sid });
  const isAccepted = dialled.some((each) => !each.isOver && each.startedAt !== undefined);
  return !isAccepted && dialled.some((each) => !each.isOver);
}

function untilAccepted(context: SwitchContext, call: Call): Promise<void> {
  return new Promise((resolve, reject) => {
    const unsubscribe = context.changes.subscribe((change) => {
      if (change.type !== 'call') return;
      // One of several may ring after the other.
      void sleep(context.clock, 0).then(() => {
        if (!call.isOver && ringsOthers(context, call)) return;
        unsubscribe();
        if (call.isOver) reject(new Error(`The call ended as ${call.status} before anybody accepted it`));
        else resolve();
      });
    });
  });
}
