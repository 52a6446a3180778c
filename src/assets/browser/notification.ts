let shownNotification: Notification | undefined;

/** Asks once whether the system may show incoming calls; call it from a click. */
export function askForNotifications(): void {
  if ('Notification' in window && Notification.permission === 'default')
    void Notification.requestPermission();
}

/** Shows an incoming call outside the page, while the agent does not look at the page. */
export function notifyRinging(title: string, body: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return;
  shownNotification = new Notification(title, { body, tag: 'ringing', requireInteraction: true });
  shownNotification.addEventListener('click', () => window.focus());
}

/** Removes the notification once the call rings no more. */
export function endNotification(): void {
  shownNotification?.close();
  shownNotification = undefined;
}
