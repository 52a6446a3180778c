/** Takes out SIDs, phone numbers and hosts of services, wherever an error's words may have them. */
export function scrubbed(text: string): string {
  return text
    .replaceAll(/\b[A-Z]{2}[0-9a-f]{32}\b/g, '<sid>')
    .replaceAll(/\+\d{7,15}\b/g, '<number>')
    .replaceAll(/\b[\w-]+\.twil\.io\b/g, '<host>')
    .replaceAll(/\bwtverify_\w+/g, '<identity>');
}
