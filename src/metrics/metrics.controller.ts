import { Controller, Get, Header } from '@nestjs/common';
import { Registry } from 'prom-client';

import { ApiRoute, ApiTag } from '../http';

/** For Prometheus. Asks for the API key when one is set; names no user and no words. */
@ApiTag('Server')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly registry: Registry) {}

  @Get()
  @ApiRoute({
    id: 'getMetrics',
    scope: 'admin',
    summary: 'For Prometheus.',
    responses: { 200: { content: { 'text/plain': 'The text format, version 0.0.4.' } } },
  })
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  metrics(): Promise<string> {
    return this.registry.metrics();
  }
}
