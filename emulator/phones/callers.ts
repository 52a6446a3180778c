import type { PhoneRequest } from './phone-setup.ts';

/** A made-up caller for one person alone: says a sentence, waits for the answer, says the next. Numbers are fictional. */
export interface Caller extends PhoneRequest {
  readonly id: string;
  /** "Mara, who asks about her order". */
  readonly title: string;
}

const talk = (...sentences: readonly string[]): PhoneRequest['script'] =>
  sentences.flatMap((say) => [{ listen: 8 }, { say }]);

export const CALLERS: readonly Caller[] = [
  {
    id: 'mara',
    title: 'Mara, who asks about her order',
    name: 'Mara Lind',
    From: '+12025550143',
    script: talk(
      'Hello, this is Mara Lind. I ordered a lamp last week and it has not come.',
      'The order number is four, seven, one, one.',
      'Yes, please. Could you put me through to somebody who knows?',
      'Thank you. So when will it come?',
      'Wonderful. Thank you very much. Goodbye.',
    ),
  },
  {
    id: 'tom',
    title: 'Tom, who wants to pay a bill',
    name: 'Tom Becker',
    From: '+12025550178',
    script: talk(
      'Hi, Tom Becker here. I have a question about my last bill.',
      'It says forty dollars, but I think it should be thirty.',
      'Sure, I can wait.',
      'All right, that explains it. Thanks for your help. Bye.',
    ),
  },
  {
    id: 'ines',
    title: 'Ines, who hangs up after 20 seconds',
    name: 'Ines Costa',
    From: '+12025550126',
    script: talk('Hello? Is anybody there?', 'I am in a hurry.'),
    hangUpAfter: 20,
  },
  {
    id: 'tone',
    title: 'A tone, easy to tell apart from voices',
    name: 'Tone 440 Hz',
    From: '+12025550109',
    script: [{ tone: 440 }],
  },
];
