import { setImmediate } from 'node:timers/promises';

import {
  MemorySink,
  ScriptedLanguageModel,
  ScriptedSpeechRecognizer,
  ToneSynthesizer,
  VirtualClock,
} from '@vox/testing';
import {
  type AudioFrame,
  AsyncQueue,
  type SessionInput,
  VoiceActivityDetector,
  type VoiceActivityStream,
  type VoiceEvent,
} from '@vox/voice-core';

import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { SileroVoiceActivityDetector } from '../../src/stt/adapters/embedded/silero-voice-activity.adapter';
import { RuleBasedEndOfTurnDetector } from '../../src/voice/end-of-turn/rule-based-end-of-turn';
import { TurnObservers } from '../../src/voice/turn-observers';
import { VoiceService } from '../../src/voice/voice.service';
import { BenchConversations } from '../bench/loop/bench-conversations';

const SESSIONS = 100;

/** A join that takes longer than this is heard by those who talk. */
const MEAN_MS = 5;
const LONGEST_MS = 50;

/** What a browser sends in its first moments. */
const FIRST_FRAMES = 5;
const FRAME: AudioFrame = { pcm: new Int16Array(960).fill(100), sampleRateHz: 48_000 };

/** Silero, and how many frames it was asked about. */
class CountedDetector extends VoiceActivityDetector {
  override readonly releaseMs: number;
  frames = 0;

  constructor(private readonly inner: VoiceActivityDetector) {
    super();
    this.releaseMs = inner.releaseMs;
  }

  override open(): VoiceActivityStream {
    const stream = this.inner.open();
    return {
      isSpeech: (frame) => {
        this.frames++;
        return stream.isSpeech(frame);
      },
      close: () => stream.close(),
    };
  }
}

describe('joining', () => {
  it('takes under 5 ms of the event loop, and no single one over 50 ms, the first included', async () => {
    const clock = new VirtualClock();
    const models = modelsDirectory(parseConfig(process.env).stt);
    const detector = new CountedDetector(new SileroVoiceActivityDetector(models));
    const voice = new VoiceService(
      new ScriptedSpeechRecognizer([]),
      detector,
      new ScriptedLanguageModel([], { clock }),
      new ToneSynthesizer({ clock }),
      new BenchConversations(),
      new RuleBasedEndOfTurnDetector(),
      new TurnObservers(),
      clock,
      parseConfig({ MAX_SESSIONS: String(SESSIONS) }),
    );
    const hangUp = new AbortController();
    const running: Promise<void>[] = [];
    const costsMs: number[] = [];
    for (let joined = 0; joined < SESSIONS; joined++) {
      const input = new AsyncQueue<SessionInput>(FIRST_FRAMES);
      // Of this thread's processor, so that a busy machine makes no difference.
      const before = process.threadCpuUsage();
      running.push(
        drain(
          voice.converse({
            id: `session-${joined}`,
            userId: 'user',
            channel: 'webrtc',
            input,
            audioOut: new MemorySink(clock, 48_000),
            signal: hangUp.signal,
          }),
        ),
      );
      for (let frame = 0; frame < FIRST_FRAMES; frame++)
        input.push({ type: 'audio', frame: FRAME });
      while (detector.frames < (joined + 1) * FIRST_FRAMES) await setImmediate();
      const { user, system } = process.threadCpuUsage(before);
      costsMs.push((user + system) / 1000);
    }
    const mean = costsMs.reduce((sum, cost) => sum + cost, 0) / SESSIONS;
    hangUp.abort('hang-up');
    await Promise.all(running);
    expect(mean).toBeLessThan(MEAN_MS);
    expect(Math.max(...costsMs)).toBeLessThan(LONGEST_MS);
  });
});

async function drain(events: AsyncIterable<VoiceEvent>): Promise<void> {
  for await (const _ of events);
}
