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
