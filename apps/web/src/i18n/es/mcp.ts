import type { mcp as english } from '../en/mcp';
import type { Catalogue } from '../message';

export const mcp: Catalogue<keyof typeof english> = {
  'mcp.http_tools': 'Herramientas por HTTP',
  'mcp.servers': 'Servidores de herramientas (MCP)',
  'mcp.lead':
    'Servidores que tienen herramientas, por el Model Context Protocol. Los agentes usan algunas, o todas.',
  'mcp.new': 'Añadir un servidor',
  'mcp.new_lead': 'Dé su nombre y su dirección. Se conecta enseguida.',
  'mcp.none': 'Todavía no hay ninguno',
  'mcp.none_hint':
    'Un servidor trae todas sus herramientas a la vez. Las de MCP_SERVERS_FILE también están aquí.',
  'mcp.delete_hint': 'Los agentes que nombran sus herramientas siguen sin ellas.',
  'mcp.name_hint': 'Sus herramientas se llaman nombre__herramienta.',
  'mcp.url_hint': 'HTTP continuo, como https://tools.example/mcp.',
  'mcp.tool_settings': 'Lo que vale para algunas herramientas',
  'mcp.tool_settings_hint':
    'En JSON, con los nombres del servidor: {"send": {"confirm": "always"}}.',
  'mcp.status.connected': 'Conectado',
  'mcp.status.connecting': 'Conectando',
  'mcp.status.unreachable': 'Sin alcanzar',
  'mcp.status.off': 'Apagado',
  'mcp.tools_count': { one: '{count} herramienta', other: '{count} herramientas' },
  'mcp.connection': 'Conexión',
  'mcp.connect': 'Conectar',
  'mcp.not_connected': 'Sin alcanzar ({duration}): {problem}',
  'mcp.configured': 'Está en MCP_SERVERS_FILE: allí se cambia.',
  'mcp.tools_hint': 'Los agentes las toman por estos nombres, o todas como {all}.',
  'mcp.destroys': 'Destruye',
  'tools.confirm': 'Antes de actuar',
  'tools.confirm.as_agent': 'Como el agente',
  'tools.confirm.always': 'Pedir siempre un sí',
  'tools.confirm.never': 'No preguntar nunca',
};
