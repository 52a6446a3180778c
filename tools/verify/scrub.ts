/** Takes out secrets, SIDs, phone numbers and hosts of services, wherever an error's words may have them. */
export function scrubbed(text: string): string {
  return text
    .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<token>')
    .replaceAll(/\b[A-Z]{2}[0-9a-f]{32}\b/g, '<sid>')
    .replaceAll(/\b[0-9a-zA-Z]{32}\b/g, '<secret>')
    .replaceAll(/\+\d(?:[ ()-]{0,2}\d){6,14}(?!\d)/g, '<number>')
    .replaceAll(/\b[\w-]+\.twil\.io\b/g, '<host>')
    .replaceAll(/\bwtverify_\w+/g, '<identity>');
}

/**
 * What an error says on its first line. Below it a browser writes where in its scripts it was, and what a page shows.
 */
export function firstLineOf({ message }: Error): string {
  return scrubbed(message.split('\n', 1)[0] ?? '');
}
