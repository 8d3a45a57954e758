import { env, server, text } from '@vox/environment';
import { z } from 'zod';

export const memorySchema = z
  .object({
    EMBEDDINGS_URL: env(server('http://').optional()).describe(
      'An OpenAI-compatible server of embeddings (Ollama, vLLM, OpenAI): what is remembered of people is then found by its meaning, where PostgreSQL has the extension pgvector; by its words otherwise. Its host and port are enough: http://127.0.0.1:11434. It is sent the facts, and what is said.',
    ),
    EMBEDDINGS_MODEL: env(text().optional()).describe(
      'Its model (nomic-embed-text, text-embedding-3-small); needed with EMBEDDINGS_URL. With another one all facts are embedded anew.',
    ),
    EMBEDDINGS_API_KEY: env(text().optional()).describe('Its key, where it wants one.'),
  })
  .superRefine(({ EMBEDDINGS_URL, EMBEDDINGS_MODEL }, context) => {
    if (EMBEDDINGS_URL === undefined || EMBEDDINGS_MODEL !== undefined) return;
    const message = 'is needed with EMBEDDINGS_URL';
    context.addIssue({ code: 'custom', path: ['EMBEDDINGS_MODEL'], message });
  });
