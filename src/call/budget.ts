import type { Budget } from '../shared/storage.ts';

/** The platform stops a Function after 10 s. The rest is time to answer. In milliseconds. */
const BUDGET_MS = 8000;

/** A budget that starts now. @param ms its length in milliseconds; as much as the platform allows when left out */
export function startBudget(ms = BUDGET_MS): Budget {
  const deadline = Date.now() + ms;
  return {
    now: () => Date.now(),
    left: () => deadline - Date.now(),
    sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  };
}
