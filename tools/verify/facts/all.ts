import type { Fact } from '../experiment.ts';
import * as calls from './calls.ts';
import * as platform from './platform.ts';

/** What the product stands on, beside the beliefs. */
export const FACTS: readonly Fact[] = [...Object.values(platform), ...Object.values(calls)];
