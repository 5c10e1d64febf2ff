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
    preflight: {
      summary: 'judge a plan by what Azure says: will it work',
      load: () => import('./azure/preflight.js'),
    },
    deploy: {
      summary: 'make what a plan says, with a dry run first; `--teardown` takes it away',
      load: () => import('./azure/deploy.js'),
    },
  },
  notes: signInNotes,
  examples: [
    ['aksplan azure import prod > plan.json', 'a cluster that exists as a plan'],
    ['aksplan azure preflight plan.json', 'whether it will work'],
    ['aksplan azure deploy plan.json', 'shows what it would do, asks, and does it'],
    [
      'aksplan azure estate free --within 10.0.0.0/8 --prefix 16',
      'where a network has room, in all subscriptions',
    ],
  ],
};
