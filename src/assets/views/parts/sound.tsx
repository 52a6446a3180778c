import { deviceInUse } from '../../selectors/devices.ts';
import type { AudioChoice } from '../../state/state.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Modal } from './modal.tsx';
import type { View } from '../view.ts';

/** Shows whether the microphone works, and how loud it is. */
export function MicrophoneCheck({ view }: { readonly view: View }) {
  const { state, actions, say } = view;
  const { microphone } = state;
  // In a call the line measures it.
  const isMeasured = microphone.isMeasured || state.line.active !== undefined;
  if (microphone.state !== 'ready' || !isMeasured) {
    const asking = microphone.state === 'asking';
    return (
      <Button
        label={say(asking ? 'sound.checking' : 'sound.check')}
        kind="quiet"
        icon="mic"
        busy={asking}
        onClick={() => void actions.checkMicrophone()}
      />
    );
  }
  return (
    <div class="microphone">
      <p class="ready">
        <Icon name="mic" /> {say('sound.ready')}
      </p>
      <div class="meter" data-meter="mine" role="img" aria-label={say('sound.level')} />
      <p class="quiet-text">{say('sound.speak')}</p>
    </div>
  );
}

/** The dialog for microphone and speaker. */
export function SoundDialog({ view }: { readonly view: View }) {
  const { state, actions, say } = view;
  const close = (): void => actions.open({ kind: 'none' });
  const { microphone } = state;
  return (
    <Modal title={say('sound.title')} onClose={close}>
      <MicrophoneCheck view={view} />
      <DeviceChoice
        label={say('sound.input')}
        standard={say('sound.default')}
        choices={microphone.inputs}
        chosen={microphone.input}
        onChoose={(id) => void actions.chooseInput(id)}
      />
      <DeviceChoice
        label={say('sound.output')}
        standard={say('sound.default')}
        choices={microphone.outputs}
        chosen={microphone.output}
        onChoose={(id) => void actions.chooseOutput(id)}
      />
      <div class="actions">
        <Button label={say('sound.test')} icon="sound" onClick={() => void actions.testSound()} />
        <Button label={say('sound.done')} kind="primary" onClick={close} />
      </div>
    </Modal>
  );
}

interface DeviceChoiceProps {
  readonly label: string;
  readonly standard: string;
  readonly choices: readonly AudioChoice[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

function DeviceChoice({ label, standard, choices, chosen, onChoose }: DeviceChoiceProps) {
  return (
    <label>
      {label}
      <select value={deviceInUse(choices, chosen)} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="default">{standard}</option>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
