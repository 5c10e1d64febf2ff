// The end of a sign-in: hands the answer to the page that opened this window, and closes it.

import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

broadcastResponseToMainFrame().catch(() => {
  const text = document.getElementById('text');
  if (text) text.textContent = 'There is no sign-in to end here. You can close this window.';
});
