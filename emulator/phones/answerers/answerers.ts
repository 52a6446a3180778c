import type { PhoneRequest } from '../phone-setup.ts';

/** A made-up phone that waits to be called. Numbers are fictional. */
export interface Answerer extends PhoneRequest {
  readonly id: string;
  /** "A mailbox, after 20 seconds". */
  readonly title: string;
}

const GREETING =
  'You have reached the mailbox of Paul Stein. I cannot take your call. Please leave a message after the tone.';

export const ANSWERERS: readonly Answerer[] = [
  {
    id: 'paul',
    title: 'Paul, who answers after 3 seconds',
    name: 'Paul Stein',
    From: '+12025550161',
    after: 3,
    script: [{ say: 'Hello?' }, { listen: 30 }, { say: 'Yes, go on.' }, { listen: 30 }, { say: 'I see.' }],
  },
  {
    id: 'press-one',
    title: 'Rita, who presses 1 when she is asked to',
    name: 'Rita Vogel',
    From: '+12025550162',
    after: 3,
    script: [
      { say: 'Hello?' },
      { listen: 30 },
      { digits: '1' },
      { listen: 30 },
      { say: 'Hello, Rita here.' },
    ],
  },
  {
    id: 'mailbox',
    title: 'A mailbox, after 20 seconds',
    name: 'Paul’s mailbox',
    From: '+12025550163',
    after: 20,
    script: [{ say: GREETING }, { beep: true }, { record: 60 }, { hangUp: true }],
  },
  {
    id: 'mailbox-at-once',
    title: 'A mailbox, at once, whose greeting sounds a 1',
    name: 'Mailbox with a 1',
    From: '+12025550164',
    after: 0,
    script: [{ say: GREETING }, { digits: '1' }, { beep: true }, { record: 60 }, { hangUp: true }],
  },
  {
    id: 'fax',
    title: 'A fax machine',
    name: 'Fax',
    From: '+12025550165',
    after: 2,
    script: [{ fax: true }, { pause: 30 }, { hangUp: true }],
  },
  {
    id: 'desk-phone',
    title: 'A desk phone at a SIP address',
    name: 'Desk phone of Eva',
    From: 'sip:eva@office.example',
    after: 3,
    script: [{ say: 'Eva speaking.' }, { listen: 30 }, { say: 'All right.' }],
  },
];
