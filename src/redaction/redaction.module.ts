import { Module } from '@nestjs/common';

import { Redactor } from './redactor';

/** What is left out of what is stored. */
@Module({ providers: [Redactor], exports: [Redactor] })
export class RedactionModule {}
