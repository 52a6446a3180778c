import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^local-twilio-(\d+)-/;

/** Leaves the certificates for other programs, as long as this one runs. `remove` takes the file back. */
export function leaveCertificate(bundle: string): { readonly file: string; readonly remove: () => void } {
  clearLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `local-twilio-${process.pid}-`));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, bundle);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A command that was killed could not remove its folder. */
function clearLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(NAME.exec(name)?.[1]);
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Somebody else's: their own next start clears it.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be asked, and runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
