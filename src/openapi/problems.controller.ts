import { Controller, Get, Param } from '@nestjs/common';
import { text } from '@vox/protocol';
import { z } from 'zod';

import { ApiRoute, ApiTag, type ProblemName, problemTypes, problemUri } from '../http';

const kindSchema = z.object({
  type: text(),
  title: text(),
  status: z.number().int(),
  about: text().describe('What it means, and what to do.'),
});

const NAMES = Object.keys(problemTypes) as [ProblemName, ...ProblemName[]];

/** What the `type` of a problem leads to. */
@ApiTag('Server')
@Controller('api/problems')
export class ProblemsController {
  @Get(':name')
  @ApiRoute({
    id: 'getProblemType',
    scope: 'public',
    summary: 'What the `type` of a refusal means: it is this address.',
    params: z.object({ name: z.enum(NAMES) }),
    responses: { 200: kindSchema },
  })
  get(@Param('name') name: ProblemName): z.output<typeof kindSchema> {
    return { type: problemUri(name), ...problemTypes[name] };
  }
}
