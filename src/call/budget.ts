import type { Budget } from './ports.ts';

/** The platform stops a Function after 10 s; what is left then is time to answer. */
const BUDGET_MS = 8000;

/** A budget that starts now. */
export function startBudget(): Budget {
  const deadline = Date.now() + BUDGET_MS;
  return {
    now: () => Date.now(),
    left: () => deadline - Date.now(),
    sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  };
}
