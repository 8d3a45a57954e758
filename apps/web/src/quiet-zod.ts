import { z } from 'zod';

// Zod compiles schemas with `new Function`, which the page's content security policy refuses and reports.
z.config({ jitless: true });
