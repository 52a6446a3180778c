/** A short name that no other attempt has: `k3x9q0ab`. By it a writer recognises its own work. */
export function randomName(): string {
  return Math.random().toString(36).slice(2, 10);
}
