import { parseConfig } from './index';

const llmOf = (environment: Record<string, string>) => parseConfig(environment).llm;

describe('OUTBOUND_ALLOWED_HOSTS', () => {
  it('is a list of hosts and networks, empty when absent', () => {
    const url = new URL('http://n8n:5678/webhook/a');
    expect(llmOf({}).OUTBOUND_ALLOWED_HOSTS.has(url, ['10.0.0.5'])).toBe(false);
    const { OUTBOUND_ALLOWED_HOSTS } = llmOf({ OUTBOUND_ALLOWED_HOSTS: 'n8n:5678, 10.0.1.0/24' });
    expect(OUTBOUND_ALLOWED_HOSTS.has(url, ['10.0.0.5'])).toBe(true);
  });

  it('with something else in it is refused by name', () => {
    expect(() => llmOf({ OUTBOUND_ALLOWED_HOSTS: 'n8n, 10.0.0.0/40' })).toThrow(
      /OUTBOUND_ALLOWED_HOSTS.*"10\.0\.0\.0\/40"/u,
    );
  });
});

describe("the address of a model's server", () => {
  it.each([
    ['http://ollama:11434', 'http://ollama:11434'],
    ['  https://gateway.example/v1/ ', 'https://gateway.example/v1/'],
    ['ollama:11434', 'http://ollama:11434'],
    ['localhost', 'http://localhost'],
    ['192.168.1.7:8080/v1', 'http://192.168.1.7:8080/v1'],
    ['[::1]:8080', 'http://[::1]:8080'],
    ['llm.lan', 'http://llm.lan'],
  ])('may be %j', (given, address) => {
    expect(llmOf({ LOCAL_LLM_BASE_URL: given }).LOCAL_LLM_BASE_URL).toBe(address);
  });

  it('of a service is reached by TLS where nothing else is said', () => {
    const { OPENAI_BASE_URL } = llmOf({ OPENAI_BASE_URL: 'gateway.example/v1' });
    expect(OPENAI_BASE_URL).toBe('https://gateway.example/v1');
  });

  it.each(['nonsense', 'http//ollama:11434', 'ftp://ollama', 'ollama:port', 'a b.c', 'http://'])(
    'is refused by its name when it is none: %j',
    (given) => {
      expect(() => llmOf({ LOCAL_LLM_BASE_URL: given })).toThrow(/LOCAL_LLM_BASE_URL/u);
    },
  );
});

describe('N8N_WEBHOOK_AUTH', () => {
  it('is the header that it describes, and none when absent', () => {
    expect(llmOf({}).N8N_WEBHOOK_AUTH).toBeUndefined();
    expect(llmOf({ N8N_WEBHOOK_AUTH: 'X-Vox-Secret: s3cret' }).N8N_WEBHOOK_AUTH).toEqual({
      name: 'X-Vox-Secret',
      value: 's3cret',
    });
  });

  it('that makes no sense is refused by name and not repeated', () => {
    const refused = () => llmOf({ N8N_WEBHOOK_AUTH: 's3cret' });
    expect(refused).toThrow(/N8N_WEBHOOK_AUTH: must be/u);
    expect(refused).not.toThrow(/s3cret/u);
  });

  it('is refused beside credentials in the URL', () => {
    const url = { N8N_WEBHOOK_URL: 'http://vox:s3cret@n8n/webhook/a' };
    expect(() => llmOf({ ...url, N8N_WEBHOOK_AUTH: 'Bearer abc' })).toThrow(/N8N_WEBHOOK_AUTH/u);
    expect(llmOf(url).N8N_WEBHOOK_URL).toBe(url.N8N_WEBHOOK_URL);
  });
});
