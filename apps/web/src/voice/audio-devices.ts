/** A device to choose. `id` is `''` for the system's own choice. */
export type DeviceOption = { readonly id: string; readonly label: string };

export type AudioDevices = {
  readonly microphones: readonly DeviceOption[];
  readonly outputs: readonly DeviceOption[];
};

export const noDevices: AudioDevices = { microphones: [], outputs: [] };

/** What is plugged in. Browsers name the devices only after the microphone was allowed; until then the lists are empty. */
export async function listAudioDevices(): Promise<AudioDevices> {
  if (navigator.mediaDevices === undefined) return noDevices;
  const devices = await navigator.mediaDevices.enumerateDevices();
  return {
    microphones: optionsOf(devices, 'audioinput'),
    outputs: optionsOf(devices, 'audiooutput'),
  };
}

function optionsOf(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): DeviceOption[] {
  return devices
    .filter((device) => device.kind === kind && device.label !== '')
    .map((device) => ({ id: device.deviceId, label: device.label }));
}
