export { type ToolChange, ToolChanges } from './http/tool-changes';
export { HttpToolsModule } from './http-tools.module';
export { McpServersModule } from './mcp-servers.module';
export { ToolsModule } from './tools.module';
export { failed, type ToolDefinition } from './tool-definition';
export { ToolsService } from './tools.service';
