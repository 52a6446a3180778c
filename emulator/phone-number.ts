/**
 * A number as Twilio understands it: E.164, or a number of North America as people write it. Anything else is undefined.
 * Twilio's own pages write `415-123-4567` and `(202) 557-1840`: https://www.twilio.com/docs/voice/twiml/dial
 * @param isNational whether the country code may be missing
 */
export function e164(text: string, isNational = true): string | undefined {
  const digits = text.trim().replaceAll(/[\s().-]/g, '');
  if (/^\+[1-9]\d{1,14}$/.test(digits)) return digits;
  if (!isNational) return undefined;
  if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`;
  return /^[1-9]\d{10,14}$/.test(digits) ? `+${digits}` : undefined;
}
