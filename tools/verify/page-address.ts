/**
 * Where a browser finds the pages of a deployed service. A local Twilio has no certificate for `*.twil.io`, so its services
 * answer at `*.localhost` too. Every browser leads that name to this computer and trusts it like https.
 */
export function pageAddress(
  environment: Readonly<Record<string, string | undefined>>,
): (domain: string) => string {
  const port = environment['EMULATOR_SERVICE_PORT'];
  if (!port) return (domain) => `https://${domain}`;
  return (domain) => `http://${domain.replace(/\.twil\.io$/, '.localhost')}:${port}`;
}
