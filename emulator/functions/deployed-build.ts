import { format } from 'node:util';
import type { ClientOpts } from 'twilio/lib/base/BaseTwilio.js';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { answerOf, errorAnswer, plainAnswer } from './answers.ts';
import type { Build } from './build.ts';
import { eventOf } from './event.ts';
import type { FunctionsHostDeps, RunningInvocations } from './ports.ts';
import { Invocation, type InvocationReport } from './invocation.ts';
import { ModuleLoader } from './module-loader.ts';
import { Packages } from './packages.ts';
import { globalsFor, type LogLevel } from './runtime-globals.ts';
import { clientFor } from './twilio-client.ts';

/** Beyond this the platform answers 504: .../functions-assets/functions/request-flow */
const TIME_LIMIT_MS = 10_000;

interface DeployedBuildDeps extends FunctionsHostDeps {
  readonly running: RunningInvocations;
  readonly print: (level: LogLevel, message: string) => void;
}

/** One build with its loaded code. */
export class DeployedBuild {
  readonly build: Build;
  readonly #deps: DeployedBuildDeps;
  readonly #loader: ModuleLoader;
  readonly #packages: Packages;
  readonly #crashes = new WeakMap<Invocation, (error: unknown) => void>();

  constructor(build: Build, deps: DeployedBuildDeps) {
    this.build = build;
    this.#deps = deps;
    this.#packages = new Packages(deps.projectFolder ?? process.cwd());
    this.#loader = new ModuleLoader(build, this.#globals(), this.#packages);
  }

  /** The build's dependencies that it runs without, a line each. */
  get missing(): readonly string[] {
    return this.#packages.differences(this.build);
  }

  /**
   * Runs a Function to its first callback, its crash or the time limit. Never rejects.
   * @param lastRequest the Function dies when so many of its REST requests have been carried out
   */
  async run(
    path: string,
    request: HttpRequest,
    lastRequest = Infinity,
  ): Promise<{ response: HttpResponse; report: InvocationReport }> {
    const invocation = new Invocation(path, request.method, this.#deps.clock, lastRequest);
    const response = await this.#outcome(invocation, request);
    return { response, report: invocation.end(response.status, this.build.buildSid) };
  }

  #outcome(invocation: Invocation, request: HttpRequest): Promise<HttpResponse> {
    return new Promise((resolve) => {
      const crash = (error: unknown) => resolve(errorAnswer(error));
      this.#crashes.set(invocation, crash);
      void invocation.killed.then(() => resolve(plainAnswer(500, 'The Function was stopped')));
      invocation.after(TIME_LIMIT_MS, () => resolve(plainAnswer(504, 'Gateway Time-out')));
      const callback = (error?: unknown, payload?: unknown) => {
        if (error !== undefined && error !== null) return crash(error);
        try {
          resolve(answerOf(payload));
        } catch (refused) {
          crash(refused);
        }
      };
      void this.#deps.running.run(invocation, () => this.#call(invocation, request, callback)).catch(crash);
    });
  }

  async #call(
    invocation: Invocation,
    request: HttpRequest,
    callback: (error?: unknown, payload?: unknown) => void,
  ): Promise<void> {
    const handler = this.#loader.handler(invocation.path);
    await handler(this.#context(invocation), eventOf(request), callback);
  }

  #context(invocation: Invocation): object {
    const { build } = this;
    const { accountSid, authToken } = this.#deps.account;
    return {
      ...build.variables,
      ACCOUNT_SID: accountSid,
      AUTH_TOKEN: authToken,
      DOMAIN_NAME: build.domainName,
      PATH: invocation.path,
      SERVICE_SID: build.serviceSid,
      ENVIRONMENT_SID: build.environmentSid,
      getTwilioClient: (options?: ClientOpts) => this.#client(invocation, options),
    };
  }

  #client(invocation: Invocation, options?: ClientOpts) {
    return clientFor(this.#packages.twilio, invocation, this.#deps.account, this.#deps.rest, options);
  }

  /** For globals, which cannot know which invocation uses them. */
  #presentClient() {
    const invocation = this.#deps.running.getStore();
    if (!invocation) throw new Error('Runtime.getSync() works only while a Function runs.');
    return this.#client(invocation);
  }

  #globals(): Record<string, unknown> {
    const { clock, running, print, globals = {} } = this.#deps;
    return globalsFor(this.build, {
      clock,
      current: () => running.getStore(),
      log: (level, words) => print(level, format(...words)),
      crash: (invocation, error) => {
        print('ERROR', String(error));
        if (invocation) this.#crashes.get(invocation)?.(error);
      },
      client: () => this.#presentClient(),
      library: () => this.#packages.twilio,
      extra: globals,
    });
  }
}
