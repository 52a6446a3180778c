import { webcrypto } from 'node:crypto';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const VALID_MS = 30 * 24 * 3600 * 1000;
/** Clocks of containers may lag. */
const EARLIER_MS = 3600 * 1000;

type Keys = Awaited<ReturnType<typeof makeKeys>>;

/**
 * An authority that lives as long as the process. Its key is never written to disk, so that nobody else can speak as
 * Twilio.
 */
export class Certificates {
  readonly #authority: Promise<{ readonly keys: Keys; readonly certificate: x509.X509Certificate }>;
  readonly #contexts = new Map<string, Promise<SecureContext>>();

  constructor() {
    x509.cryptoProvider.set(webcrypto as unknown as Crypto);
    this.#authority = makeAuthority();
  }

  /**
   * The certificates that a program has to trust: this authority, and those that Node trusts. So other hosts work as
   * before.
   */
  async bundle(): Promise<string> {
    const { certificate } = await this.#authority;
    return [certificate.toString('pem'), ...rootCertificates].join('\n') + '\n';
  }

  /** The key and certificate for one host. */
  contextFor(host: string): Promise<SecureContext> {
    const context = this.#contexts.get(host) ?? this.#makeContext(host);
    this.#contexts.set(host, context);
    return context;
  }

  async #makeContext(host: string): Promise<SecureContext> {
    const authority = await this.#authority;
    const keys = await makeKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      ...validity(),
      subject: `CN=${host}`,
      issuer: authority.certificate.subject,
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: authority.keys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
        await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    const secret = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
    const key = x509.PemConverter.encode(secret, 'PRIVATE KEY');
    return createSecureContext({ key, cert: certificate.toString('pem') });
  }
}

async function makeAuthority() {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: 'CN=Local Twilio',
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { keys, certificate };
}

function validity() {
  const now = Date.now();
  return { notBefore: new Date(now - EARLIER_MS), notAfter: new Date(now + VALID_MS) };
}

function makeKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}
