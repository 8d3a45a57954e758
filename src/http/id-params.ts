import { givenId } from '@vox/protocol';
import { z } from 'zod';

/** Of a route about one row. */
export const idParams = z.object({ id: givenId() });
