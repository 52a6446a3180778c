import * as v from 'valibot';
import { TRANSFER_KINDS } from '../../core/model/transfer-kinds.ts';
import { ApiError } from '../../shared/errors.ts';
import { countOutsideCall } from '../outside-limit.ts';
import { callAction } from './call-action.ts';
import {
  callSid,
  clickKey,
  actionBody,
  partyBody,
  reason,
  toggleBody,
  target,
  noteText,
} from './request-bodies.ts';

const startBody = v.strictObject({
  call: callSid,
  key: clickKey,
  kind: v.picklist(TRANSFER_KINDS),
  target,
  note: v.optional(noteText),
});
const declineBody = v.strictObject({ call: callSid, key: clickKey, reason: v.optional(reason) });

/** `/api/transfer/start`: consult, add or blind. */
export const startTransfer = callAction(
  startBody,
  ({ kind, target, note, key }) => ({ type: 'TransferAsked', kind, target, key, ...(note && { note }) }),
  async ({ body, stores, ports, config, now }, { agent }) => {
    if (body.target.kind !== 'outside') return;
    const place = { accounts: stores.accounts, budget: ports.budget };
    if (!(await countOutsideCall(place, agent, config.settings, now))) throw new ApiError('outside-limit');
  },
);
/** `/api/transfer/complete`: the initiator leaves the customer to the target. */
export const completeTransfer = callAction(actionBody, ({ key }) => ({ type: 'CompleteAsked', key }));
/** `/api/transfer/cancel`: the target is let go. */
export const cancelTransfer = callAction(actionBody, ({ key }) => ({ type: 'CancelAsked', key }));
/** `/api/transfer/swap`: the customer and the target change places on hold. */
export const swapTransfer = callAction(actionBody, ({ key }) => ({ type: 'SwapAsked', key }));
/** `/api/transfer/merge`: all three talk. */
export const mergeTransfer = callAction(actionBody, ({ key }) => ({ type: 'MergeAsked', key }));
/** `/api/call/end`: ends the call for everybody. */
export const endCall = callAction(actionBody, ({ key }) => ({ type: 'EndAsked', key }));
/** `/api/call/hold`: a party goes on or off hold. */
export const holdParty = callAction(toggleBody, ({ party, on, key }) => ({
  type: 'HoldAsked',
  party,
  on,
  key,
}));
/** `/api/call/mute`: a party is muted or unmuted. */
export const muteParty = callAction(toggleBody, ({ party, on, key }) => ({
  type: 'MuteAsked',
  party,
  on,
  key,
}));
/** `/api/call/remove`: a party leaves the call; the asker themselves, too. */
export const removeParty = callAction(partyBody, ({ party, key }) => ({ type: 'RemoveAsked', party, key }));
/** `/api/call/decline`: the agent does not take the call that rings. */
export const declineCall = callAction(declineBody, ({ reason, key }) => {
  return { type: 'DeclineAsked', key, ...(reason && { reason }) };
});
