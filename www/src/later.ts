// What can wait until the page is there: the history, and the copy of the page for when there is
// no network.

import { keepPage } from './work/offline.ts';
import { record } from './work/recorder.ts';

record();
keepPage();
