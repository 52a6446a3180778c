import { Icon, type IconName } from './icon.tsx';

/** A round mark for a person: their initials, or an icon. It stands beside the name, so a screen reader skips it. */
export function Avatar({ name, icon }: { readonly name: string; readonly icon?: IconName | undefined }) {
  return (
    <span class="avatar" aria-hidden="true">
      {icon ? <Icon name={icon} /> : initials(name)}
    </span>
  );
}

function initials(name: string): string {
  // An id in brackets tells two of one name apart, and is no name.
  const words = name.split(/\s+/).filter((word) => word !== '' && !word.startsWith('('));
  const first = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => word?.match(/^./u)?.[0] ?? '',
  );
  return first.join('').toLocaleUpperCase();
}
