import { Controller, Get, Header } from '@nestjs/common';
import { Registry } from 'prom-client';

/** For Prometheus. Asks for the API key when one is set; names no user and no words. */
@Controller('metrics')
export class MetricsController {
  constructor(private readonly registry: Registry) {}

  @Get()
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  metrics(): Promise<string> {
    return this.registry.metrics();
  }
}
