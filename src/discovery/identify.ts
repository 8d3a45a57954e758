import { text } from '@vox/protocol';
import { z } from 'zod';

import type { FoundEngine } from '../config';
import { chatModels } from '../llm';
import { type Answer, ask } from './local-server';
import type { Look } from './usual-ports';

/** What speaks, with what it is to be asked for. */
export type FoundVoice = FoundEngine & {
  readonly kind: 'tts';
  readonly protocol: 'chatterbox' | 'openai';
  readonly voice?: string;
  readonly format?: 'pcm' | 'wav';
};
export type FoundModel = FoundEngine & { readonly kind: 'llm' | 'stt'; readonly model: string };
export type Identified = FoundModel | FoundVoice;

/** What may be an engine, and cannot be told from others without disturbing them. */
export type Guess = { readonly name: string; readonly url: string };

/** Names come from whoever listens there, and are printed: no control characters, no end of lines. */
const shown = text().regex(/^\P{C}{1,200}$/u);

const modelSchema = z.object({
  id: shown,
  owned_by: text().optional().catch(undefined),
  task: text().optional().catch(undefined),
  language: z.array(text()).catch([]).default([]),
  voices: z.array(z.unknown()).catch([]).default([]),
});
type Model = z.output<typeof modelSchema>;

const voiceSchema = z.union([
  shown,
  z.object({ id: shown }).transform(({ id }) => id),
  z.object({ name: shown }).transform(({ name }) => name),
]);

/** What servers put into `owned_by` of every model, or of those that have no other owner. */
const SERVERS: ReadonlyMap<string, string> = new Map([
  ['library', 'Ollama'],
  ['organization_owner', 'LM Studio'],
  ['llamacpp', 'llama.cpp'],
  ['vllm', 'vLLM'],
]);

/** A voice that most Kokoro servers have; it is the best of them by its makers' own grades. */
const KOKORO_VOICE = 'af_heart';

export type Asking = {
  readonly url: string;
  readonly look: Look;
  /** BCP 47; of models that hear, one that knows it is preferred. */
  readonly language: string;
  readonly signal: AbortSignal;
};

/** The engines that answer at a URL, or what may be one. Nothing is asked for but lists and health. */
export async function identify({
  url,
  look,
  language,
  signal,
}: Asking): Promise<{ readonly engines: readonly Identified[]; readonly guess?: Guess }> {
  switch (look) {
    case 'models':
      return { engines: await byModels(url, language, signal) };
    case 'chatterbox':
      return { engines: isChatterbox(await ask(`${url}/health`, signal)) ? [chatterbox(url)] : [] };
    case 'whisperlive':
      return isPythonSocket(await ask(`${url}/`, signal))
        ? { engines: [], guess: { name: 'WhisperLive', url: url.replace('http:', 'ws:') } }
        : { engines: [] };
  }
}

async function byModels(
  url: string,
  language: string,
  signal: AbortSignal,
): Promise<readonly Identified[]> {
  const answer = await ask(`${url}/v1/models`, signal);
  const models = modelsOf(answer);
  if (models.length === 0) return [];
  const known = new Set(models.map(({ id }) => id));
  const chat = chatModels(answer?.json).find((id) => known.has(id));
  const found: (Identified | undefined)[] = [
    chat === undefined
      ? undefined
      : { kind: 'llm', name: await serverName(url, models, signal), url, model: chat },
    hearing(url, models, language),
    speaking(url, models),
    await kokoro(url, models, signal),
  ];
  return found.filter((engine) => engine !== undefined);
}

function modelsOf(answer: Answer | undefined): Model[] {
  if (answer?.status !== 200) return [];
  const list = z.object({ data: z.array(z.unknown()) }).safeParse(answer.json).data?.data ?? [];
  return list.flatMap((entry) => modelSchema.safeParse(entry).data ?? []);
}

async function serverName(
  url: string,
  models: readonly Model[],
  signal: AbortSignal,
): Promise<string> {
  const names = models.map(({ owned_by: owner = '' }) => SERVERS.get(owner));
  const name = names.find((known) => known !== undefined);
  if (name !== undefined) return name;
  // Ollama names as owners whose the models are, where they come from elsewhere.
  const version = await ask(`${url}/api/version`, signal);
  const isOllama = z.object({ version: text() }).safeParse(version?.json).success;
  return isOllama && version?.status === 200 ? 'Ollama' : 'A server of language models';
}

/** speaches says what each of its models is for. */
function hearing(url: string, models: readonly Model[], language: string): FoundModel | undefined {
  const able = models.filter(({ task }) => task === 'automatic-speech-recognition');
  const [primary = ''] = language.toLowerCase().split('-');
  const model = able.find(({ language: known }) => known.includes(primary)) ?? able[0];
  return model && { kind: 'stt', name: 'speaches', url, model: model.id };
}

function speaking(url: string, models: readonly Model[]): FoundVoice | undefined {
  for (const { id: model, task, voices } of models) {
    const voice = task === 'text-to-speech' ? preferredVoice(voices) : undefined;
    if (voice === undefined) continue;
    // Its voices have rates of their own, which a WAV file says.
    const format = 'wav';
    return { kind: 'tts', name: 'speaches', protocol: 'openai', url, model, voice, format };
  }
  return undefined;
}

async function kokoro(
  url: string,
  models: readonly Model[],
  signal: AbortSignal,
): Promise<FoundVoice | undefined> {
  const own = models.filter(({ owned_by: owner }) => owner === 'kokoro');
  const model = (own.find(({ id }) => id === 'kokoro') ?? own[0])?.id;
  if (model === undefined) return undefined;
  const answer = await ask(`${url}/v1/audio/voices`, signal);
  const voices = z.object({ voices: z.array(z.unknown()) }).safeParse(answer?.json).data?.voices;
  const voice = preferredVoice(voices ?? []);
  const name = 'Kokoro-FastAPI';
  return voice === undefined
    ? undefined
    : { kind: 'tts', name, protocol: 'openai', url, model, voice, format: 'pcm' };
}

function preferredVoice(voices: readonly unknown[]): string | undefined {
  const names = voices.flatMap((voice) => voiceSchema.safeParse(voice).data ?? []);
  return names.find((name) => name === KOKORO_VOICE) ?? names[0];
}

/** It answers 200 also while its model is loaded, and when that failed. */
function isChatterbox(answer: Answer | undefined): boolean {
  const health = z
    .object({ model_loaded: z.boolean(), initialization_state: text(), status: text() })
    .safeParse(answer?.json);
  return answer?.status === 200 && health.success && health.data.status !== 'error';
}

function chatterbox(url: string): FoundVoice {
  return { kind: 'tts', name: 'Chatterbox', protocol: 'chatterbox', url };
}

/**
 * A socket server of Python's `websockets` package refuses what is no socket so. Whether it is WhisperLive only a started
 * session would tell, which takes one of its few places and may load a model.
 */
function isPythonSocket(answer: Answer | undefined): boolean {
  return answer?.status === 426 && /^Python\/\S+ websockets\//u.test(answer.server);
}
