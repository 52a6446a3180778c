/** The service's time, in milliseconds: presence and waits are counted from it, and an agent's computer may be wrong. */
export interface ServerClock {
  /** Told the service's time with each answer. */
  readonly heard: (serverTime: number) => void;
  readonly now: () => number;
}

/** Answers come late and in whole seconds: a difference below this is none, in milliseconds. */
const TOLERANCE_MS = 2000;

/** A clock that runs like this computer's until the service has told its time. */
export function createServerClock(): ServerClock {
  let ahead = 0;
  return {
    heard(serverTime) {
      const difference = serverTime - Date.now();
      ahead = Math.abs(difference) > TOLERANCE_MS ? difference : 0;
    },
    now: () => Date.now() + ahead,
  };
}
