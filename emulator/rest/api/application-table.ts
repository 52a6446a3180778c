import type { Application as SwitchApplication, ApplicationDirectory } from '../../switch/dependencies.ts';
import type { VoiceSettings } from './voice-settings.ts';
import { NO_VOICE, routingOf } from './voice-settings.ts';
import { type VoiceEntry, VoiceTable } from './voice-table.ts';

/** A TwiML application. */
export type Application = VoiceEntry;

/** The account's TwiML applications. The switch looks here for a call that a page makes. */
export class ApplicationTable extends VoiceTable<Application> implements ApplicationDirectory {
  /** An application as the switch reads it. */
  find(sid: string): SwitchApplication | undefined {
    const application = this.get(sid);
    return application && { sid, ...routingOf(application) };
  }

  create(settings: Partial<VoiceSettings>): Application {
    const now = this.clock.now();
    const sid = this.sids.next('AP');
    return this.put({ ...NO_VOICE, ...settings, sid, dateCreated: now, dateUpdated: now });
  }
}
