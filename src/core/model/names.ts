/** Ids and names stand in the document of each call that their owners are on, so they are short. */

/** An agent's sign-in name, which is their Voice SDK identity too. */
export const AGENT_ID = /^\w{1,32}$/;
/** An entry of the directory. */
export const ENTRY_ID = /^[\w-]{1,32}$/;
/** The longest name of an agent or an entry, as people read it, in UTF-16 units: 40 letters of most scripts. */
export const NAME_AT_MOST = 40;

/** Control characters and halves of characters, which would take six bytes each. */
export const UNPRINTABLE = /[\p{Cc}\p{Cs}]/gu;

/** Whether it will do as a name that people read. */
export function isName(text: string): boolean {
  return text.length > 0 && text.length <= NAME_AT_MOST && text.search(UNPRINTABLE) < 0;
}

/** Twilio's name of a phone call, of a conference and of a recording. https://www.twilio.com/docs/glossary/what-is-a-sid */
export const CALL_SID = /^CA[0-9a-fA-F]{32}$/;
export const CONFERENCE_SID = /^CF[0-9a-fA-F]{32}$/;
export const RECORDING_SID = /^RE[0-9a-fA-F]{32}$/;
