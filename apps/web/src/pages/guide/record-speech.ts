import { writeWav } from '@vox/audio';

/** Long enough for a sentence. */
const LONGEST_MS = 6000;
const FULL_SCALE = 0x7fff;

/**
 * What the microphone hears for a few seconds, as a WAV file, mono. Rejects with the browser's own error where it gives no
 * microphone. Whatever happens, the microphone is given back.
 */
export async function recordSpeech(): Promise<Blob> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  const timer = setTimeout(() => recorder.stop(), LONGEST_MS);
  try {
    recorder.start();
    await stopped;
  } finally {
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
  }
  return toWav(new Blob(parts, { type: recorder.mimeType }));
}

async function toWav(recording: Blob): Promise<Blob> {
  const context = new AudioContext();
  try {
    const sound = await context.decodeAudioData(await recording.arrayBuffer());
    const pcm = Int16Array.from(sound.getChannelData(0), (sample) =>
      Math.round(Math.max(-1, Math.min(1, sample)) * FULL_SCALE),
    );
    return new Blob([writeWav(pcm, sound.sampleRate).buffer as ArrayBuffer], { type: 'audio/wav' });
  } finally {
    await context.close();
  }
}
