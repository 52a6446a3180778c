import type { BeliefName } from '../../../emulator/beliefs.ts';
import type { Experiment } from '../experiment.ts';
import * as coaching from './coaching.ts';
import * as conferences from './conferences.ts';
import { musicSignature } from './music-signature.ts';
import * as ringing from './ringing.ts';
import * as webhooks from './webhooks.ts';

/** One experiment for each belief; the compiler names the belief that has none. */
const BY_BELIEF: { readonly [N in BeliefName]: Experiment<N> } = {
  musicSignature,
  rejection: ringing.rejection,
  unregisteredClient: ringing.unregisteredClient,
  completeUnanswered: ringing.completeUnanswered,
  cancelAnswered: ringing.cancelAnswered,
  failedCallbacks: webhooks.failedCallbacks,
  tooManyRequests: webhooks.tooManyRequests,
  retryPause: webhooks.retryPause,
  loneConference: conferences.loneConference,
  leaverInList: conferences.leaverInList,
  leaveTold: conferences.leaveTold,
  labelAfterLeave: conferences.labelAfterLeave,
  loneHold: conferences.loneHold,
  holdAgain: conferences.holdAgain,
  clientLegs: ringing.clientLegs,
  clientParameters: ringing.clientParameters,
  clientAddress: ringing.clientAddress,
  applicationStatusCallback: webhooks.applicationStatusCallback,
  coachedLeft: coaching.coachedLeft,
  refusedUpdate: coaching.refusedUpdate,
};

export const EXPERIMENTS: readonly Experiment[] = Object.values(BY_BELIEF);
