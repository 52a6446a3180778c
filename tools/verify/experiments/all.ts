import { BELIEFS, type Belief, beliefNames, type DecidableBelief } from '../../../emulator/beliefs.ts';
import type { Experiment } from '../experiment.ts';
import * as coaching from './coaching.ts';
import * as conferences from './conferences.ts';
import * as dials from './dials.ts';
import * as documents from './documents.ts';
import * as holds from './holds.ts';
import { ringingMessage } from './messages.ts';
import { musicSignature } from './music-signature.ts';
import * as ringing from './ringing.ts';
import * as services from './services.ts';
import * as webhooks from './webhooks.ts';

/** One experiment for each belief; the compiler names the belief that has none. */
const BY_BELIEF: { readonly [N in DecidableBelief]: Experiment<N> } = {
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
  coachedLeft: coaching.coachedLeft,
  refusedUpdate: coaching.refusedUpdate,
  clientLegs: ringing.clientLegs,
  clientParameters: ringing.clientParameters,
  clientAddress: ringing.clientAddress,
  applicationStatusCallback: webhooks.applicationStatusCallback,
  holdRefusal: holds.holdRefusal,
  failedHoldMusic: holds.failedHoldMusic,
  musicParameters: holds.musicParameters,
  leaveByDial: dials.leaveByDial,
  absentCoach: dials.absentCoach,
  dialGivenUp: dials.dialGivenUp,
  spaceBeforeXml: documents.spaceBeforeXml,
  nationalNumbers: documents.nationalNumbers,
  wrongSignature: services.wrongSignature,
  listReads: services.listReads,
  ringingMessage,
};

export const EXPERIMENTS: readonly Experiment[] = Object.values(BY_BELIEF);

/** The beliefs that nothing here decides. They say why. */
export const UNDECIDABLE = beliefNames().filter(
  (name) => (BELIEFS[name] as Belief).needsPerson !== undefined,
);
