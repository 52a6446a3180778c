import { Control } from '../../../harness/control.ts';
import { LocalAccount } from './local-account.ts';

/** One thing that the doctor has looked at. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly problem?: string;
  readonly mend?: string;
}

/** The output of doctor. */
interface Examined {
  readonly code: number | null;
  readonly output: string;
  /** The problems. */
  readonly bad: readonly Finding[];
}

/** An account of its own on which setup has made everything, and on which faults can be planted. */
export class ProvisionedAccount {
  readonly control: Control;

  private constructor(
    readonly account: LocalAccount,
    /** `.env` as setup left it. */
    readonly env: string,
  ) {
    this.control = new Control(`http://127.0.0.1:${account.twilio.twilioPort}`);
  }

  static async start(): Promise<ProvisionedAccount> {
    const account = await LocalAccount.start();
    await setUp(account);
    return new ProvisionedAccount(account, account.env());
  }

  setUp() {
    return setUp(this.account);
  }

  variable(name: string): string {
    return new RegExp(`^${name}=(.*)$`, 'm').exec(this.env)?.[1] ?? '';
  }

  sync() {
    return this.account.client.sync.v1.services(this.variable('SYNC_SERVICE_SID'));
  }

  async examine(...args: readonly string[]): Promise<Examined> {
    const { account } = this;
    const { code, output } = await account.run('doctor', '--json', '--dist', account.dist, ...args);
    const findings = JSON.parse(output) as readonly Finding[];
    return { code, output, bad: findings.filter(({ ok }) => !ok) };
  }
}

function setUp(account: LocalAccount) {
  return account.run('setup', '--yes', '--dist', account.dist, '--agent', 'ana:Ana');
}
