/** Short waits for tests: an unanswered ring, and the local Twilio's patience with a page that is gone. */
export const QUICK = { RING_SECONDS: '8', MISS_PAGES_AFTER: '1' };
