let shownNotification: Notification | undefined;

/** Asks once whether the system may show what the agent must know; call it from a click. */
export function askForNotifications(): void {
  if ('Notification' in window && Notification.permission === 'default')
    void Notification.requestPermission();
}

/** Shows something outside the page, while the agent does not look at the page. It takes the place of what was shown. */
export function notify(title: string, body: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return;
  shownNotification?.close();
  shownNotification = new Notification(title, { body, tag: 'desk', requireInteraction: true });
  shownNotification.addEventListener('click', () => window.focus());
}

/** Removes the notification once it is no longer true. */
export function endNotification(): void {
  shownNotification?.close();
  shownNotification = undefined;
}
