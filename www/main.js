import { init } from 'aksplan';

await init();
document.querySelector('output').textContent = 'The planner is loaded.';
