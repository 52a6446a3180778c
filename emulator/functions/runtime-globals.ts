import type { Twilio } from 'twilio';
import type { Clock } from '../clock.ts';
import type { Build } from './build.ts';
import { FunctionResponse } from './function-response.ts';
import type { Invocation } from './invocation.ts';

/** Levels of a Function's console, as the Logs resource names them. */
export type LogLevel = 'INFO' | 'WARN' | 'ERROR';

/** The globals of a running Function. One set serves all Functions of a build. */
export interface GlobalsDeps {
  readonly clock: Clock;
  readonly current: () => Invocation | undefined;
  readonly log: (level: LogLevel, words: readonly unknown[]) => void;
  readonly crash: (invocation: Invocation | undefined, error: unknown) => void;
  readonly client: () => Twilio;
  /** The helper library of the deployed app. */
  readonly library: () => object;
  /** Names that shadow a global of the process for Functions only: a seeded `Math`, ... */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** The names that Functions find defined: the platform's, and the clock's in place of the process's timers and Date. */
export function globalsFor(build: Build, deps: GlobalsDeps): Record<string, unknown> {
  return {
    Twilio: twilioGlobal(deps.library),
    Runtime: runtimeGlobal(build, deps),
    console: consoleFor(deps.log),
    process: Object.create(process, { env: { value: { ...process.env, ...build.variables } } }) as unknown,
    Date: clockDate(deps.clock),
    ...timersOn(deps),
    ...deps.extra,
  };
}

/** The helper library plus Response. The library is loaded only when code uses another part of it. */
function twilioGlobal(library: GlobalsDeps['library']): unknown {
  return new Proxy(
    { Response: FunctionResponse },
    {
      get: (own, name) => (name === 'Response' ? own.Response : Reflect.get(library(), name)),
    },
  );
}

/** https://www.twilio.com/docs/serverless/functions-assets/client */
function runtimeGlobal(build: Build, deps: GlobalsDeps): unknown {
  const assets = build.assets.filter(({ visibility }) => visibility === 'private');
  return {
    getAssets: () =>
      Object.fromEntries(
        assets.map(({ path, content }) => [path, { path: `/assets${path}`, open: () => content.toString() }]),
      ),
    getFunctions: () =>
      Object.fromEntries(
        build.functions.map(({ path }) => [path.slice(1), { path: `/functions${path}.js` }]),
      ),
    getSync: ({ serviceName }: { serviceName?: string } = {}) =>
      deps.client().sync.v1.services(serviceName ?? build.variables['SYNC_SERVICE_SID'] ?? 'default'),
  };
}

function consoleFor(log: GlobalsDeps['log']): unknown {
  const at =
    (level: LogLevel) =>
    (...words: unknown[]) =>
      log(level, words);
  const own = { log: at('INFO'), info: at('INFO'), debug: at('INFO'), warn: at('WARN'), error: at('ERROR') };
  return Object.assign(Object.create(console) as object, own);
}

function clockDate(clock: Clock): DateConstructor {
  return class extends Date {
    constructor(...given: unknown[]) {
      super(...((given.length > 0 ? given : [clock.now()]) as [number]));
    }

    static override now(): number {
      return clock.now();
    }
  } as DateConstructor;
}

/** Timers end with their invocation, and an error thrown in one ends the invocation, not the emulator. */
function timersOn({ clock, current, crash }: GlobalsDeps): Record<string, unknown> {
  const start = (ms: number, task: () => void): (() => void) => {
    const invocation = current();
    const guarded = () => {
      try {
        task();
      } catch (error) {
        crash(invocation, error);
      }
    };
    return invocation ? invocation.after(ms, guarded) : clock.after(ms, guarded);
  };
  const once = (task: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) =>
    new ClockTimer(start(ms, () => task(...values)));
  const every = (task: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => {
    const again = (): void => {
      timer.cancel = start(ms, again);
      task(...values);
    };
    const timer = new ClockTimer(start(ms, again));
    return timer;
  };
  const clear = (timer?: ClockTimer) => timer?.cancel();
  return {
    setTimeout: once,
    setInterval: every,
    setImmediate: (task: (...values: unknown[]) => void, ...values: unknown[]) => once(task, 0, ...values),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
  };
}

/** The value of `setTimeout`: only as much of Node's Timeout as code uses. */
class ClockTimer {
  cancel: () => void;

  constructor(cancel: () => void) {
    this.cancel = cancel;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
