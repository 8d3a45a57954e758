import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';

import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { z } from 'zod';

import { ApiRoute, ApiTag } from '../http';
import { PAGE, START_SCRIPT } from './docs-page';

const TYPES = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'start.js': 'text/javascript; charset=utf-8',
} as const;
type FileName = keyof typeof TYPES;
const FILES = Object.keys(TYPES) as [FileName, ...FileName[]];

const FOLDER = dirname(require.resolve('swagger-ui-dist/package.json'));

/**
 * `/api/openapi.json` to read and to try, in Swagger UI. Public as that is; a request that is tried needs the key, which is typed
 * in and kept by the page alone. All of it comes from here: nothing is asked of other sites.
 */
@ApiTag('Server')
@Controller('api/docs')
export class DocsController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiRoute({
    id: 'getDocs',
    scope: 'public',
    summary: 'This description as a page, where requests can be tried.',
    responses: { 200: { content: { 'text/html': 'The page.' } } },
  })
  page(): string {
    return PAGE;
  }

  @Get(':file')
  @Header('cache-control', 'public, max-age=3600')
  @ApiRoute({
    id: 'getDocsFile',
    scope: 'public',
    summary: 'What that page is made of.',
    params: z.object({ file: z.enum(FILES) }),
    responses: {
      200: { content: { 'text/css': 'A stylesheet.', 'text/javascript': 'A script.' } },
    },
  })
  file(@Param('file') file: FileName): StreamableFile {
    const options = { type: TYPES[file] };
    return file === 'start.js'
      ? new StreamableFile(Buffer.from(START_SCRIPT), options)
      : new StreamableFile(createReadStream(join(FOLDER, file)), options);
  }
}
