export { HttpToolsModule } from './http-tools.module';
export { ToolsModule } from './tools.module';
export { failed, type ToolDefinition } from './tool-definition';
export { ToolsService } from './tools.service';
