const EVERY_MINUTES = 5;

/** Watches `/build.json`, and says once that another build is deployed than the one of this page. */
export function watchVersion(changed: () => void): void {
  let mine: string | undefined;
  const look = async (): Promise<void> => {
    const id = await readBuild();
    if (id === undefined) return;
    mine ??= id;
    if (id !== mine) changed();
  };
  void look();
  setInterval(() => void look(), EVERY_MINUTES * 60_000);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void look();
  });
}

async function readBuild(): Promise<string | undefined> {
  try {
    const response = await fetch('/build.json', { cache: 'no-store' });
    return response.ok ? ((await response.json()) as { id: string }).id : undefined;
  } catch {
    return undefined;
  }
}
