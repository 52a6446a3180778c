const PATHS = {
  phone:
    'M6.6 3.5 9 3l2 5-2.2 1.5a11 11 0 0 0 5.7 5.7L16 13l5 2-.5 2.4a2.6 2.6 0 0 1-2.6 2.1A14.9 14.9 0 0 1 4.5 6.1a2.6 2.6 0 0 1 2.1-2.6Z',
  end: 'M3 14.5c5-4.7 13-4.7 18 0l-1.6 2.6-4-1.3v-2.4a12 12 0 0 0-6.8 0v2.4l-4 1.3Z',
  mic: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3Zm-6 8a6 6 0 0 0 12 0M12 17v4m-3 0h6',
  micOff:
    'M9 9v2a3 3 0 0 0 5 2.2M15 10V6a3 3 0 0 0-5.7-1.3M6 11a6 6 0 0 0 9.5 4.9M18 11a6 6 0 0 1-.6 2.6M12 17v4m-3 0h6M4 4l16 16',
  hold: 'M8 5v14M16 5v14',
  resume: 'm8 5 11 7-11 7Z',
  keypad: 'M6 5h.01M12 5h.01M18 5h.01M6 11h.01M12 11h.01M18 11h.01M6 17h.01M12 17h.01M18 17h.01',
  transfer: 'M4 8h13m-4-4 4 4-4 4M20 16H7m4-4-4 4 4 4',
  swap: 'M7 4v15m-4-4 4 4 4-4M17 20V5m-4 4 4-4 4 4',
  merge: 'M5 4v4c0 4 7 4 7 8v4m7-16v4c0 4-7 4-7 8m-3 1 3 3 3-3',
  done: 'm5 12.5 4.5 4.5L19 7',
  close: 'm6 6 12 12M18 6 6 18',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8a7.5 7.5 0 0 1 15 0',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 8.5a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4m2 3.1a6.5 6.5 0 0 1 3.5 5.7',
  sound: 'M4 10v4h3l5 4V6l-5 4Zm12-1a4 4 0 0 1 0 6m2.5-8.5a8 8 0 0 1 0 11',
  warning: 'M12 4 2.8 19.5h18.4ZM12 10v4.5m0 2.5v.01',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v5.5M12 7.5v.01',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 4.5 4.5',
  key: 'M8 15a4 4 0 1 1 3.8-5.2H21v3.4h-2.4V16h-3v-2.8h-3.8A4 4 0 0 1 8 15Zm-.6-4h.01',
  leave: 'M10 4H5v16h5m4-12 4 4-4 4m4-4H9',
} as const;

/** The names of the icons. */
export type IconName = keyof typeof PATHS;

/** A line drawing. A screen reader skips it and reads the words beside it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
