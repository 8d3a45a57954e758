import { chatBases } from './chat-bases';

const first = (url: string) => chatBases(url).bases[0];

describe(chatBases.name, () => {
  it.each([
    ['http://ollama:11434', 'http://ollama:11434/v1'],
    ['http://ollama:11434/', 'http://ollama:11434/v1'],
    ['http://ollama:11434///', 'http://ollama:11434/v1'],
    ['http://ollama:11434/v1', 'http://ollama:11434/v1'],
    ['http://ollama:11434/v1/', 'http://ollama:11434/v1'],
    ['http://ollama:11434//v1//', 'http://ollama:11434/v1'],
    ['http://ollama:11434/v1/chat/completions', 'http://ollama:11434/v1'],
    ['http://ollama:11434/v1/chat/completions/', 'http://ollama:11434/v1'],
    ['http://ollama:11434/chat/completions', 'http://ollama:11434/v1'],
    ['http://ollama:11434/v1/completions', 'http://ollama:11434/v1'],
    ['http://ollama:11434/v1/models', 'http://ollama:11434/v1'],
    ['http://ollama:11434/api', 'http://ollama:11434/v1'],
    ['http://ollama:11434/api/chat', 'http://ollama:11434/v1'],
    ['http://ollama:11434/api/generate', 'http://ollama:11434/v1'],
    ['http://[::1]:8080', 'http://[::1]:8080/v1'],
    ['https://api.openai.com', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/responses', 'https://api.openai.com/v1'],
    ['https://openrouter.ai', 'https://openrouter.ai/api/v1'],
    ['https://openrouter.ai/v1', 'https://openrouter.ai/api/v1'],
    ['https://openrouter.ai/api', 'https://openrouter.ai/api/v1'],
    ['https://openrouter.ai/api/v1', 'https://openrouter.ai/api/v1'],
    ['https://openrouter.ai/api/v1/chat/completions', 'https://openrouter.ai/api/v1'],
    ['http://host/v11', 'http://host/v11'],
    ['http://v1', 'http://v1/v1'],
    ['https://x.googleapis.com/v1beta/openai', 'https://x.googleapis.com/v1beta/openai'],
    ['https://gateway.example/team/llm/', 'https://gateway.example/team/llm'],
    ['https://api.groq.com/openai/v1', 'https://api.groq.com/openai/v1'],
    ['http://host:3000/api/chat/completions', 'http://host:3000/v1'],
  ])('of %s begin with %s', (url, base) => {
    expect(first(url)).toBe(base);
  });

  it('are more than one only where the address leaves it open', () => {
    expect(chatBases('http://host').bases).toContain('http://host');
    expect(chatBases('http://host:3000/api/chat/completions').bases).toContain(
      'http://host:3000/api',
    );
    expect(chatBases('http://host/proxy').bases).toEqual([
      'http://host/proxy',
      'http://host/proxy/v1',
    ]);
    expect(chatBases('http://host/v1').bases).toHaveLength(1);
  });

  it('keep a query and turn a user and password into a header', () => {
    const { bases, query, headers } = chatBases(
      'https://ann:p%40ss@host/openai/deployments/x/chat/completions?api-version=2024-10-21',
    );
    expect(bases[0]).toBe('https://host/openai/deployments/x');
    expect(query).toEqual({ 'api-version': '2024-10-21' });
    expect(headers).toEqual({ authorization: `Basic ${btoa('ann:p@ss')}` });
    expect(chatBases('https://host').headers).toEqual({});
  });
});
