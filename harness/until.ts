/** Asks until the answer is neither undefined, null nor false, and returns it. @throws Error that says what did not happen */
export async function until<T>(
  what: string,
  ask: () => Promise<T> | T,
  seconds = 40,
): Promise<NonNullable<T>> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  throw new Error(`It did not happen within ${seconds} s: ${what}`);
}
