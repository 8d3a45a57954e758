import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseConfig } from './app-config';

const folder = mkdtempSync(join(tmpdir(), 'vox-config-'));

function written(content: string): string {
  const path = join(folder, 'servers.json');
  writeFileSync(path, content);
  return path;
}

const parsed = (path: string) => parseConfig({ MCP_SERVERS_FILE: path }).tools.MCP_SERVERS_FILE;

it('MCP_SERVERS_FILE names what is started for tools', () => {
  const memory = { command: 'npx', args: ['-y', 'server'], env: { A: 'b' } };
  expect(parsed(written(JSON.stringify({ mcpServers: { memory } })))).toEqual({
    memory: { ...memory, timeout_ms: 10_000 },
  });
});

it.each([
  ['is no JSON', '{', 'must be a file with JSON'],
  ['has no servers', '{}', 'mcpServers must be there'],
  ['has no command', '{"mcpServers":{"a":{}}}', 'mcpServers.a.command must be a command'],
  [
    'has a name that no tool can begin with',
    '{"mcpServers":{"a b":{"command":"x"}}}',
    'mcpServers.a b',
  ],
  ['has a server elsewhere', '{"mcpServers":{"a":{"url":"https://x"}}}', 'mcpServers.a'],
])('MCP_SERVERS_FILE that %s is refused by its name', (_what, content, problem) => {
  expect(() => parsed(written(content))).toThrow(
    expect.objectContaining({
      problems: [expect.stringContaining(`MCP_SERVERS_FILE: ${problem}`) as string],
    }) as Error,
  );
});
