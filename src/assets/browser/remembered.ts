/** What the page remembers on this computer: choices, nothing about calls. */
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
