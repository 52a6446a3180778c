import type { PageState } from '../model/state.ts';

/** What the page remembers on this computer for good: choices, nothing about calls. */
export type Remembered = 'language' | 'agent' | 'input' | 'output';

/** A remembered choice; null when there is none or storage is closed to the page. */
export function recall(name: Remembered): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Remembers a choice, where storage allows it. */
export function remember(name: Remembered, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    return;
  }
}

const drafts = 'drafts';

/** What was written about calls in this tab and not saved; it is gone with the tab. */
export function recallDrafts(): PageState['drafts'] {
  try {
    return JSON.parse(sessionStorage.getItem(drafts) ?? '{}') as PageState['drafts'];
  } catch {
    return {};
  }
}

/** Keeps what is being written over a reload of the tab, where storage allows it. */
export function rememberDrafts(written: PageState['drafts']): void {
  try {
    sessionStorage.setItem(drafts, JSON.stringify(written));
  } catch {
    return;
  }
}
