import type { PageState } from '../state/state.ts';

/** The page remembers choices on this computer for good, and nothing about calls. */
export type Choice = 'language' | 'agent' | 'input' | 'output';

/** A remembered choice; null when there is none or storage is closed to the page. */
export function loadChoice(name: Choice): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Remembers a choice, where storage allows it. */
export function saveChoice(name: Choice, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    return;
  }
}

const DRAFTS_KEY = 'drafts';

/** Unsaved notes on calls in this tab. They are gone with the tab. */
export function loadDrafts(): PageState['drafts'] {
  try {
    return JSON.parse(sessionStorage.getItem(DRAFTS_KEY) ?? '{}') as PageState['drafts'];
  } catch {
    return {};
  }
}

/** Keeps unsaved notes over a reload of the tab, where storage allows it. */
export function saveDrafts(written: PageState['drafts']): void {
  try {
    sessionStorage.setItem(DRAFTS_KEY, JSON.stringify(written));
  } catch {
    return;
  }
}
