import { lazy, Suspense, useState } from 'react';

import { useSay } from '../i18n/speech-context';
import type { DeviceOption } from '../voice/audio-devices';
import type { VoiceClient } from '../voice/voice-client';
import type { VoiceView } from '../voice/voice-view';

/** Few calibrate, and nobody before the call. */
const LevelCheck = lazy(async () => ({ default: (await import('./level-check')).LevelCheck }));

type DeviceSettingsProps = { readonly client: VoiceClient; readonly view: VoiceView };

/** Which microphone, and, where the browser lets a page choose, which loudspeaker. */
export function DeviceSettings({ client, view }: DeviceSettingsProps) {
  const say = useSay();
  const { microphones, outputs } = view.devices;
  const canCalibrate = view.microphone === 'live' && !view.isPushToTalk;
  const [isChecking, setIsChecking] = useState(false);
  return (
    <div className="devices">
      <DeviceSelect
        label={say('talk.microphone')}
        testId="device-select"
        options={microphones}
        value={view.microphoneId ?? ''}
        onChoose={(id) => void client.microphone.choose(id)}
      />
      {view.canChooseOutput && outputs.length > 0 && (
        <DeviceSelect
          label={say('talk.loudspeaker')}
          testId="output-select"
          options={withSystemChoice(outputs, say('talk.system_default'))}
          value={view.outputId}
          onChoose={(id) => void client.chooseOutput(id)}
        />
      )}
      <div className="device device-heard">
        <label>
          <input
            type="checkbox"
            data-testid="push-to-talk"
            checked={view.isPushToTalk}
            onChange={({ target }) => client.microphone.choosePushToTalk(target.checked)}
          />
          <span>{say('talk.push_to_talk')}</span>
        </label>
        {canCalibrate && !isChecking && (
          <button
            type="button"
            className="quiet"
            data-testid="calibrate"
            onClick={() => setIsChecking(true)}
          >
            {say('talk.calibrate')}
          </button>
        )}
        {canCalibrate && isChecking && (
          <Suspense>
            <LevelCheck client={client} onClose={() => setIsChecking(false)} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

type DeviceSelectProps = {
  readonly label: string;
  readonly testId: string;
  readonly options: readonly DeviceOption[];
  readonly value: string;
  readonly onChoose: (id: string) => void;
};

function DeviceSelect({ label, testId, options, value, onChoose }: DeviceSelectProps) {
  return (
    <label className="device">
      <span>{label}</span>
      <select
        data-testid={testId}
        value={value}
        onChange={(changed) => onChoose(changed.target.value)}
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Chromium lists the system's choice as `default`; other browsers leave it out. */
function withSystemChoice(
  outputs: readonly DeviceOption[],
  label: string,
): readonly DeviceOption[] {
  return [{ id: '', label }, ...outputs.filter((output) => output.id !== 'default')];
}
