import * as v from 'valibot';
import { callAction } from './act-on-call.ts';
import { callSid, key, ofCall, ofParty, reason, switchParty, target, words } from './shapes.ts';

const start = v.strictObject({
  call: callSid,
  key,
  kind: v.picklist(['consult', 'add', 'blind']),
  target,
  note: v.optional(words),
});
const decline = v.strictObject({ call: callSid, key, reason: v.optional(reason) });

export const startTransfer = callAction(start, ({ kind, target, note, key }) => {
  return { type: 'TransferAsked', kind, target, key, ...(note && { note }) };
});
export const completeTransfer = callAction(ofCall, ({ key }) => ({ type: 'CompleteAsked', key }));
export const cancelTransfer = callAction(ofCall, ({ key }) => ({ type: 'CancelAsked', key }));
export const swapTransfer = callAction(ofCall, ({ key }) => ({ type: 'SwapAsked', key }));
export const mergeTransfer = callAction(ofCall, ({ key }) => ({ type: 'MergeAsked', key }));
export const endCall = callAction(ofCall, ({ key }) => ({ type: 'EndAsked', key }));
export const holdParty = callAction(switchParty, ({ party, on, key }) => ({
  type: 'HoldAsked',
  party,
  on,
  key,
}));
export const muteParty = callAction(switchParty, ({ party, on, key }) => ({
  type: 'MuteAsked',
  party,
  on,
  key,
}));
export const removeParty = callAction(ofParty, ({ party, key }) => ({ type: 'RemoveAsked', party, key }));
export const declineCall = callAction(decline, ({ reason, key }) => {
  return { type: 'DeclineAsked', key, ...(reason && { reason }) };
});
