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

export const startTransfer = callAction(
  startBody,
  ({ kind, target, note, key }) => ({ type: 'TransferAsked', kind, target, key, ...(note && { note }) }),
  async ({ body, stores, ports, config, now }, { agent }) => {
    if (body.target.kind !== 'outside') return;
    const place = { accounts: stores.accounts, budget: ports.budget };
    if (!(await countOutsideCall(place, agent, config.settings, now))) throw new ApiError('outside-limit');
  },
);
export const completeTransfer = callAction(actionBody, ({ key }) => ({ type: 'CompleteAsked', key }));
export const cancelTransfer = callAction(actionBody, ({ key }) => ({ type: 'CancelAsked', key }));
export const swapTransfer = callAction(actionBody, ({ key }) => ({ type: 'SwapAsked', key }));
export const mergeTransfer = callAction(actionBody, ({ key }) => ({ type: 'MergeAsked', key }));
export const endCall = callAction(actionBody, ({ key }) => ({ type: 'EndAsked', key }));
export const holdParty = callAction(toggleBody, ({ party, on, key }) => ({
  type: 'HoldAsked',
  party,
  on,
  key,
}));
export const muteParty = callAction(toggleBody, ({ party, on, key }) => ({
  type: 'MuteAsked',
  party,
  on,
  key,
}));
export const removeParty = callAction(partyBody, ({ party, key }) => ({ type: 'RemoveAsked', party, key }));
export const declineCall = callAction(declineBody, ({ reason, key }) => {
  return { type: 'DeclineAsked', key, ...(reason && { reason }) };
});
