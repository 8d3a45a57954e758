import { filledBy } from './tool-fields';

describe(filledBy.name, () => {
  it('makes a workflow what the server takes it for, and a plain tool one that reads', () => {
    const workflow = { method: 'POST', timeout_ms: '30000', is_read_only: false };
    expect(filledBy('workflow', 'n8n')).toEqual(workflow);
    const plain = { method: 'GET', timeout_ms: '10000', is_read_only: true };
    expect(filledBy('workflow', '')).toEqual(plain);
    expect(filledBy('url', 'https://n8n.example/webhook/x')).toEqual({});
  });
});
