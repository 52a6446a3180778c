/** A short name that no other attempt has, by which a writer knows its own work again: `k3x9q0ab`. */
export function randomName(): string {
  return Math.random().toString(36).slice(2, 10);
}
