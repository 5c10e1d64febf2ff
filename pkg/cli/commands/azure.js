// `aksplan azure`

import { signInNotes } from '../azure/session.js';

/** @type {import('../main.js').Group} */
export const group = {
  about:
    'Asks Azure Resource Manager: what exists, whether a plan will work, and has it done. Who is signed in with `az login` needs nothing more. Tokens and keys come from the environment, stay in memory, and are shown nowhere.',
  commands: {
    estate: {
      summary: 'find overlaps, free space and owners among all that exists',
      load: () => import('./azure/estate.js'),
    },
    import: {
      summary: 'write clusters that exist, with their networks, as a plan',
      load: () => import('./azure/import.js'),
    },
  },
  notes: signInNotes,
  examples: [
    ['aksplan azure import prod > plan.json', 'a cluster that exists as a plan'],
    [
      'aksplan azure estate free --within 10.0.0.0/8 --prefix 16',
      'where a network has room, in all subscriptions',
    ],
  ],
};
