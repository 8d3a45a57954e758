import { env, flag } from '@vox/environment';
import { z } from 'zod';

export const discoverySchema = z.object({
  DISCOVER_LOCAL_ENGINES: env(flag().default(true)).describe(
    'At the start, look on this machine for engines on their usual ports (Ollama, LM Studio, llama.cpp, vLLM, Chatterbox, Kokoro-FastAPI, speaches), and use them where no other of their kind is set. false: look for none.',
  ),
});
