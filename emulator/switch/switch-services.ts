import type { IdSource } from '../ids.ts';
import type { Call } from './calls/call.ts';
import type { SwitchDependencies, SwitchLimits } from './dependencies.ts';
import type { Changes } from './records/changes.ts';
import type { Recordings } from './records/recordings.ts';
import type { CallFilter, EndOptions } from './requests.ts';

/** The account's calls, as rules about one of them may list and end them. */
export interface CallBook {
  list(filter: CallFilter): readonly Call[];
  limit(call: Call, seconds: number): void;
  end(call: Call, how?: EndOptions): void;
}

/** The parts of the switch that its calls and conferences need. */
export interface SwitchServices extends SwitchDependencies {
  readonly ids: IdSource;
  readonly limits: Required<SwitchLimits>;
  readonly changes: Changes;
  readonly calls: CallBook;
  readonly recordings: Recordings;
}
