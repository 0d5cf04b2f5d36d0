import { config } from 'zod';

// The content security policy forbids code made at run time, and a mere try is reported as a violation. Next.js runs this file before all
// others; schemas look at it when they are made.
config({ jitless: true });
