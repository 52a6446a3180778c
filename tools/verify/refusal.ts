/**
 * Whether Twilio refuses a request.
 * @param codes the error codes that mean it; any, when left out
 * @returns true when it answers 400 with such a code; @throws whatever else went wrong
 */
export async function isRefused(request: Promise<unknown>, codes?: readonly number[]): Promise<boolean> {
  try {
    await request;
    return false;
  } catch (error) {
    const { status, code } = error as { status?: number; code?: number };
    if (status === 400 && (codes?.includes(code ?? 0) ?? true)) return true;
    throw error;
  }
}

/**
 * How Twilio refuses a request.
 * @returns its error code; undefined when it does not refuse it; @throws whatever else went wrong
 */
export async function refusalOf(request: Promise<unknown>): Promise<number | undefined> {
  try {
    await request;
    return undefined;
  } catch (error) {
    const { status, code } = error as { status?: number; code?: number };
    if (status !== 400 || code === undefined) throw error;
    return code;
  }
}
