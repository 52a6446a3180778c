import type { CallControl } from './call-control.ts';
import type { ScriptHost } from './script.ts';

/** Where a call's own script runs. */
export interface CallHost extends ScriptHost {
  readonly control: CallControl;
}
