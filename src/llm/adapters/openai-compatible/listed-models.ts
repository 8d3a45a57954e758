import { isObject, type JsonObject, toObject, toText } from '../common/json';

/**
 * Names of models that do not chat: for embeddings, ranking, speech, pictures, moderation. A short word must stand alone,
 * as in `text-embedding-3-small`, `bge-m3`, `dall-e-3`, `whisper-1`, `tts-1-hd`.
 */
const OTHER_TRADES = [
  /embed|rerank|sentence-transformers|minilm|colbert|splade|mpnet|similarity|text-search|code-search/iu,
  /whisper|transcri|wav2vec|parakeet|moonshine|speech|kokoro|chatterbox|text-to-|xtts|vocoder|musicgen/iu,
  /moderation|guard(?!ian-angel)|shieldgemma|dall-?e|diffusion|sdxl|imagen|image-|-image|midjourney|realtime|siglip/iu,
  /(?<![a-z0-9])(bge|gte|e5|clip|tts|stt|asr|vad|ocr|flux|bark|piper|sora|veo|sd\d*|vae|lora)(?![a-z])/iu,
  // Completion models that know no messages.
  /(?<![a-z])(ada|babbage|curie|davinci)(-\d+)?$|gpt-3\.5-turbo-instruct/iu,
];

/** What servers call a model that chats, where they say what a model is for. */
const CHATS = /chat|llm|vlm|generat|language|completion|conversational|instruct|text$/iu;
const DOES_ANOTHER_THING = /image|audio|speech|video|embed|rank|moderation|recogni|transcri/iu;

/** The least rank of a model that seems not to chat. */
const NO_CHAT = 2;

/** Fields in which servers say it: LM Studio, Together, LiteLLM, Hugging Face, LocalAI. */
const TRADE_FIELDS = ['type', 'mode', 'task', 'pipeline_tag', 'model_type', 'category', 'kind'];

/**
 * The models that a server lists, those that chat before those that seem not to, and those that are loaded before those
 * that are not; otherwise as it lists them. Understands `{ data }`, `{ models }` and a bare list, of objects or names.
 */
export function listedModels(body: unknown): string[] {
  return ranked(body).map(({ id }) => id);
}

/** Those of `listedModels` that seem to chat. */
export function chatModels(body: unknown): string[] {
  return ranked(body)
    .filter(({ rank }) => rank < NO_CHAT)
    .map(({ id }) => id);
}

function ranked(body: unknown): { readonly id: string; readonly rank: number }[] {
  const { data, models } = toObject(body);
  const list = [body, data, models].find(Array.isArray) ?? [];
  return list
    .map((entry: unknown) => (isObject(entry) ? entry : { id: entry }))
    .flatMap((entry) => {
      const id = toText(entry['id']) ?? toText(entry['model']) ?? toText(entry['name']);
      return id === undefined ? [] : [{ id, rank: rankOf(id, entry) }];
    })
    .toSorted((one, other) => one.rank - other.rank);
}

/** Less is likelier to answer. */
function rankOf(id: string, entry: JsonObject): number {
  const state = toText(entry['state']) ?? toText(toObject(entry['status'])['value']);
  return (chats(id, entry) ? 0 : NO_CHAT) + (state === undefined || state === 'loaded' ? 0 : 1);
}

function chats(id: string, entry: JsonObject): boolean {
  const capabilities = toObject(entry['capabilities']);
  const told = [capabilities['completion_chat'], capabilities['chat']].find(
    (value) => typeof value === 'boolean',
  );
  if (told !== undefined) return told;
  const outputs = toObject(entry['architecture'])['output_modalities'];
  if (Array.isArray(outputs) && !outputs.includes('text')) return false;
  const trade = TRADE_FIELDS.map((name) => toText(entry[name])).find((name) => name !== undefined);
  if (trade !== undefined && trade !== 'model') {
    return CHATS.test(trade) && !DOES_ANOTHER_THING.test(trade);
  }
  return !OTHER_TRADES.some((trades) => trades.test(id));
}
