import type { Clock } from '../../clock.ts';
import type { Application as SwitchApplication, ApplicationDirectory } from '../../switch/dependencies.ts';
import type { SidSource } from '../../sids.ts';
import type { VoiceSettings } from './voice-settings.ts';
import { NO_VOICE } from './voice-settings.ts';
import { routingOf } from './voice-settings.ts';

/** A TwiML application. */
export interface Application extends VoiceSettings {
  readonly sid: string;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

/** The account's TwiML applications. The switch looks here for a call that a page makes. */
export class ApplicationTable implements ApplicationDirectory {
  readonly #clock: Clock;
  readonly #sids: SidSource;
  readonly #applications = new Map<string, Application>();

  constructor({ clock, sids }: { clock: Clock; sids: SidSource }) {
    this.#clock = clock;
    this.#sids = sids;
  }

  list(): readonly Application[] {
    return [...this.#applications.values()];
  }

  get(sid: string): Application | undefined {
    return this.#applications.get(sid);
  }

  /** An application as the switch reads it. */
  find(sid: string): SwitchApplication | undefined {
    const application = this.get(sid);
    return application && { sid, ...routingOf(application) };
  }

  create(settings: Partial<VoiceSettings>): Application {
    const now = this.#clock.now();
    const application = {
      ...NO_VOICE,
      ...settings,
      sid: this.#sids.next('AP'),
      dateCreated: now,
      dateUpdated: now,
    };
    this.#applications.set(application.sid, application);
    return application;
  }

  update(application: Application, changes: Partial<VoiceSettings>): Application {
    const updated = { ...application, ...changes, dateUpdated: this.#clock.now() };
    this.#applications.set(application.sid, updated);
    return updated;
  }

  /** Takes back an application that was kept elsewhere. */
  restore(application: Application): void {
    this.#applications.set(application.sid, application);
  }

  remove(sid: string): void {
    this.#applications.delete(sid);
  }
}
