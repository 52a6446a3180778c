import type { Browser } from 'playwright-core';
import type { Twilio } from 'twilio';
import type { Credentials } from '../../delivery/deploy.ts';
import { deployLab } from './deploy-lab.ts';
import { LAB, removeLab } from './objects.ts';
import { STAY } from './twiml.ts';
import { Workbench, type Key, type LabObjects } from './workbench.ts';

export interface LabOptions {
  readonly client: Twilio;
  readonly credentials: Credentials;
  readonly key: Key;
  readonly browser: Browser;
  readonly stopped: AbortSignal;
  /** Where a browser finds a service's pages: `https://<domain>` on Twilio. */
  readonly pageAddress: (domain: string) => string;
  readonly product: LabObjects['product'];
}

/** Objects of its own on the account. Close it, or the next run clears it away. */
export class Lab {
  readonly #objects: LabObjects;

  private constructor(objects: LabObjects) {
    this.#objects = objects;
  }

  /** Clears away what an earlier run left, then makes everything anew. */
  static async open(options: LabOptions): Promise<Lab> {
    const { client, credentials, stopped, pageAddress, product } = options;
    await removeLab(client, product.syncService);
    const { sid: notesService } = await client.sync.v1.services.create({ friendlyName: LAB });
    const domain = await deployLab(credentials, { NOTES_SERVICE: notesService }, stopped);
    const { sid: application } = await client.applications.create({
      friendlyName: LAB,
      voiceUrl: `https://${domain}/open?${new URLSearchParams({ twiml: `<Response>${STAY}</Response>` })}`,
      voiceMethod: 'POST',
    });
    const telephone = `${pageAddress(domain)}/index.html`;
    const functionsService = await serviceNamed(client, LAB);
    return new Lab({ ...options, domain, functionsService, notesService, application, telephone });
  }

  /** Where a browser finds the telephones. */
  get telephone(): string {
    return this.#objects.telephone;
  }

  /** A place for one experiment. Clear it afterwards. */
  workbench(): Promise<Workbench> {
    return Workbench.open(this.#objects);
  }

  async close(): Promise<void> {
    const { client, product } = this.#objects;
    await removeLab(client, product.syncService);
  }
}

async function serviceNamed(client: Twilio, name: string): Promise<string> {
  const services = await client.serverless.v1.services.list();
  const service = services.find(({ uniqueName }) => uniqueName === name);
  if (!service) throw new Error(`The service ${name} was deployed, and is not there.`);
  return service.sid;
}
