let shownNotification: Notification | undefined;

/** Asks once whether the system may show incoming calls; call it from a click. */
export function askForNotifications(): void {
  if ('Notification' in window && Notification.permission === 'default')
    void Notification.requestPermission();
}

/** Shows an incoming call outside the page, when the page is not being looked at. */
export function notifyRinging(title: string, body: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return;
  shownNotification = new Notification(title, { body, tag: 'ringing', requireInteraction: true });
  shownNotification.addEventListener('click', () => window.focus());
}

/** Takes the notification away once it rings no more. */
export function endNotification(): void {
  shownNotification?.close();
  shownNotification = undefined;
}
