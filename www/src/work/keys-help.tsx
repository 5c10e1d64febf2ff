// Which keys do what.

import { keys } from '../keys.ts';
import './work.css';

export function KeysHelp() {
  return (
    <dl class="keys">
      {keys.map(({ shown, what }) => (
        <div key={what}>
          <dt>
            <kbd>{shown}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
