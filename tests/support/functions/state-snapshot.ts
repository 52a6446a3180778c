import { switchState } from '../../../emulator/control/live-lines.ts';
import type { ProductBench } from './product-bench.ts';

/**
 * All that Sync and the switch know, as text: two of these are equal when nothing has changed in between. The list of
 * security events is left out, since it tells of refusals too.
 */
export function everything({ local, service }: ProductBench): string {
  const all = local.sync.objects(service).filter(({ uniqueName }) => uniqueName !== 'security');
  const objects = all.map((object) => ({
    name: object.uniqueName,
    data: object.data,
    revision: object.revision,
    permissions: [...object.permissions],
    items: [...object.items.values()],
  }));
  return JSON.stringify({ objects, lines: switchState(local.phoneSwitch) });
}

/** The differences between two snapshots, for a failing test: the names of the Sync objects, and `lines`. */
export function changes(before: string, after: string): readonly string[] {
  const partsOf = (text: string): Map<string, string> => {
    const { objects, lines } = JSON.parse(text) as { objects: { name: string }[]; lines: unknown };
    return new Map([
      ...objects.map((each) => [each.name, JSON.stringify(each)] as const),
      ['lines', JSON.stringify(lines)],
    ]);
  };
  const [old, now] = [partsOf(before), partsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name));
}
