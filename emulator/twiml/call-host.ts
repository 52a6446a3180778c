import type { Call } from '../switch/call.ts';
import type { Parts } from '../switch/parts.ts';
import type { ScriptHost } from './script.ts';

/** Where a call's own script runs: it can do to the call what the switch can. */
export interface CallHost extends ScriptHost {
  readonly call: Call;
  readonly parts: Parts;
}
