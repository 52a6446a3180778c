import { TestEnvironment } from 'jest-environment-node';
import { kept } from './kept-by-worker.ts';

/** The used part of Jest's events. */
interface Happening {
  readonly name: string;
  readonly test?: { readonly errors: unknown[] };
}

/**
 * Jest's environment for Node, with what its worker keeps for all files. It adds to a failure what the product saw at
 * that moment, before any hook tidies up. A file says by `tellOnFailure` what there is to tell.
 */
// oxlint-disable-next-line import/no-default-export -- Jest takes an environment so.
export default class FailureReport extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { keptByWorker: kept });
  }

  override async teardown(): Promise<void> {
    await kept.endOfFile();
    await super.teardown();
  }

  async handleTestEvent(event: Happening): Promise<void> {
    const isFailure = event.name === 'test_fn_failure' || event.name === 'hook_failure';
    if (!isFailure || !event.test) return;
    const { whatWasSeen } = this.global as { whatWasSeen?: () => Promise<string> };
    if (!whatWasSeen) return;
    const report = new Error(await whatWasSeen());
    // Where this line stands helps nobody.
    report.stack = report.message;
    event.test.errors.push(report);
  }
}
