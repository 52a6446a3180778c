import { Icon, type IconName } from './icon.tsx';

interface ButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly icon?: IconName | undefined;
  readonly kind?: 'primary' | 'answer' | 'danger' | 'quiet' | 'plain' | 'muting' | 'holding';
  readonly pressed?: boolean | undefined;
  readonly busy?: boolean | undefined;
  /** Disabled while another one is busy. */
  readonly waits?: boolean | undefined;
  /** The effect, below the label. A screen reader reads it after the name. */
  readonly hint?: string | undefined;
  readonly id?: string | undefined;
  /** The button has the focus when its dialog opens. */
  readonly first?: boolean;
}

/** A button. Its accessible name is only its label; the hint below is its description. */
export function Button({
  label,
  onClick,
  icon,
  kind = 'plain',
  pressed,
  busy,
  waits,
  hint,
  id,
  first,
}: ButtonProps) {
  const hintId = hint && `hint-${(id ?? label).replace(/\W+/g, '-')}`;
  return (
    <button
      type="button"
      id={id}
      autofocus={first}
      class={`button ${kind}${hint ? ' with-hint' : ''}`}
      aria-pressed={pressed}
      aria-busy={busy}
      aria-disabled={busy || waits}
      aria-describedby={hintId}
      onClick={() => busy || waits || onClick()}
    >
      {icon && <Icon name={icon} />}
      <span class="label">
        {label}
        {hint && (
          <span class="hint" id={hintId} aria-hidden="true">
            {hint}
          </span>
        )}
      </span>
    </button>
  );
}
