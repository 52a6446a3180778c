/** Every timeline event in plain English, by its code. Other languages translate by the code. */
export const ENGLISH = {
  called: 'A customer called from a number ending in {digits}.',
  'called-without-number': 'A customer called and showed no number.',
  'outside-hours': 'It was outside opening hours: they were asked for a message.',
  'asked-for-message': 'The customer waited long and is asked for a message.',
  rung: '{name} is rung.',
  'rung-again': '{name} is rung again.',
  'rung-no-more': '{name} is not rung any more.',
  'not-rung': '{name} could not be rung.',
  rings: "{name}'s phone rings.",
  answered: '{name} answered.',
  'on-line': '{name} is on the line.',
  'left-call': '{name} left the call.',
  vanished: '{name} vanished from the line.',
  'hung-up': '{name} hung up.',
  'page-back': "{name}'s page is back.",
  rescued: 'The customer hears an apology and music.',
  'asked-to-stay': 'The customer hears that they may stay on the line, and music.',
  'lost.no-answer': '{name} did not answer.',
  'lost.busy': '{name} was busy.',
  'lost.declined': '{name} declined.',
  'lost.page-closed': "{name}'s page was closed or reloaded while it rang.",
  'lost.unreachable': '{name} could not be reached.',
  'lost.not-private': '{name} was not let in: the others could not be put on hold for a private word.',
  'transfer.consult': '{asker} put the customer on hold and calls {target} for a private word.',
  'transfer.add': '{asker} calls {target} into the conversation.',
  'transfer.blind': '{asker} sent the customer on to {target}.',
  'transfer-note': '{asker} wrote: {note}',
  'transfer-cancelled': 'The transfer to {name} was cancelled.',
  'with-customer': '{name} talks with the customer.',
  'with-colleague': '{name} talks with the colleague.',
  together: 'Everybody talks together.',
  'took-over': '{name} took over the customer.',
  held: '{name} is put on hold.',
  unheld: '{name} is off hold.',
  muted: '{name} is muted.',
  unmuted: '{name} is unmuted.',
  'customer-held': 'The customer is put on hold.',
  'customer-unheld': 'The customer is off hold.',
  'customer-muted': 'The customer is muted.',
  'customer-unmuted': 'The customer is unmuted.',
  'ended-by': '{name} ended the call.',
  'ended.customer-hung-up': 'The customer hung up.',
  'ended.agent-ended': 'The call was ended for all.',
  'ended.voicemail-left': 'The customer left a message.',
  'ended.closed': 'The call was closed.',
  'ended.failed': 'The call failed.',
  'wrapped-up': '{name} closed it as "{disposition}".',
  'wrapped-up-with-note': '{name} closed it as "{disposition}": {note}',
} as const;

type English = typeof ENGLISH;

/** The codes of timeline events. Sync stores them, so a code with a new meaning gets a new name. */
export type TimelineCode = keyof English;

/** One thing that happened on a call: its code and the values that its sentence names. */
export type TimelineEvent = { readonly code: TimelineCode } & Readonly<Record<string, string>>;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** The values that a code's sentence names, if any. */
export type ValuesOf<Code extends TimelineCode> = [Names<English[Code]>] extends [never]
  ? []
  : [values: Readonly<Record<Names<English[Code]>, string>>];

/** A timeline event with its values. */
export function timelineEvent<Code extends TimelineCode>(
  code: Code,
  ...[values]: ValuesOf<Code>
): TimelineEvent {
  return { code, ...values };
}

/** The plain-English sentence of a timeline event. */
export function englishSentence(one: TimelineEvent): string {
  return ENGLISH[one.code].replace(/\{(\w+)\}/g, (_all, name: string) => one[name] ?? '');
}
