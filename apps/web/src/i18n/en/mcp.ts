/** Of servers of tools that speak the Model Context Protocol. */
export const mcp = {
  'mcp.http_tools': 'Tools by HTTP',
  'mcp.servers': 'Servers of tools (MCP)',
  'mcp.lead':
    'Servers that have tools, by the Model Context Protocol. Agents use some of them, or all.',
  'mcp.new': 'Add a server',
  'mcp.new_lead': 'Give its name and its address. It is connected to at once.',
  'mcp.none': 'There is none yet',
  'mcp.none_hint':
    'A server brings all its tools at once. Those of MCP_SERVERS_FILE are here, too.',
  'mcp.delete_hint': 'Agents that name its tools go on without them.',
  'mcp.name_hint': 'Its tools are called name__tool.',
  'mcp.url_hint': 'Streamable HTTP, such as https://tools.example/mcp.',
  'mcp.tool_settings': 'What holds for single tools',
  'mcp.tool_settings_hint':
    'As JSON, by the server’s own name of each: {"send": {"confirm": "always"}}.',
  'mcp.status.connected': 'Connected',
  'mcp.status.connecting': 'Connecting',
  'mcp.status.unreachable': 'Not reached',
  'mcp.status.off': 'Off',
  'mcp.tools_count': { one: '{count} tool', other: '{count} tools' },
  'mcp.connection': 'Connection',
  'mcp.connect': 'Connect',
  'mcp.not_connected': 'It was not reached ({duration}): {problem}',
  'mcp.configured': 'MCP_SERVERS_FILE has it: it is changed there.',
  'mcp.tools_hint': 'Agents take them by these names, or all as {all}.',
  'mcp.destroys': 'Destroys',
  'tools.confirm': 'Before it runs',
  'tools.confirm.as_agent': 'As the agent has it',
  'tools.confirm.always': 'Always ask for a yes',
  'tools.confirm.never': 'Never ask',
};
