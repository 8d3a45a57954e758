export { HttpToolsModule } from './http-tools.module';
export { ToolsModule } from './tools.module';
