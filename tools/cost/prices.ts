/** Twilio's US list prices in dollars, as of 2026. https://www.twilio.com/en-us/voice/pricing/us */
export const PRICES = { caller: 0.0085, browser: 0.004, participant: 0.0018, invocation: 0.0001 } as const;
