import { config } from 'zod';

// The content security policy forbids code made at run time, and a mere try is reported as a violation. Schemas look at this when they are
// made, so it has to be imported before whatever makes some.
config({ jitless: true });
