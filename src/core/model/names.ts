/** Ids and names are part of the documents of calls, so they are short. */

/** An agent's sign-in name. */
export const AGENT_ID = /^\w{1,32}$/;
/** An entry of the directory. */
export const ENTRY_ID = /^[\w-]{1,32}$/;
/** The longest name of an agent or an entry, as people read it. In UTF-16 units: 40 letters of most scripts. */
export const NAME_AT_MOST = 40;

/** Control characters and halves of characters: JSON writes each in six bytes. */
export const UNPRINTABLE = /[\p{Cc}\p{Cs}]/gu;

/** Whether people can read it as a name. */
export function isName(text: string): boolean {
  return text.length > 0 && text.length <= NAME_AT_MOST && text.search(UNPRINTABLE) < 0;
}

/** Twilio's name of a phone call, of a conference and of a recording. https://www.twilio.com/docs/glossary/what-is-a-sid */
export const CALL_SID = /^CA[0-9a-fA-F]{32}$/;
/** Twilio's name of a conference. */
export const CONFERENCE_SID = /^CF[0-9a-fA-F]{32}$/;
/** Twilio's name of a recording. */
export const RECORDING_SID = /^RE[0-9a-fA-F]{32}$/;
