import { AsyncLocalStorage } from 'node:async_hooks';
import { sleep } from '../clock.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../http.ts';
import { plainAnswer } from './answers.ts';
import { assetAnswer, assetFor, withRedirect } from './assets.ts';
import type { Build, BuildFunction } from './build.ts';
import { DeployedBuild } from './deployed-build.ts';
import { faultedRun } from './faulted-run.ts';
import type { Invocation, InvocationReport } from './invocation.ts';
import type { LogLevel } from './runtime-globals.ts';
import { isSigned } from './signature.ts';
import type { FunctionsHostDeps, RunningInvocations } from './ports.ts';

/** One line that a Function wrote to its console. */
export interface FunctionLog {
  readonly at: number;
  readonly level: LogLevel;
  readonly message: string;
  readonly path: string;
}

const KEPT = 2000;
/** The limit of an account, as far as Twilio's own pages and people's experience tell. */
const USUAL_CONCURRENCY = 30;

/** Runs deployed builds by the platform's rules: https://www.twilio.com/docs/serverless/functions-assets */
export class FunctionsHost {
  readonly #deps: FunctionsHostDeps;
  readonly #running: RunningInvocations;
  readonly #builds = new Map<string, DeployedBuild>();
  #newest: DeployedBuild | undefined;
  #invocations: InvocationReport[] = [];
  #logs: FunctionLog[] = [];
  #counts = new Map<string, number>();
  #underWay = 0;
  #most = 0;

  constructor(deps: FunctionsHostDeps) {
    this.#deps = deps;
    this.#running = deps.running ?? new AsyncLocalStorage<Invocation>();
  }

  /** Serves the build at its domain from the next request on. Running requests finish on the build before. */
  deploy(build: Build): void {
    const deployed = new DeployedBuild(build, {
      ...this.#deps,
      running: this.#running,
      print: (level, message) => this.#print(level, message),
    });
    const isNew = this.#builds.get(build.domainName)?.build.buildSid !== build.buildSid;
    if (isNew) for (const message of deployed.missing) this.#deps.log.record({ kind: 'warning', message });
    this.#builds.set(build.domainName, deployed);
    this.#newest = deployed;
  }

  /** Takes a domain off. */
  remove(domainName: string): void {
    if (this.#newest === this.#builds.get(domainName)) this.#newest = undefined;
    this.#builds.delete(domainName);
  }

  /** Whether an https host is served here. */
  serves(host: string): boolean {
    return this.#builds.has(host);
  }

  /** The build last deployed. The loopback port shows it. */
  get build(): Build | undefined {
    return this.#newest?.build;
  }

  /** The last runs, newest last. */
  invocations(): readonly InvocationReport[] {
    return this.#invocations;
  }

  /** How often each path ran since the start or `clear`. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  logs(): readonly FunctionLog[] {
    return this.#logs;
  }

  /** The most that ran at once since the start or `clear`. */
  get mostAtOnce(): number {
    return this.#most;
  }

  /** Forgets runs and log lines. Deployed builds stay. */
  clear(): void {
    this.#invocations = [];
    this.#logs = [];
    this.#counts = new Map();
    this.#most = 0;
  }

  /** Answers a request as the service's domain would. */
  readonly handle: HttpHandler = async (request) => {
    const deployed = this.#builds.get(domainOf(request.host)) ?? this.#newest;
    if (!deployed)
      return plainAnswer(404, 'Nothing is deployed here yet. Deploy with the Serverless Toolkit first.');
    const fn = deployed.build.functions.find(({ path }) => path === request.path);
    const found = fn ?? assetFor(deployed.build.assets, request.path);
    if (!found || found.visibility === 'private') return plainAnswer(404, 'The resource was not found');
    if (
      found.visibility === 'protected' &&
      !isSigned(request, deployed.build.domainName, this.#deps.account.authToken)
    ) {
      const status = this.#deps.beliefs?.get('wrongSignature') === '400' ? 400 : 403;
      return this.#refuse(request, status, 'Signature missing or wrong on a protected resource');
    }
    return 'source' in found ? this.#function(deployed, found, request) : assetAnswer(found, request);
  };

  #refuse({ method, path: url }: HttpRequest, status: keyof typeof REFUSALS, message: string): HttpResponse {
    this.#deps.log.record({ kind: 'warning', method, url, status, message });
    return plainAnswer(status, REFUSALS[status]);
  }

  async #function(deployed: DeployedBuild, fn: BuildFunction, request: HttpRequest): Promise<HttpResponse> {
    const gate = gateAnswer(request);
    if (gate) return gate;
    const fault = this.#deps.faults.strike('function', `${request.method} ${request.path}`);
    const run = (lastRequest: number): Promise<HttpResponse> => this.#run(deployed, fn, request, lastRequest);
    return withRedirect(await faultedRun(run, fault, this.#deps.clock));
  }

  async #run(
    deployed: DeployedBuild,
    fn: BuildFunction,
    request: HttpRequest,
    lastRequest: number,
  ): Promise<HttpResponse> {
    if (this.#isFull()) return this.#refuse(request, 429, 'Too many Functions run at once');
    this.#underWay += 1;
    this.#most = Math.max(this.#most, this.#underWay);
    const run = this.#inItsTime(deployed.run(fn.path, request, lastRequest));
    const { response, report } = await run.finally(() => (this.#underWay -= 1));
    this.#keep(report, request, response);
    return response;
  }

  async #inItsTime<T>(run: Promise<T>): Promise<T> {
    const { clock, leastMs = 0 } = this.#deps;
    const least = leastMs > 0 && sleep(clock, leastMs);
    const ran = await run;
    await least;
    return ran;
  }

  #isFull(): boolean {
    const { concurrency = USUAL_CONCURRENCY } = this.#deps;
    return concurrency > 0 && this.#underWay >= concurrency;
  }

  #keep(report: InvocationReport, request: HttpRequest, response: HttpResponse): void {
    this.#counts.set(report.path, (this.#counts.get(report.path) ?? 0) + 1);
    keep(this.#invocations, report);
    this.#deps.log.record({
      kind: 'function',
      method: report.method,
      url: report.path + (request.query.size > 0 ? `?${request.query}` : ''),
      status: report.status,
      durationMs: report.durationMs,
      request: request.body.toString(),
      response: response.body.toString().slice(0, 4000),
      ...(report.status >= 500 && { errorCode: report.status === 504 ? 82002 : 82005 }),
    });
  }

  #print(level: LogLevel, message: string): void {
    const path = this.#running.getStore()?.path ?? '';
    keep(this.#logs, { at: this.#deps.clock.now(), level, message, path });
    this.#deps.log.record({
      kind: level === 'INFO' ? 'function' : 'warning',
      url: path,
      message: `${level} ${message}`,
    });
  }
}

/** A browser on this computer reaches each service at `name-1234-dev.localhost`, which stands for its domain. */
function domainOf(host: string): string {
  return host.replace(/\.localhost$/, '.twil.io');
}

const REFUSALS = {
  400: 'Bad request',
  403: 'Unauthorized - you are not authorized to view this resource',
  429: 'Too many requests',
} as const;

/** The gateway's answer without a run of a Function, if there is one. */
function gateAnswer(request: HttpRequest): HttpResponse | undefined {
  const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
  if (request.method === 'OPTIONS') return { status: 200, headers: open, body: '' };
  if (request.method !== 'GET' && request.method !== 'POST') return plainAnswer(405, 'Method not allowed');
  if (request.method === 'GET' && request.body.length > 0)
    return plainAnswer(403, 'A GET request cannot have a body');
  return undefined;
}

function keep<T>(entries: T[], entry: T): void {
  entries.push(entry);
  if (entries.length > 2 * KEPT) entries.splice(0, KEPT);
}
