// Runs in the page under test: records what the page plays, and can speak into its microphone.
window.testEar = {
  chunks: [],
  context: undefined,

  async listen() {
    const context = (this.context ??= new AudioContext({ sampleRate: 48_000 }));
    await context.resume();
    // A worklet needs a module of its own; this old node does for a recording.
    const tap = context.createScriptProcessor(1024, 1, 1);
    tap.onaudioprocess = (event) => {
      const samples = event.inputBuffer.getChannelData(0).slice();
      this.chunks.push({ samples, endedAtMs: performance.now() });
    };
    context.createMediaStreamSource(window.voxbridge.remoteStream).connect(tap);
    tap.connect(context.destination);
  },

  /** What was recorded since the last call: base64 of s16le, and when (performance.now) it ended. */
  take() {
    const taken = this.chunks.splice(0);
    const pcm = new Int16Array(taken.reduce((sum, { samples }) => sum + samples.length, 0));
    let at = 0;
    for (const { samples } of taken) {
      for (const sample of samples) pcm[at++] = Math.max(-1, Math.min(1, sample)) * 32_767;
    }
    const bytes = new Uint8Array(pcm.buffer);
    let text = '';
    for (let i = 0; i < bytes.length; i += 0x8000) {
      text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    }
    return { base64: btoa(text), endedAtMs: taken.at(-1)?.endedAtMs ?? performance.now() };
  },
};

/**
 * A microphone that says what it is given and nothing else: takes the place of the real one when
 * `window.testMicrophone.install()` ran before the page asked for it.
 */
window.testMicrophone = {
  context: undefined,
  destination: undefined,

  install() {
    this.context = new AudioContext({ sampleRate: 48_000 });
    this.destination = this.context.createMediaStreamDestination();
    // A source that never ends keeps the track alive and silent between sentences.
    const silence = this.context.createConstantSource();
    const mute = this.context.createGain();
    mute.gain.value = 0;
    silence.connect(mute).connect(this.destination);
    silence.start();
    navigator.mediaDevices.getUserMedia = async () => {
      await this.context.resume();
      return this.destination.stream.clone();
    };
  },

  /** Speaks a WAV (base64); resolves when it has been said, with `performance.now` of its last sample. */
  async say(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const buffer = await this.context.decodeAudioData(bytes.buffer);
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.destination);
    const nowMs = performance.now();
    const nowInS = this.context.currentTime;
    const startsAtInS = nowInS + 0.05;
    source.start(startsAtInS);
    await new Promise((resolve) => (source.onended = resolve));
    return { endedAtMs: nowMs + (startsAtInS + buffer.duration - nowInS) * 1000 };
  },
};
