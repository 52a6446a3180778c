import { myPresence, type PageState } from '../state/state.ts';

/**
 * Names the call on the line. Twilio may not tell the telephone which call rings. Then it is the call that has this
 * agent: they were claimed for it before they were rung.
 */
export function withKnownCall(state: PageState): PageState {
  const { incoming, active } = state.line;
  if (incoming?.call !== '' && active?.call !== '') return state;
  const { call = '', leg = '' } = myPresence(state) ?? {};
  const named = {
    ...(incoming && { incoming: incoming.call ? incoming : { call, leg } }),
    ...(active && { active: { ...active, call: active.call || call } }),
  };
  return { ...state, line: { ...state.line, ...named } };
}
